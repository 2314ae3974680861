"""How a question is answered: buttons, numbers, labels, ids, phrases, and what is none of these."""

import pytest
from support.walking import Walk, opened

from qualibot.definitions import Definitions
from qualibot.model import Answered, Entered, Missed, Refused, Requested, Script, State, Turn, Typed
from qualibot.understanding import normalise

CONVERSATIONS = (
    "bant-prospect", "bant-rep", "champ-prospect", "champ-rep", "four-questions-prospect", "four-questions-rep",
    "gpctba-ci-prospect", "gpctba-ci-rep", "quick-four-prospect", "quick-four-rep",
)  # fmt: skip

DAYS = {
    "en": {"month_end": "30 Nov", "quarter_end": "31 Dec", "half_year_end": "21 May"},
    "ar": {"month_end": "30 نوفمبر", "quarter_end": "31 ديسمبر", "half_year_end": "21 مايو"},
}
"""The named days as labels show them on the day of the tests."""


def _questions(script: Script) -> list[State]:
    return [state for state in script.conversation.states.values() if state.ask and state.ask != "consent"]


def _offered(walk: Walk) -> list[str]:
    return [button.event.partition(".")[2] for button in walk.reply.options]


def _recorded(turn: Turn) -> list[str]:
    return [event.answer.value for event in turn.events if isinstance(event, Answered)]


def _at(definitions: Definitions, conversation: str, state: str, language: str = "en") -> Walk:
    """A conversation in which the question of this state is asked at once."""
    walk = opened(definitions, conversation, language)
    if walk.state != state:
        walk.command(f"goto.{state}")
    return walk


def test_a_tap_records_the_answer_and_asks_the_next_question(definitions: Definitions) -> None:
    """A button is an answer without words of its own; the next question acknowledges it."""
    walk = opened(definitions, "bant-rep")
    turn = walk.tap("answer.10_50k")
    (answered, entered) = turn.events
    assert isinstance(answered, Answered)
    assert (answered.answer.question, answered.answer.value, answered.answer.source) == ("budget", "10_50k", "tapped")
    assert (answered.answer.text, answered.supersedes, answered.answer.at) == ("", None, walk.now)
    assert entered == Entered("authority")
    assert walk.reply.note == "Noted: 10-50k."
    assert walk.reply.text == "Who decides at this amount, and where does our contact stand?"
    assert walk.reply.progress == (2, 4)
    assert walk.reply.takes == "choice"


def test_what_may_be_done_instead_of_answering(definitions: Definitions) -> None:
    """Not knowing, skipping, going back and a person, each where it applies; a consent offers nothing but its answers."""
    walk = Walk(definitions.script("bant-prospect"))
    assert walk.reply.controls == ()
    walk.tap("answer.agree")
    assert [button.event for button in walk.reply.controls] == ["dont_know", "skip", "human"]
    walk.tap("answer.important")
    assert [button.event for button in walk.reply.controls] == ["dont_know", "skip", "back", "human"]
    assert [button.label for button in walk.reply.controls] == ["Don't know yet", "Skip", "Back", "Talk to a person"]
    walk.command("goto.budget")
    assert [button.event for button in walk.reply.controls] == ["skip", "back", "human"]
    walk.command("review")
    assert [button.event for button in walk.reply.controls] == ["human"]


@pytest.mark.parametrize("conversation", CONVERSATIONS)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_label_typed_is_its_own_answer(definitions: Definitions, conversation: str, language: str) -> None:
    """Whoever types what a button says, in either language, gives the answer of that button."""
    script = definitions.script(conversation)
    for state in _questions(script):
        walk = _at(definitions, conversation, state.name, language)
        for option in _offered(walk):
            for spoken, text in script.wording.asked[script.side][state.ask or ""].labels[option].items():
                turn = walk.would(Typed(text.format_map(DAYS[spoken])))
                assert _recorded(turn) == [option], text


