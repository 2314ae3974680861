"""A state that nothing leads to."""

from __future__ import annotations

from collections.abc import Iterator

from qualibot.errors import Problem
from qualibot.lint.subject import Subject, Talk


def state_unreachable(subject: Subject) -> Iterator[Problem]:
    """Every state is entered by some way, be it after a silence or by finishing early."""
    for talk in subject.talks:
        entered = _entered(talk)
        for name in talk.states:
            if name not in entered:
                message = "is never entered; lead an event of another state to it, or remove it"
                yield talk.problem("state-unreachable", ("states", name), message)


def _entered(talk: Talk) -> set[str]:
    found: set[str] = set()
    ahead = [talk.script.conversation.initial, *(edge.target for edge in talk.edges if not edge.source)]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += [edge.target for edge in talk.own(name)]
    return found
