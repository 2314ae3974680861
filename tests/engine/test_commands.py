"""What can be said at any time, and what it does at each kind of place."""

import pytest
from support.walking import Walk, opened

from qualibot.definitions import Definitions
from qualibot.model import Answered, Ended, Entered, Refused, Requested, Retracted, Tapped, Typed

TYPED = {
    "skip": ("skip", "تخطي"),
    "dont_know": ("no idea", "مدري"),
    "back": ("go back", "رجوع"),
    "pause": ("pause", "مشغولة الحين"),
    "resume": ("resume", "نكمل"),
    "review": ("show my answers", "مراجعة إجاباتي"),
    "change": ("change an answer", "تعديل إجابة"),
    "human": ("talk to a person", "أبغى أكلم شخص"),
    "robot": ("are you a bot?", "هل أنت روبوت؟"),
    "price": ("how much is it?", "كم السعر عندكم؟"),
    "why": ("why?", "ليش؟"),
    "privacy": ("privacy", "الخصوصية"),
    "export": ("give me a copy", "نسخة من بياناتي"),
    "delete": ("forget me", "احذفوا كل شيء"),
    "stop": ("unsubscribe", "كفاية"),
    "restart": ("start over", "من البداية"),
    "help": ("help", "الأوامر"),
    "language": ("change language", "تغيير اللغة"),
    "language.ar": ("in Arabic please", "بالعربي"),
    "language.en": ("English", "بالإنجليزي"),
}


@pytest.mark.parametrize("conversation", ["bant-prospect", "bant-rep"])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("event", TYPED)
def test_commands_are_understood_in_either_language(
    definitions: Definitions, conversation: str, language: str, event: str
) -> None:
    """A command typed in English or Arabic does what the command itself does, whatever language is shown."""
    walk = opened(definitions, conversation, language)
    walk.tap(next(event for event in walk.buttons if event.startswith("answer.")))
    said = walk.command(event)
    for text in TYPED[event]:
        again = opened(definitions, conversation, language)
        again.tap(next(event for event in again.buttons if event.startswith("answer.")))
        turn = again.say(text)
        assert turn.session == said.session
        assert turn.replies == said.replies
        assert [type(item) for item in turn.events] == [type(item) for item in said.events]


def test_skip_leaves_a_gap_and_goes_on(definitions: Definitions) -> None:
    """A skipped question is open, is not asked again on the way, and stands as open in the review."""
    walk = opened(definitions, "bant-rep")
    walk.tap("skip")
    assert walk.reply.note == "Skipped. You can come back to it at the end."
    assert (walk.state, walk.value("budget")) == ("authority", None)
    walk.through("authority=i_decide", "need=critical", "timeline=this_month")
    assert "Budget: open" in walk.reply.text


def test_skipping_a_question_that_was_answered_keeps_the_answer(definitions: Definitions) -> None:
    """Who goes back and changes nothing may skip forward; nothing is said of a gap."""
    walk = opened(definitions, "bant-rep")
    walk.through("budget=10_50k")
    walk.command("back")
    walk.tap("skip")
    assert walk.value("budget") == "10_50k"
    assert walk.reply.note == ""


def test_not_knowing_is_its_own_kind_word(definitions: Definitions) -> None:
    """Not knowing leaves a gap like a skip does, and takes back what was said before."""
    walk = opened(definitions, "bant-prospect")
    walk.tap("dont_know")
    assert walk.reply.note == "That is fine, we go on without it."
    assert (walk.state, walk.value("need")) == ("timeline", None)
    walk.tap("answer.later")
    walk.command("back")
    turn = walk.tap("dont_know")
    assert [type(event) for event in turn.events] == [Retracted, Entered]
    assert walk.value("timeline") is None


def test_not_knowing_the_budget_is_an_answer(definitions: Definitions) -> None:
    """Where an option says "not set yet", not knowing is that option, and no second button says the same."""
    walk = opened(definitions, "bant-rep")
    assert "dont_know" not in walk.buttons
    turn = walk.say("no idea")
    assert isinstance(turn.events[0], Answered)
    assert (turn.events[0].answer.value, turn.events[0].answer.source, turn.events[0].answer.text) == (
        "not_set", "rep-entered", "no idea",
    )  # fmt: skip
    walk.command("back")
    walk.command("dont_know")
    assert walk.source("budget") == "tapped"


