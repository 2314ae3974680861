"""The search behind an explanation: which few answers bring a verdict within reach. Whole numbers and names only."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import inf

from qualibot.model.script import Framework
from qualibot.scoring.bands import TOP, percent, rank, scaled

Move = tuple[int, str]
"""Points gained, and the option that gains them."""
Found = tuple[int, tuple[str, ...]]
"""The raw sum reached, and the criteria to answer for it."""
Window = tuple[float, float]
"""Raw sums from … to, both included."""


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


def smallest(board: Board, size: int) -> Found | None:
    """The least raw sum at which answering exactly so many criteria reaches the target, and these criteria."""
    lows, best = _lows(board.framework), None
    for chosen in _complete(board, size):
        best = _least(board, chosen, [(lows[board.target], inf)], best)
    for chosen in _settling(board, size):
        best = _least(board, chosen, _settled(board, chosen, lows), best)
    return best


def _lows(framework: Framework) -> list[float]:
    """The lowest raw sum of each band, coldest first; endless where any sum, or none, is in the band or above."""
    full = framework.scaled_from or 100
    lows = (
        bisect_left(range(full + 1), band, key=lambda raw: rank(framework, scaled(framework, raw))) for band in range(TOP + 1)
    )
    return [-inf if low == 0 else inf if low > full else low for low in lows]


def options(board: Board, found: Found) -> dict[str, str]:
    """The answers by which these criteria come to that raw sum."""
    total, chosen = found
    sums: dict[int, tuple[str, ...]] = {board.raw: ()}
    for name in chosen:
        sums = {raw + gain: (*before, option) for raw, before in sums.items() for gain, option in reversed(board.moves[name])}
    return dict(zip(chosen, sums[total], strict=True))


def _complete(board: Board, size: int) -> Iterator[tuple[str, ...]]:
    """The sets of criteria of this size with which enough is known for any verdict."""
    weights = {name: board.framework.best[name] for name in board.spans}
    required = {name for name in board.framework.required if name in weights}
    total = sum(board.framework.best.values())
    known = total - sum(weights.values())

    def covers(names: Sequence[str]) -> bool:
        weight = known + sum(weights.get(name, 0) for name in names)
        return percent(weight, total) >= board.framework.minimum_coverage

    heaviest = sorted(board.moves, key=lambda name: weights.get(name, 0), reverse=True)
    if covers(heaviest[:size]):
        yield from filter(covers, _supersets(board, board.forced | required, size))


def _settling(board: Board, size: int) -> Iterator[tuple[str, ...]]:
    """The sets of criteria of this size that leave no gap which could cap: what is settled need not be complete."""
    return _supersets(board, board.forced | board.may_cap, size)


def _supersets(board: Board, least: frozenset[str], size: int) -> Iterator[tuple[str, ...]]:
    rest = [name for name in board.moves if name not in least]
    if least <= board.moves.keys() and len(least) <= size:
        start = tuple(name for name in board.moves if name in least)
        for more in combinations(rest, size - len(start)):
            yield start + more


def _settled(board: Board, chosen: Sequence[str], lows: Sequence[float]) -> list[Window]:
    """The raw sums from the target up at which neither end of what is left open leads into another band."""
    spans = [span for name, span in board.spans.items() if name not in chosen]
    limit = min((limit for name, limit in board.caps.items() if name not in chosen), default=TOP)
    cost, gain = sum(cost for cost, _ in spans), sum(gain for _, gain in spans)
    return [(lows[band] - cost, inf if band == limit else lows[band + 1] - 1 - gain) for band in range(board.target, limit + 1)]


def _least(board: Board, chosen: tuple[str, ...], windows: Sequence[Window], best: Found | None) -> Found | None:
    """The least raw sum within these windows that answering these criteria leads to, where that is less than the best."""
    moves = [board.moves[name] for name in chosen]
    bottom = board.raw + sum(one[0][0] for one in moves)
    top = board.raw + sum(one[-1][0] for one in moves) if best is None else best[0] - 1
    narrowed = [(int(max(low, bottom)), int(min(high, top))) for low, high in windows if low <= top and high >= bottom]
    reached = 1 if any(low <= high for low, high in narrowed) else 0
    for one in moves:
        least, before, reached = one[0][0], reached, 0
        for gain, _ in one:
            reached |= before << (gain - least)
    for low, high in narrowed:
        above = reached >> (low - bottom)
        total = low + (above & -above).bit_length() - 1
        if above and total <= high:
            return total, chosen
    return best
