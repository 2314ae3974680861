"""The store as the rest of the program sees it. Every database error leaves it as one clear sentence."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from qualibot.model import Due, Inbound
from qualibot.model.talk import Address
from qualibot.store import connect, erasing, publishing, reports, rescoring, rows
from qualibot.store import statements as st
from qualibot.store.faults import told_plainly
from qualibot.store.misses import misses
from qualibot.store.schema import migrate
from qualibot.store.turns import Turns
from qualibot.store.work import SqlWork

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Engine

    from qualibot.errors import Problem
    from qualibot.model import Act, LeadFile, Miss, Outcome, Ranked, Script, Unfinished, Verdict
    from qualibot.ports import Publication

BUSY_TIMEOUT = 5.0
"""Seconds to wait for another process's lock, unless told otherwise."""
CHUNK = 500


def open_store(address: str, busy_timeout: float = BUSY_TIMEOUT) -> SqlStore:
    """The database at this address, at this program's schema; it is created or migrated if need be.

    Raises:
        StorageError: it cannot be used; the text says why and what to do.
    """
    engine = connect.connect(connect.parse(address), busy_timeout)
    try:
        with told_plainly(engine.url):
            migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine)


def may_exist(address: str) -> bool:
    """There may be a database to be read: a SQLite file is there; whether a server has one shows only in asking it."""
    return connect.may_exist(connect.parse(address))


def changed_since(address: str, publications: Iterable[Publication], busy_timeout: float = BUSY_TIMEOUT) -> list[Problem]:
    """The files whose content is not what their version stands for in this database, which exists.

    Raises:
        StorageError: the database cannot be read.
    """
    url = connect.parse(address)
    engine = connect.connect(url, busy_timeout)
    try:
        with told_plainly(url), engine.connect() as connection:
            return publishing.changed(connection, publications)
    finally:
        engine.dispose()


class SqlStore:
    """Everything that is kept. Any thread may use it; `engine` may be shared with other users of the same database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._turns = Turns(engine.dialect)

    def close(self) -> None:
        """No connection is open any more."""
        self.engine.dispose()

    @contextmanager
    def work(self) -> Iterator[SqlWork]:
        """A transaction that is committed at the end of the block, and undone if it raises."""
        with self._writing() as connection:
            yield SqlWork(connection, self._turns)

    def due(self, now: datetime, limit: int) -> list[Inbound]:
        """What timers that have run out say, the oldest first; each has one key, however often it is asked for."""
        with self._reading() as connection:
            found = connection.execute(st.DUE, {"now": now, "limit": limit}).all()
        return [
            Inbound(f"timer:{session}:{name}:{seq}", Address(channel, chat, thread), Due(session, name, seq))
            for session, name, seq, channel, chat, thread in found
        ]

    def shown(self, seen: Iterable[tuple[int, int]]) -> None:
        """These sessions' persons have certainly been shown the replies of these sequence numbers."""
        marks = [{"b_id": session, "b_seq": seq} for session, seq in sorted(seen)]
        if marks:
            with self._writing() as connection:
                connection.execute(st.SHOWN, marks)

    def unshown(self, before: datetime, limit: int) -> list[int]:
        """Live sessions whose last turn is older than `before` and may not have been shown to the person."""
        with self._reading() as connection:
            return list(connection.scalars(st.UNSHOWN, {"before": before, "limit": limit}))

    def publish(self, script: Script, publications: Iterable[Publication], now: datetime) -> None:
        """The script is in the database; content that changed under an old version is refused with a PublishError."""
        with self._writing() as connection:
            publishing.publish(connection, script, publications, now)

    def act(self, lead: int, act: Act, session: int | None = None) -> None:
        """What a person did about this lead is on record; it counts from the next evaluation on."""
        with self._writing() as connection:
            connection.execute(st.ADD_ACT, rows.act_values(lead, session, act))

    def erase(self, lead: int, now: datetime) -> None:
        """Nothing that the lead said, and nothing that names it, is left; its sessions have ended."""
        with self._writing() as connection:
            erasing.erase_lead(connection, lead, now)

    def leads(self, verdict: Verdict | None = None, limit: int = 100, offset: int = 0) -> list[Ranked]:
        """Leads with their headline outcome, the hottest first."""
        with self._reading() as connection:
            return reports.ranked(connection, verdict, limit, offset)

    def unfinished(self, limit: int) -> list[Unfinished]:
        """Leads without an outcome that are being talked with and have said something, the latest first."""
        with self._reading() as connection:
            return reports.unfinished(connection, limit)

    def lead(self, lead: int) -> LeadFile:
        """Everything that is known of one lead; UnknownName where there is none."""
        with self._reading() as connection:
            return reports.lead_file(connection, lead)

    def misses(self, limit: int) -> list[Miss]:
        """Replies that were not understood, the most frequent first."""
        with self._reading() as connection:
            return misses(connection, limit)

    def acts(self, leads: Iterable[int]) -> dict[int, tuple[str, ...]]:
        """The kinds of all acts of each of these leads, oldest first."""
        with self._reading() as connection:
            return reports.act_kinds(connection, leads)

    def recorded(self, size: int = CHUNK) -> Iterator[list[Outcome]]:
        """The newest outcome of every session in chunks, each with the answers it rested on."""
        with told_plainly(self.engine.url):
            yield from rescoring.recorded(self.engine, size)

    def record(self, outcomes: Sequence[Outcome]) -> None:
        """Each of these outcomes is its session's next one; a SessionConflict where one is not, and nothing is saved."""
        with self._writing() as connection:
            rescoring.record(connection, outcomes)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told_plainly(self.engine.url), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with told_plainly(self.engine.url), self.engine.begin() as connection:
            yield connection
