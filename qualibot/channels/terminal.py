"""The conversation in a terminal or through a pipe: numbered options, one reply a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from getpass import getuser
from itertools import count
from typing import Protocol
from uuid import uuid4

from qualibot.model import (
    LIVE,
    Address,
    Button,
    Inbound,
    Kind,
    Outcome,
    Payload,
    Reply,
    Session,
    Start,
    Tapped,
    Typed,
)
from qualibot.service import TurnResult

_NUMBERS_ARE_VALUES: frozenset[Kind | None] = frozenset(("scale", "number"))
"""At these questions a bare number is the answer itself, so the options are not numbered."""

Show = Callable[[str, str], None]
"""Shows a text in a style: `note`, `text`, `option` or `control`."""


def parts(reply: Reply) -> list[tuple[str, str]]:
    """The reply as (style, text) in reading order."""
    place = f"[{reply.progress[0]}/{reply.progress[1]}] " if reply.progress else ""
    found = [("note", reply.note)] if reply.note else []
    if reply.text:
        found.append(("text", place + reply.text))
    found += [("option", line) for line in _options(reply)]
    if reply.controls:
        found.append(("control", " · ".join(button.label for button in reply.controls)))
    return found


def plain(reply: Reply) -> str:
    """The reply as plain text: what a transcript holds."""
    return "\n".join(text for _, text in parts(reply))


def _options(reply: Reply) -> list[str]:
    if reply.takes in _NUMBERS_ARE_VALUES:
        return [f"  • {button.label}" for button in reply.options]
    return [f"  {number}. {button.label}" for number, button in enumerate(reply.options, 1)]


def payload(text: str, replies: Iterable[Reply], session: Session) -> Payload:
    """What a typed line says: the number of an option shown last is that option pressed, everything else was typed."""
    shown = _numbered(replies)
    button = shown.get(text.strip())
    return Tapped(session.id, session.seq, button.event) if button else Typed(text)


def _numbered(replies: Iterable[Reply]) -> Mapping[str, Button]:
    last = next((reply for reply in reversed(list(replies)) if reply.options), None)
    if last is None or last.takes in _NUMBERS_ARE_VALUES:
        return {}
    return {str(number): button for number, button in enumerate(last.options, 1)}


def show(replies: Iterable[Reply], out: Show) -> None:
    """Shows every reply, part by part."""
    for reply in replies:
        for style, text in parts(reply):
            out(style, text)


class Handles(Protocol):
    """What a chat needs of the service."""

    def handle(self, inbounds: Sequence[Inbound]) -> Sequence[TurnResult]:
        """Works on messages; each is on disk when it returns."""
        ...


class Chat:
    """One person's conversation at one terminal."""

    def __init__(self, service: Handles, conversation: str, language: str, lead: str, out: Show) -> None:
        self.conversation = conversation
        self.language = language
        self.lead = lead
        self.outcome: Outcome | None = None
        self.played: list[tuple[Payload, tuple[Reply, ...]]] = []
        """Every message with what it led to: the stuff a transcript is made of."""
        self._service = service
        self._out = out
        self._keys = (f"terminal:{uuid4()}:{number}" for number in count())
        self._address = Address("terminal", getuser(), f"{conversation}/{lead}"[:200])
        self._replies: tuple[Reply, ...] = ()
        self.session: Session
        self.resumed = False
        """The conversation was left unfinished earlier, and goes on."""

    @property
    def over(self) -> bool:
        """The session has come to an end."""
        return self.session.status not in LIVE

    @property
    def asks(self) -> bool:
        """What was shown last can be answered."""
        return any(reply.options for reply in self._replies)

    def start(self, *, fresh: bool = False) -> None:
        """Opens the conversation, or goes on with the one that was left unfinished here."""
        self._send(Start(self.conversation, self.language, self.lead or None, "terminal", fresh))
        self.resumed = self.session.seq > 1

    def say(self, text: str) -> None:
        """What the person typed."""
        self._send(payload(text, self._replies, self.session))

    def _send(self, said: Payload) -> None:
        (result,) = self._service.handle([Inbound(next(self._keys), self._address, said)])
        if result.error is not None:
            raise result.error
        assert result.session is not None
        self.session = result.session
        self.outcome = result.outcome or self.outcome
        self._replies = result.replies or self._replies
        self.played.append((said, result.replies))
        show(result.replies, self._out)
