"""The database is brought to the schema this program knows, once, by whichever process comes first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from qualibot.errors import StorageError
from qualibot.store.faults import place

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection, Engine

HEAD = "0001"
"""The newest migration, known without importing Alembic: most openings have nothing to migrate."""
_LOCK = 0x7175616C69  # "quali"


def migrate(engine: Engine) -> None:
    """The tables are those of this program.

    Raises:
        StorageError: a newer program has been here.
    """
    with engine.connect() as connection:
        if _revision(connection) == HEAD:
            return
    with engine.connect() as connection:
        _take_turns(connection)
        if _revision(connection) != HEAD:
            _upgrade(connection)
        connection.commit()


def config() -> Config:
    """Alembic's configuration, for the migrations inside this package."""
    from alembic.config import Config  # 0.1 s that only a migration pays

    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return settings


def _take_turns(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    present: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return present


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    settings = config()
    known = {script.revision for script in ScriptDirectory.from_config(settings).walk_revisions()}
    present = _revision(connection)
    if present is not None and present not in known:
        raise StorageError(
            f"Database {place(connection.engine.url)} was written by a newer qualibot (schema {present}, this one knows {HEAD}); "
            "install that version, or use another database."
        )
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")
