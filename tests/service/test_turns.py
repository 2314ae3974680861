"""What one message does, and what it does not."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from support.talking import BOOM, HERE, NOW, Person, StoppedClock, service_of

from qualibot import engine
from qualibot.definitions import Definitions
from qualibot.errors import SessionConflict, StorageError, UnknownName
from qualibot.model import Act, Address, Answered, Command, Due, Fill, Inbound, Requested, Start, Tapped, Turn, Typed
from qualibot.ports import Changes, TurnRecord
from qualibot.service import AddressTaken, NoSession, Service
from qualibot.service.scripts import Scripts
from qualibot.store import SqlStore

ELSEWHERE = Address("terminal", "elsewhere")


def test_a_whole_conversation(store: SqlStore, person: Person) -> None:
    """BANT to its end: an outcome of 82 points, numbered, completed, an MQL until somebody accepts it."""
    told = person.finishes().outcome
    assert told is not None
    assert (told.number, told.status, told.stage) == (1, "completed", "mql")
    assert (told.evaluation.score, told.evaluation.verdict) == (82, "invite")
    assert person.session.outcomes == 1
    assert store.lead(told.lead).outcomes == (told,)


def test_a_key_that_was_seen_before(store: SqlStore, person: Person) -> None:
    """Nothing changes, and the present question comes again."""
    person.starts()
    first = person.does(Tapped(person.session.id, 1, "answer.agree"), key="once")
    before = store.lead(person.session.lead)
    again = person.does(Tapped(person.session.id, 1, "answer.agree"), key="once")
    assert again.duplicate
    assert again.session == first.session
    assert [reply.text for reply in again.replies] == [reply.text for reply in first.replies]
    assert store.lead(person.session.lead) == before


def test_the_same_key_twice_in_one_batch(service: Service) -> None:
    """The first is taken, the second is a duplicate."""
    start = Inbound("once", HERE, Start("bant-prospect", "en"))
    first, second = service.handle([start, start])
    assert (first.duplicate, second.duplicate) == (False, True)
    assert second.session == first.session


def test_nothing_to_do(service: Service) -> None:
    """An empty batch has no results."""
    assert service.handle([]) == []


@pytest.mark.parametrize(
    "payload", [Typed("hello"), Command("skip"), Fill({"need": "9"}), Tapped(5, 1, "skip"), Due(5, "reminder_1", 1)]
)
def test_nobody_is_here(store: SqlStore, person: Person, payload: Typed) -> None:
    """No session, no turn, no lead, and the key stays free."""
    for _ in range(2):
        result = person.does(payload, key="again")
        assert isinstance(result.error, NoSession)
        assert (result.session, result.replies, result.duplicate) == (None, (), False)
    assert store.leads() == []


@pytest.mark.parametrize("number", [-1, 0, 2**63, 10**40])
def test_impossible_numbers(person: Person, number: int) -> None:
    """A forged button is nobody's, and no error of the database."""
    assert isinstance(person.does(Tapped(number, 1, "skip")).error, NoSession)


def test_a_button_of_another_chat_is_not_heard(service: Service, person: Person) -> None:
    """Who guesses a session's number cannot answer in its name."""
    person.starts()
    stranger = Person(service, ELSEWHERE)
    assert isinstance(stranger.does(Tapped(person.session.id, 1, "answer.agree")).error, NoSession)


def test_starting_again_resumes(person: Person) -> None:
    """The same conversation at the same address goes on where it was."""
    person.starts()
    person.taps("answer.agree", "answer.critical")
    before = person.session
    person.starts()
    assert (person.session.id, person.session.state) == (before.id, before.state)


def test_a_fresh_start_closes_what_was_open(store: SqlStore, person: Person) -> None:
    """The old session ends with its outcome, and another one begins for another lead."""
    person.starts()
    person.taps("answer.agree", "answer.critical")
    old = person.session
    begun = person.starts(fresh=True)
    assert begun.closed is not None
    assert (begun.closed.session, begun.closed.evaluation.score) == (old.id, 25)
    assert person.session.id != old.id
    assert person.session.lead != old.lead
    assert store.lead(old.lead).sessions[0].status == "stopped"


