"""Lengths of time: "3 months", "a week or two", «شهرين», «سنة ونص»."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from qualibot.understanding.numbers import number_at
from qualibot.understanding.periods import Period, moved
from qualibot.understanding.quantities import Quantity, quantities
from qualibot.understanding.reply import Reply


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


class Lengths:
    """Reads lengths of time out of one reply, counted from one day."""

    def __init__(self, reply: Reply, today: date) -> None:
        self.reply = reply
        self.today = today
        self._amounts = {q.start: q for q in quantities(reply)}

    def at(self, i: int) -> Named | None:
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
        unit = None if reply.plays(i, "quarter", "half_year", "length") else reply.part(i, "unit")
        if not unit or not reply.plays(i - 1, "in", "within", "after", "upto", "below", "above", "not_before"):
            half = unit and reply.plays(unit[1], "and") and reply.plays(unit[1] + 1, "fraction")
            linked = half or ((unit and reply.plays(unit[1], "or", "hence")) and not reply.plays(i - 1, "next", "this"))
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
            more = self.at(end + 1)
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