@pytest.mark.parametrize("conversation", CONVERSATIONS)
def test_every_phrase_of_the_files_is_understood(definitions: Definitions, conversation: str) -> None:
    """Each typed phrase of an answer on offer gives that answer, unless it is a bare number that is the value itself."""
    script = definitions.script(conversation)
    for state in _questions(script):
        walk = _at(definitions, conversation, state.name)
        criterion = script.criteria[state.ask or ""]
        phrases = script.lexicon.options[script.side][criterion.id].items()
        said = [(phrase, option) for phrase, option in phrases if option in _offered(walk)]
        assert len(said) > 8 * len(_offered(walk))
        for phrase, option in said:
            if not (criterion.kind in ("scale", "number") and phrase.isdigit()):
                assert _recorded(walk.would(Typed(phrase))) == [option], phrase


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_label_of_the_consent_is_understood(definitions: Definitions, language: str) -> None:
    """Agreeing, declining and asking for more can be typed as the buttons say it, in either language."""
    walk = Walk(definitions.script("bant-prospect"), language)
    labels = walk.script.wording.asked["prospect"]["consent"].labels
    for option, leads in {"agree": "need", "decline": "declined", "more": "consent"}.items():
        for text in labels[option].values():
            turn = walk.would(Typed(text))
            assert (turn.session.state, turn.session.misses) == (leads, 0)
            assert _recorded(turn) == (["agree"] if option == "agree" else [])


def test_a_typed_answer_keeps_the_words(definitions: Definitions) -> None:
    """A prospect's own words stay with the answer, in the form they were written."""
    walk = opened(definitions, "bant-prospect", "ar")
    walk.say("  مهمة بس  مو حرجة ")
    (answer,) = (a for a in walk.answers if a.question == "need")
    assert (answer.value, answer.source, answer.text) == ("important", "typed", "مهمة بس مو حرجة")


def test_what_a_rep_types_is_entered_by_the_rep(definitions: Definitions) -> None:
    """A rep's typed answer is told apart from a prospect's."""
    walk = opened(definitions, "bant-rep")
    walk.say("20k")
    assert walk.source("budget") == "rep-entered"


@pytest.mark.parametrize("text", ["2", "#2", "٢", "۲", " 2. ", "2)", "(2)", "02"])
def test_the_place_of_an_option_is_an_answer(definitions: Definitions, text: str) -> None:
    """Where a question takes no number, the number of an option chooses it, in the digits of any script."""
    walk = _at(definitions, "bant-prospect", "authority")
    walk.say(text)
    assert walk.value("authority") == "i_recommend"


@pytest.mark.parametrize("text", ["0", "9", "99", "-1", "1.5", "1 2"])
def test_a_number_that_no_option_has_is_asked_again(definitions: Definitions, text: str) -> None:
    """A place outside the list is no answer."""
    walk = _at(definitions, "bant-prospect", "authority")
    walk.say(text)
    assert (walk.state, walk.value("authority")) == ("authority", None)


@pytest.mark.parametrize(
    ("text", "option"),
    [("8", "important"), ("٨", "important"), ("۸", "important"), ("10", "critical"), ("9.0", "critical"), ("8.5", "important"),
     ("3", "nice_to_have"), ("1", "none"), ("2", "none"), ("6", "important"), ("5", "nice_to_have")],
)  # fmt: skip
def test_a_number_on_a_scale_is_the_value_itself(definitions: Definitions, text: str, option: str) -> None:
    """From 1 to 10 a bare number is the answer, never the place of an option."""
    walk = opened(definitions, "bant-prospect")
    walk.say(text)
    assert walk.value("need") == option


@pytest.mark.parametrize("text", ["0", "11", "-8", "8/100", "8 9", "999999999999", "1e1"])
def test_a_number_beyond_the_ranges_is_asked_again(definitions: Definitions, text: str) -> None:
    """Nothing is guessed where the ranges leave a hole."""
    walk = opened(definitions, "bant-prospect")
    turn = walk.say(text)
    assert turn.events == (Missed("need", text.strip()),)
    assert walk.value("need") is None


@pytest.mark.parametrize(
    ("text", "option"),
    [("1", "hc_1_9"), ("9", "hc_1_9"), ("10", "hc_10_49"), ("49", "hc_10_49"), ("٥٠", "hc_50_500"), ("500", "hc_50_500"),
     ("501", "hc_gt_500"), ("2,000", "hc_gt_500"), ("100000", "hc_gt_500")],
)  # fmt: skip
def test_a_headcount_is_read_as_a_number(definitions: Definitions, text: str, option: str) -> None:
    """The number of people is the answer, at the bounds of the ranges too."""
    walk = _at(definitions, "four-questions-prospect", "headcount")
    walk.say(text)
    assert walk.value("headcount") == option


@pytest.mark.parametrize("text", ["0", "9.5", "49.5", "-3"])
def test_a_headcount_that_is_none_is_asked_again(definitions: Definitions, text: str) -> None:
    """Half a person or nobody."""
    walk = _at(definitions, "four-questions-prospect", "headcount")
    walk.say(text)
    assert walk.value("headcount") is None


