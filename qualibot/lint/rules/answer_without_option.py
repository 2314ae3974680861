"""A transition for an answer that is not on offer."""

from __future__ import annotations

from collections.abc import Iterator

from qualibot.definitions.nearest import nearest
from qualibot.errors import Problem
from qualibot.lint.subject import Subject, Talk
from qualibot.model import State


def answer_without_option(subject: Subject) -> Iterator[Problem]:
    """`on: answer.x` is only for answers this conversation's audience may choose."""
    for talk in subject.talks:
        for state in talk.states.values():
            yield from _unoffered(talk, state)


def _unoffered(talk: Talk, state: State) -> Iterator[Problem]:
    offered = [option.id for option in talk.offered(state)]
    for event in state.on:
        head, _, option = event.partition(".")
        if head == "answer" and option and state.ask and option not in offered:
            side = talk.script.side
            message = f"'{event}' never happens, because a {side} is not offered '{option}'{nearest(option, offered)}; "
            remedy = f"remove it, or add {side} to `offered_to` of that answer in frameworks/criteria.yaml"
            yield talk.problem("answer-without-option", ("states", state.name, "on", event), message + remedy)
