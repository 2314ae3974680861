"""How a conversation ends, and what can still be said then."""

from pathlib import Path

import pytest
from support.homes import changed
from support.walking import Walk, opened

from qualibot.definitions import Definitions
from qualibot.model import Answered, Ended, Refused, Requested

ENDS = {
    "invited": ("need=critical", "timeline=this_month", "authority=i_decide", "budget=gt_100k"),
    "qualified": ("need=important", "timeline=half_year", "authority=i_recommend", "budget=lt_10k"),
    "nurtured": ("need=none", "timeline=this_month", "authority=i_decide", "budget=gt_100k"),
    "not_now": ("need=none", "timeline=no_plan", "authority=someone_else", "budget=lt_10k"),
    "more_to_ask": ("need=", "timeline=", "authority=", "budget="),
}


def _ended(definitions: Definitions, end: str = "qualified", language: str = "en") -> Walk:
    walk = opened(definitions, "bant-prospect", language)
    walk.through(*ENDS[end], "name=", "company=", "contact=chat")
    walk.tap("send")
    assert walk.state == end
    return walk


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_verdict_has_its_own_ending(definitions: Definitions, end: str, language: str) -> None:
    """What a prospect is told follows the verdict, and no score or verdict is shown."""
    walk = _ended(definitions, end, language)
    phrase = walk.script.conversation.states[end].say
    assert walk.reply.kind == "final"
    assert walk.reply.text.startswith(walk.script.wording.phrases[phrase or ""].say[language].partition("{")[0])
    assert walk.kinds() == ["Entered", "Ended"]
    for verdict in walk.script.wording.terms["verdicts"].values():
        assert verdict[language] not in walk.reply.text


def test_a_link_stands_on_a_line_of_its_own(definitions: Definitions) -> None:
    """Nothing follows an address on its line, and no direction marks surround it."""
    for language in ("en", "ar"):
        assert _ended(definitions, "invited", language).reply.text.endswith("\nhttps://masar.example/call")


@pytest.mark.parametrize(("event", "kind"), [("follow_up.yes", "follow_up"), ("follow_up.no", "no_follow_up")])
def test_may_we_ask_again(definitions: Definitions, event: str, kind: str) -> None:
    """Who is not ready is asked for leave to ask again, on the day the company's file gives."""
    walk = _ended(definitions, "nurtured")
    assert "19 Feb 2027" in walk.reply.text
    assert walk.tap(event).events == (Requested(kind),)
    assert ("19 Feb 2027" in walk.reply.text) is (kind == "follow_up")
    assert walk.status == "completed"


def test_leave_to_ask_again_is_given_only_where_it_is_asked(definitions: Definitions) -> None:
    """The event means nothing in the middle of a conversation, and nothing but yes and no is an answer."""
    assert opened(definitions, "bant-prospect").command("follow_up.yes").events == (Refused("follow-up-not-here"),)
    assert _ended(definitions, "nurtured").command("follow_up.perhaps").events == (Refused("follow-up-not-here"),)


def test_leave_to_ask_again_may_be_withdrawn(definitions: Definitions) -> None:
    """Stopping after the end means: do not ask again."""
    walk = _ended(definitions, "nurtured")
    walk.say("Yes")
    assert walk.say("stop").events == (Requested("no_follow_up"),)
    assert (walk.status, walk.reply.text[:8]) == ("completed", "Stopped.")


OVER = ("skip", "back", "answer.critical", "goto.need", "restart", "review", "change", "finish", "pause", "resume", "robot")


@pytest.mark.parametrize("event", OVER)
@pytest.mark.parametrize("how", ["command", "tap"])
def test_what_is_over_stays_over(definitions: Definitions, event: str, how: str) -> None:
    """Commands and buttons of a conversation that has ended change nothing; the way to a colleague is shown."""
    walk = _ended(definitions)
    before = walk.session
    getattr(walk, how)(event)
    assert walk.turns[-1].events == (Refused("over"),)
    assert walk.session == before
    assert walk.reply.text.startswith("This conversation is finished.")
    assert list(walk.buttons) == ["human"]


