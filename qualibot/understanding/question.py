"""What may be said at one point of a conversation, and what a reply can turn out to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from qualibot.model import Kind, Language, Range
from qualibot.understanding.days import Days


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
    """Event → the numbers or days it stands for, where the question takes a number, an amount or a date."""
    region: str = ""
    """Country in which a phone number without a country code is read."""
    free: bool = False
    """Any line is an answer, such as the number that a claim is asked for."""
    currency: str = "USD"
    """The currency of `ranges`, in which a bare amount is read."""
    topic: frozenset[str] = frozenset()
    """Words that only show that the reply speaks of this question."""
    over: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Event → events it wins over when both are said in one reply."""
    language: Language = field(default_factory=Language)
    days: Days | None = None
    """The named days of `ranges`; worked out from `now` where absent."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The reply is one of the events on offer."""

    event: str
    why: str
    confirm: bool = False
    """Likely, but to be asked back before it counts: several numbers, a bound close by, a calendar guess, a typo, a negation."""


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """The reply fits several events; they are offered as buttons."""

    events: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Event:
    """The reply is a reserved event."""

    event: str
    why: str = "command"


@dataclass(frozen=True, slots=True)
class DontKnow:
    """The person says they do not know."""

    why: str = "command"


@dataclass(frozen=True, slots=True)
class Value:
    """The reply is a value of the kind asked for, in its normal form."""

    value: str
    why: str = "capture"


@dataclass(frozen=True, slots=True)
class Unclear:
    """No answer may be recorded."""

    reason: Literal["empty", "long", "question", "unknown", "invalid"]
    why: str = ""


Reading = Chosen | Ambiguous | Event | DontKnow | Value | Unclear