def test_another_conversation_at_the_same_address(person: Person) -> None:
    """It takes the place of the open one; without an answer there is nothing to tell of that."""
    person.starts()
    begun = person.starts("champ-prospect")
    assert begun.error is None
    assert begun.closed is None
    assert person.session.state == "consent"


def test_a_paused_or_handed_over_session_is_closed_too(person: Person) -> None:
    """Whatever the engine makes of "stop" there, the place is free."""
    for said in ("pause", "human"):
        person.starts(fresh=True)
        person.taps("answer.agree")
        person.commands(said)
        old = person.session
        assert person.starts(fresh=True).error is None
        assert person.session.id != old.id


def test_a_lead_is_found_by_its_name(store: SqlStore, service: Service) -> None:
    """Whatever the case and the spaces, and in every alphabet; two of one name are none."""
    people = [Person(service, Address("slack", "deals", str(number))) for number in range(4)]
    people[0].starts("bant-rep", "Łukasz  MÜLLER")
    people[1].starts("champ-rep", " łukasz müller ")
    assert people[0].session.lead == people[1].session.lead
    store_two_of_one_name(store, people[0])
    people[2].starts("bant-rep", "Łukasz Müller")
    assert people[2].session.lead not in {people[0].session.lead, people[0].session.lead + 1000}


def store_two_of_one_name(store: SqlStore, person: Person) -> None:
    """Another lead of the same name, as an import may leave it."""
    lead = store.lead(person.session.lead).lead
    with store.work() as work:
        work.save(Changes(leads=[replace(lead, id=lead.id + 1000)]), NOW)


def test_another_lead_at_the_same_address_is_another_session(person: Person) -> None:
    """A rep who names another lead does not answer for the first; naming the same one resumes."""
    person.starts("bant-rep", "Acme")
    acme = person.session
    person.starts("bant-rep", "ACME ")
    assert person.session.id == acme.id
    person.starts("bant-rep", "Beta")
    assert person.session.lead != acme.lead


def test_an_unknown_conversation(store: SqlStore, person: Person) -> None:
    """The message is set aside with the reason."""
    result = person.starts("bnt")
    assert isinstance(result.error, UnknownName)
    assert "bnt" in str(result.error)
    assert store.leads() == []


def test_late_corrections(store: SqlStore, person: Person) -> None:
    """An ended session at the address takes answers, and each correction is another outcome; small talk it does not take."""
    person.finishes()
    corrected = person.fills(need="none")
    assert corrected.outcome is not None
    assert corrected.outcome.number == 2
    assert isinstance(person.says("thanks").error, NoSession)
    assert [outcome.number for outcome in store.lead(corrected.outcome.lead).outcomes] == [1, 2]


def test_an_ended_session_does_not_come_back_to_a_taken_address(
    store: SqlStore, definitions: Definitions, clock: StoppedClock, person: Person
) -> None:
    """Where another session is open by now, reviving the old one is refused, and neither changes."""
    old = person.finishes()
    person.starts(fresh=True)
    assert old.session is not None

    def reviving(script: object, session: object, *rest: object) -> object:
        turn = engine.step(script, session, *rest)
        return replace(turn, session=replace(turn.session, status="open"))

    reviver = Person(Service(store, definitions, clock, reviving))  # type: ignore[arg-type]
    result = reviver.does(Tapped(old.session.id, old.session.seq, "help"))
    assert isinstance(result.error, AddressTaken)
    assert person.taps("answer.agree").error is None


def test_a_broken_turn_is_set_aside(store: SqlStore, service: Service, caplog: pytest.LogCaptureFixture) -> None:
    """Its neighbours go on, its session is unchanged, its key is free, and nobody's words are in the log."""
    here, there = Person(service), Person(service, ELSEWHERE)
    here.starts()
    there.starts()
    with caplog.at_level(logging.INFO):
        broken, fine = service.handle(
            [
                Inbound("b1", HERE, Typed(f"{BOOM} my secret")),
                Inbound("b2", ELSEWHERE, Tapped(there.session.id, there.session.seq, "answer.agree")),
            ]
        )
    assert isinstance(broken.error, ZeroDivisionError)
    assert fine.error is None
    assert fine.session is not None
    assert fine.session.state == "need"
    assert "turn.set_aside key=b1 error=ZeroDivisionError" in caplog.text
    assert "secret" not in caplog.text
    assert len(store.lead(here.session.lead).transcript) == 1
    (again,) = service.handle([Inbound("b1", HERE, Typed("help"))])
    assert not again.duplicate
    assert again.error is None


