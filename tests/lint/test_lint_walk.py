"""Every path through the real engine: how many there are, and what a walk finds that no rule can see."""

import json
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from lint_house import House, Houses
from support.everything import EVERYTHING

from qualibot.definitions import Definitions
from qualibot.lint import Proof
from qualibot.lint.subject import Subject, Talk
from qualibot.lint.walk.moves import Move
from qualibot.lint.walk.steps import Spot, Steps
from qualibot.model import Command, Start
from qualibot.understanding import days

TINY = """schema: qualibot/framework@1
version: "1"
name: {en: Tiny, ar: صغير}
required: [need]
cut_offs: {nurture: 25, qualified: 51, invite: 75}
points:
  need: {critical: 60, important: 40, nice_to_have: 20, "none": 0}
  timeline: {this_month: 40, this_quarter: 30, half_year: 20, later: 10, no_plan: 0}
"""
TALK = """schema: qualibot/conversation@1
version: "1"
framework: tiny
audience: rep
initial: need
states:
  need: {ask: need, on: {answer: timeline, skip: timeline}}
  timeline: {ask: timeline, on: {answer: review, skip: review}}
  review: {type: review, on: {send: recorded}}
  recorded: {type: final, say: recorded_rep}
"""
NAME = "conversations/tiny-rep.yaml"
NOW = datetime(2026, 5, 12, 9, tzinfo=ZoneInfo("Asia/Riyadh"))


@pytest.fixture
def tiny(houses: Houses) -> House:
    """A conversation of two questions, small enough to count its paths by hand."""
    house = houses()
    house.write("frameworks/tiny.yaml", TINY)
    house.write(NAME, TALK)
    return house


def _proof(house: House) -> Proof:
    report = house.check()
    assert report.problems == ()
    (proof,) = report.proofs
    return proof


def test_paths_of_two_questions(tiny: House) -> None:
    """Four answers, skip and "don't know" (6), then five answers, skip and "don't know" (7): 42 ways to one end."""
    proof = _proof(tiny)
    assert (proof.states, proof.paths) == (4, 42)
    assert proof.reached == proof.possible == ("incomplete", "unqualified", "nurture", "qualified", "invite")


def test_steps_of_two_questions(tiny: House) -> None:
    """Every step is taken in both languages; in a quarter's last month the timeline has one answer less."""
    more = _proof(tiny).steps
    tiny.edit(NAME, "answer: review, skip: review", "answer: review")
    assert _proof(tiny).paths == 30
    assert more - _proof(tiny).steps == 2 * 2 * 2


def test_a_way_that_parts_and_meets_again(tiny: House) -> None:
    """Who has no problem is not asked when: 1 way, and 5 x 7 for all others."""
    tiny.edit(NAME, "answer: timeline, skip", "answer.none: review, answer: timeline, skip")
    assert _proof(tiny).paths == 36


def test_an_answer_that_settles_another_question(tiny: House) -> None:
    """Who decides alone is not asked who else takes part: 1 + 5 x 6 ways instead of 6 x 6, for the two questions."""
    tiny.write("frameworks/tiny.yaml", f"{TINY}  authority: {{i_decide: 0, committee: 0, i_recommend: 0, someone_else: 0}}\n")
    committee = "{all_named: 0, most_named: 0, one_contact: 0, not_mapped: 0}"
    tiny.edit("frameworks/tiny.yaml", "  authority:", f"  committee: {committee}\n  authority:")
    states = "  authority: {ask: authority, on: {answer: committee, skip: committee}}\n"
    states += "  committee: {ask: committee, on: {answer: review, skip: review}}\n  review:"
    tiny.edit(NAME, "answer: review, skip: review", "answer: authority, skip: authority")
    tiny.edit(NAME, "  review:", states)
    assert _proof(tiny).paths == 42 * 31


def test_a_loop_is_not_counted_as_a_way(houses: Houses) -> None:
    """Asking for more before agreeing leads back to the same question, any number of times."""
    house = houses("bant-prospect")
    with_more = _proof(house).paths
    house.edit("conversations/bant-prospect.yaml", "      answer.more: {target: consent, say: privacy}\n", "")
    house.edit(
        "frameworks/criteria.yaml",
        "      more:\n        level: 0\n",
        "      more:\n        level: 0\n        offered_to: [rep]\n",
    )
    assert _proof(house).paths == with_more


def test_a_route_by_score(tiny: House) -> None:
    """A guard on the score is met with a score on either side of it."""
    tiny.edit(NAME, "send: recorded", "send: rated")
    ways = "  rated:\n    always:\n      - {guard: {score: {gte: 70}}, target: high}\n      - recorded\n  high: {type: final}\n"
    tiny.write(NAME, f"{(tiny.path / NAME).read_text(encoding='utf-8')}{ways}")
    assert _proof(tiny).paths == 42


