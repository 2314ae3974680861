"""A database of recorded outcomes: some hundred conversations through the real service, and then copies of their rows."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bench.measuring import told
from qualibot.bootstrap import SystemClock
from qualibot.definitions import Definitions
from qualibot.model import Address, Inbound, Start, Tapped
from qualibot.service import Service, TurnResult
from qualibot.store import open_store

ORIGINALS = 250
"""Conversations that are really held; every other outcome is a copy of one of theirs."""
CONVERSATIONS = ("bant-prospect", "champ-prospect", "gpctba-ci-prospect", "quick-four-prospect", "four-questions-prospect")
SKIPPED = 0.12
"""The share of questions that are left open."""
STEPS = 60
"""More than any of these conversations takes."""
_AVOIDED = ("answer.decline", "answer.more", "change")
_TABLES = ("lead", "session", "answer", "outcome")
STRIDE = 1_000_000
"""The numbers of each copy are this far from those of the one before."""
_MOVED = {
    "id": "id + :offset",
    "lead_id": "lead_id + :offset",
    "session_id": "session_id + :offset",
    "chat": "chat || ':' || :offset",
    "snapshot": "moved(snapshot, :offset)",
}
"""Column → what a copy has there."""


def filled(folder: Path, definitions: Definitions, sizes: Sequence[int]) -> dict[int, Path]:
    """One database for each number of outcomes, the smallest first; every outcome is its session's only one."""
    file = folder / "outcomes.db"
    store = open_store(f"sqlite:///{file}")
    try:
        _talk(Service(store, definitions, SystemClock()))
    finally:
        store.close()
    made: dict[int, Path] = {}
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        copies = Copies(connection)
        for size in sorted(sizes):
            told(f"rescoring: filling in {size:,} outcomes")
            copies.reach(size)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            made[size] = Path(shutil.copyfile(file, folder / f"outcomes-{size}.db"))
    file.unlink()
    return made


def _talk(service: Service) -> None:
    """Everybody answers by chance, the same in every run; who is through says no more."""
    chance = random.Random(8)
    people = [Inbound(f"start:{n}", Address("bench", str(n)), Start(_conversation(n), "en")) for n in range(ORIGINALS)]
    for number in range(STEPS):
        results = service.handle(people)
        people = [tap for result in results if (tap := _tap(result, f"{number}:", chance))]
        if not people:
            return
    raise AssertionError("a conversation does not reach its end")


def _conversation(number: int) -> str:
    return CONVERSATIONS[number % len(CONVERSATIONS)]


def _tap(result: TurnResult, key: str, chance: random.Random) -> Inbound | None:
    if result.error:
        raise result.error
    session = result.session
    assert session is not None
    if session.status != "open":
        return None
    reply = result.replies[-1]
    options = [button.event for button in reply.options if button.event not in _AVOIDED]
    controls = [button.event for button in reply.controls]
    may_skip = "skip" in controls and session.state != "consent"
    event = "skip" if may_skip and (not options or chance.random() < SKIPPED) else chance.choice(options)
    return Inbound(f"{key}{session.id}", session.address, Tapped(session.id, session.seq, event))


class Copies:
    """Rows again and again, each time under other numbers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.create_function("moved", 2, _moved, deterministic=True)
        self._statements = [self._copying(table) for table in _TABLES]
        self._outcomes = self._count()
        if self._outcomes != ORIGINALS:
            raise AssertionError(f"{ORIGINALS} conversations came to {self._outcomes} outcomes")

    def reach(self, outcomes: int) -> None:
        """So many outcomes are in the database."""
        self._connection.execute("BEGIN")
        while self._outcomes < outcomes:
            offset = {"offset": self._outcomes // ORIGINALS * STRIDE}
            for statement in self._statements:
                self._connection.execute(statement, offset)
            self._outcomes += ORIGINALS
        self._connection.execute("COMMIT")
        if self._count() != outcomes:
            raise AssertionError(f"{self._count()} outcomes instead of {outcomes}")

    def _count(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM outcome").fetchone()[0])

    def _copying(self, table: str) -> str:
        names = [row[1] for row in self._connection.execute(f"PRAGMA table_info({table})")]
        values = ", ".join(_MOVED.get(name, name) for name in names)
        return f"INSERT INTO {table} ({', '.join(names)}) SELECT {values} FROM {table} WHERE id < {STRIDE}"


def _moved(text: str, offset: int) -> str:
    """A snapshot that names the answers of the copy."""
    snapshot = json.loads(text)
    snapshot["answers"] = [number + offset for number in snapshot["answers"]]
    for line in snapshot["lines"]:
        line[-1] = [number + offset for number in line[-1]]
    return json.dumps(snapshot, ensure_ascii=False, separators=(",", ":"))
