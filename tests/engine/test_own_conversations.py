"""What a conversation file can ask of the engine beyond what the shipped ones do."""

from pathlib import Path

import pytest
from support.homes import copied
from support.walking import Walk, given

from qualibot.definitions import load
from qualibot.model import Answer, Refused

HEAD = """\
schema: qualibot/conversation@1
version: "1"
framework: bant
audience: {audience}
initial: {initial}
finish: review
early_end: never
{more}
states:
{states}
  review: {{type: review, on: {{send: done}}}}
  done: {{type: final}}
"""


def _walk(home: Path, into: Path, states: str, audience: str = "rep", more: str = "", known: tuple[Answer, ...] = ()) -> Walk:
    """A conversation of its own, begun."""
    copied(home, into)
    initial = states.partition(":")[0].strip()
    text = HEAD.format(audience=audience, initial=initial, more=more, states=states)
    (into / "conversations" / "own.yaml").write_text(text, encoding="utf-8")
    return Walk(load(into).script("own"), known=known)


GUARDED = """\
  need: {ask: need, on: {answer: split, skip: split}}
  split:
    always:
      - {guard: GUARD, target: budget, say: kept}
      - {target: timeline}
  budget: {ask: budget, on: {answer: review, skip: review}}
  timeline: {ask: timeline, on: {answer: review, skip: review}}
"""


@pytest.mark.parametrize(
    ("guard", "option", "state"),
    [
        ("{score: {gte: 25}}", "critical", "budget"),
        ("{score: {gt: 25}}", "critical", "timeline"),
        ("{score: {lte: 19, gt: 18}}", "important", "budget"),
        ("{score: {lt: 19}}", "important", "timeline"),
        ("{verdict: incomplete}", "critical", "budget"),
        ("{verdict: [invite, nurture]}", "critical", "timeline"),
        ("{answer: {need: [critical, none]}}", "none", "budget"),
        ("{answer: {need: critical}}", "none", "timeline"),
        ("{known: need}", "none", "budget"),
        ("{known: need}", "", "timeline"),
        ("{unknown: need}", "", "budget"),
        ("{unknown: [need, timeline]}", "none", "timeline"),
        ("{known: need, answer: {need: critical}, score: {gte: 1}}", "critical", "budget"),
        ("{known: need, answer: {need: critical}, score: {lt: 1}}", "critical", "timeline"),
    ],
)
def test_guards_choose_the_way(home: Path, tmp_path: Path, guard: str, option: str, state: str) -> None:
    """Every part of a guard must hold; a route that is passed may say something."""
    walk = _walk(home, tmp_path, GUARDED.replace("GUARD", guard))
    walk.through(f"need={option}")
    assert walk.state == state
    assert ("Nothing was erased." in walk.reply.note) is (state == "budget")


def test_a_guard_looks_at_what_counts(home: Path, tmp_path: Path) -> None:
    """An answer known from before decides like one given now; a stale one does not."""
    states = GUARDED.replace("GUARD", "{answer: {authority: committee}}")
    walk = _walk(home, tmp_path / "a", states, known=(given("authority", "committee", "rep"),))
    walk.through("need=critical")
    assert walk.state == "budget"


def test_the_most_specific_event_decides(home: Path, tmp_path: Path) -> None:
    """`answer.none` goes before `answer`; where its guard does not hold, `answer` is next."""
    states = """\
  need:
    ask: need
    on:
      answer.none: {target: done}
      answer.important: {target: done, guard: {known: budget}}
      answer: timeline
  timeline: {ask: timeline, on: {answer: review}}
"""
    for option, state in (("none", "done"), ("important", "timeline"), ("critical", "timeline")):
        walk = _walk(home, tmp_path / option, states)
        walk.through(f"need={option}")
        assert walk.state == state


def test_an_answer_that_leads_nowhere_is_kept(home: Path, tmp_path: Path) -> None:
    """Where a conversation has no transition, the answer is recorded and the question stays."""
    states = """\
  need: {ask: need, on: {answer.critical: name}}
  name: {capture: name, on: {skip: review}}
  budget: {ask: budget, on: {answer.gt_100k: review}}
"""
    walk = _walk(home, tmp_path, states)
    walk.tap("answer.none")
    assert (walk.state, walk.value("need")) == ("need", "none")
    assert "skip" not in walk.buttons
    walk.tap("answer.critical")
    walk.say("Huda")
    assert (walk.state, walk.value("name")) == ("name", "Huda")
    walk.command("goto.budget")
    walk.command("dont_know")
    assert (walk.state, walk.value("budget")) == ("budget", "not_set")


def test_not_knowing_may_have_a_way_of_its_own(home: Path, tmp_path: Path) -> None:
    """`dont_know` goes before `skip`, and falls back to it."""
    states = """\
  need: {ask: need, on: {answer: timeline, skip: timeline, dont_know: review}}
  timeline: {ask: timeline, on: {answer: review, skip: review}}
"""
    walk = _walk(home, tmp_path, states)
    walk.tap("dont_know")
    assert walk.state == "review"


