"""Points that do not add up."""

from __future__ import annotations

from collections.abc import Iterator

from qualibot.errors import Problem
from qualibot.lint.subject import Subject


def points_not_100(subject: Subject) -> Iterator[Problem]:
    """The best answers add up to exactly 100, or to what `scaled_from` says."""
    for source, file in subject.files.frameworks.values():
        best = {criterion: max(points.values()) for criterion, points in file.points.items() if points}
        total, wanted = sum(best.values()), file.scaled_from or 100
        if total != wanted:
            listed = " + ".join(f"{criterion} {points}" for criterion, points in best.items())
            remedy = f"`scaled_from: {total}` would count that as 100" if total > 0 else "no answer is worth anything"
            message = f"the best answers add up to {total} ({listed}), not to {wanted}; change the points ({remedy})"
            yield source.problem("points-not-100", ("scaled_from",) if file.scaled_from else ("points",), message)
