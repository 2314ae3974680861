"""The rules of the verdict, in their order, on a small framework of 40 + 30 + 30 points."""

from datetime import timedelta

import pytest
from scoring_builder import NOW, SMALL, all_said, criteria, said, small

from qualibot.model.talk import Answer
from qualibot.scoring import Tally, findings, tally


def count(*answers: Answer, **changes: object) -> Tally:
    """The tally of these answers."""
    framework, known = small(**changes)
    return tally(framework, known, findings(known, answers, NOW))


def test_nothing_is_known_of_a_new_lead() -> None:
    """Everything is a gap, and everything can still be reached."""
    gaps = ("pain", "money", "when")
    assert count() == Tally(0, 0, 0, 100, 0, gaps, "incomplete", False, (), (), "unqualified")


def test_an_open_answer_counts_its_points_as_a_floor() -> None:
    """It adds no coverage and leaves the rest in reach."""
    result = count(*all_said({"pain": "high", "money": "later"}))
    assert (result.raw, result.low, result.high, result.coverage) == (48, 48, 100, 40)
    assert result.gaps == ("money", "when")


def test_points_below_zero_are_what_an_open_criterion_may_still_cost() -> None:
    """They lower the low end, not the score."""
    points = {"pain": {"high": 60, "middle": 30, "nothing": -10}, "when": {"month": 40, "quarter": 30, "year": -5}}
    result = count(said("pain", "high"), points=points)
    assert (result.raw, result.low, result.high) == (60, 55, 100)


def test_a_knock_out_goes_before_everything() -> None:
    """Whatever the score, and nothing settles it more."""
    result = count(*all_said({"pain": "high", "money": "never", "when": "month"}))
    assert (result.verdict, result.settled, result.knock_outs) == ("disqualified", True, ("money",))
    assert (result.score, result.low, result.high) == (70, 70, 70)


def test_flags_count_for_criteria_the_framework_does_not_ask() -> None:
    """Consent is worth no points."""
    assert count(said("consent", "refuse")).knock_outs == ("consent",)


@pytest.mark.parametrize(
    "doubt",
    [
        [said("money", "never", at=NOW - timedelta(days=91))],
        [said("money", "never"), said("money", "much", "prospect")],
    ],
)
def test_nobody_is_turned_away_on_an_open_question(doubt: list[Answer]) -> None:
    """A stale or disputed knock-out is a gap: its points are the floor, the verdict stays open."""
    result = count(said("pain", "high"), *doubt)
    assert (result.verdict, result.knock_outs, result.gaps) == ("incomplete", (), ("money", "when"))


def test_a_disputed_cap_does_not_cap_but_keeps_the_verdict_from_being_settled() -> None:
    """Its points are the floor; what is required is open."""
    result = count(*all_said({"money": "much", "when": "month"}), said("pain", "nothing"), said("pain", "high", "prospect"))
    assert (result.verdict, result.caps, result.settled, result.score) == ("incomplete", (), False, 60)


def test_a_cap_lowers_the_verdict() -> None:
    """Both ends are lowered, so it is settled even with a gap left."""
    result = count(*all_said({"pain": "nothing", "money": "much"}))
    assert (result.score, result.high, result.verdict, result.settled) == (30, 60, "nurture", True)
    assert (result.caps, result.band) == (("pain",), "nurture")


def test_an_open_flagged_answer_caps() -> None:
    """A flag on an option that leaves a gap counts when that option was chosen outright."""
    money = {"answers": {"much": {"level": 4}, "later": {"level": 1, "gap": True, "cap": "nurture"}}}
    framework, known = small()[0], criteria({**SMALL, "money": money})
    result = tally(framework, known, findings(known, all_said({"pain": "high", "when": "month", "money": "later"}), NOW))
    assert (result.score, result.verdict, result.caps) == (78, "nurture", ("money",))


def test_settled_asks_no_coverage() -> None:
    """Both ends in one band, and nothing open that could cap."""
    points = {"pain": {"high": 80, "middle": 40, "nothing": 0}, "when": {"month": 20, "quarter": 15, "year": 5}}
    result = count(said("pain", "high"), points=points, minimum_coverage=90)
    assert (result.verdict, result.settled, result.coverage) == ("invite", True, 80)


def test_an_open_criterion_that_could_cap_keeps_it_open() -> None:
    """Both ends are in the top band, but the pain may still be nothing."""
    points = {"pain": {"high": 20, "middle": 10, "nothing": 0}, "when": {"month": 80, "quarter": 60, "year": 20}}
    result = count(said("when", "month"), points=points, required=())
    assert (result.low, result.verdict, result.settled, result.coverage) == (80, "invite", False, 80)


@pytest.mark.parametrize(("minimum", "verdict"), [(70, "qualified"), (71, "incomplete")])
def test_coverage_must_reach_the_minimum(minimum: int, verdict: str) -> None:
    """Exactly the minimum is enough."""
    assert count(*all_said({"pain": "high", "money": "some"}), minimum_coverage=minimum).verdict == verdict


def test_a_required_criterion_must_be_known() -> None:
    """Whatever else is."""
    answers = all_said({"pain": "high", "when": "month"})
    assert count(*answers, required=("money",)).verdict == "incomplete"
    assert count(*answers, required=("pain",)).verdict == "qualified"


@pytest.mark.parametrize(
    ("score", "verdict"),
    [(24, "unqualified"), (25, "nurture"), (50, "nurture"), (51, "qualified"), (74, "qualified"), (75, "invite")],
)
def test_the_band_of_the_score_is_the_verdict(score: int, verdict: str) -> None:
    """At every boundary."""
    points = {"when": {"month": 100, "quarter": score, "year": 0}}
    assert count(said("when", "quarter"), points=points, required=("when",)).verdict == verdict