@pytest.mark.parametrize("text", ["8", "hello again", "متابعة", "go on", "?", ""])
def test_what_is_written_after_the_end(definitions: Definitions, text: str) -> None:
    """Nothing is read into it, and nothing is recorded."""
    walk = _ended(definitions)
    answers = walk.answers
    walk.say(text)
    assert walk.turns[-1].events == (Refused("over"),)
    assert walk.answers == answers
    assert walk.reply.text.startswith("This conversation is finished.")


def test_an_old_button_after_the_end(definitions: Definitions) -> None:
    """It belongs to a question that is over, like the conversation."""
    walk = _ended(definitions)
    walk.tap("answer.critical", seq=2)
    assert walk.turns[-1].events == (Refused("stale-button"),)
    assert walk.reply.text.startswith("This conversation is finished.")


def test_opening_what_is_over(definitions: Definitions) -> None:
    """A finished conversation is not opened again; a new one takes a new session."""
    walk = _ended(definitions)
    walk.start()
    assert walk.turns[-1].events == (Refused("over"),)
    assert walk.status == "completed"


@pytest.mark.parametrize("event", ["help", "privacy", "price", "language", "export"])
def test_what_is_still_heard_after_the_end(definitions: Definitions, event: str) -> None:
    """Help, privacy, prices, the language and a copy are given at any time; the ending stands there again."""
    walk = _ended(definitions)
    text = walk.reply.text
    walk.command(event)
    assert walk.status == "completed"
    assert walk.reply.note
    assert (walk.reply.text == text) is (event != "language")


def test_a_person_after_the_end(definitions: Definitions) -> None:
    """A colleague is called; the conversation stays over, so nothing is promised about staying silent."""
    walk = _ended(definitions)
    assert walk.command("human").events == (Requested("human"),)
    assert walk.status == "completed"
    assert "silent" not in walk.reply.note
    assert walk.reply.note.startswith("Of course. I have called Dana")


def test_erasing_after_the_end(definitions: Definitions) -> None:
    """The right to be forgotten does not end with the conversation."""
    walk = _ended(definitions)
    walk.say("delete")
    assert walk.reply.text.startswith("Erase all your answers")
    assert walk.tap("delete.confirm").events == (Requested("erase"),)
    assert (walk.status, walk.answers) == ("stopped", ())
    assert walk.shown()[0].text.startswith("This conversation is finished.")


@pytest.mark.parametrize("event", ["help", "privacy", "price", "language", "human"])
def test_after_stopping_no_question_comes_back(definitions: Definitions, event: str) -> None:
    """What is heard after a stop is answered, and the question it was stopped at is not asked again."""
    walk = opened(definitions, "bant-prospect")
    walk.command("stop")
    walk.command(event)
    assert walk.status == "stopped"
    assert walk.reply.kind == "notice"
    assert "How serious" not in walk.reply.text


def test_declining_keeps_nothing(definitions: Definitions) -> None:
    """A no ends the conversation, and only the ending is told."""
    walk = Walk(definitions.script("bant-prospect"))
    turn = walk.tap("answer.decline")
    assert [type(event).__name__ for event in turn.events] == ["Entered", "Ended"]
    assert (walk.status, walk.answers) == ("declined", ())
    assert walk.reply.text.startswith("That is fine. I have kept none of your answers.")


def test_asking_for_more_explains_and_asks_again(definitions: Definitions) -> None:
    """The full text, then the same question; nothing is recorded."""
    walk = Walk(definitions.script("bant-prospect"))
    walk.tap("answer.more")
    assert (walk.state, walk.answers) == ("consent", ())
    assert "privacy@masar.example" in walk.reply.note
    walk.tap("answer.agree")
    (consent,) = walk.answers
    assert (consent.value, consent.detail) == ("agree", walk.script.wording.version)