def test_too_many_misses_may_lead_elsewhere(home: Path, tmp_path: Path) -> None:
    """After the limit the target is entered, with the second phrase above it."""
    states = """\
  need:
    ask: need
    no_match: {limit: 2, say: [not_understood_1, too_long], target: timeline}
    on: {answer: timeline}
  timeline: {ask: timeline, on: {answer: review}}
"""
    walk = _walk(home, tmp_path, states, more="no_match: {limit: 1, say: [kept, skipped]}")
    walk.say("hm")
    assert (walk.state, walk.reply.note[:16]) == ("need", "I could not matc")
    walk.say("hm")
    assert (walk.state, walk.session.misses) == ("timeline", 0)
    assert walk.reply.note == "That was too long for me to read. Please say it in fewer words."
    walk.say("hm")
    assert walk.reply.note == "Skipped. You can come back to it at the end."


def test_a_menu_says_its_buttons(home: Path, tmp_path: Path) -> None:
    """The buttons of its phrase are its events; one whose guard does not hold does not apply yet."""
    states = """\
  choose: {say: robot, on: {human: {target: need, guard: {known: budget}}, go_on: need}}
  need: {ask: need, on: {answer: review}}
"""
    walk = _walk(home, tmp_path, states)
    assert list(walk.buttons) == ["human", "go_on"]
    assert walk.tap("human").events == (Refused("guarded"),)
    walk.tap("go_on")
    assert walk.state == "need"
    walk.command("back")
    assert walk.state == "choose"


def test_a_question_may_be_introduced(home: Path, tmp_path: Path) -> None:
    """A phrase stands above the question, and company facts are filled in anywhere."""
    copied(home, tmp_path)
    wording = tmp_path / "conversations" / "wording.yaml"
    text = wording.read_text(encoding="utf-8")
    text = text.replace("What would you most like to fix?", "What should {company} fix?")
    text = text.replace("ما أكثر ما تودّون تحسينه؟", '"ما الذي تصلحه {company}؟"')
    wording.write_text(text, encoding="utf-8")
    states = "  challenge: {ask: challenge, on: {answer: need}}\n  need: {ask: need, say: kept, on: {answer: review}}\n"
    own = HEAD.format(audience="prospect", initial="challenge", more="", states=states)
    (tmp_path / "conversations" / "own.yaml").write_text(own, encoding="utf-8")
    walk = Walk(load(tmp_path).script("own"))
    assert walk.reply.text == "What should Masar fix?"
    walk.through("challenge=lost_leads")
    assert walk.reply.text == "Nothing was erased.\n\nHow serious is the problem that brought you here, from 1 to 10?"


def test_questions_pass_without_stopping_at_a_route(home: Path, tmp_path: Path) -> None:
    """A transition that is passed on the way may say something."""
    states = """\
  start: {always: {target: need, say: kept}}
  need: {ask: need, on: {answer: {target: hidden, say: skipped}, skip: hidden}}
  hidden: {ask: authority, on: {answer: {target: review, say: robot}}}
"""
    walk = _walk(home, tmp_path, states, known=(given("authority", "committee", "rep"),))
    assert walk.reply.note == "Nothing was erased."
    walk.through("need=critical")
    assert walk.state == "review"
    assert walk.reply.note.splitlines()[1:] == [
        "Skipped. You can come back to it at the end.",
        "Yes, I am automatic. Shall I fetch a colleague?",
    ]


@pytest.mark.parametrize("states", [
    "  a: {always: b}\n  b: {always: a}\n",
    "  a: {always: {target: review, guard: {known: need}}}\n",
])  # fmt: skip
def test_a_conversation_that_never_asks_is_a_fault_of_the_file(home: Path, tmp_path: Path, states: str) -> None:
    """A circle without a question, or a route that leads nowhere, is an error with its place, not an endless loop."""
    with pytest.raises(RuntimeError, match=r"own@1: (state 'a' is entered in a circle|no guard of state 'a' holds)"):
        _walk(home, tmp_path, states)


def test_without_a_review_there_is_none_to_go_to(home: Path, tmp_path: Path) -> None:
    """The command is refused where the conversation has no review."""
    copied(home, tmp_path)
    own = """\
schema: qualibot/conversation@1
version: "1"
framework: bant
audience: rep
initial: need
finish: done
states:
  need: {ask: need, on: {answer: done}}
  done: {type: final, status: partial}
"""
    (tmp_path / "conversations" / "own.yaml").write_text(own, encoding="utf-8")
    walk = Walk(load(tmp_path).script("own"))
    assert walk.command("review").events == (Refused("review-not-here"),)
    walk.command("finish")
    assert (walk.state, walk.status, walk.turns[-1].replies) == ("done", "partial", ())
    walk.command("help")
    assert walk.reply.text.startswith("Tap an option")


def test_a_placeholder_that_nothing_fills_stays_visible(home: Path, tmp_path: Path) -> None:
    """The lint reports it before anybody reads it; the engine does not stop at it."""
    walk = _walk(home, tmp_path, "  need: {ask: need, say: privacy, on: {answer: {target: review, say: confirm_value}}}\n")
    walk.through("need=critical")
    assert walk.reply.note.splitlines()[1] == "Did I understand “{text}” as {label}?"
