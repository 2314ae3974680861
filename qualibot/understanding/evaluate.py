"""How well replies are understood: the shipped questions as a prospect is asked, on a fixed day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache

from qualibot.understanding.match import understand
from qualibot.understanding.question import Chosen, DontKnow, Event, Question

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)
"""The day the evaluation sets are written for."""
_REPORTED = ("skip", "back", "dont_know")


def label(question_id: str, text: str) -> str:
    """The id of the option, `dont_know`, `skip`, `back`, or `unclear`."""
    reading = understand(_question()(question_id), text, "en", TODAY)
    if isinstance(reading, Chosen):
        return reading.event.removeprefix("answer.")
    if isinstance(reading, DontKnow):
        return "dont_know"
    if isinstance(reading, Event) and reading.event in _REPORTED:
        return reading.event
    return "unclear"


@cache
def _question() -> Callable[[str], Question]:
    """The shipped criteria; read here because only an evaluation needs the files from this side."""
    from qualibot.definitions import questions

    made: dict[str, Question] = questions.shipped("prospect", TODAY)
    return made.__getitem__
