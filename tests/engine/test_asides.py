"""Questions in between: the content of a claim, a contradiction, the offer to finish, the choice of what to change."""

import pytest
from support.walking import Walk, given, opened

from qualibot.definitions import Definitions
from qualibot.model import Answered, Ended, Entered, Missed, Refused
from qualibot.scoring import evaluate


def _points(walk: Walk, criterion: str) -> int:
    evaluation = evaluate(walk.script.framework, walk.script.criteria, walk.answers, walk.now)
    return next(line.points for line in evaluation.lines if line.criterion == criterion)


def _claimed(definitions: Definitions, language: str = "en") -> Walk:
    walk = opened(definitions, "gpctba-ci-rep", language)
    walk.tap("answer.goal_number_date")
    return walk


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_claim_is_asked_for_its_content(definitions: Definitions, language: str) -> None:
    """A claim is followed by "which?"; one free line is kept, and the claim counts in full."""
    walk = _claimed(definitions, language)
    assert walk.session.aside == "evidence:goals"
    assert walk.reply.text == walk.script.wording.asked["rep"]["goals"].evidence[language]  # type: ignore[index]
    assert list(walk.buttons) == ["skip"]
    assert walk.reply.takes == "text"
    assert _points(walk, "goals") == 11
    turn = walk.say("20 % بحلول June")
    assert isinstance(turn.events[0], Answered)
    assert turn.events[0].answer.detail == "20 % بحلول June"
    assert turn.events[0].supersedes is not None
    assert (walk.state, walk.session.aside) == ("plans", "")
    assert _points(walk, "goals") == 15


@pytest.mark.parametrize("text", ["20", "20%", "٢٠٪", "1,000,000", "$5"])
def test_a_bare_number_is_content(definitions: Definitions, text: str) -> None:
    """Which number? The number alone is an answer."""
    walk = _claimed(definitions)
    walk.say(text)
    assert [answer.detail for answer in walk.answers] == [text]


def test_content_may_be_withheld(definitions: Definitions) -> None:
    """Skipped, or not known, the claim counts one level lower and is not asked for again."""
    for event in ("skip", "dont_know"):
        walk = _claimed(definitions)
        walk.command(event)
        assert (walk.state, walk.session.aside) == ("plans", "")
        assert walk.value("goals") == "goal_number_date"
        assert _points(walk, "goals") == 11
        walk.tap("answer.plan_draft")
        assert walk.session.aside == ""


def test_a_number_typed_with_the_claim_is_its_content(definitions: Definitions) -> None:
    """Who writes "20% more sales by June" is not asked which number."""
    walk = opened(definitions, "gpctba-ci-rep")
    walk.say("20% more sales by June")
    assert (walk.state, walk.session.aside) == ("plans", "")
    assert _points(walk, "goals") == 15
    wordy = opened(definitions, "gpctba-ci-rep")
    wordy.say("a number and a date, yes")
    assert wordy.session.aside == "evidence:goals"


def test_back_from_a_claim_asks_the_claim_again(definitions: Definitions) -> None:
    """The question before is the one that was just answered, and it is not drowned by "which number?"."""
    walk = _claimed(definitions)
    walk.command("back")
    assert (walk.state, walk.session.aside) == ("goals", "")
    assert walk.reply.note == "Back to the previous question. Your answer was: Target with a number and a date."
    walk.tap("answer.goal_direction")
    assert (walk.state, walk.session.aside) == ("plans", "")


def test_content_that_is_noise_is_asked_again(definitions: Definitions) -> None:
    """Nothing readable, or far too much, is no content; the claim itself stands."""
    for text in ("", "\u200b", "x" * 301):
        walk = _claimed(definitions)
        turn = walk.say(text)
        assert [type(event) for event in turn.events] == [Missed]
        assert walk.session.aside == "evidence:goals"
        assert walk.reply.note


def test_commands_are_heard_while_content_is_asked(definitions: Definitions) -> None:
    """Help and pausing work there; an answer to the question underneath does not."""
    walk = _claimed(definitions)
    walk.say("help")
    assert walk.reply.note.startswith("Tap an option")
    walk.say("pause")
    walk.say("resume")
    assert walk.session.aside == "evidence:goals"
    assert walk.command("answer.plan_draft").events == (Refused("option-unknown"),)


def test_content_of_an_answer_that_is_gone(definitions: Definitions) -> None:
    """Where the answer was erased meanwhile, its content is no longer asked for."""
    walk = _claimed(definitions)
    walk.answers = ()
    assert walk.shown()[0].text == walk.script.wording.asked["rep"]["plans"].ask["en"]
    turn = walk.say("20 by June")
    assert [type(event) for event in turn.events] == [Missed]
    assert walk.session.aside == ""


def _contradicting(definitions: Definitions) -> Walk:
    walk = opened(definitions, "champ-prospect")
    walk.command("goto.authority")
    walk.tap("answer.committee")
    walk.tap("answer.all_named")
    walk.command("review")
    return walk


