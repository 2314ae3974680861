"""Days, weeks, months, quarters, seasons and feasts as intervals of days: arithmetic only, no words."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
FAR = date(9999, 12, 31)
"""An open end."""
_SEASONS = {"winter": 12, "spring": 3, "summer": 6, "autumn": 9}
_FEASTS = {
    "eid_fitr": (10, 1, 3),
    "eid_adha": (12, 10, 4),
    "hajj": (12, 8, 6),
    "hijri_new_year": (1, 1, 1),
}
_FIXED = {"christmas": (12, 25), "new_year": (1, 1)}


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day. `again` gives the same period one round later: next year's March."""

    first: date
    last: date
    again: Callable[[], Period] | None = None
    guess: bool = False
    """A calendar guess such as a season or a lunar month."""

    def cut(self, edge: str) -> Period:
        """The beginning, middle or end of it."""
        days = (self.last - self.first).days + 1
        third = max(1, days // 3)
        if edge == "start":
            return Period(self.first, self.first + timedelta(third - 1), None, self.guess)
        if edge == "middle":
            return Period(self.first + timedelta(third), self.last - timedelta(third), None, self.guess)
        return Period(self.last - timedelta(third - 1), self.last, None, self.guess)


def shifted(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not FIRST.year <= year <= LAST.year:
        return LAST if months > 0 else FIRST
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def moved(day: date, amount: float, unit: str) -> date:
    """The day so many units on; halves of longer units are taken in the next smaller one."""
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(unit)
    if months:
        whole = int(amount * months)
        rest = amount * months - whole
        return _plus(shifted(day, max(-3000, min(3000, whole))), rest * 30)
    return _plus(day, amount * (7 if unit == "week" else 1))


def _plus(day: date, days: float) -> date:
    days = max(-40000, min(40000, days))
    return min(LAST, max(FIRST, day + timedelta(round(days))))


def months_of(year: int, month: int, length: int = 1) -> Period:
    """So many months from the first of one."""
    first = date(year, month, 1)
    return Period(first, shifted(first, length) - timedelta(1), lambda: months_of(year + 1, month, length))


def upcoming(today: date, month: int, length: int = 1) -> Period:
    """The next such months that are not over yet."""
    found = months_of(today.year - 1, month, length)
    while found.last < today and found.again:
        found = found.again()
    return found


def season(today: date, name: str) -> Period:
    """The next one that is not over yet."""
    found = upcoming(today, _SEASONS[name], 3)
    return Period(found.first, found.last, lambda: _guessed(found), guess=True)


def _guessed(period: Period) -> Period:
    later = period.again() if period.again else period
    return Period(later.first, later.last, None, guess=True)


def unit_of(today: date, unit: str, later: int) -> Period:
    """This (0), the next (1) or an earlier week, month, quarter, half-year or year."""
    if unit == "day":
        day = _plus(today, later)
        return Period(day, day)
    if unit == "week":
        first = _plus(today, 7 * later - today.weekday())
        return Period(first, _plus(first, 6))
    length = {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit]
    month = (today.month - 1) // length * length + 1
    first = shifted(date(today.year, month, 1), length * later)
    return Period(first, shifted(first, length) - timedelta(1))


def weekday(today: date, day: int, *, next_week: bool) -> Period:
    """The next such day; with "next" said, at least one day ahead."""
    ahead = (day - today.weekday()) % 7
    first = _plus(today, ahead or (7 if next_week else 0))
    return Period(first, first)


def hijri_month(today: date, month: int) -> Period | None:
    """The next such lunar month that is not over yet."""
    return _hijri(today, month, 1, None)


def feast(today: date, name: str) -> Period | None:
    """The next such feast that is not over yet; `eid` is whichever of the two comes first."""
    if name in _FIXED:
        month, day = _FIXED[name]
        year = today.year + ((month, day) < (today.month, today.day))
        first = date(year, month, day)
        return Period(first, first, lambda: Period(date(year + 1, month, day), date(year + 1, month, day)))
    if name == "eid":
        both = [found for found in (feast(today, "eid_fitr"), feast(today, "eid_adha")) if found]
        return min(both, key=lambda found: found.first) if both else None
    return _hijri(today, *_FEASTS[name])


def _hijri(today: date, month: int, day: int, length: int | None) -> Period | None:
    from hijridate import Gregorian, Hijri

    try:
        year = Gregorian(today.year, today.month, today.day).to_hijri().year
        for candidate in (year, year + 1):
            start = Hijri(candidate, month, day)
            first = date(*start.to_gregorian().datetuple())
            last = first + timedelta((length or start.month_length()) - 1)
            if last >= today:
                return Period(first, last, partial(_hijri_again, last + timedelta(1), month, day, length), guess=True)
    except (ValueError, OverflowError):
        return None
    return None


def _hijri_again(day: date, month: int, on: int, length: int | None) -> Period:
    return _hijri(day, month, on, length) or Period(day, day)


def written(values: list[int], today: date) -> Period | None:
    """Day and month, month and year, or all three, in the orders people write."""
    try:
        if values[0] > 1900:
            year, month, day = (*values, 0)[:3]
        elif len(values) == 3:
            day, month, year = values[0], values[1], values[2] + (2000 if values[2] < 100 else 0)
        elif values[1] > 1900:
            day, month, year = 0, values[0], values[1]
        else:
            return _day_and_month(values[0], values[1], today)
        if not 1900 < year < 2200:
            return None
        return months_of(year, month) if not day else Period(date(year, month, day), date(year, month, day))
    except ValueError:
        return None


def _day_and_month(day: int, month: int, today: date) -> Period | None:
    if month > 12 >= day:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    base = upcoming(today, month)
    first = base.first.replace(day=min(day, base.last.day))
    return Period(first, first)


def after(period: Period) -> Period:
    """The month that follows."""
    return Period(period.last + timedelta(1), period.last + timedelta(30), None, period.guess)


def before(period: Period, today: date) -> Period:
    """The month that precedes, as far as it lies ahead."""
    last = max(today, period.first - timedelta(1))
    return Period(max(today, last - timedelta(27)), last, None, period.guess)


def onwards(day: date) -> Period:
    """From that day without an end."""
    return Period(day, FAR)