# Filling in


def test_several_answers_at_once(definitions: Definitions) -> None:
    """Ids, labels, numbers and phrases are read; the conversation goes on behind what is answered now."""
    walk = opened(definitions, "bant-rep")
    turn = walk.fill(budget="10_50k", need="8", authority="a committee", company="Nakhla")
    assert [type(event).__name__ for event in turn.events] == ["Answered"] * 4 + ["Entered"]
    assert {a.question: (a.value, a.source, a.text) for a in walk.answers} == {
        "budget": ("10_50k", "filled", "10_50k"),
        "need": ("important", "filled", "8"),
        "authority": ("committee", "filled", "a committee"),
        "company": ("Nakhla", "filled", "Nakhla"),
    }
    assert walk.state == "timeline"
    assert walk.reply.note == "Noted: 10-50k, Important (6-8), Several people / a committee, Nakhla."


def test_filling_in_arabic_lists_as_arabic_does(definitions: Definitions) -> None:
    """Items are parted by the comma of the language."""
    walk = opened(definitions, "bant-rep", "ar")
    walk.fill(need="٨", timeline="later")
    assert walk.reply.note == "سجّلتُ إجاباتكم: مهمة (6 إلى 8)، بعد أكثر من ستة أشهر."


def test_what_cannot_be_read_is_named(definitions: Definitions) -> None:
    """Nothing is guessed: the place of an option says nothing in a form, and an unknown question is no question."""
    walk = opened(definitions, "bant-rep")
    turn = walk.fill(authority="1", need="2.5", budget="a lot", colour="blue", timeline="later")
    assert [event.answer.question for event in turn.events if isinstance(event, Answered)] == ["timeline"]
    assert walk.reply.note.splitlines()[1] == "I could not read the answers to these: Authority, Need, Budget, colour."
    assert walk.state == "budget"


def test_a_form_without_anything_readable_changes_nothing(definitions: Definitions) -> None:
    """It is refused, and says what it could not read; a form of any length names ten fields at most."""
    walk = opened(definitions, "bant-rep")
    before = walk.session
    walk.fill_in({f"field {number}\u202e{'x' * 100}": "" for number in range(1000)})
    assert walk.turns[-1].events == (Refused("fill-unread"),)
    assert walk.session == before
    assert walk.reply.note.count("field") == 10
    assert len(walk.reply.note) < 600
    for event in ("help", "pause"):
        walk.command(event)
        assert walk.fill().events == (Refused("fill-unread"),)
        assert "That does not apply here." in walk.reply.note + walk.reply.text


def test_a_form_cannot_choose_what_only_a_rep_is_offered(definitions: Definitions) -> None:
    """The same options hold as in the conversation itself."""
    walk = opened(definitions, "bant-prospect")
    walk.fill(budget="no_money")
    assert walk.value("budget") is None


@pytest.mark.parametrize("status", ["open", "paused", "human", "stopped"])
def test_a_form_does_not_go_before_the_consent(definitions: Definitions, status: str) -> None:
    """Nothing is recorded of somebody who has not agreed, whatever the conversation's status."""
    walk = Walk(definitions.script("bant-prospect"))
    events = {"open": "help", "paused": "pause", "human": "human", "stopped": "stop"}
    walk.command(events[status])
    assert walk.status == status
    assert walk.fill(need="8", consent="agree").events == (Refused("fill-before-consent"),)
    assert walk.answers == ()


def test_a_form_does_not_follow_a_refusal(definitions: Definitions) -> None:
    """Who declined is not recorded afterwards either."""
    walk = Walk(definitions.script("bant-prospect"))
    walk.tap("answer.decline")
    assert walk.fill(need="8").events == (Refused("fill-before-consent"),)
    assert walk.answers == ()


