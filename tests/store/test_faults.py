"""A database that cannot be used says where it is, what is wrong and what to do."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError
from support.databases import Postgres
from support.talking import NOW, Person, StoppedClock, service_of

from qualibot.definitions import Definitions
from qualibot.errors import StorageError
from qualibot.model import Act
from qualibot.store import SqlStore, open_store


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "is not one; use sqlite:///"),
        ("mysql://localhost/x", "'mysql' cannot be used; use sqlite:///"),
        ("postgresql+asyncpg://localhost/x", "'postgresql.asyncpg' cannot be used"),
        ("sqlite://", "in memory would lose"),
        ("sqlite:///:memory:", "in memory would lose"),
        ("postgresql://nobody:secret@127.0.0.1:1/x", r"nobody:\*\*\*@127.0.0.1:1/x does not answer; start the server"),
    ],
)
def test_unusable_addresses(address: str, said: str) -> None:
    """What is no address of ours, or of nobody, is refused in one sentence, without the password."""
    with pytest.raises(StorageError, match=said) as caught:
        open_store(address)
    assert "secret" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_database(postgres: Postgres) -> None:
    """A server without the database says so, and the driver's own error is kept as the cause."""
    with pytest.raises(StorageError, match=r"nowhere\?host=.* does not exist|does not answer") as caught:
        open_store(postgres.address("nowhere"))
    assert isinstance(caught.value.__cause__, DBAPIError)


def test_missing_directory(tmp_path: Path) -> None:
    """The directory is named."""
    with pytest.raises(
        StorageError, match=f"{tmp_path}/none/a.db cannot be opened because the directory {tmp_path}/none does not"
    ):
        open_store(f"sqlite:///{tmp_path}/none/a.db")


def test_directory_instead_of_a_file(tmp_path: Path) -> None:
    """A directory is no database."""
    with pytest.raises(StorageError, match="cannot be opened; check that it is a file"):
        open_store(f"sqlite:///{tmp_path}")


def test_garbage_file(tmp_path: Path) -> None:
    """A file of something else is left alone."""
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, " * 1000)
    with pytest.raises(StorageError, match=r"letter\.txt is not a SQLite database; choose another file"):
        open_store(f"sqlite:///{path}")
    assert path.read_text().startswith("Dear Sir")


def test_read_only_file(migrated_file: Path, definitions: Definitions) -> None:
    """Reading works, and the first write says what is missing."""
    store = open_store(f"sqlite:///file:{migrated_file}?mode=ro&uri=true")
    assert store.leads() == []
    with pytest.raises(StorageError, match="is read-only; give the program the right to write"):
        Person(service_of(store, definitions, StoppedClock())).starts()
    store.close()


def test_read_only_server(postgres: Postgres, definitions: Definitions) -> None:
    """A standby takes no turns."""
    store = open_store(postgres.new("migrated") + "&options=-c%20default_transaction_read_only=on")
    store.close()
    with store.engine.connect() as connection:
        connection.execute(text("ALTER DATABASE " + str(store.engine.url.database) + " SET default_transaction_read_only = on"))
        connection.commit()
    store.close()
    with pytest.raises(StorageError, match="is read-only; connect to the primary"):
        Person(service_of(store, definitions, StoppedClock())).starts()
    store.close()


def test_locked_file(tmp_path: Path, migrated_file: Path, definitions: Definitions) -> None:
    """Another program's lock is waited for, then named; once it is gone, all is well."""
    path = tmp_path / "busy.db"
    path.write_bytes(migrated_file.read_bytes())
    store = open_store(f"sqlite:///{path}", busy_timeout=0.1)
    person = Person(service_of(store, definitions, StoppedClock()))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match=r"busy\.db is locked by another program"):
            person.starts()
        other.execute("ROLLBACK")
    assert person.starts().error is None
    store.close()


def test_locked_table(postgres: Postgres, definitions: Definitions) -> None:
    """The same on PostgreSQL."""
    address = postgres.new("migrated")
    store, other = open_store(address, busy_timeout=0.1), open_store(address)
    person = Person(service_of(store, definitions, StoppedClock()))
    with other.engine.connect() as connection:
        connection.execute(text("LOCK TABLE turn IN EXCLUSIVE MODE"))
        with pytest.raises(StorageError, match="is locked by another program"):
            person.starts()
    assert person.starts().error is None
    store.close()
    other.close()


def test_full_disk_loses_nothing(tmp_path: Path, migrated_file: Path, definitions: Definitions) -> None:
    """What was acknowledged before is still there, what was not is not, and it goes on once there is room."""
    path = tmp_path / "full.db"
    path.write_bytes(migrated_file.read_bytes())
    store = open_store(f"sqlite:///{path}")
    limit = {"pages": 0}
    event.listen(store.engine, "checkout", lambda connection, *_: _limit(connection, limit["pages"]))
    person = Person(service_of(store, definitions, StoppedClock()))
    person.starts()
    limit["pages"] = 1
    with pytest.raises(
        StorageError, match=r"full\.db has no room left; free space on its disk, nothing of this change was saved"
    ):
        person.says("x" * 200_000)
    limit["pages"] = 0
    assert [entry.kind for entry in store.lead(1).transcript] == ["start"]
    assert person.taps("answer.agree").session.seq == 2  # type: ignore[union-attr]
    store.close()


def _limit(connection: sqlite3.Connection, pages: int) -> None:
    """As many pages as there are, or as many as one likes."""
    connection.execute(f"PRAGMA max_page_count = {pages or 1_000_000}")


def test_pragmas(tmp_path: Path) -> None:
    """Every connection to SQLite is durable, checks foreign keys and waits for locks."""
    store = open_store(f"sqlite:///{tmp_path}/a.db", busy_timeout=1.5)
    with store.engine.connect() as connection:
        read = {
            name: connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert read == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 1500}
    store.close()


def test_naive_moments_are_refused(store: SqlStore, person: Person) -> None:
    """Nobody knows when a moment without a zone is."""
    person.starts()
    with pytest.raises(StorageError) as caught:
        store.act(person.session.lead, Act("accept", NOW.replace(tzinfo=None)))
    assert "without a zone" in str(caught.value.__cause__)
