"""A state without a way out, or without a way to the end."""

from __future__ import annotations

from collections.abc import Iterator

from qualibot.errors import Problem
from qualibot.lint.subject import Subject, Talk


def dead_end(subject: Subject) -> Iterator[Problem]:
    """Every state that is not final leads on to another one."""
    for talk in subject.talks:
        for name in dead_ends(talk):
            message = "leads to no other state; give one of its events a target, or make it `type: final`"
            yield talk.problem("dead-end", ("states", name), message)


def dead_ends(talk: Talk) -> list[str]:
    """The names of states a person could not leave."""
    return [
        state.name
        for state in talk.states.values()
        if state.type != "final" and all(edge.target == state.name for edge in talk.own(state.name))
    ]
