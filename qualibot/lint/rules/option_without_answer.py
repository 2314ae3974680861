"""An answer on offer that leads nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from qualibot.errors import Problem
from qualibot.lint.rules.dead_end import dead_ends
from qualibot.lint.subject import Subject, Talk
from qualibot.model import State


def option_without_answer(subject: Subject) -> Iterator[Problem]:
    """Whatever a person may answer, write or send has a transition; what leads nowhere at all is a dead end instead."""
    for talk in subject.talks:
        stuck = dead_ends(talk)
        for state in talk.states.values():
            missing = [] if state.name in stuck else [event for event in _expected(talk, state) if not _heard(state, event)]
            if missing:
                listed, them = ", ".join(f"'{event}'" for event in missing), " or `answer: …`" if state.ask else ""
                message = f"nothing follows on {listed}; add `{missing[0]}: …`{them} to its `on`"
                yield talk.problem("option-without-answer", ("states", state.name, "on"), message)


def _expected(talk: Talk, state: State) -> list[str]:
    if state.type == "question":
        criterion = talk.script.criteria[state.ask or ""]
        spoken_for = [criterion.dont_know_is] if criterion.dont_know_is and "skip" in state.on else []
        options = dict.fromkeys((*(option.id for option in talk.offered(state)), *spoken_for))
        return [f"answer.{option}" for option in options]
    return {"capture": ["answer"], "review": ["send"]}.get(state.type, [])


def _heard(state: State, event: str) -> bool:
    return event in state.on or event.partition(".")[0] in state.on