def test_every_kind_of_guard_is_walked(houses: Houses) -> None:
    """A conversation with every kind of guard, state and event goes where its file says, in thousands of steps."""
    house = houses("champ-rep")
    text = json.dumps(EVERYTHING, ensure_ascii=False, indent=1).replace("given.up", "given_up")
    house.write("conversations/everything.yaml", text)
    report = house.check()
    assert report.problems == ()
    assert [proof.steps > 5000 for proof in report.proofs] == [False, True]


def test_a_conversation_that_runs_in_a_circle(tiny: House) -> None:
    """circle: who skips a question twice would be led around for ever."""
    tiny.edit(NAME, "answer: review, skip: review", "answer: review, skip: need")
    problem = tiny.problem()
    assert (problem.rule, str(problem)) == (
        "circle",
        (
            f"{NAME}:{tiny.line(NAME, '  timeline:')} state 'timeline': after 'skip' the conversation runs in a circle, because "
            "everything on its way is answered; lead it somewhere else"
        ),
    )


def test_an_answer_that_no_guard_lets_through(tiny: House) -> None:
    """answer-stuck: the question would be asked again and again."""
    tiny.edit(NAME, "answer: review, skip: review", "answer: {target: review, guard: {known: budget}}, skip: review")
    problem = tiny.problem()
    assert (problem.rule, problem.line) == ("answer-stuck", tiny.line(NAME, "  timeline:"))
    assert problem.message.startswith("no guard may hold, so that the question would be asked again for ever; add")


def test_a_text_with_nothing_in_it(tiny: House) -> None:
    """text-empty: a phrase whose only word is a fact that is empty."""
    tiny.edit(NAME, "say: recorded_rep", "say: kept")
    kept = 'say: {en: "{booking_link}", ar: "{booking_link}"}'
    tiny.edit("conversations/wording.yaml", "say: {en: Nothing was erased., ar: لم يُمسح شيء.}", kept)
    tiny.edit("company.yaml", "booking_link: https://masar.example/call", 'booking_link: ""')
    assert {problem.rule for problem in tiny.check().problems} == {"text-empty"}


def test_guards_that_read_everything(houses: Houses) -> None:
    """walk-too-wide: a conversation with thousands of situations that differ is not called proved."""
    house = houses("gpctba-ci-rep")
    names = ("goals", "plans", "challenge", "need", "timeline", "budget", "authority", "committee")
    ways = "".join(f"\n      - {{guard: {{unknown: {name}}}, target: recorded}}" for name in names)
    file = "conversations/gpctba-ci-rep.yaml"
    house.edit(file, "send: recorded}}", f"send: rated}}}}\n  rated:\n    always:{ways}\n      - {{target: recorded}}")
    problem = house.problem()
    assert (problem.rule, problem.line) == ("walk-too-wide", house.line(file, "states:"))


@pytest.fixture
def talk(definitions: Definitions) -> Talk:
    """A shipped conversation, as a walk sees it."""
    return next(talk for talk in Subject.of(definitions).talks if talk.script.conversation.id == "bant-rep")


def test_an_engine_that_goes_astray(talk: Talk) -> None:
    """walk-astray: a step that ends elsewhere than the file says is a problem."""
    steps = Steps(talk, NOW)
    spot = steps.begin(Start("bant-rep", "en"))
    assert isinstance(spot, Spot)
    assert steps.walk(spot, Move("skip", Command("skip"), target="review")) is None
    (problem,) = steps.problems.values()
    assert (problem.rule, problem.message) == ("walk-astray", "'skip' should lead to 'review', but leads to 'authority'")


def test_buttons_that_are_not_the_answers(talk: Talk) -> None:
    """walk-astray: the answers shown are those on offer on that day, in their order."""
    steps = Steps(talk, NOW)
    steps.days = days(date(2026, 6, 10))
    spot = steps.begin(Start("bant-rep", "en"))
    for _ in range(3):
        assert isinstance(spot, Spot)
        spot = steps.walk(spot, Move("skip", Command("skip")))
    messages = {problem.message for problem in steps.problems.values()}
    assert messages == {"after 'skip' other buttons are shown than the answers of 'timeline'"}


def test_an_engine_that_fails(talk: Talk) -> None:
    """step-failed: whatever the engine cannot take is a problem with its place, not an exception."""
    wording = replace(talk.script.wording, phrases={})
    steps = Steps(replace(talk, script=replace(talk.script, wording=wording)), NOW)
    assert steps.begin(Start("bant-rep", "en")) is None
    (problem,) = steps.problems.values()
    assert (problem.rule, problem.place) == ("step-failed", "state 'budget'")
    assert problem.message == "after 'start' the conversation cannot go on: KeyError: 'greeting_rep'"
