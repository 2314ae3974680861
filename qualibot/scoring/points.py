"""The fast path: what findings add up to, as it is asked at every turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qualibot.model.result import Finding
from qualibot.model.script import BANDS, Band, Criterion, Framework, Verdict
from qualibot.scoring.bands import RANK, TOP, percent, rank, scaled


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures and the verdict of an evaluation, without its lines. Scores and coverage are integers, 0–100."""

    raw: int
    score: int
    low: int
    high: int
    coverage: int
    gaps: tuple[str, ...]
    verdict: Verdict
    settled: bool
    knock_outs: tuple[str, ...]
    caps: tuple[str, ...]
    band: Band
    """The band the score stands in, caps applied: the verdict, were it neither incomplete nor disqualified."""


def tally(framework: Framework, criteria: Mapping[str, Criterion], found: Mapping[str, Finding]) -> Tally:
    """What these findings add up to in this framework.

    A gap counts the points of what was said as a floor, and where nothing was said 0 (at the low end, what it may still
    cost). The rules, in order: a knock-out disqualifies; a cap lowers the verdict at both ends; both ends in one band
    and no open criterion that could cap: settled; too little coverage or a required criterion open: incomplete; else
    the band of the score.

    Knock-outs and caps apply to every known criterion, asked by the framework or not. A stale, disputed or contradicted
    answer is not known: nobody is turned away on an open question.
    """
    raw, low, high, known, gaps = _sums(framework, found)
    knock_outs, caps, limit = _flags(criteria, found)
    score, low, high = scaled(framework, raw), scaled(framework, low), scaled(framework, high)
    coverage = percent(known, sum(framework.best.values()))
    band = BANDS[min(rank(framework, score), limit)]
    settled = min(rank(framework, low), limit) == min(rank(framework, high), limit)
    verdict: Verdict = band
    if knock_outs:
        settled, verdict = True, "disqualified"
    elif gaps:
        settled = settled and not any(criteria[name].has_cap for name in gaps)
        if not (settled or is_complete(framework, coverage, gaps)):
            verdict = "incomplete"
    return Tally(raw, score, low, high, coverage, gaps, verdict, settled, knock_outs, caps, band)


def is_complete(framework: Framework, coverage: int, gaps: tuple[str, ...]) -> bool:
    """Whether enough is known for a verdict: the minimum coverage (percent), and every required criterion."""
    return coverage >= framework.minimum_coverage and not any(name in gaps for name in framework.required)


def _sums(framework: Framework, found: Mapping[str, Finding]) -> tuple[int, int, int, int, tuple[str, ...]]:
    """Raw sum, both ends of what it can become, the weight that is known, and the gaps."""
    raw = low = high = known = 0
    gaps = []
    best, worst = framework.best, framework.worst
    for name, points in framework.points.items():
        finding = found.get(name)
        if finding is None:
            low += worst[name]
            high += best[name]
            gaps.append(name)
            continue
        worth = points[finding.option]
        raw += worth
        if finding.openness:
            high += best[name]
            gaps.append(name)
        else:
            high += worth
            known += best[name]
    return raw, raw + low, high, known, tuple(gaps)


def _flags(criteria: Mapping[str, Criterion], found: Mapping[str, Finding]) -> tuple[tuple[str, ...], tuple[str, ...], int]:
    """The criteria that knock out, those that cap, and the rank of the best band still possible."""
    knock_outs: tuple[str, ...] = ()
    caps: tuple[str, ...] = ()
    limit = TOP
    for name, finding in found.items():
        option = criteria[name].by_id[finding.option]
        if (option.knock_out or option.cap) and finding.openness in {"", "open_answer"}:
            if option.knock_out:
                knock_outs += (name,)
            if option.cap:
                caps += (name,)
                limit = min(limit, RANK[option.cap])
    return knock_outs, caps, limit
