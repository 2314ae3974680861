"""Answers given before: in another session, by the other side, or following from what was said."""

from datetime import timedelta

import pytest
from support.walking import NOW, Walk, given, opened

from qualibot.definitions import Definitions
from qualibot.model import Answered


def test_what_is_known_passes_by_itself(definitions: Definitions) -> None:
    """Fresh answers of another session are not asked again, do not count as questions, and stand in the review."""
    known = (given("budget", "10_50k", "rep"), given("need", "important"))
    walk = Walk(definitions.script("bant-rep"), known=known)
    assert walk.reply.note.endswith("questions: 2 · about 1 minute. Already known: Budget: 10-50k, Need: Important (6-8).")
    assert (walk.state, walk.reply.progress) == ("authority", (1, 2))
    walk.through("authority=committee")
    assert (walk.state, walk.reply.progress) == ("timeline", (2, 2))
    walk.through("timeline=later")
    assert "Budget: 10-50k (told us on 20 Nov)" in walk.reply.text
    assert "Need: Important (6-8) (told us on 20 Nov)" in walk.reply.text
    assert walk.reply.text.endswith("Timeline: Later than six months")
    assert walk.answers[:2] == known


def test_what_is_stale_is_asked_again(definitions: Definitions) -> None:
    """An answer past its time is a question once more; the new one supersedes it on its own side."""
    old = given("need", "important", "rep", at=NOW - timedelta(days=91))
    walk = opened(definitions, "bant-rep", known=(old,))
    walk.through("budget=10_50k", "authority=committee")
    assert (walk.state, walk.reply.progress) == ("need", (3, 4))
    turn = walk.tap("answer.critical")
    assert isinstance(turn.events[0], Answered)
    assert turn.events[0].supersedes == old
    assert [answer.value for answer in walk.answers if answer.question == "need"] == ["critical"]


def test_a_month_that_is_over_is_stale(definitions: Definitions) -> None:
    """What was said of last month is asked again."""
    old = given("timeline", "this_month", "rep", at=NOW - timedelta(days=30))
    walk = opened(definitions, "bant-rep", known=(old,))
    walk.through("budget=10_50k", "authority=committee", "need=important")
    assert walk.state == "timeline"


def test_what_the_sides_differ_on_is_asked(definitions: Definitions) -> None:
    """A disputed answer does not pass by itself; the other side's stays as it is."""
    known = (given("need", "critical", "rep"), given("need", "none", "prospect"))
    walk = opened(definitions, "bant-rep", known=known)
    walk.through("budget=10_50k", "authority=committee")
    assert walk.state == "need"
    walk.tap("answer.important")
    assert {(a.side, a.value) for a in walk.answers if a.question == "need"} == {("rep", "important"), ("prospect", "none")}
    assert walk.state == "timeline"


def test_an_answer_that_is_still_open_passes(definitions: Definitions) -> None:
    """A budget that was not set yesterday is not asked again today, though it is a gap."""
    walk = opened(definitions, "bant-rep", known=(given("budget", "not_set", "rep"),))
    assert walk.state == "authority"


def test_an_option_that_is_gone_is_asked_again(definitions: Definitions) -> None:
    """An answer that this script no longer knows counts as none."""
    walk = opened(definitions, "bant-rep", known=(given("budget", "millions", "rep"),))
    assert walk.state == "budget"
    walk.through("budget=10_50k")
    assert [a.value for a in walk.answers] == ["10_50k"]


def test_a_copy_shows_what_the_script_no_longer_knows(definitions: Definitions) -> None:
    """What is kept is shown as it is kept."""
    walk = opened(definitions, "bant-prospect", known=(given("budget", "millions"), given("need", "important", "rep")))
    walk.command("export")
    assert walk.reply.note.splitlines()[1:] == ["Budget: millions", "Consent: Agree and start"]


def test_what_follows_is_not_asked(definitions: Definitions) -> None:
    """Whoever decides alone is not asked for a committee; the review shows what follows."""
    walk = opened(definitions, "champ-prospect")
    walk.command("goto.authority")
    walk.tap("answer.i_decide")
    assert walk.state == "budget"
    walk.command("review")
    assert "People involved: Only me" in walk.reply.text
    walk.command("goto.committee")
    assert walk.state == "committee"
    assert walk.reply.progress is not None


def test_who_uses_no_tool_replaces_none(definitions: Definitions) -> None:
    """Without a CRM there is nothing to switch from: the question passes by itself."""
    walk = opened(definitions, "quick-four-rep")
    walk.fill(uses_crm="no")
    walk.through("challenge=lost_leads", "budget=10_50k")
    assert walk.state == "authority"
    told = opened(definitions, "quick-four-rep")
    told.fill(uses_crm="yes")
    told.through("challenge=lost_leads", "budget=10_50k")
    assert told.state == "switching"


def test_a_consent_counts_for_the_words_it_was_given_to(definitions: Definitions) -> None:
    """Given to this version of the text, it is not asked again; given to another one, or long ago, it is."""
    script = definitions.script("bant-prospect")
    version = script.wording.version
    assert Walk(script, known=(given("consent", "agree", detail=version),)).state == "need"
    assert Walk(script, known=(given("consent", "agree", detail="0"),)).state == "consent"
    year = given("consent", "agree", detail=version, at=NOW - timedelta(days=366))
    assert Walk(script, known=(year,)).state == "consent"
    for refusal in ("decline", "more"):
        assert Walk(script, known=(given("consent", refusal, detail=version),)).state == "consent"


def test_a_name_that_is_known_is_not_asked(definitions: Definitions) -> None:
    """The channel's own name, or one from before, passes the question; it stands in the review."""
    walk = opened(definitions, "bant-prospect", lead="Huda")
    walk.command("goto.budget")
    walk.tap("answer.10_50k")
    assert walk.state == "company"
    before = opened(definitions, "bant-prospect", known=(given("name", "Sara"),), lead="Huda")
    assert before.value("name") == "Sara"
    before.command("goto.budget")
    before.tap("answer.10_50k")
    assert before.state == "company"
    before.command("review")
    assert "Name: Sara (told us on 20 Nov)" in before.reply.text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_restart_keeps_what_was_known_before(definitions: Definitions, language: str) -> None:
    """Only this session's own answers are taken back, and only this side's."""
    known = (given("need", "important", "prospect"), given("budget", "10_50k", "rep"))
    walk = opened(definitions, "bant-rep", language, known=known)
    walk.through("authority=committee")
    walk.command("restart")
    assert walk.answers == known
    assert walk.state == "authority"


def test_what_the_same_side_says_elsewhere_counts_here(definitions: Definitions) -> None:
    """An answer that arrives from another session while this one is open is not asked any more."""
    walk = opened(definitions, "bant-rep")
    walk.answers += (given("authority", "committee", "rep"),)
    walk.through("budget=10_50k")
    assert walk.state == "need"
