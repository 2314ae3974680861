"""Homes of definitions made for one test: shipped files with one thing changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from qualibot.definitions import Definitions, load


def copied(home: Path, into: Path) -> Path:
    """A copy of the shipped criteria, words, company facts and of two frameworks with their conversations, free to be broken."""
    for folder in ("frameworks", "conversations"):
        (into / folder).mkdir(parents=True)
        for name in ("criteria", "wording", "bant*", "champ*"):
            for file in (home / folder).glob(f"{name}.yaml"):
                shutil.copy(file, into / folder)
    shutil.copy(home / "company.yaml", into)
    return into


def edited(home: Path, file: str, old: str, new: str) -> int:
    """Replaces the first `old` of a file by `new`, and returns the line on which that stands."""
    path = home / file
    text = path.read_text(encoding="utf-8")
    before, found, after = text.partition(old)
    assert found, f"{file} does not hold {old!r}"
    path.write_text(before + new + after, encoding="utf-8")
    return before.count("\n") + 1


def changed(home: Path, into: Path, *edits: tuple[str, str, str]) -> Definitions:
    """The shipped definitions with a few edits, each `(file, old, new)`."""
    copied(home, into)
    for file, old, new in edits:
        edited(into, file, old, new)
    return load(into)
