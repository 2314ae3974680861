"""The words of dates: "end of next month", "Q1 2027", «بعد رمضان», "3-4 months" as intervals of days."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from qualibot.understanding.numbers import number_at
from qualibot.understanding.periods import (
    FAR,
    Period,
    feast,
    hijri_month,
    months_of,
    moved,
    season,
    unit_of,
    upcoming,
    weekday,
)
from qualibot.understanding.quantities import Quantity, quantities
from qualibot.understanding.reply import Reply

_YEARS = range(2020, 2100)


@dataclass(frozen=True, slots=True)
class Named:
    """A period found in the words from `start` to `end`."""

    period: Period
    start: int
    end: int
    year: bool = False
    """A whole year: it narrows another period rather than being one."""
    lasts: bool = False
    """A length of time from today, not a place in the calendar."""
    bound: str = ""
    several: bool = False


class Calendar:
    """Reads periods out of one reply, as seen from one day."""

    def __init__(self, reply: Reply, today: date) -> None:
        self.reply = reply
        self.today = today
        self._amounts = {q.start: q for q in quantities(reply)}
        self._inner = {q.end: q for q in self._amounts.values()}

    def named_at(self, i: int) -> Named | None:
        """The period whose words begin at word `i`."""
        edge = self.reply.part(i, "edge")
        if edge:
            inner = self.named_at(edge[1]) if not self.reply.plays(edge[1], "edge") else None
            if inner and not inner.lasts:
                return replace(inner, start=i, period=inner.period.cut(edge[0]), year=False)
            return self._edge_of_unit(i, *edge)
        found = self._plain(i)
        if found and not found.lasts:
            found = self._with_edge(self._next(found))
        return found

    def _plain(self, i: int) -> Named | None:
        for read in (self._length, self._numeric, self._relative, self._quarter, self._month, self._word, self._whole_year):
            found = read(i)
            if found:
                return found
        return None

    def _with_edge(self, found: Named) -> Named:
        """`year end`, `month end`: the edge stands behind."""
        edge = self.reply.part(found.end, "edge_after")
        return replace(found, period=found.period.cut(edge[0]), end=edge[1], year=False) if edge else found

    def _next(self, found: Named) -> Named:
        """`next March`, «رمضان الجاي»: the coming one; a second round only if the present one runs."""
        after = self.reply.part(found.end, "next")
        if after and found.period.again and not self.reply.plays(after[1], "unit"):
            current = found.period.first <= self.today
            period = found.period.again() if current and not found.period.guess else found.period
            return replace(found, period=period, end=after[1])
        this = self.reply.part(found.end, "this_after")
        return replace(found, end=this[1]) if this and found.period.again else found

    def _edge_of_unit(self, i: int, edge: str, at: int) -> Named | None:
        """`end of month`, «أول السنة»: of the present one, or of the next where that is over."""
        unit = self.reply.part(at, "unit")
        if not unit or unit[0] == "day":
            return None
        found = unit_of(self.today, unit[0], 0).cut(edge)
        if found.last < self.today:
            found = unit_of(self.today, unit[0], 1).cut(edge)
        return Named(found, i, unit[1])

    def _length(self, i: int) -> Named | None:
        """`3 months`, `2-3 weeks`, «شهرين», «سنة ونص»."""
        dual = self.reply.part(i, "length")
        if dual:
            amount, unit = dual[0]
            return self._lasting(i, dual[1], amount, amount, unit)
        fraction = self.reply.part(i, "fraction")
        unit_after = self.reply.part(fraction[1], "unit") if fraction else None
        if fraction and unit_after:
            return self._lasting(i, unit_after[1], fraction[0], fraction[0], unit_after[0])
        alone = self._one(i)
        if alone:
            return alone
        quantity = self._amounts.get(i)
        unit = self.reply.part(quantity.end, "unit") if quantity else None
        if quantity and unit and quantity.low > 0 and not self._is_month_number(quantity):
            return self._counted(quantity, unit)
        return None

    def _one(self, i: int) -> Named | None:
        """`in a month`, «بعد سنة»: one of them."""
        reply = self.reply
        unit = reply.part(i, "unit")
        if not unit or not reply.plays(i - 1, "in", "within", "after", "upto", "below", "above", "not_before"):
            linked = unit and reply.plays(unit[1], "or", "hence") and not reply.plays(i - 1, "next", "this")
            if not linked:
                return None
        if unit is None or reply.plays(unit[1], "next", "this", "this_after", "edge_after", "month") or reply.number(unit[1]):
            return None
        return self._lasting(i, unit[1], 1, 1, unit[0])

    def _counted(self, quantity: Quantity, unit: tuple[str, int]) -> Named:
        found = self._lasting(quantity.start, unit[1], quantity.low, quantity.high, unit[0])
        after = next((name for name in ("upto", "below", "above") if self.reply.plays(found.end, f"{name}_after")), "")
        return replace(found, bound=quantity.bound or after, several=quantity.several)

    def _is_month_number(self, quantity: Quantity) -> bool:
        return self.reply.plays(quantity.start - 1, "month_word")

    def _lasting(self, i: int, end: int, low: float, high: float, unit: str) -> Named:
        reply = self.reply
        half = reply.part(end + 1, "fraction") if reply.plays(end, "and") else None
        if half:
            low, high, end = low + half[0], high + half[0], half[1]
        elif unit == "year" and reply.plays(end, "and"):
            more = self._length(end + 1)
            if more:
                return replace(more, start=i, period=self._on(more.period, low, unit))
        low, high, end = self._up_to(low, high, end)
        hence = reply.part(end, "hence")
        end = hence[1] if hence else end
        first, last = moved(self.today, low, unit), moved(self.today, high, unit)
        return Named(Period(first, last), i, end, lasts=True)

    def _up_to(self, low: float, high: float, end: int) -> tuple[float, float, int]:
        """`a week or two`, «شهرين لثلاثة», «شهرين تلاتة»."""
        reply = self.reply
        link = reply.part(end, "or") or reply.part(end, "to")
        more = number_at(reply, link[1] if link else end)
        if not more or not high < more.high <= high * 3 or reply.plays(more.end, "unit"):
            return low, high, end
        return low, more.high, more.end

    def _on(self, period: Period, amount: float, unit: str) -> Period:
        return Period(moved(period.first, amount, unit), moved(period.last, amount, unit))

    def _numeric(self, i: int) -> Named | None:
        """`15/3`, `3/2027`, `2027-03-15`."""
        values = [self.reply.number(i)]
        end = i + 1
        while len(values) < 3 and end + 1 < len(self.reply) and self.reply.words[end].text in "/-" and self.reply.number(end + 1):
            values.append(self.reply.number(end + 1))
            end += 2
        if len(values) < 2 or any(value is None or value != int(value) for value in values):
            return None
        period = _written([int(value or 0) for value in values], self.today)
        return Named(period, i, end) if period else None

    def _relative(self, i: int) -> Named | None:
        """`next month`, `this quarter`, «الشهر الجاي», «هالسنة»."""
        reply = self.reply
        for name, later in (("next", 1), ("this", 0), ("after_next", 2)):
            before = reply.part(i, name)
            unit = reply.part(before[1], "unit") if before else None
            if before and unit:
                return self._of_unit(i, unit[1], unit[0], later)
            named = self._later(i, before[1], name) if before else None
            if named:
                return named
        unit = reply.part(i, "unit")
        for name, later in (("after_next", 2), ("next", 1), ("this", 0), ("this_after", 0)):
            after = reply.part(unit[1], name) if unit else None
            if unit and after:
                return self._of_unit(i, after[1], unit[0], later)
        return None

    def _later(self, i: int, at: int, name: str) -> Named | None:
        """`next March`, `this summer`."""
        if name == "after_next" or self.reply.plays(at, "next", "this", "edge"):
            return None
        for read in (self._quarter, self._month, self._word):
            found = read(at)
            if found:
                running = found.period.first <= self.today and name == "next" and found.period.again
                period = found.period.again() if running and found.period.again else found.period
                return replace(found, start=i, period=period)
        return None

    def _of_unit(self, i: int, end: int, unit: str, later: int) -> Named:
        return Named(unit_of(self.today, unit, later), i, end, year=unit == "year")

    def _quarter(self, i: int) -> Named | None:
        """`Q1`, `first quarter`, `H2`, «الربع الأول»."""
        part = self.reply.part(i, "quarter")
        length = 3
        if not part:
            part, length = self.reply.part(i, "half_year"), 6
        if not part:
            return None
        return Named(upcoming(self.today, (part[0] - 1) * length + 1, length), i, part[1])

    def _month(self, i: int) -> Named | None:
        """`March`, `15 March`, `March 15`, «شهر 3»."""
        reply = self.reply
        number = reply.number(i)
        word = reply.part(i, "month_word")
        at = reply.part(word[1], "month") if word else None
        counted = number_at(reply, word[1]) if word and not at else None
        if counted and 1 <= counted.low <= 12 and not reply.plays(counted.end, "unit", "times"):
            return Named(upcoming(self.today, int(counted.low)), i, counted.end)
        month = at or reply.part(i, "month")
        if month:
            return self._day_of(upcoming(self.today, month[0]), i, month[1], reply.number(month[1]), 1)
        after = reply.part(i + 1, "month") if number is not None else None
        return self._day_of(upcoming(self.today, after[0]), i, after[1], number, 0) if after else None

    def _day_of(self, month: Period, i: int, end: int, day: float | None, used: int) -> Named | None:
        if day is None:
            return Named(month, i, end)
        if day in _YEARS:
            return Named(month, i, end)
        if day != int(day) or not 1 <= day <= 28 + 3:
            return None
        first = min(month.last, month.first + timedelta(int(day) - 1))
        again = month.again
        if first < self.today and again:
            month = again()
            first = min(month.last, month.first + timedelta(int(day) - 1))
        return Named(Period(first, first), i, end + used)

    def _word(self, i: int) -> Named | None:
        """Tomorrow, Monday, summer, Ramadan, Eid."""
        reply = self.reply
        day = reply.part(i, "day")
        if day:
            return Named(unit_of(self.today, "day", day[0]), i, day[1])
        for name, read in (
            ("season", season),
            ("hijri", hijri_month),
            ("feast", feast),
        ):
            part = reply.part(i, name)
            period = read(self.today, part[0]) if part else None
            if part and period:
                return Named(period, i, part[1])
        of_week = reply.part(i, "weekday")
        return Named(weekday(self.today, of_week[0], next_week=True), i, of_week[1]) if of_week else None

    def _whole_year(self, i: int) -> Named | None:
        year = self.reply.number(i)
        word = self.reply.part(i, "unit")
        if word and word[0] == "year":
            year, i_end = self.reply.number(word[1]), word[1] + 1
        else:
            i_end = i + 1
        if year is None or year not in _YEARS:
            return None
        return Named(months_of(int(year), 1, 12), i, i_end, year=True)


def _written(values: list[int], today: date) -> Period | None:
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
