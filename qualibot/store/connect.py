"""From an address to an engine: SQLite that never loses a commit, or PostgreSQL, under the same code."""

from __future__ import annotations

from pathlib import Path
from sqlite3 import Connection
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from qualibot.errors import StorageError
from qualibot.store.types import write_json

_POSTGRES = "postgresql+psycopg"
_FORMS = "use sqlite:///path/to/file.db or postgresql+psycopg://user:password@host/name"


def parse(address: str) -> URL:
    """The address of a database that can be used here.

    Raises:
        StorageError: it is no address, names another kind of database, or a SQLite without a file.
    """
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StorageError(f"The database address is not one; {_FORMS}.") from error
    if url.drivername in {"postgresql", "postgres"}:
        url = url.set(drivername=_POSTGRES)
    if url.drivername not in {"sqlite", "sqlite+pysqlite", _POSTGRES}:
        raise StorageError(f"Databases of the kind '{url.drivername}' cannot be used; {_FORMS}.")
    if url.drivername != _POSTGRES and url.database in {None, "", ":memory:"}:
        raise StorageError(f"A database in memory would lose every conversation; {_FORMS}.")
    return url


def may_exist(url: URL) -> bool:
    """There is a database to be read; opening a SQLite file that is not there would make one."""
    return url.drivername == _POSTGRES or Path(str(url.database).removeprefix("file:")).is_file()


def connect(url: URL, busy_timeout: float) -> Engine:
    """An engine whose transactions are durable once committed; nothing is opened yet.

    `busy_timeout` is how many seconds a statement waits for another process's lock.

    Raises:
        StorageError: the driver for PostgreSQL is not installed.
    """
    if url.drivername == _POSTGRES:
        return _postgres(url, busy_timeout)
    engine = create_engine(url, json_serializer=write_json)
    event.listen(engine, "connect", _prepare_sqlite(busy_timeout))
    return engine


def _postgres(url: URL, busy_timeout: float) -> Engine:
    options = f"-c timezone=utc -c lock_timeout={int(busy_timeout * 1000)}"
    try:
        return create_engine(url, json_serializer=write_json, connect_args={"options": options}, pool_pre_ping=True)
    except ImportError as error:
        raise StorageError("PostgreSQL needs a driver that is not installed; run pip install 'qualibot[postgresql]'.") from error


def _prepare_sqlite(busy_timeout: float) -> Any:
    def prepare(connection: Connection, _: object) -> None:
        # The driver itself begins writes with BEGIN IMMEDIATE: an engine shared with others has no room for a `begin` listener.
        connection.isolation_level = "IMMEDIATE"
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(busy_timeout * 1000)}")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    return prepare
