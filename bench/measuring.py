"""Rounds, medians and clocks.

Contenders of one comparison take turns within every round, so that a busy moment of the machine hits all of them, and a
ratio is the median of the rounds' own ratios. The garbage collector stays on, as it is in use; it is run before every round.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

Contender = Callable[[], Mapping[str, float]]
"""Runs once, and says what one of its units took, in seconds, under one name or several."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The median of several rounds."""

    value: float
    best: float
    """The quickest round: what it would be nearer to on a machine with nothing else to do."""
    spread: float
    """Half of what the middle half of the rounds spans, as a share of the median."""

    def times(self, factor: float) -> Figure:
        """The same in another unit."""
        return Figure(self.value * factor, self.best * factor, self.spread)

    def inverse(self) -> Figure:
        """How many a second, of something that was measured in seconds."""
        return Figure(1 / self.value, 1 / self.best, self.spread)


@dataclass(frozen=True, slots=True)
class Rounds:
    """What every contender took in every round."""

    taken: Mapping[str, Sequence[float]]

    def figure(self, name: str) -> Figure:
        """What one contender takes."""
        return figure(self.taken[name])

    def ratio(self, name: str, other: str) -> float:
        """How many times as long one takes as the other."""
        return median(a / b for a, b in zip(self.taken[name], self.taken[other], strict=True))


def figure(values: Sequence[float]) -> Figure:
    """The median, and how far the rounds lie apart."""
    ordered = sorted(values)
    middle = median(ordered)
    quarter = len(ordered) // 4
    return Figure(middle, ordered[0], (ordered[-1 - quarter] - ordered[quarter]) / 2 / middle)


def rounds(what: str, count: int, *contenders: Contender, warm: bool = False) -> Rounds:
    """Every contender once to warm up unless it is `warm` already, then `count` times, one after the other."""
    taken: dict[str, list[float]] = {}
    for number in range(1 if warm else 0, count + 1):
        if number % max(1, count // 5) == 0:
            told(f"{what}: round {number} of {count}" if number else f"{what}: warming up")
        for contender in contenders:
            gc.collect()
            for name, seconds in contender().items():
                taken.setdefault(name, []).append(seconds)
    return Rounds({name: seconds[-count:] for name, seconds in taken.items()})


def cpu(work: Callable[[], object]) -> float:
    """Seconds of this process's CPU."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def wall(work: Callable[[], object]) -> float:
    """Seconds on the clock."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def told(text: str) -> None:
    """Shows on stderr what is going on: one line that is written over on a terminal, a line each elsewhere."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
    else:
        print(text, file=sys.stderr, flush=True)