def test_a_prospect_who_does_not_know_whom_to_include(definitions: Definitions) -> None:
    """For the committee not knowing counts as nobody mapped, which a prospect is not offered as a button."""
    walk = opened(definitions, "champ-prospect")
    walk.command("goto.committee")
    assert "answer.not_mapped" not in walk.buttons
    walk.tap("dont_know")
    assert walk.value("committee") == "not_mapped"
    assert walk.state == "budget"


@pytest.mark.parametrize("event", ["skip", "dont_know"])
def test_a_consent_can_be_neither_skipped_nor_unknown(definitions: Definitions, event: str) -> None:
    """Only a clear yes leads past the gate."""
    walk = Walk(definitions.script("bant-prospect"))
    turn = walk.command(event)
    assert turn.events == (Refused(f"{event}-not-here"),)
    assert (walk.state, walk.answers) == ("consent", ())


@pytest.mark.parametrize("event", ["skip", "dont_know"])
def test_nothing_can_be_skipped_in_the_review(definitions: Definitions, event: str) -> None:
    """The review asks nothing."""
    walk = opened(definitions, "bant-rep")
    walk.command("review")
    assert walk.command(event).events == (Refused(f"{event}-not-here"),)


def test_back_shows_what_was_answered(definitions: Definitions) -> None:
    """One step back says the answer that was given; at the first question nothing lies before."""
    walk = opened(definitions, "bant-rep")
    walk.command("back")
    assert walk.reply.note == "This is already the first question."
    walk.through("budget=", "authority=committee", "need=important")
    walk.command("back")
    assert walk.reply.note == "Back to the previous question. Your answer was: Important (6-8)."
    walk.command("back")
    walk.command("back")
    assert (walk.state, walk.reply.note) == ("budget", "Back to the previous question.")
    walk.command("back")
    assert walk.reply.note == "This is already the first question."


def test_nobody_goes_back_to_the_consent(definitions: Definitions) -> None:
    """A consent that was given is not asked again by going back, jumping or changing."""
    walk = opened(definitions, "bant-prospect")
    walk.command("back")
    assert walk.state == "need"
    assert walk.command("goto.consent").events == (Refused("goto-not-here"),)
    walk.command("change")
    assert "goto.consent" not in walk.buttons


def test_answers_given_before_going_back_are_not_asked_again(definitions: Definitions) -> None:
    """Changing an early answer leads straight to where the person was."""
    walk = opened(definitions, "bant-rep")
    walk.through("budget=10_50k", "authority=committee", "need=important")
    for _ in range(3):
        walk.command("back")
    walk.tap("answer.gt_100k")
    assert walk.state == "timeline"
    assert walk.value("budget") == "gt_100k"


def test_going_to_a_question(definitions: Definitions) -> None:
    """Any question of the conversation can be opened; what was answered there is said."""
    walk = opened(definitions, "bant-rep")
    walk.through("budget=10_50k")
    walk.command("goto.budget")
    assert walk.reply.note == "Your answer was: 10-50k."
    walk.command("goto.timeline")
    assert (walk.state, walk.reply.note) == ("timeline", "")
    walk.command("back")
    assert walk.state == "budget"


@pytest.mark.parametrize(
    ("event", "reason", "note"),
    [
        ("goto.timline", "goto-unknown", "There is no question “timline” here."),
        ("goto.", "goto-unknown", "There is no question “” here."),
        ("goto.review", "goto-not-here", "That does not apply here."),
        ("goto.recorded", "goto-not-here", "That does not apply here."),
    ],
)
def test_going_nowhere(definitions: Definitions, event: str, reason: str, note: str) -> None:
    """What is no question cannot be opened, and the person is told."""
    walk = opened(definitions, "bant-rep")
    assert walk.command(event).events == (Refused(reason),)
    assert walk.reply.note == note


def test_a_name_that_does_not_exist_is_repeated_harmlessly(definitions: Definitions) -> None:
    """Control characters go, and a long name is cut."""
    walk = opened(definitions, "bant-rep")
    walk.command("goto.\x1b[31m\u202e" + "x" * 1000)
    assert walk.reply.note == "There is no question “[31m" + "x" * 36 + "” here."


def test_nothing_leads_past_the_consent(definitions: Definitions) -> None:
    """Before consent there is no jumping, reviewing, finishing, changing or filling in."""
    for event in ("goto.need", "review", "finish", "change", "goto.name"):
        walk = Walk(definitions.script("bant-prospect"))
        turn = walk.command(event)
        assert [type(item) for item in turn.events] == [Refused]
        assert walk.state == "consent"


