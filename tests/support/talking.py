"""People for the tests: they talk to a service, and time passes only when told to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from qualibot import engine
from qualibot.definitions import Definitions
from qualibot.model import Address, Answer, Command, Fill, Inbound, Script, Session, Start, Tapped, Turn, Typed
from qualibot.model.talk import Payload
from qualibot.service import Service, TurnResult
from qualibot.store import SqlStore

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
HERE = Address("terminal", "huda")
BOOM = "boom"
_NUMBERS = count()


class StoppedClock:
    """A clock that goes on when told to."""

    def __init__(self, moment: datetime = NOW) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment

    def wait(self, span: timedelta) -> None:
        """So much time passes."""
        self.moment += span


def fragile_step(script: Script, session: Session, known: Sequence[Answer], inbound: Inbound, now: datetime) -> Turn:
    """The engine's step, except that one word breaks it: a fault nobody has thought of."""
    if isinstance(inbound.payload, Typed) and BOOM in inbound.payload.text:
        raise ZeroDivisionError(inbound.payload.text)
    return engine.step(script, session, known, inbound, now)


class Person:
    """Somebody at one address; the last result is kept."""

    def __init__(self, service: Service, address: Address = HERE) -> None:
        self._service = service
        self._address = address
        self._keys = (f"key-{next(_NUMBERS)}" for _ in count())
        self.result = TurnResult("")

    @property
    def session(self) -> Session:
        """The session the last message went to."""
        assert self.result.session is not None, self.result
        return self.result.session

    def does(self, payload: Payload, key: str = "") -> TurnResult:
        """Sends one message in a batch of its own."""
        inbound = Inbound(key or next(self._keys), self._address, payload)
        (self.result,) = self._service.handle([inbound])
        return self.result

    def starts(self, conversation: str = "bant-prospect", lead: str | None = None, *, fresh: bool = False) -> TurnResult:
        """Begins or resumes a conversation."""
        return self.does(Start(conversation, "en", lead, "test", fresh))

    def says(self, *texts: str) -> TurnResult:
        """Types one message after the other."""
        for text in texts:
            self.does(Typed(text))
        return self.result

    def taps(self, *events: str) -> TurnResult:
        """Presses buttons of the messages shown last."""
        for event in events:
            self.does(Tapped(self.session.id, self.session.seq, event))
        return self.result

    def commands(self, event: str) -> TurnResult:
        """Says a reserved event outright."""
        return self.does(Command(event))

    def fills(self, **values: str) -> TurnResult:
        """Sends several answers at once."""
        return self.does(Fill(values))

    def finishes(self) -> TurnResult:
        """Walks through BANT as a prospect, up to its end: 82 points."""
        self.starts()
        self.taps("answer.agree", "answer.critical", "answer.this_quarter", "answer.committee", "answer.10_50k")
        while self.session.status == "open":
            self.taps("send" if self.session.state == "review" else "skip")
        return self.result


def service_of(store: SqlStore, definitions: Definitions, clock: StoppedClock) -> Service:
    """A service with the real engine, which breaks at one word."""
    return Service(store, definitions, clock, fragile_step)
