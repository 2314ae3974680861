"""The working memory of one batch: what was read, and what will be saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from qualibot.model import LIVE
from qualibot.ports import Changes, Standing, Timer

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from qualibot.model import Address, Answer, Due, Session
    from qualibot.ports import Work

AFTER_A_FAULT = timedelta(hours=1)
"""How long a timer waits whose turn failed, so that it neither blocks the others nor is forgotten."""


class Desk:
    """Every message of a batch sees what those before it did, though nothing is saved until the end."""

    def __init__(self, work: Work, now: datetime) -> None:
        self.work = work
        self.now = now.astimezone(UTC)
        self.changes = Changes()
        self._moments: dict[str, datetime] = {}
        self._later: dict[timedelta, datetime] = {}
        self._sessions: dict[int, Session] = {}
        self._stored: dict[int, Session] = {}
        self._live: dict[Address, int] = {}
        self._last: dict[Address, int] = {}
        self._answers: dict[int, tuple[Answer, ...]] = {}
        self._standings: dict[int, Standing] = {}

    def load(self, ids: Iterable[int], addresses: Iterable[Address]) -> None:
        """The sessions of these ids and addresses lie on the desk, locked, with the answers of their leads."""
        sessions = self.work.sessions(ids, addresses)
        for session in sessions:
            self._read(session)
        self._answers.update(self.work.answers({session.lead for session in sessions}))

    def local(self, zone: str) -> datetime:
        """The present moment in a zone; one moment for the whole batch."""
        if zone not in self._moments:
            self._moments[zone] = self.now.astimezone(ZoneInfo(zone))
        return self._moments[zone]

    def later(self, delay: timedelta) -> datetime:
        """So long after the present moment; one object for the whole batch, so that the store writes it out once."""
        if delay not in self._later:
            self._later[delay] = self.now + delay
        return self._later[delay]

    def session(self, number: int) -> Session | None:
        """The session of this number, if it was asked for when the desk was loaded."""
        return self._sessions.get(number)

    def live_at(self, address: Address) -> Session | None:
        """The session that can be answered at this address."""
        number = self._live.get(address)
        return None if number is None else self._sessions[number]

    def newest_at(self, address: Address) -> Session | None:
        """The live session at this address, else the one that was opened there last."""
        if address not in self._last:
            found = self.work.newest_at(address)
            if found is None:
                return None
            if found.id not in self._sessions:
                self._read(found)
            self._last[address] = found.id
        return self.live_at(address) or self._sessions[self._last[address]]

    def answers(self, lead: int) -> tuple[Answer, ...]:
        """The live answers of a lead."""
        if lead not in self._answers:
            self._answers.update(self.work.answers([lead]))
        return self._answers[lead]

    def standing(self, lead: int) -> Standing:
        """What the lead's stage depends on, with what this batch added."""
        if lead not in self._standings:
            stored = self.work.standing(lead)
            pending = tuple(acted.act.kind for acted in self.changes.acts if acted.lead == lead)
            self._standings[lead] = replace(stored, acts=stored.acts + pending)
        return self._standings[lead]

    def accept(self, changes: Changes, answers: dict[int, tuple[Answer, ...]], standings: dict[int, Standing]) -> None:
        """What one message did is part of the batch."""
        _merge(self.changes, changes)
        for session in changes.sessions.values():
            self._put(session)
        self._answers.update(answers)
        self._standings.update(standings)

    def put_off(self, due: Due) -> None:
        """The timer runs out again later, unless the session has moved on since it was set."""
        session = self._sessions.get(due.session)
        if session is not None and session.seq == due.seq:
            self.changes.timers[due.session, due.timer] = Timer(due.session, due.timer, self.now + AFTER_A_FAULT, due.seq)

    def flush(self) -> None:
        """Everything so far is in the transaction, where statements can see it."""
        changes = self.changes
        changes.before = {number: self._stored[number] for number in changes.sessions if number not in changes.opened}
        self.work.save(changes, self.now)
        self._stored.update(changes.sessions)
        self.changes = Changes()

    def erase(self, leads: Iterable[int], sessions: Iterable[int]) -> None:
        """What these leads said, and what was said in these sessions, is gone from the database and the desk."""
        self.flush()
        touched = set(leads)
        for lead in touched:
            self.work.erase_lead(lead, self.now)
        for number in sessions:
            self.work.erase_session(number, self.now)
            touched.add(self._sessions[number].lead)
        self._read_again(touched)

    def _read_again(self, leads: set[int]) -> None:
        stale = [number for number, session in self._sessions.items() if session.lead in leads]
        self._live = {address: number for address, number in self._live.items() if number not in stale}
        self._last = {address: number for address, number in self._last.items() if number not in stale}
        for lead in leads:
            self._standings.pop(lead, None)
        self.load(stale, ())

    def _read(self, session: Session) -> None:
        self._stored[session.id] = session
        self._put(session)

    def _put(self, session: Session) -> None:
        self._sessions[session.id] = session
        if session.status in LIVE:
            self._live[session.address] = self._last[session.address] = session.id
        elif self._live.get(session.address) == session.id:
            del self._live[session.address]


def _merge(batch: Changes, one: Changes) -> None:
    batch.leads += one.leads
    batch.opened.update(one.opened)
    batch.sessions.update(one.sessions)
    batch.turns += one.turns
    for number, key in one.superseded.items():
        if number in batch.answers:
            batch.answers[number] = replace(batch.answers[number], superseded_by=key)
        else:
            batch.superseded[number] = key
    batch.answers.update(one.answers)
    batch.captured += one.captured
    batch.outcomes += one.outcomes
    batch.acts += one.acts
    batch.fired += one.fired
    if one.ended:
        batch.ended |= one.ended
        batch.timers = {place: timer for place, timer in batch.timers.items() if timer.session not in one.ended}
    batch.timers.update(one.timers)
