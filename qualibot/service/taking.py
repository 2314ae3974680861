"""One message: find its session, take the step, stage what it changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from qualibot.engine import reshow
from qualibot.model import (
    LIVE,
    Answer,
    Command,
    Due,
    Ended,
    Inbound,
    Lead,
    Outcome,
    Reply,
    Script,
    Session,
    Start,
    Tapped,
    Turn,
    Typed,
)
from qualibot.service.result import AddressTaken, NoSession, TurnResult
from qualibot.service.staging import Stage

if TYPE_CHECKING:
    from datetime import datetime

    from qualibot.service.desk import Desk
    from qualibot.service.scripts import Scripts

    Step = Callable[[Script, Session, Sequence[Answer], Inbound, datetime], Turn]

STOP = Command("stop")
"""What the session is told that has to make room for another at its address."""


class Taker:
    """Takes the messages of one batch, in their order."""

    def __init__(self, desk: Desk, scripts: Scripts, step: Step) -> None:
        self._desk = desk
        self._scripts = scripts
        self._step = step

    def take(self, inbound: Inbound) -> TurnResult:
        """The message's turn lies on the desk.

        Raises:
            NoSession: nothing can be answered where it came from.
        """
        stage = Stage(self._desk, inbound)
        if isinstance(inbound.payload, Start):
            result = self._start(stage, inbound.payload)
        else:
            result = self._turn(stage, self._find(inbound))
        stage.accept()
        return result

    def again(self, key: str, number: int) -> TurnResult:
        """The present question of the session that a message of this key went to."""
        session = self._desk.session(number)
        assert session is not None
        return TurnResult(key, session, self.present(session), duplicate=True)

    def present(self, session: Session) -> tuple[Reply, ...]:
        """What the session asks at present."""
        script = self._scripts.of(self._desk.work, session.script)
        return reshow(script, session, self._desk.answers(session.lead), self._desk.local(session.zone))

    def _find(self, inbound: Inbound) -> Session:
        payload, address = inbound.payload, inbound.address
        session: Session | None
        if isinstance(payload, Tapped | Due):
            session = self._desk.session(payload.session)
        else:
            session = self._desk.live_at(address) or self._desk.newest_at(address)
        if session is None or not _may_reach(inbound, session):
            raise NoSession(f"No conversation is open at {address.channel}; begin one first.")
        return session

    def _turn(self, stage: Stage, session: Session) -> TurnResult:
        script = self._scripts.of(self._desk.work, session.script)
        turn = self._take_step(stage, script, session, stage.inbound)
        if session.status not in LIVE and turn.session.status in LIVE:
            self._refuse_second(session)
        return _told(stage, script, session, turn)

    def _take_step(self, stage: Stage, script: Script, session: Session, inbound: Inbound) -> Turn:
        return self._step(script, session, stage.answers_of(session.lead), inbound, self._desk.local(session.zone))

    def _refuse_second(self, session: Session) -> None:
        other = self._desk.live_at(session.address)
        self._desk.load((), () if other else (session.address,))
        if self._desk.live_at(session.address):
            raise AddressTaken("Another conversation is open here by now; end that one first.")

    def _start(self, stage: Stage, start: Start) -> TurnResult:
        present = self._desk.live_at(stage.inbound.address)
        closed = None
        if present is not None:
            if self._goes_on(present, start):
                return self._turn(stage, present)
            closed = self._close(stage, present)
        script = self._scripts.current(self._desk.work, start.conversation, self._desk.now)
        session = self._open(stage, script, start)
        turn = self._take_step(stage, script, session, stage.inbound)
        return replace(_told(stage, script, session, turn), closed=closed)

    def _goes_on(self, session: Session, start: Start) -> bool:
        """The open conversation is the one that was asked for, about the lead that was named."""
        script = self._scripts.of(self._desk.work, session.script)
        if start.fresh or script.conversation.id != start.conversation:
            return False
        if not start.lead:
            return True
        self._show_leads()
        return self._desk.work.is_named(session.lead, start.lead)

    def _close(self, stage: Stage, session: Session) -> Outcome | None:
        script = self._scripts.of(self._desk.work, session.script)
        turn = self._take_step(stage, script, session, replace(stage.inbound, payload=STOP))
        if turn.session.status in LIVE:
            ended = replace(turn.session, status="partial")
            turn = replace(turn, session=ended, events=(*turn.events, Ended("partial")))
        return stage.apply(script, session, turn)

    def _open(self, stage: Stage, script: Script, start: Start) -> Session:
        number = self._desk.work.number("session")
        stage.changes.opened[number] = script.conversation.ref
        lead = self._lead(stage, start)
        return Session(number, lead, script.side, script.hash, stage.inbound.address, start.language, self._scripts.zone)

    def _lead(self, stage: Stage, start: Start) -> int:
        if start.lead:
            self._show_leads()
            named = self._desk.work.leads_named(start.lead)
            if len(named) == 1:
                return named[0]
        number = self._desk.work.number("lead")
        new = Lead(number, name=start.lead or "", language=start.language, zone=self._scripts.zone, source=start.source)
        stage.changes.leads.append(new)
        stage.answers[number] = ()
        return number

    def _show_leads(self) -> None:
        """Leads are looked up by name in the database, so those of this batch must be there."""
        if self._desk.changes.leads or self._desk.changes.captured:
            self._desk.flush()


def _may_reach(inbound: Inbound, session: Session) -> bool:
    """A live session hears everything, an ended one only corrections; a button of somebody else's chat is not heard."""
    if isinstance(inbound.payload, Typed | Due) and session.status not in LIVE:
        return False
    own, place = session.address, inbound.address
    return isinstance(inbound.payload, Due) or (own.channel, own.chat) == (place.channel, place.chat)


def _told(stage: Stage, script: Script, before: Session, turn: Turn) -> TurnResult:
    outcome = stage.apply(script, before, turn)
    session = stage.changes.sessions.get(before.id, before)
    stage.write_down(session, turn)
    return TurnResult(stage.inbound.key, session, turn.replies, turn.events, outcome)