@pytest.mark.parametrize("text", ["إيه؟", "نعم؟", "yes?", "ok ?", "موافق؟"])
def test_a_question_mark_is_never_a_yes(definitions: Definitions, text: str) -> None:
    """One word with a question mark asks something: no consent, and a person is told of the question."""
    walk = Walk(definitions.script("bant-prospect"))
    turn = walk.say(text)
    assert turn.events == (Requested("question", text),)
    assert walk.value("consent") is None
    assert walk.state == "consent"
    assert walk.reply.note.startswith("Good question; a colleague")


def test_a_rep_who_asks_back_is_not_sent_to_a_colleague(definitions: Definitions) -> None:
    """To a rep a question is a reply that was not understood."""
    walk = opened(definitions, "bant-rep")
    turn = walk.say("which currency?")
    assert turn.events == (Missed("budget", "which currency?"),)


def test_a_command_may_end_in_a_question_mark(definitions: Definitions) -> None:
    """«ليش؟» asks why we ask; it is not passed on as a counter-question."""
    walk = opened(definitions, "bant-prospect", "ar")
    turn = walk.say("ليش؟")
    assert turn.events == ()
    assert walk.reply.note == "لأن المشكلة الأشد أثرًا تستحق أن يدرسها معكم زميل مختص في وقت أقرب."


def test_help_is_a_job_where_a_role_is_asked(definitions: Definitions) -> None:
    """«مساعدة» answers the question about the role; anywhere else it asks for help."""
    role = _at(definitions, "four-questions-prospect", "role", "ar")
    role.say("مساعدة")
    assert role.value("role") == "assistant"
    role.say("مساعدة")
    assert role.state == "department"
    assert role.reply.note.startswith("اختاروا إحدى الإجابات")


NOISE = {
    "nothing": "",
    "spaces": " \t\n ",
    "control characters": "\x00\x07\x1b[31m",
    "emoji": "🤷🏽‍♀️",
    "an override of direction": "\u202eegnellahc",
    "nothing that can be seen": "\u200b\u200d\u2060\ufeff",
    "100 kB": "spam " * 20_000,
    "100 kB without a space": "ا" * 100_000,
    "markup": "<b onclick=alert(1)>{company}</b> %s ${x}",
    "only punctuation": "...!!!",
    "a lone surrogate": "\ud800",
    "an event": "answer.",
}


@pytest.mark.parametrize("text", NOISE.values(), ids=NOISE.keys())
@pytest.mark.parametrize(("conversation", "state"), [("bant-prospect", "need"), ("bant-rep", "budget")])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_noise_is_asked_again(definitions: Definitions, conversation: str, state: str, language: str, text: str) -> None:
    """What nobody can read records nothing, and the same question stands there with a word of apology."""
    walk = opened(definitions, conversation, language)
    before = walk.reply
    turn = walk.say(text)
    assert [type(event) for event in turn.events] == [Missed]
    assert walk.state == state
    assert walk.reply.text == before.text
    assert walk.reply.note
    assert len(turn.events[0].text) <= 4096
    assert walk.session.misses == 1


def test_a_long_reply_is_asked_for_in_fewer_words(definitions: Definitions) -> None:
    """Beyond what anybody answers with, the person is told so; the second time the way out is shown."""
    walk = opened(definitions, "bant-prospect")
    walk.say("important " * 50)
    assert walk.reply.note == "That was too long for me to read. Please say it in fewer words."
    walk.say("important " * 50)
    assert walk.reply.note.startswith("Still not clear to me")


def test_an_answer_may_be_given_by_its_id(definitions: Definitions) -> None:
    """What a developer sees in the file works in the chat as well."""
    walk = opened(definitions, "bant-rep")
    walk.say("50_100K")
    assert walk.value("budget") == "50_100k"
    walk.say("answer.committee")
    assert walk.value("authority") == "committee"


@pytest.mark.parametrize("text", ["no_money", "Zero, and none can be found", "6", "they cannot pay"])
def test_what_only_a_rep_may_choose_is_hidden_from_a_prospect(definitions: Definitions, text: str) -> None:
    """No id, label, place or phrase lets a prospect give an answer that only a rep is offered."""
    walk = _at(definitions, "bant-prospect", "budget")
    assert "answer.no_money" not in walk.buttons
    walk.say(text)
    assert walk.value("budget") is None
    walk.tap("answer.no_money")
    assert walk.value("budget") is None
    assert walk.turns[-1].events == (Refused("option-unknown"),)


