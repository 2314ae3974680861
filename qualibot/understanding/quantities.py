"""Numbers with what stands around them: ranges with a carried suffix, bounds, hedges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import Literal

from qualibot.understanding.numbers import Number, number_at
from qualibot.understanding.reply import Reply

Bound = Literal["", "upto", "below", "above"]
MOST = 12
"""Numbers that are read in one reply; who writes more of them is not answering."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or a range of numbers inside a reply."""

    low: float
    high: float
    start: int
    end: int
    times: float = 1
    bound: Bound = ""
    about: bool = False
    several: bool = False
    """Made of two numbers."""
    digits: bool = False

    def scaled(self, by: float) -> Quantity:
        """The same quantity in another unit."""
        return replace(self, low=self.low * by, high=self.high * by)


def quantities(reply: Reply) -> list[Quantity]:
    """Every quantity, in the order of the reply."""
    found: list[Quantity] = []
    i = 0
    while i < len(reply) and len(found) < MOST:
        quantity = _at(reply, i)
        if quantity:
            found.append(quantity)
            people = reply.part(quantity.end, "people")
            i = people[1] if people else quantity.end
        else:
            i += 1
    return found


def _at(reply: Reply, i: int) -> Quantity | None:
    first = number_at(reply, i)
    if not first or (i > 0 and reply.words[i - 1].text == "-"):
        return None
    bounded = any(_before(reply, i, name) is not None for name in ("upto", "below", "above"))
    between = None if bounded else _before(reply, i, "between")
    quantity = _range(reply, i, between)
    if not quantity:
        quantity = Quantity(first.low, first.high, i, first.end, first.times, digits=first.digits)
    return _bounded(reply, quantity, between if quantity.several else None)


def _range(reply: Reply, i: int, between: int | None) -> Quantity | None:
    first = number_at(reply, i, joined=between is None)
    if not first:
        return None
    at = _skip_unit(reply, first.end)
    links = ("to", "or", "and") if between is not None else ("to", "or")
    link = next((part for part in (reply.part(at, name) for name in links) if part), None)
    sign = reply.part(link[1], "currency") if link else None
    second = number_at(reply, sign[1] if sign else link[1] if link else first.end)
    if not second or second.low <= 0 or (link is None and not _neighbours(reply, first, second)):
        return None
    low, high = _carried(first, second)
    if low > high and not (link and reply.plays(at, "or")):
        return None
    times = max(first.times, second.times)
    return Quantity(min(low, high), max(low, high), i, second.end, times, several=True, digits=second.digits)


def _neighbours(reply: Reply, first: Number, second: Number) -> bool:
    """Two numbers side by side: «ستين سبعين ألف»."""
    low, high = _carried(first, second)
    return low < high <= 2.5 * low and not reply.words[first.end].breaks and not (first.digits and second.digits)


def _carried(first: Number, second: Number) -> tuple[float, float]:
    """`70 - 90,000` is seventy to ninety thousand; `10k-20` ten to twenty."""
    low, high = first.low, second.high
    if first.times == 1 and second.times > 1 and low * second.times <= high:
        return low * second.times, high
    if first.times == 1 and second.times == 1 and low < 1000 <= high and low * 1000 <= high:
        return low * 1000, high
    if second.times == 1 and first.times > 1 and low < high * first.times:
        return low, high * first.times
    return low, high


def _skip_unit(reply: Reply, i: int) -> int:
    """`10 people to 20 people`, `5k usd to 8k usd`."""
    part = reply.part(i, "currency") or reply.part(i, "people")
    return part[1] if part and number_at(reply, part[1] + 1) else i


def _bounded(reply: Reply, quantity: Quantity, between: int | None) -> Quantity:
    start = between if between is not None else quantity.start
    about, bound = False, ""
    for name in ("upto", "below", "above", "about"):
        before = _before(reply, start, name)
        if before is not None:
            start, about, bound = before, name == "about", "" if name == "about" else name
            if bound == "above" and reply.plays(before - 1, "negation"):
                bound = "upto"
            break
    after = _skip_unit_after(reply, quantity.end)
    end = quantity.end
    for name in ("upto", "below", "above", "about"):
        part = reply.part(after, f"{name}_after")
        if part:
            end, about, bound = part[1], about or name == "about", bound if name == "about" else name
            break
    if bound == "above" and quantity.several:
        bound = ""
    return replace(quantity, start=start, end=end, about=about, bound=bound)  # type: ignore[arg-type]


def _skip_unit_after(reply: Reply, i: int) -> int:
    for name in ("currency", "people", "unit"):
        part = reply.part(i, name)
        if part and any(reply.plays(part[1], f"{after}_after") for after in ("upto", "below", "above", "about")):
            return int(part[1])
    return i


def _before(reply: Reply, i: int, name: str) -> int | None:
    """Where the phrase that plays this part and ends right before word `i` begins; a currency or "about" may stand between."""
    for length in range(5, 0, -1):
        part = reply.part(i - length, name)
        if part and (part[1] == i or (part[1] == i - 1 and reply.plays(i - 1, "currency", "about", "filler"))):
            return i - length
    return None


def interval(quantity: Quantity) -> tuple[float, float, bool]:
    """Low and high end of what a quantity can mean, and whether the high end is excluded."""
    if quantity.bound == "upto":
        return quantity.high, quantity.high, False
    if quantity.bound == "below":
        return quantity.high / 2, quantity.high, True
    if quantity.bound == "above":
        return quantity.low, inf, False
    return quantity.low, quantity.high, False
