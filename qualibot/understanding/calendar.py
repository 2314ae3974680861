"""The words of dates: "end of next month", "Q1 2027", «بعد رمضان» as intervals of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from qualibot.understanding.lengths import Lengths, Named
from qualibot.understanding.numbers import number_at
from qualibot.understanding.periods import Period, feast, hijri_month, months_of, season, unit_of, upcoming, weekday, written
from qualibot.understanding.reply import Reply

_YEARS = range(2020, 2100)


class Calendar:
    """Reads periods out of one reply, as seen from one day."""

    def __init__(self, reply: Reply, today: date) -> None:
        self.reply = reply
        self.today = today
        self._lengths = Lengths(reply, today)

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
        for read in (self._lengths.at, self._numeric, self._relative, self._quarter, self._month, self._word, self._whole_year):
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

    def _numeric(self, i: int) -> Named | None:
        """`15/3`, `3/2027`, `2027-03-15`."""
        values = [self.reply.number(i)]
        end = i + 1
        while len(values) < 3 and end + 1 < len(self.reply) and self.reply.words[end].text in "/-" and self.reply.number(end + 1):
            values.append(self.reply.number(end + 1))
            end += 2
        if len(values) < 2 or any(value is None or value != int(value) for value in values):
            return None
        period = written([int(value or 0) for value in values], self.today)
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