def test_a_contradiction_is_shown_in_the_review(definitions: Definitions) -> None:
    """A committee that decides and "only me": both are read back, and the lower counts meanwhile."""
    walk = _contradicting(definitions)
    assert walk.session.aside == "contradiction:authority:committee"
    assert walk.reply.text == "You said “Several people / a committee”, and also “Only me”. Which of the two is right?"
    assert walk.buttons == {
        "goto.committee": "Several people / a committee",
        "goto.authority": "Only me",
        "skip": "Skip",
    }
    assert _points(walk, "committee") == 2


def test_whoever_resolves_a_contradiction_is_asked_the_other_again(definitions: Definitions) -> None:
    """One answer is right, so the other is asked anew; then the review comes, without the question."""
    walk = _contradicting(definitions)
    walk.say("Several people / a committee")
    assert walk.state == "committee"
    assert walk.reply.note == "Your answer was: Only me."
    walk.tap("answer.most_named")
    walk.command("review")
    assert (walk.state, walk.session.aside, walk.reply.kind) == ("review", "", "review")
    assert _points(walk, "committee") == 6


@pytest.mark.parametrize("event", ["skip", "dont_know", "back"])
def test_a_contradiction_is_asked_once(definitions: Definitions, event: str) -> None:
    """Left unresolved, it is not asked again, and the lower counts."""
    walk = _contradicting(definitions)
    walk.command(event)
    assert (walk.state, walk.session.aside, walk.reply.kind) == ("review", "", "review")
    walk.command("goto.need")
    walk.tap("answer.critical")
    walk.command("review")
    assert walk.session.aside == ""
    assert _points(walk, "committee") == 2


def test_a_rep_does_not_contradict_a_committee(definitions: Definitions) -> None:
    """All who must agree, by name: to a rep that is no contradiction to a committee."""
    walk = opened(definitions, "champ-rep")
    walk.command("goto.authority")
    walk.tap("answer.committee")
    walk.tap("answer.all_named")
    walk.command("review")
    assert walk.session.aside == ""
    assert _points(walk, "committee") == 8


def test_a_contradiction_that_is_gone_is_not_asked(definitions: Definitions) -> None:
    """Where one of the answers was erased meanwhile, the review is shown."""
    walk = _contradicting(definitions)
    walk.answers = tuple(answer for answer in walk.answers if answer.question != "committee")
    assert [reply.kind for reply in walk.shown()] == ["review"]


def _settled(definitions: Definitions) -> Walk:
    """Three best answers: whatever the budget is, the verdict is an invitation."""
    walk = opened(definitions, "bant-prospect", "en")
    walk.through("need=critical", "timeline=this_month", "authority=i_decide")
    return walk


ENOUGH = "Thank you, that is enough for a first answer. The rest (1 question) would help us prepare."


def test_once_settled_finishing_is_offered(definitions: Definitions) -> None:
    """When no further answer can change the verdict, the next question says so and has a way to finish."""
    walk = _settled(definitions)
    assert (walk.state, walk.session.aside) == ("budget", "")
    assert walk.reply.note.splitlines()[-1] == ENOUGH
    assert walk.reply.controls[0].event == "finish"


def test_an_offer_to_finish_does_not_stand_in_the_way(definitions: Definitions) -> None:
    """Who simply answers goes on; nothing has to be declined first."""
    walk = _settled(definitions)
    walk.say("60k")
    assert walk.state == "name"
    assert walk.value("budget") == "50_100k"


def test_the_offer_is_said_once_for_a_verdict(definitions: Definitions) -> None:
    """The way to finish stays; the sentence comes back only with another verdict."""
    walk = _settled(definitions)
    walk.say("why")
    assert ENOUGH not in walk.reply.note
    assert walk.reply.controls[0].event == "finish"
    walk.command("goto.need")
    walk.tap("answer.critical")
    assert ENOUGH not in walk.reply.note
    walk.command("goto.need")
    walk.tap("answer.none")
    assert (walk.state, walk.reply.note.splitlines()[-1]) == ("budget", ENOUGH)


def test_nothing_is_offered_before_the_verdict_is_settled(definitions: Definitions) -> None:
    """Two answers settle nothing."""
    walk = opened(definitions, "bant-prospect", "en")
    walk.through("need=critical", "timeline=this_month")
    assert ENOUGH not in walk.reply.note
    assert "finish" not in [button.event for button in walk.reply.controls]


def test_finishing_early_keeps_the_gaps(definitions: Definitions) -> None:
    """What was not asked stays open on purpose, and the prospect still leaves a way to be reached."""
    walk = _settled(definitions)
    walk.say("Finish here")
    assert walk.state == "name"
    walk.through("name=", "company=", "contact=chat")
    assert "Budget: open" in walk.reply.text
    walk.tap("send")
    assert (walk.state, walk.status) == ("invited", "completed")


