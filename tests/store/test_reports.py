"""What people look at."""

import pytest
from support.talking import NOW, Person

from qualibot.errors import UnknownName
from qualibot.model import Act, Address
from qualibot.service import Service
from qualibot.store import SqlStore


def test_the_hottest_lead_comes_first(store: SqlStore, service: Service) -> None:
    """By warmth, then score; those without an outcome last; a filter and pages narrow it."""
    cool, hot, unscored, warm = (_rep(service, name) for name in ("Cool", "Hot", "Unscored", "Warm"))
    cool.fills(need="none", authority="someone_else", budget="lt_10k", timeline="later")
    cool.commands("stop")
    hot.fills(need="critical", authority="i_decide", budget="50_100k", timeline="this_month")
    hot.commands("stop")
    warm.fills(need="important", authority="committee", budget="10_50k", timeline="half_year")
    warm.commands("stop")
    assert unscored.session.status == "open"
    listed = store.leads()
    assert [one.lead.name for one in listed] == ["Hot", "Warm", "Cool", "Unscored"]
    assert [one.headline and one.headline.warmth for one in listed] == ["hot", "warm", "cold", None]
    assert [one.lead.name for one in store.leads("invite")] == ["Hot"]
    assert [one.lead.name for one in store.leads(limit=2, offset=1)] == ["Warm", "Cool"]


def test_who_left_nothing_is_not_listed(store: SqlStore, service: Service) -> None:
    """Declined, or stopped before answering anything: there is nothing to call about."""
    declined, stopped, open_ = (Person(service, Address("terminal", chat)) for chat in ("one", "two", "three"))
    for person in (declined, stopped, open_):
        person.starts()
    declined.taps("answer.decline")
    stopped.commands("stop")
    assert [one.lead.id for one in store.leads()] == [open_.session.lead]


def test_unfinished_leads_that_said_something(store: SqlStore, service: Service) -> None:
    """With session, answers and acts, the latest first; not who only agreed or gave a name, and not who has an outcome."""
    told, named, ended, asked = (_rep(service, name) for name in ("Told", "Named", "Ended", "Asked"))
    told.fills(need="critical", authority="committee")
    ended.fills(need="critical")
    ended.commands("stop")
    asked.says("how much is it?")
    agreed = Person(service, Address("terminal", "one"))
    agreed.starts()
    agreed.taps("answer.agree")
    found = {one.lead.name: one for one in store.unfinished(10)}
    assert sorted(found) == ["Asked", "Told"]
    assert found["Told"].session == told.session
    assert {answer.question for answer in found["Told"].answers} >= {"need", "authority"}
    assert found["Asked"].acts == ("price",)
    assert found["Told"].at == store.lead(told.session.lead).transcript[-1].at
    assert len(store.unfinished(1)) == 1
    assert named.session.status == "open"


def test_the_headline_is_the_newest_completed_outcome(store: SqlStore, person: Person) -> None:
    """A later broken-off conversation does not replace a completed one; a later correction does."""
    done = person.finishes().outcome
    assert done is not None
    corrected = person.fills(need="nice_to_have").outcome
    assert corrected is not None
    (one,) = store.leads()
    assert one.headline is not None
    assert (one.headline.number, one.headline.score) == (2, corrected.evaluation.score)
    assert one.headline.at == corrected.evaluation.at


def test_a_partial_outcome_beside_a_completed_one(store: SqlStore, service: Service) -> None:
    """The completed one stays the headline although the other is newer."""
    first, second = (Person(service, Address("terminal", chat)) for chat in ("one", "two"))
    first.starts("bant-rep", "Acme")
    first.fills(need="critical", authority="i_decide", budget="50_100k", timeline="this_month")
    first.taps("send")
    second.starts("champ-rep", "ACME")
    second.fills(priority="not_listed")
    assert second.commands("stop").outcome is not None
    (one,) = store.leads()
    assert one.headline is not None
    assert one.headline.status == "completed"
    assert len(store.lead(one.lead.id).outcomes) == 2


def test_one_lead_with_everything(store: SqlStore, person: Person) -> None:
    """Sessions, live and superseded answers, acts, outcomes, and the transcript with the replies' texts."""
    person.starts()
    person.taps("answer.agree", "answer.important")
    person.commands("back")
    person.says("critical", "how much is it?")
    person.commands("stop")
    store.act(person.session.lead, Act("accept", NOW, "Omar"))
    held = store.lead(person.session.lead)
    assert [session.id for session in held.sessions] == [person.session.id]
    assert {(answer.question, answer.value) for answer in held.answers} == {("consent", "agree"), ("need", "critical")}
    assert [(answer.question, answer.value) for answer in held.superseded] == [("need", "important")]
    assert [act.kind for act in held.acts][-1] == "accept"
    assert len(held.outcomes) == 1
    assert [entry.kind for entry in held.transcript] == ["start", "tapped", "tapped", "command", "typed", "typed", "command"]
    assert held.transcript[0].said == "bant-prospect"
    assert held.transcript[4].said == "critical"
    assert held.transcript[4].events[0] == "answered:need"
    assert held.transcript[-1].replies[0].text == person.result.replies[0].text
    assert held.transcript[1].replies[0].options == _options(store, person)


def test_unknown_lead(store: SqlStore) -> None:
    """There is none of this number."""
    with pytest.raises(UnknownName, match="no lead 77"):
        store.lead(77)


def _rep(service: Service, lead: str) -> Person:
    rep = Person(service, Address("slack", "deals", lead))
    rep.starts("bant-rep", lead)
    return rep


def _options(store: SqlStore, person: Person) -> object:
    """The answers that the question about need offers."""
    return next(
        reply.options
        for entry in store.lead(person.session.lead).transcript
        for reply in entry.replies
        if any(button.event == "answer.critical" for button in reply.options)
    )
