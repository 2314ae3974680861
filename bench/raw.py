"""What the service writes, written again by nothing but `sqlite3`: the same rows, in the same commits, just as durable."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event

from bench.measuring import wall

Write = tuple[str, Sequence[Sequence[Any]]]
"""A statement, and the values of each of its executions."""


class Tape:
    """The writes of every commit, as they reach the driver."""

    def __init__(self) -> None:
        self.commits: list[list[Write]] = [[]]

    @contextmanager
    def recording(self, engine: Engine) -> Iterator[None]:
        """Everything the engine writes within the block is on the tape."""

        def statement(_: object, __: object, sql: str, values: Any, ___: object, many: bool) -> None:
            if not sql.startswith("SELECT"):
                self.commits[-1].append((sql, values if many else [values]))

        listeners = (("before_cursor_execute", statement), ("commit", lambda _: self.commits.append([])))
        for name, listener in listeners:
            event.listen(engine, name, listener)
        try:
            yield
        finally:
            for name, listener in listeners:
                event.remove(engine, name, listener)


def copied(source: Path, target: Path) -> Path:
    """The database as it is now."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = WAL")
    return target


def rewritten(database: Path, commits: Sequence[Sequence[Write]], source: Path) -> float:
    """Seconds that the recorded commits take in a copy of the database from before them.

    A message's row is claimed first and filled in later by the service; here it is written once, as `source` has it now.
    """
    with closing(sqlite3.connect(source)) as after, closing(_connected(database)) as connection:
        rows = {row[0]: row for row in after.execute("SELECT * FROM turn")}
        plain = [list(_plainly(writes, rows)) for writes in commits if writes]
        spent = wall(lambda: _write(connection, plain))
        if _counts(connection) != _counts(after):
            raise AssertionError("the rows are not the same")
    return spent


def _counts(connection: sqlite3.Connection) -> list[int]:
    tables = ("turn", "session", "answer", "timer", "outcome", "act")
    return [int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]) for table in tables]


def _connected(database: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(database, isolation_level=None)
    for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {setting}")
    return connection


def _plainly(writes: Sequence[Write], rows: dict[str, Sequence[Any]]) -> Iterator[Write]:
    for sql, values in writes:
        if sql.startswith("UPDATE turn"):
            marks = ", ".join("?" * len(rows[values[0][-1]]))
            yield f"INSERT INTO turn VALUES ({marks})", [rows[one[-1]] for one in values]
        elif not sql.startswith("INSERT INTO turn"):
            yield sql, values


def _write(connection: sqlite3.Connection, commits: Sequence[Sequence[Write]]) -> None:
    for writes in commits:
        connection.execute("BEGIN IMMEDIATE")
        for sql, values in writes:
            connection.executemany(sql, values)
        connection.execute("COMMIT")