def test_a_knock_out_settles_at_once(definitions: Definitions) -> None:
    """A rep who finds that we cannot help sees so and may stop."""
    walk = opened(definitions, "gpctba-ci-rep")
    walk.command("goto.challenge")
    walk.tap("answer.outside_scope")
    assert walk.reply.note.splitlines()[-1] == "The verdict is settled: No fit, 0. 9 questions open."
    walk.tap("finish")
    walk.tap("send")
    assert walk.reply.text == "Recorded. No fit: 0."


def test_in_the_break_any_word_for_going_on_goes_on(definitions: Definitions) -> None:
    """«متابعة», "continue" and the button are one in a menu; the break is not shown twice on the way forward."""
    for say in ("continue", "متابعة", "Go on", "1", "resume"):
        walk = opened(definitions, "gpctba-ci-prospect")
        walk.command("goto.timeline")
        walk.tap("answer.half_year")
        assert walk.state == "sitting_break"
        assert walk.reply.text.startswith("Thank you, the main part is done. The rest (9 questions)")
        walk.say(say)
        assert (walk.state, walk.reply.note) == ("authority", "")
    walk.command("goto.timeline")
    walk.tap("answer.later")
    assert walk.state == "authority"


def test_going_back_to_the_break_asks_it_again(definitions: Definitions) -> None:
    """The choice is open once more."""
    walk = opened(definitions, "gpctba-ci-prospect")
    walk.command("goto.timeline")
    walk.through("timeline=half_year")
    walk.tap("go_on")
    walk.command("back")
    assert (walk.state, walk.reply.note) == ("sitting_break", "Back to the previous question.")
    walk.tap("finish")
    assert walk.state == "name"


def test_the_break_goes_on_after_a_pause_and_a_person(definitions: Definitions) -> None:
    """A word that means both resuming and going on does what the state of things asks for."""
    walk = opened(definitions, "gpctba-ci-prospect")
    walk.command("goto.timeline")
    walk.tap("answer.half_year")
    walk.command("human")
    walk.say("متابعة")
    assert (walk.status, walk.state) == ("open", "sitting_break")
    walk.command("pause")
    walk.command("resume")
    assert (walk.status, walk.state) == ("open", "sitting_break")
    walk.command("resume")
    assert walk.state == "authority"


def test_changing_an_answer_leads_back_to_the_review(definitions: Definitions) -> None:
    """Which answer? Then its question, then the review with the new answer."""
    walk = opened(definitions, "bant-rep")
    walk.through("budget=10_50k", "authority=committee", "need=important", "timeline=half_year")
    assert walk.state == "review"
    walk.tap("change")
    assert walk.reply.text == "Which answer would you like to change?"
    assert walk.buttons == {
        "goto.budget": "Budget",
        "goto.authority": "Authority",
        "goto.need": "Need",
        "goto.timeline": "Timeline",
    }
    walk.say("authority")
    assert walk.state == "authority"
    assert walk.reply.note == "Your answer was: Several people / a committee."
    walk.tap("answer.i_decide")
    assert (walk.state, walk.reply.kind) == ("review", "review")
    assert "Authority: Contact decides alone" in walk.reply.text


def test_changing_in_the_middle_offers_what_is_still_open_too(definitions: Definitions) -> None:
    """Questions can be taken in any order; back leaves the choice."""
    walk = opened(definitions, "bant-rep")
    walk.command("change")
    assert list(walk.buttons) == ["goto.budget", "goto.authority", "goto.need", "goto.timeline"]
    walk.say("back")
    assert (walk.state, walk.session.aside) == ("budget", "")
    walk.command("change")
    walk.tap("goto.timeline")
    assert walk.state == "timeline"


def test_the_review_is_sent(definitions: Definitions) -> None:
    """Only "send" ends the conversation, by button or by word; the rep sees the verdict at once."""
    walk = opened(definitions, "bant-rep")
    walk.through("budget=not_set", "authority=i_recommend", "need=important", "timeline=half_year")
    turn = walk.say("looks good, send it")
    assert turn.events == (Entered("recorded"), Ended("completed"))
    assert (walk.reply.kind, walk.reply.text) == ("final", "Recorded. Qualified: 51.")


def test_send_belongs_to_the_review(definitions: Definitions) -> None:
    """Anywhere else it means nothing."""
    walk = opened(definitions, "bant-rep")
    assert walk.command("send").events == (Refused("event-unknown"),)


def test_a_known_contradiction_is_found_by_its_questions(definitions: Definitions) -> None:
    """What was said in another session is read back all the same."""
    known = (given("authority", "committee"), given("committee", "all_named"))
    walk = opened(definitions, "champ-prospect", known=known)
    walk.command("review")
    assert walk.session.aside == "contradiction:authority:committee"
