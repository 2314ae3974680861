"""Buttons that do nothing."""

from __future__ import annotations

from collections.abc import Iterator

from qualibot.definitions.nearest import nearest
from qualibot.definitions.reading import Place
from qualibot.errors import Problem
from qualibot.lint.needed import RESERVED
from qualibot.lint.subject import Subject, Talk
from qualibot.model import State


def menu_broken(subject: Subject) -> Iterator[Problem]:
    """Every menu has words with buttons, and every button of a menu, an ending or a reminder does something."""
    for talk in subject.talks:
        for state in talk.states.values():
            yield from _state(talk, state)
        for index, delay in enumerate(talk.script.conversation.after):
            yield from _buttons(talk, ("after", index, "say"), delay.say, set())


def _state(talk: Talk, state: State) -> Iterator[Problem]:
    place: Place = ("states", state.name)
    if state.type == "menu" and not (state.say and talk.script.wording.phrases[state.say].buttons):
        message = "is a menu without buttons; give it a `say` whose phrase has `buttons` named like the events of its `on`"
        yield talk.problem("menu-broken", place, message)
    elif state.type in ("menu", "final"):
        yield from _buttons(talk, (*place, "say"), state.say, set(state.on))


def _buttons(talk: Talk, place: Place, phrase: str | None, heard: set[str]) -> Iterator[Problem]:
    for event in talk.script.wording.phrases[phrase].buttons if phrase else ():
        head = event.partition(".")[0]
        if not {event, head} & (heard | RESERVED):
            message = f"the button '{event}' of '{phrase}' does nothing here{nearest(event, heard)}; add `{event}: …` to `on`"
            yield talk.problem("menu-broken", place, message)
