"""Typed replies that are likely but not sure are shown back before they count; one message may answer several questions."""

import pytest
from support.walking import Walk, opened

from qualibot.definitions import Definitions
from qualibot.model import Refused, Requested


def _at(definitions: Definitions, state: str, language: str = "en") -> Walk:
    """A prospect at one question of BANT."""
    walk = opened(definitions, "bant-prospect", language)
    walk.command(f"goto.{state}")
    return walk


@pytest.mark.parametrize("yes", ["yes", "نعم", "confirm.yes", "Yes"])
def test_a_value_near_a_bound_is_asked_back(definitions: Definitions, yes: str) -> None:
    """It counts only after a yes, with the words that were typed first; the neighbours stand beside."""
    walk = _at(definitions, "budget")
    walk.say("around 9.5k")
    assert walk.value("budget") is None
    assert walk.reply.text == "Did I understand “around 9.5k” as Less than 10k?"
    assert [button.event for button in walk.reply.options] == ["confirm.yes", "answer.10_50k", "confirm.no"]
    walk.say(yes)
    (answer,) = [answer for answer in walk.answers if answer.question == "budget"]
    assert (answer.value, answer.text, answer.source) == ("lt_10k", "around 9.5k", "typed")
    assert walk.session.aside == ""


def test_no_asks_the_question_again(definitions: Definitions) -> None:
    """Nothing is recorded and nothing is counted as not understood."""
    walk = _at(definitions, "timeline")
    walk.say("around ramadan")
    walk.say("no")
    assert (walk.state, walk.session.aside, walk.session.misses, walk.value("timeline")) == ("timeline", "", 0, None)
    assert walk.reply.text == "When would you like to make this purchase?"


def test_a_neighbour_may_be_meant(definitions: Definitions) -> None:
    """Pressing it answers the question, with the words that were typed."""
    walk = _at(definitions, "budget")
    walk.say("around 9.5k")
    walk.tap("answer.10_50k")
    (answer,) = [answer for answer in walk.answers if answer.question == "budget"]
    assert (answer.value, answer.text, answer.source) == ("10_50k", "around 9.5k", "tapped")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_value_on_a_bound_offers_both_sides(definitions: Definitions, language: str) -> None:
    """Two answers fit: the person says which is closer."""
    walk = _at(definitions, "budget", language)
    walk.say("around 50k")
    assert {button.event for button in walk.reply.options} == {"answer.10_50k", "answer.50_100k"}
    assert "around 50k" in walk.reply.text
    walk.tap("answer.50_100k")
    assert walk.value("budget") == "50_100k"


@pytest.mark.parametrize("text", ["2.5", "5.5", "٢٫٥"])
def test_a_number_between_two_ranges_offers_the_neighbours(definitions: Definitions, text: str) -> None:
    """Nothing is guessed where the ranges leave a hole."""
    walk = opened(definitions, "bant-prospect")
    assert walk.say(text).events == ()
    assert walk.value("need") is None
    assert len(walk.reply.options) == 2


def test_another_reply_is_understood_while_one_is_asked_back(definitions: Definitions) -> None:
    """Who says it more clearly need not say no first; a command leaves the question as it was."""
    walk = _at(definitions, "budget")
    walk.say("around 9.5k")
    walk.say("20k")
    assert walk.value("budget") == "10_50k"
    again = _at(definitions, "budget")
    again.say("around 9.5k")
    again.say("skip")
    assert (again.value("budget"), again.session.aside) == (None, "")


def test_a_button_of_another_question_changes_nothing_while_one_is_asked_back(definitions: Definitions) -> None:
    """The question in between stays."""
    walk = _at(definitions, "budget")
    walk.say("around 9.5k")
    before = walk.session
    assert isinstance(walk.tap("answer.critical").events[0], Refused)
    assert walk.session == before


MANY = "we're 120 people and have about 80k, need it by March"


def test_one_message_answers_several_questions(definitions: Definitions) -> None:
    """Everything is shown before any of it counts; what it answered is not asked again."""
    walk = opened(definitions, "bant-prospect", "en")
    walk.say(MANY)
    assert walk.answers == opened(definitions, "bant-prospect", "en").answers
    assert walk.reply.text.splitlines() == [
        "This is what I understood:", "Headcount: 50-500", "Budget: 50-100k", "Timeline: Within six months (by 21 May)",
        "Is it right?",
    ]  # fmt: skip
    walk.say("yes")
    assert {q: walk.value(q) for q in ("headcount", "budget", "timeline")} == {
        "headcount": "hc_50_500", "budget": "50_100k", "timeline": "half_year",
    }  # fmt: skip
    assert {answer.text for answer in walk.answers if answer.question == "budget"} == {MANY}
    walk.say("9")
    assert walk.state == "authority"
    walk.say("me and the CFO")
    assert walk.state == "name"


def test_several_answers_that_were_not_meant(definitions: Definitions) -> None:
    """A no drops all of them, and the question is asked again."""
    walk = opened(definitions, "bant-prospect", "en")
    walk.say(MANY)
    walk.say("no")
    assert [walk.value(question) for question in ("headcount", "budget", "timeline")] == [None, None, None]
    assert walk.state == "need"


def test_a_price_asked_beside_an_answer_is_answered_at_once(definitions: Definitions) -> None:
    """The example of the seeds: a team of ten, and may I have pricing?"""
    walk = opened(definitions, "bant-prospect", "en")
    turn = walk.say("my team is 10 people, may I have pricing?")
    assert turn.events == (Requested("price", "my team is 10 people, may I have pricing?"),)
    assert walk.reply.note.startswith("Our prices start from 49 dollars")
    assert "Headcount: 10-49" in walk.reply.text
    walk.say("yes")
    assert walk.value("headcount") == "hc_10_49"


def test_nothing_is_understood_before_consent(definitions: Definitions) -> None:
    """What is written before a yes answers no question."""
    walk = Walk(definitions.script("bant-prospect"))
    walk.say(MANY)
    assert walk.answers == ()
    assert walk.session.aside == ""