def test_restart_takes_back_what_was_said_here(definitions: Definitions) -> None:
    """Answers of this session no longer count; the consent stays, and so does what was known before."""
    walk = opened(definitions, "bant-prospect", lead="Huda")
    walk.through("need=important", "timeline=")
    turn = walk.command("restart")
    assert [type(event) for event in turn.events] == [Retracted, Entered]
    assert {answer.question for answer in walk.answers} == {"consent", "name"}
    assert walk.reply.note == "We start again; what was said in this conversation no longer counts."
    assert (walk.state, walk.session.trail, walk.session.passed) == ("need", (), frozenset())


def test_restart_in_the_middle_of_a_pause(definitions: Definitions) -> None:
    """Starting again goes on at once."""
    walk = opened(definitions, "bant-rep")
    walk.through("budget=10_50k")
    walk.command("pause")
    walk.command("restart")
    assert (walk.state, walk.status) == ("budget", "open")


def test_pause_and_resume(definitions: Definitions) -> None:
    """A pause keeps the place; coming back says what is done and asks what comes next."""
    walk = opened(definitions, "bant-rep")
    walk.through("budget=10_50k", "authority=")
    walk.command("pause")
    assert walk.status == "paused"
    assert walk.reply.text == "Paused at question 3 of 4; everything is saved. Write “resume” whenever you like."
    assert list(walk.buttons) == ["resume"]
    assert walk.shown() == walk.turns[-1].replies
    walk.tap("resume")
    assert (walk.status, walk.state) == ("open", "need")
    assert walk.reply.note == "Welcome back. 1 of 4 answered; next:"


def test_any_answer_ends_a_pause(definitions: Definitions) -> None:
    """A typed or tapped answer while paused counts and goes on; so does a reply that was not understood."""
    walk = opened(definitions, "bant-rep")
    seq = walk.session.seq
    walk.command("pause")
    walk.tap("answer.10_50k", seq)
    assert (walk.status, walk.value("budget")) == ("open", "10_50k")
    walk.command("pause")
    walk.say("committee")
    assert (walk.status, walk.value("authority")) == ("open", "committee")
    walk.command("pause")
    walk.say("qwertz uiop")
    assert (walk.status, walk.session.misses) == ("open", 1)


@pytest.mark.parametrize("event", ["help", "why", "privacy", "language", "pause"])
def test_asking_something_does_not_end_a_pause(definitions: Definitions, event: str) -> None:
    """Help, reasons, privacy and language are given while the conversation stands still."""
    walk = opened(definitions, "bant-prospect")
    walk.command("pause")
    walk.command(event)
    assert walk.status == "paused"
    assert walk.reply.kind == "notice"
    assert list(walk.buttons) == ["resume"]


def test_a_refused_message_does_not_end_a_pause(definitions: Definitions) -> None:
    """What changes nothing changes the pause neither."""
    walk = opened(definitions, "bant-prospect")
    first = walk.session.seq - 1
    walk.command("pause")
    paused = walk.session
    walk.command("goto.nowhere")
    assert walk.session == paused
    walk.tap("answer.agree", first)
    assert walk.session == paused
    assert walk.reply.text.startswith("Paused at question 1 of 4")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_why_gives_the_reason_of_the_question(definitions: Definitions, language: str) -> None:
    """Each question has its reason; the consent adds what is kept; a place without a question offers help."""
    walk = opened(definitions, "bant-prospect", language)
    walk.command("why")
    assert walk.reply.note == walk.script.wording.asked["prospect"]["need"].why[language]
    walk.command("goto.name")
    walk.command("why")
    assert walk.reply.note == walk.script.wording.asked["prospect"]["name"].why[language]
    walk.command("review")
    walk.command("why")
    assert walk.reply.note == walk.script.wording.phrases["help_prospect"].say[language]
    gate = Walk(walk.script, language)
    gate.command("why")
    assert gate.reply.note.startswith(walk.script.wording.asked["prospect"]["consent"].why[language] + "\n")
    assert "privacy@masar.example" in gate.reply.note


