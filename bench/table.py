"""The one table, for people and for programs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

from bench.measuring import Figure

Unit = Literal["µs", "ms", "s", "turns/s", "MB"]
HEADINGS = ("what", "median", "best", "±", "goal", "", "beside", "median", "times")


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was measured, what it should be, and the same or a bare equivalent beside it."""

    what: str
    measured: Figure | None
    """None where there was nothing to measure; `beside` says why."""
    unit: Unit
    goal: float | None = None
    """What `measured` should stay below."""
    beside: str = ""
    other: float | None = None
    other_unit: Unit | None = None
    """That of `measured` unless told otherwise."""
    ratio: float | None = None
    """How many times `beside` the measured is."""
    limit: float | None = None
    """What `ratio` should stay below."""

    @property
    def met(self) -> bool | None:
        """The goal is reached; None where there is no goal or no figure."""
        if self.limit is not None and self.ratio is not None:
            return self.ratio < self.limit
        if self.goal is None or self.measured is None:
            return None
        return self.measured.value < self.goal

    def cells(self) -> tuple[str, ...]:
        """What stands in the table."""
        unit = self.other_unit or self.unit
        goal = f"< {self.goal:g} {self.unit}" if self.goal is not None else ""
        if self.limit is not None:
            goal = f"< {self.limit:g} times"
        return (
            self.what,
            f"{_short(self.measured.value)} {self.unit}" if self.measured else "–",
            _short(self.measured.best) if self.measured else "",
            f"{self.measured.spread:.0%}" if self.measured else "",
            goal,
            {True: "met", False: "missed", None: ""}[self.met],
            self.beside,
            f"{_short(self.other)} {unit}" if self.other is not None else "",
            f"{self.ratio:.2f}" if self.ratio is not None else "",
        )

    def data(self) -> dict[str, Any]:
        """The same as plain data."""
        return asdict(self) | {"met": self.met}


def table(rows: list[Row]) -> str:
    """The rows as a table of plain text, which is Markdown as well."""
    cells = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(HEADINGS))]
    left = (0, 6)
    lines = [_line([_padded(text, width, place in left) for place, (text, width) in _placed(line, widths)]) for line in cells]
    rule = _line([("-" * width) if place in left else "-" * (width - 1) + ":" for place, width in enumerate(widths)])
    return "\n".join([lines[0], rule, *lines[1:]])


def _placed(line: tuple[str, ...], widths: list[int]) -> list[tuple[int, tuple[str, int]]]:
    return list(enumerate(zip(line, widths, strict=True)))


def _padded(text: str, width: int, left: bool) -> str:
    return text.ljust(width) if left else text.rjust(width)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _short(value: float) -> str:
    """Three significant digits, and no more than that."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"
