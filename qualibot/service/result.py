"""What the sender of a message is told."""

from __future__ import annotations

from dataclasses import dataclass

from qualibot.errors import QualibotError, UnknownName
from qualibot.model import Event, Outcome, Reply, Session


class NoSession(UnknownName):
    """Nothing is open where the message came from; the channel decides what to say."""


class AddressTaken(QualibotError):
    """An ended conversation cannot go on where another one is open by now."""


@dataclass(frozen=True, slots=True)
class TurnResult:
    """What one inbound message led to, once its batch is committed."""

    key: str
    session: Session | None = None
    replies: tuple[Reply, ...] = ()
    events: tuple[Event, ...] = ()
    outcome: Outcome | None = None
    """The outcome that this message recorded."""
    closed: Outcome | None = None
    """The outcome of the conversation that was open here before, where this message began another."""
    duplicate: bool = False
    """The key was seen before: nothing changed, and `replies` hold the present question."""
    error: Exception | None = None
    """Why there was no turn; nothing changed, and the same key may come again."""
