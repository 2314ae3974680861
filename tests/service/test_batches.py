"""A hundred messages in one commit come to the same as a hundred commits."""

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import text
from support.talking import BOOM, Person, StoppedClock, service_of

from qualibot.definitions import Definitions
from qualibot.model import Address, Command, Fill, Inbound, Start, Tapped, Typed
from qualibot.model.talk import Payload
from qualibot.service import Service, TurnResult
from qualibot.store import SqlStore, open_store

PLACES = tuple(Address("terminal", chat) for chat in ("huda", "sami", "nobody"))
SAID: tuple[Payload, ...] = (
    Start("bant-prospect", "en"),
    Start("bant-prospect", "en", fresh=True),
    Start("champ-prospect", "ar"),
    Start("bant-rep", "en", "Acme"),
    Start("bant-rep", "en", "acme", fresh=True),
    Start("none-such", "en"),
    *(
        Command(event)
        for event in ("skip", "back", "stop", "pause", "resume", "price", "human", "restart", "delete", "delete.confirm")
    ),
    *(Command(event) for event in ("answer.agree", "answer.decline", "answer.critical", "answer.none", "send", "finish")),
    *(Typed(text) for text in ("9", "asap", "what?", BOOM, "Huda")),
    Fill({"need": "critical", "budget": "50k"}),
    Fill({"authority": "i_decide", "timeline": "asap"}),
)
TAPS = some.builds(
    lambda seq, event: (seq, event), some.integers(0, 6), some.sampled_from(["answer.agree", "answer.none", "skip"])
)
MESSAGES = some.lists(
    some.tuples(some.integers(0, 14), some.integers(0, 2), some.one_of(some.sampled_from(SAID), TAPS)), min_size=2, max_size=14
)


Play = Callable[[Sequence[tuple[int, int, object]], set[int]], object]


@pytest.fixture
def play(new_address: Callable[[], str], definitions: Definitions) -> Play:
    """Plays a row of messages, cut into batches, at a new database; what came of it."""
    return lambda messages, cuts: _played(new_address(), definitions, messages, cuts)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(messages=MESSAGES, cuts=some.sets(some.integers(1, 13), max_size=3))
def test_batches_come_to_the_same_as_single_messages(play: Play, messages: list[tuple[int, int, object]], cuts: set[int]) -> None:
    """Duplicates, broken turns, unknown conversations, erasing, and any way to cut the row of messages into batches."""
    assert play(messages, set(range(1, 14))) == play(messages, cuts)


def _played(address: str, definitions: Definitions, messages: Sequence[tuple[int, int, object]], cuts: set[int]) -> object:
    store = open_store(address)
    service = service_of(store, definitions, StoppedClock())
    first = Person(service, PLACES[0])
    first.starts()
    inbounds = [_inbound(first.session.id, *message) for message in messages]
    bounds = [0, *sorted(cut for cut in cuts if cut < len(inbounds)), len(inbounds)]
    results = [result for start, end in pairwise(bounds) for result in service.handle(inbounds[start:end])]
    told = [_told(result) for result in results], _kept(store)
    store.close()
    return told


def _inbound(session: int, key: int, place: int, said: object) -> Inbound:
    payload = Tapped(session, *said) if isinstance(said, tuple) else said
    return Inbound(f"key {key}", PLACES[place], payload)  # type: ignore[arg-type]


def _told(result: TurnResult) -> object:
    """A result without row numbers, which may differ."""
    session = result.session and (result.session.state, result.session.status, result.session.seq, result.session.outcomes)
    scores = [
        outcome and (outcome.number, outcome.evaluation.score, outcome.stage) for outcome in (result.outcome, result.closed)
    ]
    texts = [reply.text for reply in result.replies if "reference" not in reply.text.lower()]
    return result.key, session, scores, texts, result.duplicate, type(result.error)


def _kept(store: SqlStore) -> object:
    """What is in the database, without row numbers."""
    told = []
    with store.engine.connect() as connection:
        leads = connection.scalars(text("SELECT id FROM lead ORDER BY id")).all()
    for lead in leads:
        held = store.lead(lead)
        told.append(
            (
                (held.lead.name, held.lead.company),
                [(session.address, session.state, session.status, session.seq, session.trail) for session in held.sessions],
                [(answer.question, answer.value, answer.text) for answer in held.answers],
                sorted((answer.question, answer.value, answer.text) for answer in held.superseded),
                [(outcome.number, outcome.evaluation.score, outcome.stage) for outcome in held.outcomes],
                [(act.kind, act.detail) for act in held.acts],
                sorted((entry.seq, entry.kind, entry.said, entry.events) for entry in held.transcript),
            )
        )
    return told, [(ranked.lead.name, ranked.headline and ranked.headline.score) for ranked in store.leads()]


def test_a_hundred_people_in_one_commit(service: Service, store: SqlStore) -> None:
    """Everybody gets their own reply, in the order of the messages."""
    places = [Address("terminal", str(number)) for number in range(100)]
    started = service.handle([Inbound(f"s{place.chat}", place, Start("bant-prospect", "en")) for place in places])
    assert [result.session and result.session.address for result in started] == places
    taps = [
        Inbound(f"t{result.key}", result.session.address, Tapped(result.session.id, 1, "answer.agree"))
        for result in started
        if result.session
    ]
    assert [result.session and result.session.state for result in service.handle(taps)] == ["need"] * 100
    assert len(store.leads(limit=1000)) == 100