def test_a_span_without_days_is_not_offered(definitions: Definitions) -> None:
    """In a quarter's last month nothing lies between the month's end and the quarter's: it cannot be chosen in any way."""
    december = opened(definitions, "bant-prospect").now.replace(month=12)
    walk = Walk(definitions.script("bant-prospect"), now=december)
    walk.through("consent=agree", "need=important")
    assert list(walk.buttons.values())[:4] == [
        "This month (by 31 Dec)",
        "Within six months (by 21 Jun)",
        "Later than six months",
        "No plan to buy yet",
    ]
    walk.say("this_quarter")
    assert walk.value("timeline") is None
    walk.tap("answer.this_quarter")
    walk.fill(timeline="this_quarter")
    assert walk.value("timeline") is None
    walk.say("2")
    assert walk.value("timeline") == "half_year"


@pytest.mark.parametrize("event", ["answer.", "answer.nonsense", "answer", "answer.critical.x", "nonsense", "", "x" * 100_000])
def test_an_event_that_is_none_is_refused(definitions: Definitions, event: str) -> None:
    """A forged or broken button changes nothing and leaves the question as it was."""
    walk = opened(definitions, "bant-prospect")
    session = walk.session
    turn = walk.tap(event)
    assert [type(item) for item in turn.events] == [Refused]
    assert walk.session == session
    assert walk.reply.note == "That does not apply here."


def test_an_old_button_shows_the_present_question(definitions: Definitions) -> None:
    """A button of a question that is over changes nothing."""
    walk = opened(definitions, "bant-rep")
    first = walk.session.seq
    walk.through("budget=10_50k")
    session = walk.session
    turn = walk.tap("answer.gt_100k", seq=first)
    assert turn.events == (Refused("stale-button"),)
    assert walk.session == session
    assert walk.value("budget") == "10_50k"
    assert walk.reply.note == "That button belongs to an earlier question. Here is the current one:"
    assert walk.reply.text.startswith("Who decides")


def test_a_button_of_the_future_or_of_another_session_is_refused(definitions: Definitions) -> None:
    """Only what this session has shown can be pressed."""
    walk = opened(definitions, "bant-rep")
    walk.tap("answer.10_50k", seq=walk.session.seq + 1)
    assert walk.turns[-1].events == (Refused("stale-button"),)
    walk.session = walk.session.__class__(**{f: getattr(walk.session, f) for f in walk.session.__slots__} | {"id": 2})
    walk.tap("answer.10_50k")
    assert walk.value("budget") == "10_50k"


def test_a_double_tap_counts_once(definitions: Definitions) -> None:
    """The second tap on the same button belongs to a question that is over already."""
    walk = opened(definitions, "bant-rep")
    seq = walk.session.seq
    walk.tap("answer.10_50k", seq)
    walk.tap("answer.10_50k", seq)
    assert walk.state == "authority"
    assert walk.value("authority") is None
    assert [a.value for a in walk.answers] == ["10_50k"]


def test_a_button_still_counts_after_a_reply_that_was_not_understood(definitions: Definitions) -> None:
    """The same question stands there, so its first message is as good as its second."""
    walk = opened(definitions, "bant-prospect")
    seq = walk.session.seq
    walk.say("depends on the weather")
    walk.command("help")
    walk.command("language.ar")
    assert walk.session.seq > seq
    walk.tap("answer.critical", seq)
    assert walk.value("need") == "critical"


def test_phrases_are_compared_without_what_does_not_matter(definitions: Definitions) -> None:
    """Case, diacritics, letter variants, tatweel and punctuation make no difference."""
    for text in ("MISSION   critical!", "«حَرِجة جدًّا»", "حـــرجة", "حرجه"):
        walk = opened(definitions, "bant-prospect")
        walk.say(text)
        assert walk.value("need") == "critical", normalise(text)


def test_the_same_answer_again_supersedes(definitions: Definitions) -> None:
    """Nothing is overwritten: the newer answer names the one it replaces."""
    walk = opened(definitions, "bant-rep")
    walk.tap("answer.10_50k")
    (old,) = walk.answers
    walk.command("back")
    turn = walk.tap("answer.50_100k")
    assert isinstance(turn.events[0], Answered)
    assert turn.events[0].supersedes == old
    assert [answer.value for answer in walk.answers] == ["50_100k"]
