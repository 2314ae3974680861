"""Who wants to be forgotten is forgotten, everywhere at once."""

from datetime import timedelta

from sqlalchemy import text
from support.talking import HERE, NOW, Person, StoppedClock

from qualibot.model import Act, Address, Command, Fill, Tapped, Typed
from qualibot.service import NoSession, Service, TurnResult
from qualibot.store import SqlStore
from qualibot.store.tables import Row

WORDS = ("Zarathustra", "Ozymandias", "zara@ozy.example", "killing us", "secret-act", "@zara")


def test_no_word_is_left(store: SqlStore, person: Person, service: Service) -> None:
    """Not in any column of any table; what was counted still adds up; other leads are untouched."""
    lead = _talkative(store, person)
    other = Person(service, Address("terminal", "other"))
    other.finishes()
    before = _everything(store)
    assert all(word in before for word in (*WORDS, "huda"))
    erased = _erase_by_talking(person)
    after = _everything(store)
    assert [word for word in (*WORDS, "huda") if word in after] == []
    assert erased.replies
    held = store.lead(lead)
    assert (held.answers, held.superseded, held.outcomes) == ((), (), ())
    assert {session.status for session in held.sessions} == {"stopped"}
    assert [act.kind for act in held.acts] == ["accept", "erase"]
    assert len(store.lead(other.session.lead).outcomes) == 1
    assert [ranked.headline is None for ranked in store.leads()] == [False, False]


def test_erasing_leaves_nothing_to_do(store: SqlStore, person: Person, clock: StoppedClock) -> None:
    """No timer runs for an erased lead, nothing is shown to it again, no button of its works, and nothing can be rescored."""
    person.starts()
    person.taps("answer.agree", "answer.critical")
    session = person.session
    store.erase(session.lead, NOW)
    clock.wait(timedelta(days=99))
    assert store.due(clock.now(), 9) == []
    assert store.unshown(clock.now(), 9) == []
    assert list(store.recorded()) == []
    for payload in (Tapped(session.id, session.seq, "skip"), Typed("hello"), Command("skip"), Fill({"need": "9"})):
        assert isinstance(person.does(payload).error, NoSession)


def test_an_erased_message_that_comes_again(person: Person) -> None:
    """The key is still known, so nothing happens twice."""
    person.starts()
    person.taps("answer.agree")
    person.commands("delete")
    first = person.does(Command("delete.confirm"), key="the last one")
    again = person.does(Command("delete.confirm"), key="the last one")
    assert first.error is None
    assert again.duplicate
    assert again.error is None


def test_after_erasing_one_may_begin_anew(store: SqlStore, person: Person) -> None:
    """The address is free, and the new lead knows nothing."""
    person.finishes()
    _erase_by_talking(person)
    person.starts()
    assert person.session.status == "open"
    assert store.lead(person.session.lead).answers == ()


def test_declining_erases_what_was_said(store: SqlStore, person: Person) -> None:
    """No consent: no answer, no outcome, no text; that somebody declined stays."""
    person.starts()
    person.says("Ozymandias speaking")
    lead = person.session.lead
    declined = person.taps("answer.decline")
    assert declined.session is not None
    assert declined.session.status == "declined"
    assert declined.outcome is None
    assert declined.replies
    held = store.lead(lead)
    assert (held.answers, held.superseded, held.outcomes) == ((), (), ())
    assert "Ozymandias" not in _everything(store)
    assert [session.status for session in held.sessions] == ["declined"]


def test_declining_takes_the_name_back(store: SqlStore, person: Person) -> None:
    """A name that only this session told is not kept either."""
    person.starts(lead="Ozymandias")
    lead = person.session.lead
    assert store.lead(lead).lead.name == "Ozymandias"
    person.taps("answer.decline")
    assert store.lead(lead).lead.name == ""
    assert "ymandias" not in _everything(store).lower()


def test_declining_takes_only_this_session_back(store: SqlStore, service: Service) -> None:
    """What a rep knows of the lead stays, and so does the rep's outcome."""
    rep = Person(service, Address("terminal", "dana"))
    rep.starts("bant-rep", "Acme")
    rep.fills(need="critical")
    outcome = rep.commands("stop").outcome
    prospect = Person(service, HERE)
    prospect.starts(lead="acme")
    prospect.taps("answer.decline")
    held = store.lead(rep.session.lead)
    assert held.outcomes == (outcome,)
    assert {answer.question for answer in held.answers} == {"name", "need"}


def _talkative(store: SqlStore, person: Person) -> int:
    person.starts()
    person.taps("answer.agree")
    person.says("it is killing us")
    person.taps("answer.this_quarter", "answer.committee", "answer.10_50k")
    person.says("Zarathustra", "Ozymandias Ltd")
    person.taps("answer.email")
    person.says("zara@ozy.example")
    person.taps("send")
    lead = person.session.lead
    assert store.lead(lead).lead.email == "zara@ozy.example"
    store.act(lead, Act("accept", NOW, "Omar", "secret-act", {"note": "secret-act"}), person.session.id)
    with store.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO identity (channel, external_id, lead_id) VALUES ('telegram', '@zara', :lead)"), {"lead": lead}
        )
    return lead


def _erase_by_talking(person: Person) -> TurnResult:
    person.commands("delete")
    return person.commands("delete.confirm")


def _everything(store: SqlStore) -> str:
    """Every value of every table but the published scripts."""
    with store.engine.connect() as connection:
        tables = [table for table in Row.metadata.tables.values() if table.name != "script"]
        return "\n".join(str(tuple(row)) for table in tables for row in connection.execute(table.select()))
