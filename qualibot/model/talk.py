"""What goes in and out of a turn: inbound messages, sessions, answers, events and replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from qualibot.model.script import Kind, Side

Source = Literal["tapped", "typed", "filled", "rep-entered", "known", "inferred"]


@dataclass(frozen=True, slots=True)
class Address:
    """Where a conversation takes place; at most one open session lives at one address."""

    channel: str
    chat: str
    thread: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """A person opens a conversation, or comes back to the one that is open at this address."""

    conversation: str
    language: str
    lead: str | None = None
    """The name of the lead it is about, where one is known."""
    source: str = ""
    fresh: bool = False
    """Close what is open here first, and begin anew."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A person wrote something."""

    text: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """A person pressed a button; it carries the session and sequence number it was shown for."""

    session: int
    seq: int
    event: str


@dataclass(frozen=True, slots=True)
class Command:
    """A reserved event said outright, such as `/skip`; `event` may carry an argument: `goto.budget`, `language.ar`."""

    event: str


@dataclass(frozen=True, slots=True)
class Fill:
    """Several answers at once (a form, one sentence, a late correction): question → option id, value or typed text."""

    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Due:
    """A timer has run out; it is refused when the session has moved on since it was set."""

    session: int
    timer: str
    seq: int


Payload = Start | Typed | Tapped | Command | Fill | Due


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message from a channel. `key` is unique: the same key again changes nothing."""

    key: str
    address: Address
    payload: Payload


Status = Literal["open", "paused", "human", "completed", "partial", "declined", "stopped"]
LIVE: frozenset[Status] = frozenset(("open", "paused", "human"))
"""The states of a session that can still be answered at its address."""


@dataclass(frozen=True, slots=True)
class Session:
    """One person's way through one script: plain data, read and written whole at every turn."""

    id: int
    lead: int
    side: Side
    script: str
    """Hash of the resolved script it was started with."""
    address: Address
    language: str
    zone: str
    state: str = ""
    """Name of the present state; empty before the first turn."""
    seq: int = 0
    """Raised by every turn that a person caused."""
    status: Status = "open"
    aside: str = ""
    """A question in between that leaves the state alone: `early_end`, `delete`, `change`, `evidence:goals`, …"""
    misses: int = 0
    """Replies not understood in a row."""
    trail: tuple[str, ...] = ()
    """States that were shown before the present one, oldest first."""
    passed: frozenset[str] = frozenset()
    """Questions that were skipped or left unanswered on purpose, and asides that were dealt with."""
    asked: int = 0
    """The sequence number at which the present question was first shown; buttons shown since then still count."""
    shown: int = 0
    """The sequence number whose replies the person has certainly been shown."""
    outcomes: int = 0
    """How many outcomes have been recorded."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one side said about one question, never changed afterwards, only superseded."""

    question: str
    """A criterion's id, or `name`, `company`, `email`, `phone`."""
    side: Side
    value: str
    """An option's id, or the captured value in its normal form."""
    at: datetime
    source: Source
    session: int
    text: str = ""
    """The person's own words, as typed; empty where a button was pressed."""
    detail: str = ""
    """The content of a claim ("20 % by June"), or the wording version a consent was given to."""
    id: int | None = None
    """The store's; None until it is saved."""


@dataclass(frozen=True, slots=True)
class Started:
    """The conversation began."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A state was entered."""

    state: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer was given; `supersedes` is the live one of the same side that it replaces."""

    answer: Answer
    supersedes: Answer | None = None


@dataclass(frozen=True, slots=True)
class Retracted:
    """An answer no longer counts, and no other took its place."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class Missed:
    """A reply was not understood."""

    question: str
    text: str


@dataclass(frozen=True, slots=True)
class Requested:
    """The person asked for something that people or the service must see to.

    `price`, `human`, `question` (a counter-question), `message` (said to the person who took over), `export`, `erase`,
    `follow_up`, `no_follow_up`.
    """

    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ended:
    """The session came to an end, or an ended one was corrected: an outcome is due."""

    status: Status


@dataclass(frozen=True, slots=True)
class Refused:
    """The message changed nothing: an old button, a late timer, a command that does not apply here."""

    reason: str


Event = Started | Entered | Answered | Retracted | Missed | Requested | Ended | Refused


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to press: `event` is what it says to the engine, `label` what the person reads."""

    event: str
    label: str


ReplyKind = Literal["question", "notice", "review", "final"]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the person, as plain text: every channel escapes it for its own medium."""

    kind: ReplyKind
    language: str
    text: str
    note: str = ""
    """What the previous message led to ("Noted: …"), shown above the text in the same message."""
    options: tuple[Button, ...] = ()
    """The answers to choose from."""
    controls: tuple[Button, ...] = ()
    """Skip, back, a person: what may be done instead of answering."""
    progress: tuple[int, int] | None = None
    """Which question of how many."""
    takes: Kind | None = None
    """The kind of typed reply that is expected."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one message led to. Nothing has happened yet: the service records it, the channel sends it."""

    session: Session
    answers: tuple[Answer, ...]
    """All live answers afterwards."""
    events: tuple[Event, ...] = ()
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True, slots=True)
class Lead:
    """Whom it is about."""

    id: int
    name: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    zone: str = ""
    source: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """Something a person did that a stage depends on: `accept`, `send_back`, `exchange`, `price`, `won`, `lost`, …"""

    kind: str
    at: datetime
    by: str = ""
    detail: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
