"""Which verdicts and scores answers can add up to, by dynamic programming over points, coverage and flags.

Criteria that depend on each other (one answer lets another follow, or contradicts it) are taken together, and every way of
answering them is weighed by the scoring itself. Different groups only add up, so their sums are kept as sets: one integer
whose bits are the raw sums that can be had with the same coverage and flags.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from typing import NamedTuple

from qualibot.model import BANDS, Answer, Criterion, Finding, Framework, Side, Verdict
from qualibot.scoring import findings
from qualibot.scoring.bands import RANK, TOP, percent, rank, scaled

_NOW = datetime(2026, 5, 12, 9, tzinfo=UTC)
Result = tuple[Verdict, int]
"""A verdict and the score it is given at."""
Picks = Mapping[str, str]
"""Criterion → the option it is answered with; who is left out stays unanswered."""


class Flags(NamedTuple):
    """What counts besides the raw sum, for the criteria taken so far."""

    known: int = 0
    """Weight that is answered without a gap."""
    floor: int = 0
    """Points of answers that stay gaps."""
    cost: int = 0
    """What unanswered criteria may still cost; never above zero."""
    open: bool = False
    required_open: bool = False
    may_cap: bool = False
    """A gap could still cap the verdict."""
    limit: int = TOP
    knocked: bool = False

    def plus(self, other: Flags) -> Flags:
        """Both together."""
        return Flags(
            self.known + other.known,
            self.floor + other.floor,
            self.cost + other.cost,
            self.open or other.open,
            self.required_open or other.required_open,
            self.may_cap or other.may_cap,
            min(self.limit, other.limit),
            self.knocked or other.knocked,
        )


class Way(NamedTuple):
    """One way of answering a group of criteria."""

    raw: int
    flags: Flags
    picks: Picks


Layer = dict[Flags, int]
"""Flags → the raw sums that can be had with them, as bits; bit 0 is the lowest sum of all."""


@dataclass(frozen=True, slots=True)
class Reach:
    """What one side's answers can lead to in one framework."""

    framework: Framework
    groups: tuple[tuple[Way, ...], ...]
    layers: tuple[Layer, ...]
    base: int
    """The raw sum that bit 0 of the last layer stands for."""
    results: frozenset[Result]

    @property
    def verdicts(self) -> frozenset[Verdict]:
        """Every verdict that can be reached."""
        return frozenset(verdict for verdict, _ in self.results)

    def witness(self, result: Result) -> Picks:
        """Answers that lead to exactly this verdict and score."""
        flags, bit = next(found for found in self._scoring(result[1]) if self._at(*found) == result)
        picks: dict[str, str] = {}
        for index in range(len(self.groups) - 1, -1, -1):
            flags, bit, way = self._before(index, flags, bit)
            picks |= way.picks
        return picks

    def _scoring(self, score: int) -> Iterator[tuple[Flags, int]]:
        """Flags with the sums that come to this score."""
        longest = max(sums.bit_length() for sums in self.layers[-1].values())
        mask = sum(1 << bit for bit in range(longest) if scaled(self.framework, bit + self.base) == score)
        return ((flags, bit) for flags, sums in self.layers[-1].items() for bit in _bits(sums & mask))

    def _at(self, flags: Flags, bit: int) -> Result:
        return _result(self.framework, flags, bit + self.base)

    def _before(self, index: int, flags: Flags, bit: int) -> tuple[Flags, int, Way]:
        """The flags and sum that the groups before had, and the way the group at `index` was answered."""
        low = min(way.raw for way in self.groups[index])
        return next(
            (before, bit - way.raw + low, way)
            for way in self.groups[index]
            for before, sums in self.layers[index].items()
            if before.known + way.flags.known == flags.known
            and bit >= way.raw - low
            and sums >> (bit - way.raw + low) & 1
            and before.plus(way.flags) == flags
        )


def reach(framework: Framework, criteria: Mapping[str, Criterion], side: Side, asked: frozenset[str]) -> Reach:
    """Everything this side's answers to these criteria can lead to, each answered or left open."""
    names = [name for name in criteria if name in asked or name in framework.points]
    groups = tuple(_ways(framework, criteria, group, side, asked) for group in _groups(criteria, names))
    layers: list[Layer] = [{Flags(): 1}]
    for group in groups:
        layers.append(_added(layers[-1], group))
    base = sum(min(way.raw for way in group) for group in groups)
    if sum(framework.best.values()) <= 0:
        return Reach(framework, groups, tuple(layers), base, frozenset())
    return Reach(framework, groups, tuple(layers), base, frozenset(_results(framework, layers[-1], base)))