def test_a_broken_fresh_start_leaves_the_old_session_open(
    store: SqlStore, definitions: Definitions, clock: StoppedClock, person: Person
) -> None:
    """Closing the old and opening the new is one thing: both happen, or neither."""

    def breaks(script: object, session: object, known: object, inbound: Inbound, now: object) -> object:
        if isinstance(inbound.payload, Start):
            raise ZeroDivisionError
        return engine.step(script, session, known, inbound, now)  # type: ignore[arg-type]

    person.starts()
    person.taps("answer.agree", "answer.critical")
    before = store.lead(person.session.lead)
    result = Person(Service(store, definitions, clock, breaks)).starts(fresh=True)  # type: ignore[arg-type]
    assert isinstance(result.error, ZeroDivisionError)
    assert store.lead(person.session.lead) == before
    assert len(store.leads()) == 1


def test_two_messages_of_one_session_in_a_batch(service: Service, person: Person) -> None:
    """The second sees what the first did."""
    person.starts()
    number = person.session.id
    first, second = service.handle(
        [Inbound("t1", HERE, Tapped(number, 1, "answer.agree")), Inbound("t2", HERE, Tapped(number, 2, "answer.critical"))]
    )
    assert first.session is not None
    assert second.session is not None
    assert (first.session.state, second.session.state) == ("need", "timeline")
    assert [reply.kind for reply in second.replies] == ["question"]


def test_captured_fields_reach_the_lead(store: SqlStore, person: Person) -> None:
    """Name, company and e-mail are the lead's own; taken back, they are gone."""
    person.starts()
    person.taps("answer.agree", *["skip"] * 4)
    person.says("Huda", "Al-Waha")
    lead = store.lead(person.session.lead).lead
    assert (lead.name, lead.company, lead.language, lead.source) == ("Huda", "Al-Waha", "en", "test")
    person.does(Start("bant-prospect", "en", "HUDA"))
    assert person.session.lead == lead.id


def test_requests_become_acts_and_raise_the_stage(store: SqlStore, person: Person) -> None:
    """Whoever asks for a price is an MQL at once, whatever the score."""
    person.starts()
    person.taps("answer.agree", "answer.none")
    result = person.commands("price")
    assert Requested("price") in result.events
    told = person.commands("stop").outcome
    assert told is not None
    assert told.stage == "mql"
    assert [act.kind for act in store.lead(told.lead).acts] == ["price"]


def test_acceptance_makes_an_sql(store: SqlStore, person: Person) -> None:
    """What people did since counts at the next evaluation."""
    told = person.finishes().outcome
    assert told is not None
    store.act(told.lead, Act("accept", NOW, "Omar"))
    corrected = person.fills(need="important").outcome
    assert corrected is not None
    assert (told.stage, corrected.stage) == ("mql", "sql")


def test_timers(store: SqlStore, service: Service, clock: StoppedClock, person: Person) -> None:
    """They run from the last turn a person caused, fire once, and are gone at the end."""
    person.starts()
    clock.wait(timedelta(hours=20))
    person.taps("answer.agree")
    clock.wait(timedelta(hours=23))
    assert store.due(clock.now(), 9) == []
    clock.wait(timedelta(hours=1))
    (due,) = store.due(clock.now(), 9)
    assert due.payload == Due(person.session.id, "reminder_1", 2)
    (reminded,) = service.handle([due])
    assert reminded.replies
    assert store.due(clock.now(), 9) == []
    (late,) = service.handle([due])
    assert late.duplicate
    clock.wait(timedelta(days=20))
    results = service.handle(store.due(clock.now(), 9))
    assert [result.error for result in results] == [None, None]
    assert results[-1].session is not None
    assert results[-1].session.status == "partial"
    assert store.due(clock.now() + timedelta(days=99), 9) == []


