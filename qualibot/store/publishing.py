"""Scripts are kept for ever, and a version stands for one content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, inspect, select, tuple_

from qualibot.errors import Problem, PublishError, SessionConflict
from qualibot.store import statements as st

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from qualibot.model import Script
    from qualibot.ports import Publication

Version = tuple[str, str, str]
_PARTS = (st.publication.c.kind, st.publication.c.name, st.publication.c.version)
_VERSION = tuple_(*_PARTS)
_KNOWN = select(*_PARTS, st.publication.c.hash).where(_VERSION.in_(bindparam("files", expanding=True)))


def publish(connection: Connection, script: Script, publications: Iterable[Publication], now: datetime) -> None:
    """The script's body and the versions of its files are in the database.

    Raises:
        PublishError: a file changed but kept its version; nothing was written.
    """
    _publish_files(connection, {(one.kind, one.name, one.version): one for one in publications})
    conversation = script.conversation
    row = {
        "hash": script.hash,
        "conversation": conversation.id,
        "version": conversation.version,
        "body": script.body,
        "published_at": now,
    }
    connection.execute(st.add_script(connection.dialect.name), row)


def _publish_files(connection: Connection, files: Mapping[Version, Publication]) -> None:
    known = _known(connection, files)
    problems = _changed(known, files)
    if problems:
        raise PublishError(problems)
    add = st.add_publication(connection.dialect.name).execution_options(preserve_rowcount=True)
    for version, file in files.items():
        row = {"kind": file.kind, "name": file.name, "version": file.version, "hash": file.hash}
        if version not in known and connection.execute(add, row).rowcount != 1:
            raise SessionConflict("Another process is publishing the same files; its content has to be looked at first.")


def changed(connection: Connection, publications: Iterable[Publication]) -> list[Problem]:
    """The files whose content is not what their version was published with."""
    if not inspect(connection).has_table(st.publication.name):
        return []
    files = {(one.kind, one.name, one.version): one for one in publications}
    return _changed(_known(connection, files), files)


def _known(connection: Connection, files: Mapping[Version, Publication]) -> dict[Version, str]:
    stored = connection.execute(_KNOWN, {"files": list(files)}).all()
    return {(row[0], row[1], row[2]): row[3] for row in stored}


def _changed(known: Mapping[Version, str], files: Mapping[Version, Publication]) -> list[Problem]:
    return [_problem(file) for version, file in files.items() if known.get(version, file.hash) != file.hash]


def _problem(file: Publication) -> Problem:
    message = (
        f"has changed, but version '{file.version}' was published with another content; raise its version, or undo the change"
    )
    return Problem(file.file, 0, "changed-under-old-version", message)
