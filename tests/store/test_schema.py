"""The database is what the tables say, whoever opens it first."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text

from qualibot.errors import StorageError
from qualibot.store import open_store
from qualibot.store.schema import HEAD, config
from qualibot.store.tables import Row


def test_migrated_schema_equals_the_tables(address: str) -> None:
    """Nothing is left to generate a migration from."""
    with _connection(address) as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Row.metadata) == []


def test_migrated_schema_has_the_very_same_statements(address: str, empty: str) -> None:
    """Conditions of partial indexes, checks and autoincrement agree as well, which Alembic does not compare."""
    with _connection(empty) as created, _connection(address) as migrated:
        Row.metadata.create_all(created)
        assert _definitions(migrated) == _definitions(created)


def test_head_is_the_newest_migration() -> None:
    """The constant that saves importing Alembic is right."""
    assert ScriptDirectory.from_config(config()).get_current_head() == HEAD


def test_opening_twice_changes_nothing(address: str) -> None:
    """The second opening finds everything in place."""
    with _connection(address) as connection:
        before = _definitions(connection)
    open_store(address).close()
    with _connection(address) as connection:
        assert _definitions(connection) == before


def test_many_open_a_new_database_at_once(empty: str) -> None:
    """One migrates, the others wait and find it done."""
    with ThreadPoolExecutor(4) as threads:
        for store in threads.map(lambda _: open_store(empty, 30), range(4)):
            store.close()
    with _connection(empty) as connection:
        assert connection.scalars(text("SELECT version_num FROM alembic_version")).all() == [HEAD]


def test_newer_schema_is_refused(empty: str) -> None:
    """An old program does not touch what a newer one wrote."""
    address = empty
    open_store(address).close()
    with _connection(address) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    with pytest.raises(StorageError, match=r"newer qualibot \(schema 9999, this one knows 0001\); install"):
        open_store(address)


@contextmanager
def _connection(address: str) -> Iterator[Connection]:
    """A connection past our own code, closed with its engine."""
    engine = create_engine(address)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _definitions(connection: Connection) -> set[str]:
    if connection.dialect.name == "sqlite":
        found = connection.scalars(text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")).all()
        return {_plain(sql) for sql in found if "alembic_version" not in sql}
    indexes = connection.scalars(text("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'")).all()
    checks = connection.scalars(
        text(
            "SELECT conrelid::regclass || conname || pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE connamespace = 'public'::regnamespace"
        )
    ).all()
    return {sql for sql in [*indexes, *checks] if "alembic_version" not in sql}


def _plain(sql: str) -> str:
    """A CREATE statement without spaces and quotes, its parts in order: two ways to write the same table."""
    return " ".join(sorted(re.sub(r'[\s",()]+', " ", sql).split()))
