"""Transitions that are never taken because another one always goes before them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualibot.definitions.reading import Place
from qualibot.errors import Problem
from qualibot.lint.subject import Subject, Talk
from qualibot.model import State, Transition


def transition_shadowed(subject: Subject) -> Iterator[Problem]:
    """Every transition can be taken: none stands behind one without a guard, or behind the same guard."""
    for talk in subject.talks:
        for state in talk.states.values():
            for event, transitions in state.on.items():
                yield from _in_list(talk, ("states", state.name, "on", event), transitions)
            yield from _in_list(talk, ("states", state.name, "always"), state.always)
            yield from _general_answer(talk, state)
            yield from _never_shown(talk, state)


def _in_list(talk: Talk, place: Place, transitions: Sequence[Transition]) -> Iterator[Problem]:
    for index, item in enumerate(transitions):
        before = [other.guard for other in transitions[:index]]
        if None in before:
            why = "the one before it has no guard; move that to the end"
        elif item.guard in before:
            why = "one before it has the same guard; change one of them"
        else:
            continue
        message = f"the transition to '{item.target}' is never taken, because {why}, or remove this one"
        yield talk.problem("transition-shadowed", (*place, index), message)


def _general_answer(talk: Talk, state: State) -> Iterator[Problem]:
    if "answer" not in state.on or not state.ask:
        return
    options = talk.script.criteria[state.ask].options
    if all(_always_taken(state.on.get(f"answer.{option.id}", ())) for option in options):
        message = "is never taken, because every answer has a transition of its own; remove `answer`, or one of the others"
        yield talk.problem("transition-shadowed", ("states", state.name, "on", "answer"), message)


def _always_taken(transitions: Sequence[Transition]) -> bool:
    return any(item.guard is None for item in transitions)


def _never_shown(talk: Talk, state: State) -> Iterator[Problem]:
    if _always_taken(state.always) and state.type != "route":
        message = "is never shown, because its `always` has a transition without a guard; give it one, or remove what is asked"
        yield talk.problem("transition-shadowed", ("states", state.name, "always"), message)
