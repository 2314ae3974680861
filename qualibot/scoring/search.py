"""The search behind an explanation: which few answers bring a verdict within reach. Whole numbers and names only.

Criterion by criterion, every way to answer some and leave the others is followed; ways that leave the same open are one
from there on, and the raw sums they come to are kept together as the bits of one number. So the work grows with the
points there are to gain, not with the number of sets of answers.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from qualibot.model.script import Framework
from qualibot.scoring.bands import TOP, percent, rank, scaled

Move = tuple[int, str]
"""Points gained, and the option that gains them."""


@dataclass(frozen=True, slots=True)
class Board:
    """Where a search starts: what counts already, and the answers there are to choose from."""

    framework: Framework
    raw: int
    target: int
    """Rank of the verdict that must be reached."""
    moves: Mapping[str, Sequence[Move]]
    """Criterion → its possible answers, the smallest gain first."""
    forced: frozenset[str]
    """Criteria whose present answer keeps the target out of reach."""
    caps: Mapping[str, int]
    """Criterion → rank of the best verdict its present answer allows."""
    spans: Mapping[str, tuple[int, int]]
    """Gap → the points it may still cost, and still add."""
    may_cap: frozenset[str]
    """Gaps that keep a verdict from being settled."""


class Reached(NamedTuple):
    """A way to the target: how many answers it takes, the raw sum it comes to, and the answers."""

    size: int
    raw: int
    picks: dict[str, str]


class _Left(NamedTuple):
    """What ways that are one have in common: how much was answered, and what was left as it is."""

    size: int = 0
    weight: int = 0
    """Of the gaps left open."""
    cost: int = 0
    gain: int = 0
    """What these gaps may still cost, and still add."""
    limit: int = TOP
    """Rank of the best verdict the answers left alone allow."""
    complete: bool = True
    """Enough may be known in the end."""
    settles: bool = True
    """No gap was left open that may cap."""


@dataclass(slots=True)
class _Ways:
    """The raw sums that ways of one kind come to (as bits, from the lowest any way can), and where they come from."""

    sums: int
    before: list[tuple[_Left, bool]]
    """The kinds one criterion earlier, and whether it was answered since."""


def fewest(board: Board) -> Reached | None:
    """The fewest answers that reach the target, and among these the ones with the least raw sum."""
    names = _order(board)
    layers = [{_Left(): _Ways(1, [])}]
    for name in names:
        layers.append(_next(board, name, layers[-1]))
    lowest = board.raw + sum(_floor(board, name) for name in names)
    lows = _lows(board.framework)
    best: tuple[int, int, _Left] | None = None
    for left, ways in layers[-1].items():
        raw = _least(ways.sums, lowest, _windows(board, left, lows))
        if raw is not None and (best is None or (left.size, raw) < best[:2]):
            best = left.size, raw, left
    if best is None:
        return None
    size, raw, left = best
    return Reached(size, raw, _picks(board, names, layers, left, raw - lowest))


def _order(board: Board) -> list[str]:
    """All criteria that matter, those first that can rarely be left alone: so most ways end early."""
    decisive = {*board.forced, *board.may_cap, *board.framework.required}
    return sorted(dict.fromkeys((*board.moves, *board.spans, *board.caps, *board.forced)), key=lambda name: name not in decisive)


def _next(board: Board, name: str, layer: Mapping[_Left, _Ways]) -> dict[_Left, _Ways]:
    """All ways once this criterion is answered, or left."""
    result: dict[_Left, _Ways] = {}
    floor = _floor(board, name)
    for left, ways in layer.items():
        if name in board.moves:
            sums = 0
            for gain, _ in board.moves[name]:
                sums |= ways.sums << (gain - floor)
            _join(result, left._replace(size=left.size + 1), sums, (left, True))
        alone = _left_alone(board, name, left)
        if alone is not None:
            _join(result, alone, ways.sums << -floor, (left, False))
    return result


def _join(layer: dict[_Left, _Ways], left: _Left, sums: int, before: tuple[_Left, bool]) -> None:
    ways = layer.setdefault(left, _Ways(0, []))
    ways.sums |= sums
    ways.before.append(before)


def _floor(board: Board, name: str) -> int:
    """The most this criterion's answers can lose, as a number that is not above 0."""
    return min(0, board.moves[name][0][0]) if name in board.moves else 0


def _left_alone(board: Board, name: str, left: _Left) -> _Left | None:
    """The kind of way once this criterion is left as it is; None where that puts the target out of reach."""
    if name in board.forced:
        return None
    if name not in board.spans:
        return left._replace(limit=min(left.limit, board.caps.get(name, TOP)))
    framework = board.framework
    total = sum(framework.best.values())
    weight = left.weight + framework.best[name]
    covered = percent(total - weight, total) >= framework.minimum_coverage
    complete = left.complete and covered and name not in framework.required
    settles = left.settles and name not in board.may_cap
    if not (complete or settles):
        return None
    cost, gain = board.spans[name]
    return _Left(left.size, weight, left.cost + cost, left.gain + gain, left.limit, complete, settles)


def _lows(framework: Framework) -> list[float]:
    """The lowest raw sum of each band, coldest first; endless where any sum, or none, is in the band or above."""
    sums = range((framework.scaled_from or 100) + 1)
    lows = (bisect_left(sums, band, key=lambda raw: rank(framework, scaled(framework, raw))) for band in range(TOP + 1))
    return [-inf if low == 0 else inf if low == len(sums) else low for low in lows]


def _windows(board: Board, left: _Left, lows: Sequence[float]) -> list[tuple[float, float]]:
    """The raw sums (from, to) that reach the target, in order: any from its band up where enough is known.

    Else those at which neither end of what was left open leads into another band: that is settled.
    """
    if left.complete:
        return [(lows[board.target], inf)]
    highs = [lows[band + 1] - 1 - left.gain for band in range(board.target, left.limit)]
    return [(low - left.cost, high) for low, high in zip(lows[board.target :], [*highs, inf], strict=False)]


def _least(sums: int, lowest: int, windows: Iterable[tuple[float, float]]) -> int | None:
    """The least of these raw sums that lies in a window; bit 0 stands for the lowest."""
    highest = lowest + sums.bit_length() - 1
    for low, high in windows:
        if low <= highest:
            first = int(max(low, lowest))
            above = sums >> (first - lowest)
            raw = first + (above & -above).bit_length() - 1
            if raw <= high:
                return raw
    return None


def _picks(board: Board, names: Sequence[str], layers: Sequence[Mapping[_Left, _Ways]], left: _Left, bit: int) -> dict[str, str]:
    """The answers of one way that comes to this sum, followed back from its end."""
    picks = {}
    for name, layer, earlier in zip(reversed(names), reversed(layers), reversed(layers[:-1]), strict=False):
        left, bit, option = _step_back(board, name, layer[left].before, earlier, bit)
        if option:
            picks[name] = option
    return picks


def _step_back(
    board: Board, name: str, before: Sequence[tuple[_Left, bool]], earlier: Mapping[_Left, _Ways], bit: int
) -> tuple[_Left, int, str]:
    """Where a way came from that has this sum after this criterion, and how it answered it; empty where it did not."""
    floor = _floor(board, name)
    return next(
        (left, bit - gain + floor, option)
        for left, answered in before
        for gain, option in (board.moves[name] if answered else [(0, "")])
        if earlier[left].sums << (gain - floor) >> bit & 1
    )
