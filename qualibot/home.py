"""Where the definition files are: one's own directory, or those that travel with the program."""

from __future__ import annotations

import shutil
from pathlib import Path

from qualibot.definitions.files import shipped
from qualibot.errors import QualibotError

__all__ = ["find", "init", "shipped"]

_PARTS = ("frameworks", "conversations", "company.yaml", ".env.example")


def find(named: Path | None, working: Path) -> Path:
    """The home directory: the named one, else the working directory if it has both folders, else the shipped one.

    Raises:
        QualibotError: the named directory lacks one of the two folders.
    """
    if named is None:
        return working if _is_home(working) else shipped()
    if not _is_home(named):
        raise QualibotError(
            f"QUALIBOT_HOME is {named}, which has no frameworks/ and conversations/; make one with `qualibot init {named}`."
        )
    return named


def _is_home(path: Path) -> bool:
    return (path / "frameworks").is_dir() and (path / "conversations").is_dir()


def init(target: Path) -> list[str]:
    """Copies everything that can be edited to `target`; returns what was written.

    Raises:
        QualibotError: something of it is there already, or the directory cannot be written.
    """
    there = [part for part in _PARTS if (target / part).exists()]
    if there:
        raise QualibotError(f"{target} has {', '.join(there)} already; choose an empty directory.")
    try:
        target.mkdir(parents=True, exist_ok=True)
        for part in _PARTS:
            _copy(shipped() / part, target / part)
    except OSError as error:
        raise QualibotError(f"{target} cannot be written: {error.strerror or error}.") from error
    return list(_PARTS)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)
