"""The named days that answers about time refer to."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from qualibot.model import Range


@dataclass(frozen=True, slots=True)
class Days:
    """The ends of the spans that "this month", "this quarter" and "within six months" mean today."""

    today: date
    month_end: date
    quarter_end: date
    half_year_end: date

    def is_empty(self, span: Range) -> bool:
        """No day lies inside: in a quarter's last month, nothing after the month is still inside the quarter."""
        return span.gt is not None and span.lte is not None and self.named(span.gt) >= self.named(span.lte)

    def named(self, name: float | str) -> date:
        """The day of that name."""
        day = getattr(self, str(name))
        assert isinstance(day, date)
        return day


@lru_cache(maxsize=64)
def days(today: date) -> Days:
    """The named days as seen from `today`."""
    return Days(today, _month_end(today, 0), _month_end(today, 2 - (today.month - 1) % 3), _six_months_on(today))


def _month_end(today: date, later: int) -> date:
    year, month = today.year + (today.month - 1 + later) // 12, (today.month - 1 + later) % 12 + 1
    return date(year, month, monthrange(year, month)[1])


def _six_months_on(today: date) -> date:
    end = _month_end(today, 6)
    return end.replace(day=min(today.day, end.day))
