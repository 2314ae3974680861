"""A typed reply → an option of the question, a reserved event, or not understood. Pure: no clock, no I/O, no globals."""

from qualibot.understanding.capture import captured
from qualibot.understanding.days import Days, days
from qualibot.understanding.match import Choice, Question, Reading, Unclear, Value, understand
from qualibot.understanding.text import clean, normalise

__all__ = ["Choice", "Days", "Question", "Reading", "Unclear", "Value", "captured", "clean", "days", "normalise", "understand"]