def test_a_consent_cannot_be_filled_in(definitions: Definitions) -> None:
    """It is given in the conversation, to a text that was shown."""
    walk = opened(definitions, "bant-prospect")
    walk.fill(consent="agree", need="8")
    (consent,) = (answer for answer in walk.answers if answer.question == "consent")
    assert consent.source == "tapped"
    assert walk.reply.note.splitlines()[1] == "I could not read the answers to these: Consent."


def test_a_late_correction_gives_a_new_outcome(definitions: Definitions) -> None:
    """After the end a form supersedes an answer, and the ending is due anew."""
    walk = _ended(definitions)
    turn = walk.fill(timeline="this month")
    assert isinstance(turn.events[0], Answered)
    assert turn.events[0].supersedes is not None
    assert turn.events[1] == Ended("completed")
    assert (walk.state, walk.status) == ("qualified", "completed")
    stopped = opened(definitions, "bant-prospect")
    stopped.command("stop")
    assert stopped.fill(need="8").events[-1] == Ended("stopped")


def test_filling_in_while_it_stands_still(definitions: Definitions) -> None:
    """A form is taken while paused or with a person, and leaves both as they are."""
    for event, status in (("pause", "paused"), ("human", "human")):
        walk = opened(definitions, "bant-prospect")
        walk.command(event)
        walk.fill(need="8")
        assert (walk.status, walk.state, walk.value("need")) == (status, "timeline", "important")
        assert walk.reply.text == "Noted: Important (6-8)."


def test_filling_in_answers_the_question_in_between(definitions: Definitions) -> None:
    """A form leaves whatever stood in between, and a claim in it is asked for its content at once."""
    walk = opened(definitions, "bant-rep")
    walk.command("change")
    walk.fill(need="8")
    assert (walk.session.aside, walk.state) == ("", "budget")
    review = opened(definitions, "gpctba-ci-rep")
    review.command("review")
    review.fill(goals="goal_number_date")
    assert review.session.aside == "evidence:goals"
    review.fill(goals="20% more sales by June")
    assert (review.session.aside, review.state) == ("", "review")
    assert [answer.detail for answer in review.answers] == ["20% more sales by June"]


# Finishing early by command


def test_finishing_wherever_one_is(definitions: Definitions) -> None:
    """The rest stays open, and the conversation goes to its review."""
    walk = opened(definitions, "bant-rep")
    walk.through("budget=10_50k")
    walk.command("finish")
    assert walk.state == "review"
    walk.command("finish")
    assert walk.state == "review"
    assert walk.reply.text.count("open") == 3
    walk.command("back")
    assert walk.state == "authority"


# Settings of a conversation


@pytest.mark.parametrize(("setting", "state"), [("always", "review"), ("never", "authority")])
def test_a_conversation_may_finish_always_or_never(home: Path, tmp_path: Path, setting: str, state: str) -> None:
    """`early_end: always` goes to the finish by itself, `never` asks every question."""
    edit = ("conversations/bant-rep.yaml", "early_end: offer", f"early_end: {setting}")
    walk = Walk(changed(home, tmp_path, edit).script("bant-rep"))
    walk.through("budget=no_money")
    assert "finish" not in walk.buttons
    assert (walk.state, walk.session.aside) == (state, "")


def test_a_price_without_a_page(home: Path, tmp_path: Path) -> None:
    """Only what is known is said, in one line; without a price a colleague's answer is promised."""
    page = ("company.yaml", "  page: https://masar.example/pricing\n", "")
    walk = Walk(changed(home, tmp_path / "a", page).script("bant-prospect"))
    walk.command("price")
    assert walk.reply.note == "Our prices start from 49 dollars per user and month. I have told Dana that you asked."
    text = (home / "company.yaml").read_text(encoding="utf-8")
    price = ("company.yaml", text[text.index("price:\n") :], "")
    none = Walk(changed(home, tmp_path / "b", price).script("bant-prospect"), "ar")
    none.command("price")
    assert none.reply.note == "سؤال في محله. نقلتُه إلى دانة، وسيصلكم الرد خلال يوم عمل واحد."
