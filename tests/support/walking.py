"""Driving a conversation through the engine, message by message, at a fixed moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from qualibot.definitions import Definitions
from qualibot.engine import reshow, step
from qualibot.model import (
    Address,
    Answer,
    Command,
    Due,
    Event,
    Fill,
    Inbound,
    Payload,
    Reply,
    Script,
    Session,
    Side,
    Source,
    Start,
    Tapped,
    Turn,
    Typed,
)

ZONE = "Asia/Riyadh"
NOW = datetime(2026, 11, 21, 10, 0, tzinfo=ZoneInfo(ZONE))
"""A Saturday morning; the month and the quarter both have days left."""
HERE = Address("test", "1")


def given(question: str, value: str, side: Side = "prospect", **fields: object) -> Answer:
    """An answer that was given in another session, a day ago unless said otherwise."""
    answer = Answer(question, side, value, NOW - timedelta(days=1), "tapped", session=99, id=1000)
    return replace(answer, **fields)  # type: ignore[arg-type]


class Walk:
    """One session on its way. Every method sends one message and returns the turn it led to."""

    def __init__(
        self,
        script: Script,
        language: str = "en",
        known: Sequence[Answer] = (),
        now: datetime = NOW,
        lead: str | None = None,
        start: bool = True,
    ) -> None:
        self.script = script
        self.now = now
        self.session = Session(1, 1, script.side, script.hash, HERE, language, ZONE)
        self.answers: tuple[Answer, ...] = tuple(known)
        self.events: list[Event] = []
        self.turns: list[Turn] = []
        if start:
            self.start(lead)

    def send(self, payload: Payload) -> Turn:
        """Any message; the turn becomes the session's present."""
        key = f"test:{len(self.turns) + 1}"
        turn = step(self.script, self.session, self.answers, Inbound(key, HERE, payload), self.now)
        self.session, self.answers = turn.session, turn.answers
        self.events += turn.events
        self.turns.append(turn)
        return turn

    def would(self, payload: Payload) -> Turn:
        """What a message would lead to, without sending it."""
        return step(self.script, self.session, self.answers, Inbound("test:would", HERE, payload), self.now)

    def start(self, lead: str | None = None) -> Turn:
        """The person opens the conversation, or comes back to it."""
        return self.send(Start(self.script.conversation.id, self.session.language, lead))

    def say(self, text: str) -> Turn:
        """The person writes something."""
        return self.send(Typed(text))

    def tap(self, event: str, seq: int | None = None) -> Turn:
        """The person presses a button that is shown now, or was shown at `seq`."""
        return self.send(Tapped(self.session.id, self.session.seq if seq is None else seq, event))

    def command(self, event: str) -> Turn:
        """A reserved event is said outright."""
        return self.send(Command(event))

    def fill(self, **values: str) -> Turn:
        """Several answers at once."""
        return self.send(Fill(values))

    def fill_in(self, values: Mapping[str, str]) -> Turn:
        """Several answers at once, whose names may be anything."""
        return self.send(Fill(values))

    def due(self, timer: str, seq: int | None = None) -> Turn:
        """A timer runs out that was set at `seq`, now unless said otherwise."""
        return self.send(Due(self.session.id, timer, self.session.seq if seq is None else seq))

    def through(self, *options: str) -> Turn:
        """Presses one answer after another: `need.important` and so on, in the order in which they are asked."""
        for option in options:
            question, _, value = option.partition("=")
            assert self.state == question, f"{question} is not asked now, but {self.state}"
            self.tap(f"answer.{value}" if value else "skip")
        return self.turns[-1]

    def shown(self) -> tuple[Reply, ...]:
        """The present question again."""
        return reshow(self.script, self.session, self.answers, self.now)

    @property
    def state(self) -> str:
        """Name of the present state."""
        return self.session.state

    @property
    def status(self) -> str:
        """Whether it is open, paused, with a person, or over."""
        return self.session.status

    @property
    def reply(self) -> Reply:
        """The one reply of the last turn."""
        (reply,) = self.turns[-1].replies
        return reply

    @property
    def buttons(self) -> dict[str, str]:
        """Event → label of everything that can be pressed in the last reply."""
        return {button.event: button.label for button in (*self.reply.options, *self.reply.controls)}

    def value(self, question: str) -> str | None:
        """The live answer of this session's side."""
        return next((a.value for a in self.answers if a.question == question and a.side == self.script.side), None)

    def source(self, question: str) -> Source:
        """How that answer was given."""
        return next(a.source for a in self.answers if a.question == question and a.side == self.script.side)

    def kinds(self) -> list[str]:
        """The events of the last turn, by their kind."""
        return [type(event).__name__ for event in self.turns[-1].events]


def opened(definitions: Definitions, conversation: str, language: str = "en", **fields: object) -> Walk:
    """A conversation that has begun; a prospect has agreed already."""
    walk = Walk(definitions.script(conversation), language, **fields)  # type: ignore[arg-type]
    if walk.state == "consent":
        walk.tap("answer.agree")
    return walk
