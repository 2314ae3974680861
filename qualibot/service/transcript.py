"""A turn as its session's transcript keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualibot.model import (
    Answered,
    Command,
    Due,
    Ended,
    Entered,
    Fill,
    Missed,
    Refused,
    Requested,
    Retracted,
    Start,
    Started,
    Tapped,
    Typed,
)

if TYPE_CHECKING:
    from qualibot.model import Event
    from qualibot.model.talk import Payload


def what_was_said(payload: Payload) -> str:
    """What came in: the text as typed, or what was pressed, asked for or filled in."""
    match payload:
        case Typed(text):
            return text
        case Tapped(_, _, event) | Command(event):
            return event
        case Start(conversation):
            return conversation
        case Due(_, timer):
            return timer
        case Fill(values):
            return "\n".join(f"{question}: {value}" for question, value in values.items())


def in_a_word(event: Event) -> str:
    """What happened, without a person's words: `answered:need`."""
    match event:
        case Answered(answer) | Retracted(answer):
            what = answer.question
        case Entered(state):
            what = state
        case Missed(question):
            what = question
        case Requested(kind):
            what = kind
        case Ended(status):
            what = status
        case Refused(reason):
            what = reason
        case Started():
            return "started"
    return f"{type(event).__name__.lower()}:{what}"
