"""A typed reply → an option of the question, a reserved event, or not understood. Pure: no clock, no I/O, no globals."""

from qualibot.understanding.capture import captured
from qualibot.understanding.days import Days, days
from qualibot.understanding.many import requests, understand_many
from qualibot.understanding.match import understand
from qualibot.understanding.question import Ambiguous, Chosen, DontKnow, Event, Question, Reading, Unclear, Value
from qualibot.understanding.reply import key, spelled
from qualibot.understanding.text import clean, normalise

__all__ = [
    "Ambiguous",
    "Chosen",
    "Days",
    "DontKnow",
    "Event",
    "Question",
    "Reading",
    "Unclear",
    "Value",
    "captured",
    "clean",
    "days",
    "key",
    "normalise",
    "requests",
    "spelled",
    "understand",
    "understand_many",
]
