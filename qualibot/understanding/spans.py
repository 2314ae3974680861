"""Which options an interval of numbers or days lies in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from qualibot.model import Range


@dataclass(frozen=True, slots=True)
class Found:
    """What a grammar made of a reply: the options that fit, and the words that led there."""

    events: tuple[str, ...]
    why: str
    confirm: bool = False
    words: frozenset[int] = frozenset()
    anchored: bool = True
    """A unit, a currency or the like showed what the number was about."""


@dataclass(frozen=True, slots=True)
class Ends:
    """An option with the ends of its range as comparable values."""

    event: str
    low: Any
    high: Any
    low_open: bool
    high_open: bool

    def holds(self, low: Any, high: Any, *, high_open: bool = False) -> bool:
        """The whole interval lies inside."""
        above = low > self.low or (low == self.low and not self.low_open)
        return above and (high < self.high or (high == self.high and (high_open or not self.high_open)))

    def touches(self, low: Any, high: Any) -> bool:
        """Some of the interval lies inside, or ends exactly on an end."""
        return bool(low <= self.high and high >= self.low)


def ends(ranges: Sequence[tuple[str, Range]], value: Callable[[float | str], Any], lowest: Any, highest: Any) -> list[Ends]:
    """The options in ascending order; `value` turns a bound of the file into something comparable."""
    found = []
    for event, span in ranges:
        low = span.gte if span.gte is not None else span.gt
        high = span.lte if span.lte is not None else span.lt
        found.append(
            Ends(
                event,
                lowest if low is None else value(low),
                highest if high is None else value(high),
                span.gt is not None,
                span.lt is not None,
            )
        )
    return sorted(found, key=lambda item: item.low)


def numeric_ends(ranges: Sequence[tuple[str, Range]]) -> list[Ends]:
    """The options of a question that takes a number."""
    return ends(ranges, float, -inf, inf)


def inside(options: Sequence[Ends], low: Any, high: Any, *, high_open: bool = False) -> tuple[str, ...]:
    """The one option that holds the interval, else the first and last that it touches, else its neighbours."""
    whole = [option.event for option in options if option.holds(low, high, high_open=high_open)]
    if whole:
        return (whole[0],)
    touched = [option.event for option in options if option.touches(low, high)]
    if len(touched) > 1:
        return tuple(touched)
    return _neighbours(options, low, high)


def _neighbours(options: Sequence[Ends], low: Any, high: Any) -> tuple[str, ...]:
    below = [option.event for option in options if option.high <= high]
    above = [option.event for option in options if option.low >= low]
    return (below[-1], above[0]) if below and above and below[-1] != above[0] else ()
