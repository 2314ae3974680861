"""Matching a typed reply to what the question offers: by id, number, label or an accepted phrase."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qualibot.model import Kind, Range
from qualibot.understanding.capture import captured
from qualibot.understanding.text import LONGEST, clean, is_question, normalise


@dataclass(frozen=True, slots=True)
class Question:
    """What may be said at one point of a conversation."""

    kind: Kind
    choices: tuple[str, ...]
    """The events on offer, in the order in which they are shown."""
    accepted: Mapping[str, str]
    """Normalised id, label or phrase → event."""
    commands: Mapping[str, str]
    """Normalised phrase → reserved event."""
    ranges: tuple[tuple[str, Range], ...] = field(default=())
    """Event → the numbers it stands for, where the question takes a number."""
    region: str = ""
    """Country in which a phone number without a country code is read."""
    free: bool = False
    """Any line is an answer, such as the number that a claim is asked for."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The reply is one of the events on offer, or a reserved event."""

    event: str


@dataclass(frozen=True, slots=True)
class Value:
    """The reply is a value of the kind asked for, in its normal form."""

    value: str


@dataclass(frozen=True, slots=True)
class Unclear:
    """No answer may be recorded."""

    reason: Literal["empty", "long", "question", "unknown", "invalid"]


Reading = Choice | Value | Unclear

_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,3})?\Z")
_POSITION = re.compile(r"#?([0-9]{1,2})\Z")
_VALUES: frozenset[Kind] = frozenset(("scale", "number"))
"""Kinds at which a bare number is the answer itself, not the place of an option."""
_CAPTURES: frozenset[Kind] = frozenset(("text", "email", "phone"))


def understand(question: Question, text: str) -> Reading:
    """What a typed reply means at this question. Options go before commands where both match exactly."""
    words = clean(text)
    if not words:
        return Unclear("empty")
    if len(words) > LONGEST and (question.free or question.kind not in _CAPTURES):
        return Unclear("long")
    folded = normalise(words)
    asks = is_question(words)
    event = _event(question, folded, asks) if folded else None
    if event:
        return Choice(event)
    if asks:
        return Unclear("question")
    return _value(question, words)


def _value(question: Question, words: str) -> Reading:
    """A reply that is recorded as it was given, where the question takes one."""
    if question.free:
        return Value(words)
    if question.kind not in _CAPTURES:
        return Unclear("unknown")
    value = captured(question.kind, words, question.region)
    return Value(value) if value else Unclear("invalid")


def _event(question: Question, folded: str, asks: bool) -> str | None:
    """A question is never an answer, though it may be a command ("why?")."""
    choice = None if asks else _choice(question, folded)
    return choice or question.commands.get(folded)


def _choice(question: Question, folded: str) -> str | None:
    if folded in question.accepted and not (question.kind in _VALUES and _NUMBER.match(folded)):
        return question.accepted[folded]
    if question.kind in _VALUES:
        return _in_range(question, folded) if _NUMBER.match(folded) else None
    return _at(question, folded)


def _at(question: Question, folded: str) -> str | None:
    match = _POSITION.match(folded)
    place = int(match[1]) if match else 0
    return question.choices[place - 1] if 1 <= place <= len(question.choices) else None


def _in_range(question: Question, folded: str) -> str | None:
    value = float(folded)
    return next((event for event, span in question.ranges if _within(span, value)), None)


def _within(span: Range, value: float) -> bool:
    ends = (
        (span.gte, value.__ge__),
        (span.gt, value.__gt__),
        (span.lte, value.__le__),
        (span.lt, value.__lt__),
    )
    return all(holds(float(end)) for end, holds in ends if end is not None)