def _groups(criteria: Mapping[str, Criterion], names: Sequence[str]) -> list[list[str]]:
    """The criteria, those together that let each other follow or contradict each other."""
    groups: list[list[str]] = []
    for name in names:
        linked = {name} | {other for option in criteria[name].options for other in (*option.infers, *option.contradicts)}
        own = [group for group in groups if linked & _with_links(criteria, group)]
        groups = [group for group in groups if group not in own]
        groups.append([*(member for group in own for member in group), name])
    return groups


def _with_links(criteria: Mapping[str, Criterion], group: Sequence[str]) -> set[str]:
    options = (option for name in group for option in criteria[name].options)
    return {*group, *(other for option in options for other in (*option.infers, *option.contradicts))}


def _ways(
    framework: Framework, criteria: Mapping[str, Criterion], group: Sequence[str], side: Side, asked: frozenset[str]
) -> tuple[Way, ...]:
    """Every way of answering the group that counts differently."""
    ways: dict[tuple[int, Flags], Way] = {}
    for options in product(*(_choices(criteria[name], side, name in asked) for name in group)):
        picks = {name: option for name, option in zip(group, options, strict=True) if option is not None}
        answers = [Answer(name, side, option, _NOW, "tapped", 1, detail="1") for name, option in picks.items()]
        found = findings(criteria, answers, _NOW)
        raw, flags = _weighed(framework, criteria, group, found)
        ways.setdefault((raw, flags), Way(raw, flags, picks))
    return tuple(ways.values())


def _choices(criterion: Criterion, side: Side, asked: bool) -> list[str | None]:
    options = criterion.offered_to(side) if asked else ()
    return [None, *(option.id for option in options if not option.ask_again)]


def _weighed(
    framework: Framework, criteria: Mapping[str, Criterion], group: Sequence[str], found: Mapping[str, Finding]
) -> tuple[int, Flags]:
    raw, flags = 0, Flags()
    for name in group:
        if name in framework.points:
            points, own = _line(framework, criteria[name], found.get(name))
            raw, flags = raw + points, flags.plus(own)
    for finding in found.values():
        option = criteria[finding.criterion].by_id[finding.option]
        if finding.openness in {"", "open_answer"}:
            flags = flags.plus(Flags(limit=RANK[option.cap] if option.cap else TOP, knocked=option.knock_out))
    return raw, flags


def _line(framework: Framework, criterion: Criterion, finding: Finding | None) -> tuple[int, Flags]:
    """The points of one criterion, and what it adds to coverage and gaps."""
    name = criterion.id
    if finding is not None and not finding.openness:
        return framework.points[name][finding.option], Flags(known=framework.best[name])
    points = framework.points[name][finding.option] if finding else 0
    cost = 0 if finding else framework.worst[name]
    return points, Flags(0, points, cost, True, name in framework.required, criterion.has_cap)


def _added(layer: Layer, group: Sequence[Way]) -> Layer:
    low = min(way.raw for way in group)
    after: Layer = {}
    for way in group:
        shift = way.raw - low
        for flags, sums in layer.items():
            both = flags.plus(way.flags)
            after[both] = after.get(both, 0) | sums << shift
    return after


def _bits(sums: int) -> Iterator[int]:
    while sums:
        lowest = sums & -sums
        yield lowest.bit_length() - 1
        sums ^= lowest


def _results(framework: Framework, layer: Layer, base: int) -> Iterator[Result]:
    """Every verdict with its scores; flags that decide alike are taken together first."""
    alike: Layer = {}
    for flags, sums in layer.items():
        kind = _deciding(framework, flags)
        alike[kind] = alike.get(kind, 0) | sums
    for flags, sums in alike.items():
        for bit in _bits(sums):
            yield _result(framework, flags, bit + base)


def _deciding(framework: Framework, flags: Flags) -> Flags:
    """The flags without what makes no difference any more."""
    if flags.knocked:
        return Flags(knocked=True)
    if _is_complete(framework, flags):
        return Flags(known=sum(framework.best.values()), limit=flags.limit)
    if flags.may_cap:
        return Flags(open=True, required_open=True, may_cap=True, limit=flags.limit)
    return flags._replace(required_open=True, known=flags.known + flags.floor, floor=0)


def _is_complete(framework: Framework, flags: Flags) -> bool:
    coverage = percent(flags.known, sum(framework.best.values()))
    return not flags.open or (coverage >= framework.minimum_coverage and not flags.required_open)


def _result(framework: Framework, flags: Flags, raw: int) -> Result:
    """The verdict and score, by the rules of `qualibot.scoring.tally`."""
    score = scaled(framework, raw)
    if flags.knocked:
        return "disqualified", score
    high = raw + sum(framework.best.values()) - flags.known - flags.floor
    ends = [min(rank(framework, scaled(framework, end)), flags.limit) for end in (raw + flags.cost, high)]
    settled = ends[0] == ends[1] and not flags.may_cap
    if settled or _is_complete(framework, flags):
        return BANDS[min(rank(framework, score), flags.limit)], score
    return "incomplete", score
