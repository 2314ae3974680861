"""Statements compiled once for one kind of database, and run with as little work per row as the driver allows.

SQLAlchemy builds the text and names the types; per row it would spend several times what the database does.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from qualibot.store.types import write_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Dialect
    from sqlalchemy.sql.elements import ColumnElement, CompilerElement

    Row = Sequence[Any]
    Values = dict[str, Any]
    Convert = Callable[[Any], Any]


class Write:
    """A statement that changes rows, one for each set of values."""

    def __init__(self, dialect: Dialect, statement: CompilerElement, names: Iterable[str] | None = None) -> None:
        compiled: Any = statement.compile(dialect=dialect, column_keys=names and list(names))
        self._sql = str(compiled)
        self._convert = _converters(compiled, dialect)
        self._arrange = _in_order(compiled.positiontup) if compiled.positional else dict

    def run(self, connection: Connection, rows: Sequence[Values]) -> int:
        """The number of rows that were changed."""
        if not rows:
            return 0
        for name, convert in self._convert:
            _convert_all(rows, name, convert)
        arranged = [self._arrange(row) for row in rows]
        return connection.exec_driver_sql(self._sql, arranged if len(arranged) > 1 else arranged[0]).rowcount


class Read:
    """A query for the rows that belong to a list of keys, handed over as one JSON parameter named `asked`."""

    def __init__(self, dialect: Dialect, statement: CompilerElement, columns: Sequence[ColumnElement[Any]]) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._positional = compiled.positional
        processors = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
        self._convert = [(place, convert) for place, convert in enumerate(processors) if convert]

    def run(self, connection: Connection, asked: Iterable[Sequence[object]]) -> list[Row]:
        """The rows, their columns as the model has them."""
        keys = write_json(list(asked))
        found: Sequence[Row] = connection.exec_driver_sql(self._sql, (keys,) if self._positional else {"asked": keys}).all()
        for place, convert in self._convert:
            found = [(*row[:place], convert(row[place]), *row[place + 1 :]) for row in found]
        return list(found)


def _in_order(names: Sequence[str]) -> Callable[[Values], Any]:
    return itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)


def _converters(compiled: Any, dialect: Dialect) -> list[tuple[str, Convert]]:
    binds: Mapping[str, Any] = compiled.binds
    processors = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in binds.items()}
    return [(name, convert) for name, convert in processors.items() if convert]


def _convert_all(rows: Sequence[Values], name: str, convert: Convert) -> None:
    """Rows of one batch share most of their moments, so that each is written out once."""
    seen: dict[int, tuple[Any, Any]] = {}
    for row in rows:
        value = row[name]
        if id(value) not in seen:
            seen[id(value)] = value, convert(value)  # the value is kept, or its id might come again
        row[name] = seen[id(value)][1]
