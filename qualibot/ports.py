"""What the core asks of the outside: a clock and a store. They speak the model's words only, never a vendor's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from qualibot.model import Act, Address, Answer, Inbound, Lead, Outcome, Reply, Script, Session, Stage

Counted = Literal["lead", "session", "answer"]
"""What is numbered before it is saved, so that one message may refer to what another of its batch created."""


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The present moment, with its zone."""
        ...


class Publication(Protocol):
    """One file's content as a script uses it; the same version always has the same hash."""

    @property
    def kind(self) -> str:
        """`conversation`, `framework`, `criteria` or `wording`."""
        ...

    @property
    def name(self) -> str:
        """Its id."""
        ...

    @property
    def version(self) -> str:
        """What the file calls its content."""
        ...

    @property
    def hash(self) -> str:
        """What the content is."""
        ...

    @property
    def file(self) -> str:
        """Where a person finds it."""
        ...


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """What a claimed message led to: one entry of a session's transcript."""

    key: str
    session: int
    seq: int
    kind: str
    """Of the message: `start`, `typed`, …"""
    said: str
    events: tuple[str, ...]
    """What happened, in a word each, without a person's words: `answered:need`, `entered:timeline`."""
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to be saved, already numbered."""

    lead: int
    answer: Answer
    superseded_by: str | None = None
    """Key of the message that replaced it within the same batch."""


@dataclass(frozen=True, slots=True)
class Captured:
    """A lead's own field changes: `name`, `company`, `email` or `phone`."""

    lead: int
    field: str
    value: str
    only_if: str | None = None
    """It changes only where this still stands there."""


@dataclass(frozen=True, slots=True)
class Timer:
    """At `due` the session is sent `Due(session, name, seq)`."""

    session: int
    name: str
    due: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Acted:
    """An act to be saved."""

    lead: int
    session: int | None
    act: Act


@dataclass(frozen=True, slots=True)
class Standing:
    """What a lead's stage depends on besides the evaluation."""

    acts: tuple[str, ...] = ()
    """Kinds of all its acts, oldest first."""
    stage: Stage = "lead"
    """The headline outcome's."""
    complete: bool = False
    """The headline outcome is of a completed session."""


@dataclass(slots=True)
class Changes:
    """What is to be saved together. Every list is in the order of the messages that caused it."""

    leads: list[Lead] = field(default_factory=list)
    opened: dict[int, str] = field(default_factory=dict)
    """New sessions: id → conversation ref."""
    sessions: dict[int, Session] = field(default_factory=dict)
    """New and changed sessions as they are now."""
    before: dict[int, Session] = field(default_factory=dict)
    """Changed sessions as they were read; they must still be at that sequence number when they are saved."""
    turns: list[TurnRecord] = field(default_factory=list)
    answers: dict[int, Given] = field(default_factory=dict)
    superseded: dict[int, str] = field(default_factory=dict)
    """Saved answers that no longer count: id → key of the message that said so."""
    captured: list[Captured] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    acts: list[Acted] = field(default_factory=list)
    timers: dict[tuple[int, str], Timer] = field(default_factory=dict)
    fired: list[tuple[int, str, int]] = field(default_factory=list)
    """Timers that have done their work: session, name, sequence number."""
    ended: set[int] = field(default_factory=set)
    """Sessions that need no timer any more."""


class Work(Protocol):
    """One transaction. What is read in it stays locked until the end; all of it is saved, or nothing."""

    def claim(self, keys: Collection[str], now: datetime) -> Mapping[str, int]:
        """Every key is this transaction's; returns those that were claimed earlier, each with its session."""
        ...

    def release(self, keys: Sequence[str]) -> None:
        """These keys were never claimed."""
        ...

    def sessions(self, ids: Iterable[int], addresses: Iterable[Address]) -> list[Session]:
        """The sessions of these ids, and the live ones at these addresses."""
        ...

    def newest_at(self, address: Address) -> Session | None:
        """The live session at the address, else the one that was opened there last."""
        ...

    def answers(self, leads: Iterable[int]) -> Mapping[int, tuple[Answer, ...]]:
        """The live answers of every one of these leads, oldest first."""
        ...

    def is_named(self, lead: int, name: str) -> bool:
        """The lead or its company goes by this name, whatever its case, or nobody has named it yet."""
        ...

    def leads_named(self, name: str) -> list[int]:
        """Leads of this name, whatever its case; two at most, for the caller only asks whether it is unique."""
        ...

    def standing(self, lead: int) -> Standing:
        """The lead's acts and the stage of its headline outcome."""
        ...

    def number(self, what: Counted) -> int:
        """A number that no other lead, session or answer has or will have."""
        ...

    def body(self, script: str) -> Mapping[str, object]:
        """The published body of a script, by its hash."""
        ...

    def publish(self, script: Script, publications: Iterable[Publication], now: datetime) -> None:
        """The script is in the database; content that changed under an old version is refused with a PublishError."""
        ...

    def save(self, changes: Changes, now: datetime) -> None:
        """The changes are part of the transaction; a SessionConflict where a session is not as it was read."""
        ...

    def erase_lead(self, lead: int, now: datetime) -> None:
        """Nothing that the lead said, and nothing that names it, is left; its sessions have ended."""
        ...

    def erase_session(self, session: int, now: datetime) -> None:
        """Nothing that was said in this session is left."""
        ...


class Store(Protocol):
    """Where everything is kept."""

    def work(self) -> AbstractContextManager[Work]:
        """A transaction that is committed at the end of the block, and undone if it raises."""
        ...

    def due(self, now: datetime, limit: int) -> list[Inbound]:
        """What timers that have run out say, the oldest first."""
        ...

    def shown(self, seen: Iterable[tuple[int, int]]) -> None:
        """These sessions' persons have certainly been shown the replies of these sequence numbers."""
        ...

    def unshown(self, before: datetime, limit: int) -> list[int]:
        """Live sessions whose last turn is older than `before` and may not have been shown to the person."""
        ...
