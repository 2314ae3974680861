"""Home directories with one thing broken."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from support.editing import edit

from qualibot.errors import Problem
from qualibot.lint import Report, check


@dataclass(frozen=True)
class House:
    """A home directory with few conversations and their frameworks, to be broken."""

    path: Path

    def edit(self, file: str, old: str, new: str) -> None:
        """Replaces text in one of its files."""
        edit(self.path / file, old, new)

    def write(self, file: str, text: str) -> None:
        """Adds a file, or replaces one."""
        (self.path / file).write_text(text, encoding="utf-8")

    def line(self, file: str, text: str) -> int:
        """The line on which the text stands."""
        lines = (self.path / file).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, 1) if text in line)

    def check(self) -> Report:
        """What lint says of it."""
        return check(self.path)

    def problem(self) -> Problem:
        """The one problem there is."""
        (problem,) = self.check().problems
        return problem


Houses = Callable[..., House]


def build(home: Path, path: Path, *conversations: str) -> House:
    """A home directory of the shipped conversations that are named, and of what they need."""
    for folder in ("frameworks", "conversations"):
        (path / folder).mkdir()
    frameworks = {name.removesuffix("-rep").removesuffix("-prospect") for name in conversations}
    files = ["company.yaml", "frameworks/criteria.yaml", "conversations/wording.yaml"]
    files += [f"frameworks/{name}.yaml" for name in frameworks]
    files += [f"conversations/{name}.yaml" for name in conversations]
    for name in files:
        shutil.copy(home / name, path / name)
    return House(path)


@dataclass(frozen=True)
class Case:
    """One thing broken, and the one message it must lead to."""

    rule: str
    edits: tuple[tuple[str, str], ...]
    """Texts and what takes their place."""
    at: str
    """Text of the line that the message names."""
    says: str
    """The message, from the state on."""

    def holds(self, house: House, file: str, at: str | None = None) -> None:
        """The broken house has exactly this problem, in this file (or, where `at` says so, in another)."""
        for old, new in self.edits:
            house.edit(file, old, new)
        problem = house.problem()
        place = at or file
        assert (problem.rule, str(problem)) == (self.rule, f"{place}:{house.line(place, self.at)} {self.says}")
