"""Questions that are asked of a prospect who has not agreed."""

from __future__ import annotations

from collections.abc import Iterator

from qualibot.errors import Problem
from qualibot.lint.subject import Subject, Talk
from qualibot.model import State


def asked_before_consent(subject: Subject) -> Iterator[Problem]:
    """A prospect's answers are recorded after a consent only: no way leads around it, and refusing it is no way through."""
    for talk in subject.talks:
        if talk.script.side == "prospect":
            for name in _without_consent(talk):
                message = "is asked of somebody who may not have agreed; lead there only from an answer that is a consent"
                yield talk.problem("asked-before-consent", ("states", name), message)


def _without_consent(talk: Talk) -> list[str]:
    """States that take an answer and can be entered before a consent was given; the ways through them are not followed."""
    seen: set[str] = set()
    asked: list[str] = []
    ahead = [talk.script.conversation.initial]
    while ahead:
        name = ahead.pop()
        if name in seen:
            continue
        seen.add(name)
        state = talk.states[name]
        if state.question and not _is_gate(talk, state):
            asked.append(name)
        else:
            ahead += _unagreed(talk, state)
    return [name for name in talk.states if name in asked]


def _unagreed(talk: Talk, state: State) -> list[str]:
    """Where a state leads without a consent being given in it."""
    given = {f"answer.{option.id}" for option in talk.offered(state) if not option.ask_again}
    refused = {f"answer.{option.id}" for option in talk.offered(state) if option.ask_again}
    targets = []
    for edge in talk.own(state.name):
        general = edge.event == "answer" and refused <= set(state.on)
        if edge.event not in given and not general:
            targets.append(edge.target)
    return targets


def _is_gate(talk: Talk, state: State) -> bool:
    return state.ask is not None and talk.script.criteria[state.ask].dimension is None
