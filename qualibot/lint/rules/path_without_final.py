"""States that lead in circles only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from qualibot.errors import Problem
from qualibot.lint.rules.dead_end import dead_ends
from qualibot.lint.subject import Subject, Talk


def path_without_final(subject: Subject) -> Iterator[Problem]:
    """From every state a final one can be reached without waiting; what only leads to a dead end is reported there."""
    for talk in subject.talks:
        finals = [state.name for state in talk.states.values() if state.type == "final"]
        ending = _leading_to(talk, [*finals, *dead_ends(talk)])
        for name in talk.states:
            if name not in ending:
                message = "reaches no final state, whatever is answered; lead one of the states after it to a `type: final`"
                yield talk.problem("path-without-final", ("states", name), message)


def _leading_to(talk: Talk, names: Iterable[str]) -> set[str]:
    found: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += [edge.source for edge in talk.edges if edge.target == name and edge.source]
    return found
