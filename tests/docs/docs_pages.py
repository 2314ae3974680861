"""The pages of the documentation, as the tests read them.

A table that must be complete says what it documents: `<!-- documents: chat -->` stands above it, and the first cell of
every row names one thing in backticks. A block that is a whole file says where it belongs: `<!-- file: company.yaml -->`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOME = Path(__file__).parent.parent.parent
PAGES = tuple(sorted((HOME / "docs").glob("*.md")))
ALL_PAGES = (*PAGES, *(HOME / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md")))
_MARK = re.compile(r"<!-- (documents|file): (\S+) -->")
_CODE = re.compile(r"`([^`]+)`")
_FENCE = re.compile(r"```(\S*)\s*$")
_CELL = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page."""

    page: Path
    line: int
    language: str
    text: str
    file: str
    """Where the block belongs in a home directory; empty where it is an excerpt."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    cells: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What the row is about: the code in its first cell."""
        return tuple(_CODE.findall(self.cells[0]))

    @property
    def codes(self) -> tuple[tuple[str, ...], ...]:
        """The code of every cell."""
        return tuple(tuple(_CODE.findall(cell)) for cell in self.cells)


@cache
def blocks(page: Path) -> tuple[Block, ...]:
    """The fenced blocks of a page, in their order."""
    found: list[Block] = []
    start, language, file, lines = 0, "", "", list[str]()
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        fence = _FENCE.match(line)
        if start and fence:
            found.append(Block(page, start, language, "\n".join(lines) + "\n", file))
            start, file, lines = 0, "", []
        elif start:
            lines.append(line)
        elif fence:
            start, language = number, fence[1]
        else:
            file = _file(line, file)
    return tuple(found)


def _file(line: str, before: str) -> str:
    mark = _MARK.match(line)
    if mark and mark[1] == "file":
        return mark[2]
    return before if not line.strip() else ""


@cache
def prose(page: Path) -> tuple[str, ...]:
    """The lines of a page outside of its fenced blocks."""
    kept, inside = [], False
    for line in page.read_text(encoding="utf-8").splitlines():
        if _FENCE.match(line):
            inside = not inside
        elif not inside:
            kept.append(line)
    return tuple(kept)


def headings(page: Path) -> list[str]:
    """The headings of a page, without their marks."""
    return [line.lstrip("#").strip() for line in prose(page) if re.match(r"#{1,6} ", line)]


@cache
def tables() -> dict[str, tuple[Row, ...]]:
    """Every table that says what it documents, by that name."""
    found: dict[str, tuple[Row, ...]] = {}
    for page in PAGES:
        for name, rows in _tables(page):
            assert name not in found, f"two tables document {name}"
            found[name] = rows
    return found


def _tables(page: Path) -> Iterator[tuple[str, tuple[Row, ...]]]:
    lines = prose(page)
    for place, line in enumerate(lines):
        mark = _MARK.match(line)
        if mark and mark[1] == "documents":
            yield mark[2], tuple(_rows(lines[place + 1 :]))


def _rows(lines: tuple[str, ...]) -> Iterator[Row]:
    started = 0
    for line in lines:
        if line.startswith("|"):
            started += 1
            if started > 2:  # below the head and its rule
                yield Row(tuple(cell.strip() for cell in _CELL.split(line.strip().strip("|"))))
        elif line.strip() or started:
            return


def documented(name: str) -> set[str]:
    """What the table of this name documents."""
    assert name in tables(), f"no page has a table marked <!-- documents: {name} -->"
    return {code for row in tables()[name] for code in row.names}