def test_a_person_takes_over_from_a_prospect(definitions: Definitions) -> None:
    """The bot is silent until it is called back; what is said in between is passed on word for word."""
    walk = opened(definitions, "bant-prospect")
    turn = walk.say("let me speak to someone")
    assert turn.events == (Requested("human", "let me speak to someone"),)
    assert walk.status == "human"
    assert "Dana" in walk.reply.text
    assert "within one working day" in walk.reply.text
    for message in ("8", "skip", "yes", "how much is it", "إيه؟"):
        turn = walk.say(message)
        assert turn.events == (Requested("message", message),)
        assert turn.replies == ()
    assert walk.tap("answer.critical", walk.session.asked).events == (Requested("message", "answer.critical"),)
    assert walk.value("need") is None
    walk.say("resume")
    assert (walk.status, walk.state) == ("open", "need")


def test_a_person_is_asked_by_a_rep(definitions: Definitions) -> None:
    """A rep's checklist goes on at once."""
    walk = opened(definitions, "bant-rep")
    assert walk.say("can I ask someone").events == (Requested("human", "can I ask someone"),)
    assert walk.status == "open"
    assert walk.reply.note == "Omar is asked, with the answers so far."


def test_what_is_heard_while_a_person_has_taken_over(definitions: Definitions) -> None:
    """Language, privacy, a copy, erasing and stopping need no colleague."""
    for event in ("language", "privacy", "export", "delete"):
        walk = opened(definitions, "bant-prospect")
        walk.command("human")
        walk.command(event)
        assert walk.status == "human"
        assert walk.reply.text
    assert set(walk.buttons) == {"delete.confirm", "delete.keep"}
    walk.tap("delete.keep")
    assert walk.status == "human"
    assert walk.reply.text == "Nothing was erased."
    walk.command("stop")
    assert walk.status == "stopped"


def test_coming_back_to_a_conversation(definitions: Definitions) -> None:
    """Opening what is open, paused or with a person goes on where it was."""
    for event in ("help", "pause", "human"):
        walk = opened(definitions, "bant-prospect")
        walk.through("need=important")
        walk.command(event)
        turn = walk.start()
        assert turn.events == ()
        assert (walk.status, walk.state) == ("open", "timeline")
        assert walk.reply.note == "Welcome back. 1 of 4 answered; next:"


def test_whatever_comes_first_begins(definitions: Definitions) -> None:
    """A session that has not begun is begun by any message but a timer; nothing is read into it."""
    script = definitions.script("bant-prospect")
    for payload in (Typed("yes"), Tapped(1, 0, "answer.agree")):
        walk = Walk(script, start=False)
        turn = walk.send(payload)
        assert [type(event).__name__ for event in turn.events] == ["Started", "Entered"]
        assert (walk.state, walk.answers) == ("consent", ())
    walk = Walk(script, start=False)
    assert walk.due("expire").events == (Refused("late-timer"),)
    assert walk.session.state == ""


def test_the_greeting_of_a_rep_says_what_is_known(definitions: Definitions) -> None:
    """The lead, the framework, the number of questions and what was told before stand above the first question."""
    walk = Walk(definitions.script("bant-rep"), lead="Nakhla\u202e  Logistics")
    assert walk.reply.note == "Nakhla Logistics · BANT · questions: 4 · about 1 minute. Already known: nothing yet."
    assert walk.value("name") == "Nakhla Logistics"
    assert walk.source("name") == "known"
    nameless = Walk(definitions.script("bant-rep"), "ar")
    assert nameless.reply.note.startswith("ملف العميل المحتمل · ")


@pytest.mark.parametrize("lead", ["", "   ", "\u200b", "---", "x" * 121])
def test_a_lead_without_a_readable_name_stays_nameless(definitions: Definitions, lead: str) -> None:
    """Nothing is recorded as a name that cannot be one."""
    walk = Walk(definitions.script("bant-rep"), lead=lead)
    assert walk.answers == ()


def test_the_language_changes_at_any_point(definitions: Definitions) -> None:
    """One word changes what is shown and nothing else; buttons shown before stay good."""
    walk = opened(definitions, "bant-prospect")
    seq = walk.session.seq
    turn = walk.say("العربية")
    assert turn.events == ()
    assert (walk.session.language, walk.state) == ("ar", "need")
    assert walk.reply.language == "ar"
    assert walk.reply.note == "نتابع بالعربية."
    walk.tap("answer.important", seq)
    assert walk.reply.note == "سجّلتُ إجابتكم: مهمة (6 إلى 8)."
    walk.command("language")
    assert walk.session.language == "en"
    assert walk.reply.note == "We continue in English."
    assert walk.command("language.xx").events == (Refused("language-unknown"),)
    assert walk.value("need") == "important"


