"""A verdict that no answers lead to."""

from __future__ import annotations

from collections.abc import Iterator

from qualibot.errors import Problem
from qualibot.lint.subject import Subject
from qualibot.model import Framework, Verdict


def verdict_unreachable(subject: Subject) -> Iterator[Problem]:
    """Every verdict a framework could give is given for some answers, of a rep or of a prospect.

    The coldest band may stay out of reach: where a required question is a gate, whoever passes it is worth something.
    """
    for name, framework in subject.frameworks.items():
        found = subject.possible(name)
        reached = frozenset[Verdict]().union(*(reach.verdicts for reach in found))
        scores = sorted({score for reach in found for verdict, score in reach.results if verdict != "disqualified"})
        for verdict in _expected(framework):
            if reached and verdict not in reached:
                place = ("minimum_coverage",) if verdict == "incomplete" else ("cut_offs", verdict)
                message = (
                    f"the verdict '{verdict}' is never given; the scores that answers add up to go from {scores[0]} "
                    f"to {scores[-1]}, so change the points, `cut_offs`, `required` or `minimum_coverage`"
                )
                yield subject.files.frameworks[name][0].problem("verdict-unreachable", place, message)


def _expected(framework: Framework) -> Iterator[Verdict]:
    if framework.minimum_coverage > 0 or framework.required:
        yield "incomplete"
    yield from ("nurture", "qualified", "invite")
