"""A criterion that counts but is never asked."""

from __future__ import annotations

from collections.abc import Iterator

from qualibot.errors import Problem
from qualibot.lint.subject import Subject


def criterion_not_asked(subject: Subject) -> Iterator[Problem]:
    """A conversation asks everything its framework gives points for; else 100 is out of its reach."""
    for talk in subject.talks:
        framework = talk.script.framework
        for criterion in framework.points:
            if criterion not in talk.asked:
                message = (
                    f"no state asks '{criterion}', for which frameworks/{framework.id}.yaml gives points; "
                    f"add a state with `ask: {criterion}`, or take it out of the framework"
                )
                yield talk.problem("criterion-not-asked", ("states",), message)