def test_a_price_question_is_answered_at_once(definitions: Definitions) -> None:
    """The price page stands on a line of its own, the request is passed on, and the question stands there again."""
    walk = opened(definitions, "bant-prospect")
    turn = walk.say("how much does it cost?")
    assert turn.events == (Requested("price", "how much does it cost?"),)
    assert walk.reply.note.splitlines()[1] == "https://masar.example/pricing"
    assert walk.state == "need"
    assert walk.reply.text.startswith("How serious")


def test_a_robot_says_so_and_fetches_nobody_by_itself(definitions: Definitions) -> None:
    """A yes to the question in between fetches somebody and is no consent; a no goes on."""
    walk = Walk(definitions.script("bant-prospect"))
    turn = walk.say("are you a robot?")
    assert turn.events == ()
    assert walk.reply.text == "Yes, I am automatic. Shall I fetch a colleague?"
    walk.say("no")
    assert (walk.value("consent"), walk.status) == (None, "open")
    assert (walk.state, walk.reply.text.endswith("May I start?")) == ("consent", True)
    walk.command("robot")
    assert walk.say("yes").events == (Requested("human", "yes"),)
    assert walk.value("consent") is None
    assert walk.status == "human"
    walk.command("resume")
    assert walk.reply.text.endswith("May I start?")


def test_a_copy_of_everything_that_was_said(definitions: Definitions) -> None:
    """Each answer of the person is listed, and the request is passed on; reps ask a manager."""
    walk = opened(definitions, "bant-prospect")
    walk.through("need=important")
    walk.command("goto.name")
    walk.say("Huda")
    assert walk.command("export").events == (Requested("export"),)
    assert walk.reply.note == "This is what we hold:\nConsent: Agree and start\nNeed: Important (6-8)\nName: Huda"
    empty = Walk(definitions.script("bant-prospect"), "ar")
    empty.command("export")
    assert empty.reply.note == "هذا ما نحفظه لدينا:\nلا شيء بعد"
    for event in ("export", "delete"):
        rep = opened(definitions, "bant-rep")
        assert rep.command(event).events == (Refused(f"{event}-not-here"),)


def test_erasing_asks_first(definitions: Definitions) -> None:
    """Keeping changes nothing; erasing leaves no answer and ends the conversation."""
    walk = opened(definitions, "bant-prospect")
    walk.through("need=important")
    assert walk.say("delete my data").events == ()
    assert walk.reply.text == "Erase all your answers and contact details? This cannot be undone."
    walk.say("Keep")
    assert (walk.reply.note, walk.state, len(walk.answers)) == ("Nothing was erased.", "timeline", 2)
    walk.command("delete")
    turn = walk.tap("delete.confirm")
    assert turn.events == (Requested("erase"),)
    assert (walk.answers, walk.status) == ((), "stopped")
    assert walk.reply.text.startswith("Erased on 21 Nov.")


def test_going_back_leaves_the_question_of_erasing(definitions: Definitions) -> None:
    """Back, or going on, is no yes."""
    for event in ("back", "go_on"):
        walk = opened(definitions, "bant-prospect")
        walk.command("delete")
        walk.command(event)
        assert (walk.session.aside, walk.state, walk.reply.text[:11]) == ("", "need", "How serious")


def test_stop_ends_at_once(definitions: Definitions) -> None:
    """Nothing more is sent; the answers are kept until they expire, or are erased on request."""
    walk = opened(definitions, "bant-prospect")
    walk.through("need=important")
    turn = walk.say("stop")
    assert turn.events == (Ended("stopped"),)
    assert walk.value("need") == "important"
    assert walk.reply.text.startswith("Stopped. I will not write again unless you do. Your answers are kept until")
    assert "2027" in walk.reply.text
    assert walk.buttons == {}


def test_going_on_where_nothing_stands_in_between(definitions: Definitions) -> None:
    """The question is asked again."""
    walk = opened(definitions, "bant-prospect")
    walk.command("go_on")
    assert (walk.state, walk.reply.note) == ("need", "")


def test_the_way_back_has_an_end(definitions: Definitions) -> None:
    """However often somebody jumps about, a session stays small."""
    walk = opened(definitions, "bant-rep")
    for _ in range(100):
        walk.command("goto.timeline")
        walk.command("goto.need")
    assert len(walk.session.trail) == 50
