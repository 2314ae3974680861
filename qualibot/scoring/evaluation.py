"""The whole account of a lead's answers: figures, lines, dimensions, grade and warmth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from qualibot.model.result import Evaluation, Finding, Line, SubScore
from qualibot.model.script import Criterion, Dimension, Framework
from qualibot.model.talk import Answer
from qualibot.scoring.bands import close_to, grade, percent, rank, warmth
from qualibot.scoring.knowledge import findings
from qualibot.scoring.points import tally


def evaluate(framework: Framework, criteria: Mapping[str, Criterion], answers: Sequence[Answer], now: datetime) -> Evaluation:
    """What the framework says of these live answers at that moment.

    The lines stand in the framework's order and their points add up to exactly `raw`. `close_to` is None where an
    answer knocks out, because no score matters then.
    """
    found = findings(criteria, answers, now)
    count = tally(framework, criteria, found)
    lines = tuple(_line(framework, name, found.get(name)) for name in framework.points)
    return Evaluation(
        framework=framework.ref,
        at=now,
        raw=count.raw,
        score=count.score,
        low=count.low,
        high=count.high,
        coverage=count.coverage,
        gaps=count.gaps,
        lines=lines,
        dimensions=_dimensions(framework, criteria, lines),
        verdict=count.verdict,
        settled=count.settled,
        grade=grade(count.verdict, rank(framework, count.score)),
        warmth=warmth(count.verdict, count.band),
        close_to=None if count.knock_outs else close_to(framework, count.score),
        knock_outs=count.knock_outs,
        caps=count.caps,
    )


def _line(framework: Framework, name: str, finding: Finding | None) -> Line:
    best = framework.best[name]
    if finding is None:
        return Line(name, None, 0, best, "missing")
    points = framework.points[name][finding.option]
    return Line(name, finding.option, points, best, finding.openness, finding.source, finding.answers)


def _dimensions(framework: Framework, criteria: Mapping[str, Criterion], lines: Sequence[Line]) -> dict[Dimension, SubScore]:
    """The sub-score of every dimension this framework gives points for."""
    asked: dict[Dimension, list[Line]] = {}
    for line in lines:
        dimension = criteria[line.criterion].dimension
        if dimension is not None and line.max > 0:
            asked.setdefault(dimension, []).append(line)
    return {dimension: _sub_score(framework, own) for dimension, own in asked.items()}


def _sub_score(framework: Framework, lines: Sequence[Line]) -> SubScore:
    full = sum(line.max for line in lines)
    points = sum(line.points for line in lines)
    cost = sum(framework.worst[line.criterion] for line in lines if line.answer is None)
    gain = sum(line.max - line.points for line in lines if line.openness)
    score, low, high = (max(0, percent(part, full)) for part in (points, points + cost, points + gain))
    return SubScore(score, low, high)
