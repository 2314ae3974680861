"""The smallest set of answers that would lift a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from qualibot.model.result import Change, Finding
from qualibot.model.script import Criterion, Framework
from qualibot.scoring.bands import RANK
from qualibot.scoring.knowledge import with_inferred
from qualibot.scoring.points import Tally, tally
from qualibot.scoring.search import Board, Move, Reached, fewest

Picks = dict[str, str]
"""Criterion → the option it would be answered with."""


def would_change(framework: Framework, criteria: Mapping[str, Criterion], found: Mapping[str, Finding]) -> Change | None:
    """The smallest set of answers that lifts the verdict one band; None at `invite`, or where nothing can lift it.

    From `incomplete` it leads to a verdict no lower than the band of the present score, from `disqualified` to any
    band. A set made only of gaps goes before one that changes facts; then the fewest answers, then the smallest gain in
    points. The same findings always give the same set. No answer is proposed that leaves a gap, caps or knocks out.

    What is not named stays as it counts now, except for what follows from the new answers. Only criteria the framework
    scores are proposed, and those whose present answer caps or knocks out.
    """
    count = tally(framework, criteria, found)
    if count.verdict == "invite":
        return None
    choices = _choices(framework, criteria, found, count)
    task = _Task(framework, criteria, found, _target(count), choices)
    gaps = {name: options for name, options in choices.items() if name in count.gaps}
    picks = _smallest(replace(task, choices=gaps))
    if picks is not None:
        return _change(task, picks, gap=True)
    picks = _smallest(task)
    return None if picks is None else _change(task, picks, gap=False)


@dataclass(frozen=True, slots=True)
class _Task:
    """What is looked for: a verdict whose rank is at least `target`, by way of these choices."""

    framework: Framework
    criteria: Mapping[str, Criterion]
    found: Mapping[str, Finding]
    target: int
    choices: Mapping[str, tuple[str, ...]]
    """Criterion → the options it may be answered with."""


def _target(count: Tally) -> int:
    if count.verdict == "disqualified":
        return 0
    return RANK[count.band] + (count.verdict != "incomplete")


def _choices(
    framework: Framework, criteria: Mapping[str, Criterion], found: Mapping[str, Finding], count: Tally
) -> dict[str, tuple[str, ...]]:
    """Criterion → the options that may be proposed; never the one that is known already."""
    choices = {}
    for name in dict.fromkeys((*framework.points, *count.knock_outs, *count.caps)):
        known = found[name].option if name in found and not found[name].openness else None
        choices[name] = tuple(
            option.id
            for option in criteria[name].options
            if option.offered_to and option.id != known and not (option.gap or option.knock_out or option.cap)
        )
    return {name: options for name, options in choices.items() if options}


def _smallest(task: _Task) -> Picks | None:
    """The fewest picks that reach the target, and among these the ones that gain the least."""
    best: Reached | None = None
    for picks in _linked_picks(task):
        reached = fewest(_board(task, picks))
        if reached is not None:
            size = len(picks) + reached.size
            if best is None or (size, reached.raw) < (best.size, best.raw):
                best = Reached(size, reached.raw, {**picks, **reached.picks})
    return None if best is None else best.picks


def _linked_picks(task: _Task) -> Iterator[Picks]:
    """Every way to answer the few criteria where others follow, or followed, from the answer: each is a board of its own."""
    linked = {name: apart for name in task.choices if (apart := _apart(task, name))}
    for chosen in product(*((None, *apart) for apart in linked.values())):
        yield {name: option for name, option in zip(linked, chosen, strict=True) if option is not None}


def _apart(task: _Task, name: str) -> tuple[str, ...]:
    """The choices of this criterion that change what follows."""
    finding, known = task.found.get(name), task.criteria[name].by_id
    if finding is not None and not finding.openness and known[finding.option].infers:
        return task.choices[name]
    return tuple(option for option in task.choices[name] if known[option].infers)


def _after(task: _Task, picks: Picks) -> dict[str, Finding]:
    """What counts once these answers are given, with what follows from them."""
    said = {name: finding for name, finding in task.found.items() if finding.answers or finding.source != "inferred"}
    said.update({name: Finding(name, option, "known") for name, option in picks.items()})
    return with_inferred(task.criteria, said)


def _board(task: _Task, picks: Picks) -> Board:
    """What there is to choose from once these answers are given."""
    framework, criteria = task.framework, task.criteria
    found = _after(task, picks)
    count = tally(framework, criteria, found)
    floors = {name: _worth(framework, name, finding.option) for name, finding in found.items()}
    moves: dict[str, list[Move]] = {}
    for name, choices in task.choices.items():
        apart = choices if name in picks else _apart(task, name)
        moves[name] = sorted(
            (_worth(framework, name, option) - floors.get(name, 0), option) for option in choices if option not in apart
        )
    caps = {name: RANK[cap] for name in count.caps if (cap := criteria[name].by_id[found[name].option].cap)}
    return Board(
        framework=framework,
        raw=count.raw,
        target=task.target,
        moves={name: own for name, own in moves.items() if own},
        forced=frozenset((*count.knock_outs, *(name for name, limit in caps.items() if limit < task.target))),
        caps=caps,
        spans={
            name: (0 if name in found else framework.worst[name], framework.best[name] - floors.get(name, 0))
            for name in count.gaps
        },
        may_cap=frozenset(name for name in count.gaps if criteria[name].has_cap),
    )


def _worth(framework: Framework, name: str, option: str) -> int:
    return framework.points[name][option] if name in framework.points else 0


def _change(task: _Task, picks: Picks, *, gap: bool) -> Change:
    count = tally(task.framework, task.criteria, _after(task, picks))
    return Change(count.verdict, {name: picks[name] for name in task.choices if name in picks}, gap, count.score)
