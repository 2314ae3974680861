"""What goes into the database comes out of it unchanged."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from support.talking import HERE, NOW, Person

from qualibot.errors import SessionConflict
from qualibot.model import Act, Address, Answer, Lead, Session
from qualibot.ports import Changes, Given
from qualibot.store import SqlStore

TEXT = some.text(some.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
NUMBER = some.integers(0, 2**31 - 1)
ONCE = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def session(person: Person) -> Session:
    """A session that is stored."""
    person.starts()
    return person.session


@ONCE
@given(data=some.data())
def test_every_field_of_a_session_is_kept(store: SqlStore, session: Session, data: some.DataObject) -> None:
    """All that a turn may change, whatever the characters; `shown` alone is set elsewhere."""
    changed = replace(
        session,
        language=data.draw(TEXT),
        zone=data.draw(TEXT),
        state=data.draw(TEXT),
        seq=data.draw(NUMBER),
        status=data.draw(some.sampled_from(["open", "paused", "human", "completed"])),
        aside=data.draw(TEXT),
        misses=data.draw(NUMBER),
        trail=tuple(data.draw(some.lists(TEXT, max_size=3))),
        passed=frozenset(data.draw(some.lists(TEXT, max_size=3))),
        asked=data.draw(NUMBER),
        outcomes=data.draw(NUMBER),
    )
    fixed = {"id", "lead", "side", "script", "address", "shown"}
    assert fixed | {"language", "zone", "state", "seq", "status", "aside", "misses", "trail", "passed", "asked", "outcomes"} == {
        field.name for field in fields(Session)
    }
    with store.work() as work:
        (before,) = work.sessions([session.id], [])
        work.save(Changes(sessions={session.id: changed}, before={session.id: before}), NOW)
    with store.work() as work:
        assert work.sessions([session.id], []) == [changed]


@ONCE
@given(data=some.data())
def test_every_field_of_an_answer_is_kept(store: SqlStore, session: Session, data: some.DataObject) -> None:
    """An answer is read as it was written, its moment to the microsecond."""
    moment = data.draw(some.datetimes(datetime(1900, 1, 2), datetime(2100, 1, 1), timezones=some.just(UTC)))  # noqa: DTZ001
    answer = Answer(
        question=data.draw(TEXT),
        side=data.draw(some.sampled_from(["prospect", "rep"])),
        value=data.draw(TEXT),
        at=moment.astimezone(data.draw(some.timezones())),
        source="typed",
        session=session.id,
        text=data.draw(TEXT),
        detail=data.draw(TEXT),
    )
    with store.work() as work:
        old = {one.id: "key" for one in work.answers([session.lead])[session.lead] if one.id}
        saved = replace(answer, id=work.number("answer"))
        assert saved.id is not None
        work.save(Changes(answers={saved.id: Given(session.lead, saved)}, superseded=old), NOW)
    with store.work() as work:
        assert work.answers([session.lead])[session.lead] == (replace(saved, at=moment),)


def test_an_outcome_is_rebuilt_exactly(store: SqlStore, person: Person) -> None:
    """Evaluation, lines, what would change it, and the words of its answers, joined in."""
    person.starts()
    person.taps("answer.agree")
    person.says("we lose money every day")
    told = person.commands("stop").outcome
    assert told is not None
    assert told.would_change is not None
    assert any(answer.text == "we lose money every day" for answer in told.answers)
    assert store.lead(told.lead).outcomes == (told,)
    assert [outcome for chunk in store.recorded() for outcome in chunk] == [told]


def test_an_outcome_refers_to_words_and_does_not_copy_them(store: SqlStore, person: Person) -> None:
    """The snapshot holds numbers of answers; only the answer table holds what was typed."""
    person.starts()
    person.taps("answer.agree")
    person.says("it is killing us")
    person.commands("stop")
    with store.engine.connect() as connection:
        raw = connection.exec_driver_sql("SELECT snapshot FROM outcome").scalar_one()
    assert "killing" not in str(raw)


def test_acts_are_kept(store: SqlStore, person: Person) -> None:
    """Who did what, when, with which details."""
    person.starts()
    act = Act("send_back", NOW, "Omar", "ask who signs", {"reason": "thin"})
    store.act(person.session.lead, act, person.session.id)
    assert store.lead(person.session.lead).acts == (act,)


def test_a_lead_is_kept(store: SqlStore) -> None:
    """Every field of a new lead."""
    lead = Lead(7, "Huda", "Al-Waha", "huda@example.com", "+966", "ar", "Asia/Riyadh", "web", "Dana")
    _save(store, Changes(leads=[lead]))
    assert store.lead(7).lead == lead


def test_two_live_answers_to_one_question_are_impossible(store: SqlStore, session: Session) -> None:
    """The database itself refuses what no turn should ever ask for."""
    answer = Answer("need", "prospect", "critical", NOW, "typed", session.id)
    twice = {number: Given(session.lead, replace(answer, id=number)) for number in (901, 902)}
    with pytest.raises(SessionConflict, match="at the same time"):
        _save(store, Changes(answers=twice))


def test_an_address_has_one_live_session(store: SqlStore, session: Session) -> None:
    """A second one is refused by the database, an ended one beside it is not."""
    second = replace(session, id=999)
    ended = replace(session, id=998, status="stopped")
    _save(store, Changes(sessions={998: ended}, opened={998: "x@1"}))
    with pytest.raises(SessionConflict, match="at the same time"):
        _save(store, Changes(sessions={999: second}, opened={999: "x@1"}))
    with store.work() as work:
        newest = work.newest_at(HERE)
        assert newest is not None
        assert newest.id == session.id
        assert work.newest_at(Address("terminal", "nobody")) is None


def _save(store: SqlStore, changes: Changes) -> None:
    with store.work() as work:
        work.save(changes, NOW)
