"""What a database's own errors mean to the person who runs the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from qualibot.errors import SessionConflict, StorageError

if TYPE_CHECKING:
    from sqlalchemy import URL

_SQLITE: Mapping[str, str] = {
    "SQLITE_BUSY": "is locked by another program; close it there, or try again",
    "SQLITE_LOCKED": "is locked by another program; close it there, or try again",
    "SQLITE_READONLY": "is read-only; give the program the right to write the file and its directory",
    "SQLITE_PERM": "may not be opened; give the program the right to write the file and its directory",
    "SQLITE_FULL": "has no room left; free space on its disk, nothing of this change was saved",
    "SQLITE_NOTADB": "is not a SQLite database; choose another file, or restore this one from a backup",
    "SQLITE_CORRUPT": "is damaged; restore it from a backup",
    "SQLITE_IOERR": "could not be read or written; check its disk",
    "SQLITE_CANTOPEN": "cannot be opened; check that it is a file and that the program may write its directory",
}
_POSTGRES: Mapping[str, str] = {
    "25006": "is read-only; connect to the primary server",
    "28": "refused the login; check user and password in the address",
    "3D000": "does not exist on its server; create it first",
    "42501": "does not let this user do that; grant it the rights on the schema",
    "53100": "has no room left; free space on its disk, nothing of this change was saved",
    "53300": "has no connection left; raise max_connections or use fewer processes",
    "55P03": "is locked by another program; close it there, or try again",
    "57": "is shutting down or starting; try again in a moment",
}
_COLLISIONS = frozenset(("40001", "40P01"))
"""Two transactions stood in each other's way; the loser may simply begin again."""


@contextmanager
def told_plainly(url: URL) -> Iterator[None]:
    """Database errors inside leave as a StorageError, or as a SessionConflict where trying again helps."""
    try:
        yield
    except SQLAlchemyError as error:
        if isinstance(error, IntegrityError) or _state(error) in _COLLISIONS:
            raise SessionConflict(f"Database {place(url)}: another process took this turn at the same time.") from error
        raise StorageError(f"Database {place(url)} {_remedy(error, url)}.") from error


def place(url: URL) -> str:
    """Where a database is: its path, or its address without the password."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.render_as_string(hide_password=True)


def _state(error: SQLAlchemyError) -> str:
    return getattr(getattr(error, "orig", None), "sqlstate", None) or ""


def _remedy(error: SQLAlchemyError, url: URL) -> str:
    if not isinstance(error, DBAPIError):
        return f"cannot be used ({type(error).__name__}); see the cause above"
    if url.get_backend_name() == "sqlite":
        return _sqlite_remedy(error, url)
    return _postgres_remedy(error)


def _sqlite_remedy(error: DBAPIError, url: URL) -> str:
    name = getattr(error.orig, "sqlite_errorname", "")
    folder = Path(str(url.database).removeprefix("file:")).parent
    if name.startswith("SQLITE_CANTOPEN") and not folder.is_dir():
        return f"cannot be opened because the directory {folder} does not exist; create it first"
    primary = "_".join(name.split("_")[:2])
    return _SQLITE.get(primary, f"reports {name or type(error.orig).__name__}; see the cause above")


def _postgres_remedy(error: DBAPIError) -> str:
    state = _state(error)
    known = _POSTGRES.get(state) or _POSTGRES.get(state[:2])
    if known:
        return known
    if not state or error.connection_invalidated:
        return "does not answer; start the server, or correct the address"
    return f"reports SQLSTATE {state}; see the cause above"
