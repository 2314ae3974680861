"""One transaction of turns: claim, read and lock, number, save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qualibot.errors import UnknownName
from qualibot.ports import Standing
from qualibot.store import erasing, publishing, rows
from qualibot.store import statements as st
from qualibot.store.numbers import Numbers
from qualibot.store.saving import save

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from qualibot.model import Address, Answer, Script, Session
    from qualibot.ports import Changes, Counted, Publication
    from qualibot.store.turns import Turns


class SqlWork:
    """The store's side of a batch; made by `SqlStore.work`, which commits it.

    Locks are taken in one order by everybody (keys, sessions, leads, each sorted), so that two processes wait, not deadlock.
    """

    def __init__(self, connection: Connection, turns: Turns) -> None:
        self._connection = connection
        self._turns = turns
        self._numbers = Numbers(connection)

    def claim(self, keys: Collection[str], now: datetime) -> Mapping[str, int]:
        """Every key is this transaction's; returns those that were claimed earlier, each with its session."""
        self._numbers.block = max(1, len(keys))
        moment = now.isoformat(timespec="microseconds")
        new = {row[0] for row in self._turns.claim.run(self._connection, [(key, moment) for key in keys])}
        earlier = [key for key in keys if key not in new]
        if not earlier:
            return {}
        return {row[0]: row[1] for row in self._connection.execute(st.CLAIMED, {"keys": earlier})}

    def release(self, keys: Sequence[str]) -> None:
        """These keys were never claimed."""
        if keys:
            self._connection.execute(st.RELEASE, [{"b_key": key} for key in keys])

    def sessions(self, ids: Iterable[int], addresses: Iterable[Address]) -> list[Session]:
        """The sessions of these ids, and the live ones at these addresses; locked."""
        places = [(address.channel, address.chat, address.thread) for address in addresses]
        numbers = [(number,) for number in ids]
        found = self._turns.sessions_at.run(self._connection, places) if places else []
        found += self._turns.sessions_by_id.run(self._connection, numbers) if numbers else []
        return list({row[0]: rows.session_of(row) for row in found}.values())

    def newest_at(self, address: Address) -> Session | None:
        """The live session at the address, else the one that was opened there last; locked."""
        here = {"channel": address.channel, "chat": address.chat, "thread": address.thread}
        for statement in (st.LIVE_AT, st.ENDED_AT):
            row = self._connection.execute(statement, here).one_or_none()
            if row is not None:
                return rows.session_of(row)
        return None

    def answers(self, leads: Iterable[int]) -> Mapping[int, tuple[Answer, ...]]:
        """The live answers of every one of these leads, oldest first; the leads are locked."""
        ids = sorted(leads)
        if not ids:
            return {}
        if self._connection.dialect.name != "sqlite":
            self._connection.execute(st.LOCK_LEADS, {"ids": ids})
        found: dict[int, list[Answer]] = {lead: [] for lead in ids}
        for row in self._turns.live_answers.run(self._connection, [(number,) for number in ids]):
            found[row[1]].append(rows.answer_of(row))
        return {lead: tuple(answers) for lead, answers in found.items()}

    def is_named(self, lead: int, name: str) -> bool:
        """The lead or its company goes by this name, whatever its case, or nobody has named it yet."""
        own, company = self._connection.execute(st.NAMES_OF, {"id": lead}).one()
        return not own or rows.name_key(name) in {rows.name_key(own), rows.name_key(company)}

    def leads_named(self, name: str) -> list[int]:
        """Leads of this name, whatever its case; two at most, for the caller only asks whether it is unique."""
        return list(self._connection.scalars(st.LEADS_NAMED, {"name_key": rows.name_key(name)}))

    def standing(self, lead: int) -> Standing:
        """The lead's acts and the stage of its headline outcome."""
        acts = tuple(self._connection.scalars(st.ACT_KINDS, {"lead": lead}))
        headline = self._connection.execute(st.HEADLINE, {"lead": lead}).one_or_none()
        if headline is None:
            return Standing(acts)
        stage, status = headline
        return Standing(acts, stage, status == "completed")

    def number(self, what: Counted) -> int:
        """A number that no other lead, session or answer has or will have."""
        return self._numbers.next(what)

    def body(self, script: str) -> Mapping[str, Any]:
        """The published body of a script, by its hash."""
        body: Mapping[str, Any] | None = self._connection.scalar(st.BODY, {"hash": script})
        if body is None:
            raise UnknownName(f"There is no published script {script}.")
        return body

    def publish(self, script: Script, publications: Iterable[Publication], now: datetime) -> None:
        """The script is in the database; content that changed under an old version is refused with a PublishError."""
        publishing.publish(self._connection, script, publications, now)

    def save(self, changes: Changes, now: datetime) -> None:
        """The changes are part of the transaction; a SessionConflict where a session is not as it was read."""
        save(self._connection, self._turns, changes, now)

    def erase_lead(self, lead: int, now: datetime) -> None:
        """Nothing that the lead said, and nothing that names it, is left; its sessions have ended."""
        erasing.erase_lead(self._connection, lead, now)

    def erase_session(self, session: int, now: datetime) -> None:
        """Nothing that was said in this session is left."""
        erasing.erase_session(self._connection, session, now)
