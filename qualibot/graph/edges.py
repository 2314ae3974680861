"""The arrows of a conversation, in the order of its file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from qualibot.model import Conversation, Guard, State

EdgeKind = Literal["on", "always", "no_match", "finish", "after"]
Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from a state to another; `finish` and `after` lead from anywhere, so their `source` is empty."""

    kind: EdgeKind
    source: str
    event: str
    """What is heard; for `after` the name of the delay, for `always` nothing."""
    target: str
    guard: Guard | None = None
    place: Place = ()
    """Where it stands in the file."""


def edges(conversation: Conversation) -> tuple[Edge, ...]:
    """Every arrow, those that hold anywhere last."""
    own = [edge for state in conversation.states.values() for edge in _of_state(conversation, state)]
    return (*own, *_anywhere(conversation))


def _of_state(conversation: Conversation, state: State) -> Iterator[Edge]:
    at: Place = ("states", state.name)
    for event, transitions in state.on.items():
        for index, item in enumerate(transitions):
            yield Edge("on", state.name, event, item.target, item.guard, (*at, "on", event, index))
    for index, item in enumerate(state.always):
        yield Edge("always", state.name, "", item.target, item.guard, (*at, "always", index))
    own = state.no_match
    target = (own or conversation.no_match).target
    if target and state.type not in ("route", "final"):
        place: Place = (*at, "no_match", "target") if own else ("no_match", "target")
        yield Edge("no_match", state.name, "no_match", target, None, place)


def _anywhere(conversation: Conversation) -> Iterator[Edge]:
    if conversation.early_end != "never":
        yield Edge("finish", "", "finish", conversation.finish, None, ("finish",))
    for index, delay in enumerate(conversation.after):
        if delay.target:
            yield Edge("after", "", delay.name, delay.target, None, ("after", index, "target"))
