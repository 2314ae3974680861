"""Row numbers given out before rows are written, so that one bulk insert per table is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from qualibot.ports import Counted

_LAST = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
_NEXT = text("SELECT nextval(CAST(:sequence AS regclass)) FROM generate_series(1, :count)")


class Numbers:
    """Numbers for one transaction, which on SQLite must hold the write lock already.

    PostgreSQL's come from the table's own sequence, a block at a time; numbers of a block that stay unused are lost.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.block = 1
        """How many are taken from a sequence at once."""
        self._ready: dict[Counted, Iterator[int]] = {}

    def next(self, what: Counted) -> int:
        """A number no row of this table has or will have."""
        if what not in self._ready:
            self._ready[what] = self._endless(what)
        return next(self._ready[what])

    def _endless(self, what: Counted) -> Iterator[int]:
        if self._connection.dialect.name == "sqlite":
            last = self._connection.scalar(_LAST, {"name": what}) or 0
            while True:
                last += 1
                yield last
        while True:
            block = {"sequence": f"{what}_id_seq", "count": self.block}
            yield from self._connection.scalars(_NEXT, block).all()