def test_a_late_timer_is_refused(store: SqlStore, service: Service, clock: StoppedClock, person: Person) -> None:
    """It was read before the person answered: nothing is said, and the new timers stay."""
    person.starts()
    clock.wait(timedelta(hours=24))
    (due,) = store.due(clock.now(), 9)
    person.taps("answer.agree")
    (late,) = service.handle([due])
    assert late.replies == ()
    clock.wait(timedelta(hours=24))
    assert [inbound.payload.seq for inbound in store.due(clock.now(), 9)] == [2]  # type: ignore[union-attr]


def test_a_timer_whose_turn_breaks_is_tried_later(
    store: SqlStore, definitions: Definitions, clock: StoppedClock, person: Person
) -> None:
    """It does not stand in the way of the others again and again, nor is it forgotten."""

    def breaks(*_: object) -> object:
        raise ZeroDivisionError

    person.starts()
    clock.wait(timedelta(hours=24))
    broken = Service(store, definitions, clock, breaks)  # type: ignore[arg-type]
    (result,) = broken.handle(store.due(clock.now(), 9))
    assert isinstance(result.error, ZeroDivisionError)
    assert store.due(clock.now(), 9) == []
    clock.wait(timedelta(hours=1))
    (due,) = store.due(clock.now(), 9)
    (result,) = service_of(store, definitions, clock).handle([due])
    assert result.replies


def test_what_was_not_shown_is_shown_again(store: SqlStore, service: Service, clock: StoppedClock, person: Person) -> None:
    """After a crash between commit and sending the present question comes again, until it is known to have been shown."""
    sent = person.starts()
    assert service.unshown(timedelta(minutes=1), 9) == []
    clock.wait(timedelta(minutes=2))
    (again,) = service.unshown(timedelta(minutes=1), 9)
    assert again.session == sent.session
    assert [reply.text for reply in again.replies][-1] in sent.replies[-1].text
    store.shown([(person.session.id, person.session.seq)])
    store.shown([(person.session.id, 0)])
    store.shown([])
    assert service.unshown(timedelta(minutes=1), 9) == []
    person.taps("answer.agree")
    assert person.session.shown == 1
    clock.wait(timedelta(minutes=2))
    assert len(service.unshown(timedelta(minutes=1), 9)) == 1


def test_any_process_takes_the_next_turn(store: SqlStore, definitions: Definitions, clock: StoppedClock) -> None:
    """Nothing lives in a process: every message goes to another service, as after a restart."""
    people = [Person(service_of(store, definitions, clock)) for _ in range(4)]
    people[0].starts()
    number = people[0].session.id
    for seq, (person, said) in enumerate(zip(people[1:], ("answer.agree", "answer.critical", "skip"), strict=True), 1):
        assert person.does(Tapped(number, seq, said)).error is None
    assert people[-1].session.state == "authority"


def test_an_open_session_outlives_its_files(
    store: SqlStore, definitions: Definitions, clock: StoppedClock, person: Person
) -> None:
    """The conversation was deleted from the directory; who is in it goes on with the published body."""
    person.starts()

    class Without:
        lexicon, company = definitions.lexicon, definitions.company

        def script(self, conversation: str) -> object:
            raise UnknownName(conversation)

    later = Person(Service(store, Without(), clock))  # type: ignore[arg-type]
    assert later.does(Tapped(person.session.id, 1, "answer.agree")).error is None
    assert later.starts().error is None
    assert isinstance(later.starts(fresh=True).error, UnknownName)


def _odd_service(store: SqlStore, definitions: Definitions, clock: StoppedClock, odd: Callable[[Turn], Turn]) -> Person:
    """Somebody whose turns come out differently."""

    def step(*arguments: Any) -> Turn:
        return odd(engine.step(*arguments))

    return Person(Service(store, definitions, clock, step))


