"""Lines, dimensions and the other parts of an evaluation that a tally does not have."""

from scoring_builder import NOW, SMALL, SMALL_FRAMEWORK, all_said, criteria, framework, said, small

from qualibot.model.result import Line, SubScore
from qualibot.scoring import evaluate

POINTS = {
    **SMALL_FRAMEWORK["points"],
    "consent": {"agree": 0, "refuse": 0},
    "people": {"all": 0, "one": 0, "nobody": 0},
}


def test_lines_stand_in_the_frameworks_order_and_add_up() -> None:
    """A line for each criterion, answered or not."""
    own, known = small()
    answers = all_said({"money": "later", "pain": "high"})
    result = evaluate(own, known, answers, NOW)
    assert result.lines == (
        Line("pain", "high", 40, 40, "", "tapped", (answers[1],)),
        Line("money", "later", 8, 30, "open_answer", "tapped", (answers[0],)),
        Line("when", None, 0, 30, "missing"),
    )
    assert sum(line.points for line in result.lines) == result.raw == 48
    assert (result.framework, result.at, result.grade, result.warmth) == ("small@1", NOW, "C", "warm")


def test_dimensions_have_a_score_and_an_interval() -> None:
    """Points over the dimension's maximum; one that is not asked is absent."""
    own, known = small()
    result = evaluate(own, known, all_said({"money": "later", "when": "quarter"}), NOW)
    assert result.dimensions == {
        "pain": SubScore(0, 0, 100),
        "fit": SubScore(27, 27, 100),
        "intent": SubScore(77, 77, 77),
    }


def test_a_gate_and_a_criterion_worth_nothing_have_no_dimension() -> None:
    """They are lines all the same."""
    own = framework("small", {**SMALL_FRAMEWORK, "points": {"pain": POINTS["pain"], **dict(list(POINTS.items())[3:])}})
    result = evaluate(own, criteria(SMALL), [said("consent", "agree")], NOW)
    assert [line.criterion for line in result.lines] == ["pain", "consent", "people"]
    assert set(result.dimensions) == {"pain"}


def test_a_dimension_is_never_below_zero() -> None:
    """Negative points are cut at 0, at the low end too."""
    own, known = small(points={"pain": {"high": 50, "middle": 0, "nothing": -50}, "when": POINTS["when"]})
    assert evaluate(own, known, [said("pain", "nothing")], NOW).dimensions["pain"] == SubScore(0, 0, 0)
    assert evaluate(own, known, [], NOW).dimensions["pain"] == SubScore(0, 0, 100)


def test_what_is_not_answered_may_still_cost_its_dimension() -> None:
    """Only the missing criterion's worst points are taken off at the low end."""
    points = {"pain": {"high": 50, "middle": 0, "nothing": -50}, "aim": {"dated": 50, "vague": -25}}
    own, known = small(points=points)
    assert evaluate(own, known, [said("pain", "high")], NOW).dimensions == {"pain": SubScore(50, 25, 100)}


def test_close_is_not_said_of_a_knock_out() -> None:
    """No score matters then."""
    own, known = small()
    answers = {"pain": "middle", "when": "month"}
    assert evaluate(own, known, all_said(answers), NOW).close_to == 51
    assert evaluate(own, known, all_said({**answers, "money": "never"}), NOW).close_to is None