def test_an_answer_that_is_replaced_within_its_turn(
    store: SqlStore, definitions: Definitions, clock: StoppedClock, person: Person
) -> None:
    """It is kept as superseded: whatever was said is on record."""

    def twice(turn: Turn) -> Turn:
        extra = replace(turn.answers[-1], value="important")
        return replace(turn, events=(Answered(extra), *turn.events))

    person.starts()
    person.taps("answer.agree")
    odd = _odd_service(store, definitions, clock, twice)
    assert odd.does(Tapped(person.session.id, 2, "answer.critical")).error is None
    held = store.lead(person.session.lead)
    assert [answer.value for answer in held.answers] == ["agree", "critical"]
    assert [answer.value for answer in held.superseded] == ["important"]


def test_two_answers_to_one_question_are_set_aside(
    store: SqlStore, definitions: Definitions, clock: StoppedClock, person: Person
) -> None:
    """A turn that would leave them is a fault of its own, and costs nobody else's turn."""
    person.starts()
    person.taps("answer.agree")
    odd = _odd_service(store, definitions, clock, lambda turn: replace(turn, answers=turn.answers * 2))
    assert isinstance(odd.does(Tapped(person.session.id, 2, "answer.critical")).error, ValueError)
    assert person.taps("answer.critical").error is None


def test_a_session_that_does_not_stop_is_closed_as_partial(
    store: SqlStore, definitions: Definitions, clock: StoppedClock, person: Person
) -> None:
    """Its place is needed; what it came to is recorded."""
    person.starts()
    person.taps("answer.agree", "answer.critical")
    stubborn = lambda turn: replace(turn, session=replace(turn.session, status="open"), events=())  # noqa: E731
    begun = _odd_service(store, definitions, clock, stubborn).starts(fresh=True)
    assert begun.closed is not None
    assert begun.closed.status == "partial"
    assert store.lead(person.session.lead).sessions[0].status == "partial"


def test_a_key_without_its_claim_is_a_conflict(store: SqlStore, person: Person) -> None:
    """A turn whose key is not there to be written down is not saved."""
    person.starts()
    with pytest.raises(SessionConflict, match="taken by another process"), store.work() as work:
        work.save(Changes(turns=[TurnRecord("nobody's", person.session.id, 9, "typed", "", (), ())]), NOW)


def test_kinds_of_acts_of_many_leads(store: SqlStore, person: Person) -> None:
    """All at once, each in its order; a lead without any has none."""
    person.starts()
    lead = person.session.lead
    for kind in ("accept", "send_back"):
        store.act(lead, Act(kind, NOW))
    assert store.acts([lead, 99]) == {lead: ("accept", "send_back"), 99: ()}


def test_ended_sessions_hear_messages_of_their_own_batch(service: Service, person: Person) -> None:
    """Stopped and corrected in one commit: the correction reaches the session that has just ended."""
    person.starts()
    person.taps("answer.agree")
    stopped, corrected, typed = service.handle(
        [
            Inbound("e1", HERE, Command("stop")),
            Inbound("e2", HERE, Fill({"need": "critical"})),
            Inbound("e3", HERE, Typed("bye")),
        ]
    )
    assert stopped.outcome is None
    assert corrected.outcome is not None
    assert corrected.session is not None
    assert corrected.session.id == person.session.id
    assert isinstance(typed.error, NoSession)


def test_a_store_that_fails_takes_nothing(store: SqlStore, service: Service, person: Person) -> None:
    """No message is set aside for what is the database's fault."""
    person.starts()

    def fail(*_: object) -> None:
        raise StorageError("no room")

    event.listen(store.engine, "commit", fail)
    with pytest.raises(StorageError, match="no room"):
        person.does(Command("help"), key="later")
    event.remove(store.engine, "commit", fail)
    again = person.does(Command("help"), key="later")
    assert (again.error, again.duplicate) == (None, False)


def test_more_scripts_than_are_kept(store: SqlStore, definitions: Definitions, clock: StoppedClock) -> None:
    """A script that fell out of memory is read again."""
    scripts = Scripts(definitions)
    with store.work() as work:
        for name in definitions.conversations:
            script = scripts.current(work, name, clock.now())
    with store.work() as work:
        other = Scripts(definitions, kept=1)
        first = definitions.script(definitions.conversations[0])
        assert other.of(work, first.hash) == first
        assert other.of(work, script.hash) == script
        assert other.of(work, first.hash) == first
