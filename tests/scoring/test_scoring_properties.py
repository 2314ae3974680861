"""What holds for any answers of both sides, old and new, in every framework we ship."""

from datetime import timedelta
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scoring_builder import NOW, SHIPPED, said, shipped, shipped_criteria

from qualibot.model.script import Framework, Option
from qualibot.model.talk import Answer
from qualibot.scoring import evaluate, findings, tally

CRITERIA = shipped_criteria()
every_framework = pytest.mark.parametrize("own", [shipped(name) for name in SHIPPED], ids=SHIPPED)


def answers_of(own: Framework, sides: tuple[str, ...] = ("prospect", "rep")) -> st.SearchStrategy[list[Answer]]:
    """At most one live answer for each side and criterion, fresh or not, with its evidence or without."""
    slots = [(name, side) for name in {**own.points, "uses_crm": {}, "region": {}} for side in sides]
    return st.tuples(*(st.sampled_from([None, *every_answer(*slot)]) for slot in slots)).map(
        lambda chosen: [answer for answer in chosen if answer is not None]
    )


@cache
def every_answer(name: str, side: str) -> list[Answer]:
    """Every option, at several ages, with its evidence and without."""
    return [
        said(name, option.id, side, at=NOW - timedelta(days=days), detail=detail)
        for option in CRITERIA[name].options
        for days in (0, 0, 0, 10, 80, 120, 200, 400)
        for detail in ("", "20 % by June")
    ]


def worth(own: Framework, name: str, option: str | None) -> int:
    """The points of an option; of nothing, what may still be lost."""
    return own.worst[name] if option is None else own.points[name][option]


def closing(name: str) -> list[Option]:
    """The options that leave no gap and do not knock out."""
    return [option for option in CRITERIA[name].options if not (option.gap or option.knock_out)]


@every_framework
@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_the_lines_add_up_and_the_score_lies_in_its_interval(own: Framework, data: st.DataObject) -> None:
    """So do the dimensions; gaps are the lines that are open; a tally says the same as the evaluation."""
    answers = data.draw(answers_of(own))
    result = evaluate(own, CRITERIA, answers, NOW)
    assert sum(line.points for line in result.lines) == result.raw
    assert 0 <= result.low <= result.score <= result.high <= 100
    assert 0 <= result.coverage <= 100
    assert all(0 <= one.low <= one.score <= one.high <= 100 for one in result.dimensions.values())
    assert result.gaps == tuple(line.criterion for line in result.lines if line.openness)
    count = tally(own, CRITERIA, findings(CRITERIA, answers, NOW))
    assert all(getattr(result, name) == getattr(count, name) for name in count.__slots__ if name != "band")


@every_framework
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_answers_does_not_matter(own: Framework, data: st.DataObject) -> None:
    """Not even for the order of gaps, knock-outs and caps."""
    answers = data.draw(answers_of(own))
    shuffled = data.draw(st.permutations(answers))
    assert evaluate(own, CRITERIA, shuffled, NOW) == evaluate(own, CRITERIA, answers, NOW)


@every_framework
@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_closing_a_gap_never_widens_the_interval(own: Framework, data: st.DataObject) -> None:
    """With an answer worth no less than the gap's floor: coverage does not fall either, and what is settled stays.

    A stale floor can be lost by answering worse, and a knock-out lies outside of the interval. A rep answers, so no
    contradiction opens another gap.
    """
    answers = data.draw(answers_of(own, ("rep",)))
    before = evaluate(own, CRITERIA, answers, NOW)
    assume(before.gaps)
    name = data.draw(st.sampled_from(before.gaps))
    floor = next(worth(own, name, line.answer) for line in before.lines if line.criterion == name)
    options = [option.id for option in closing(name) if worth(own, name, option.id) >= floor]
    closed = said(name, data.draw(st.sampled_from(options)))
    after = evaluate(own, CRITERIA, [one for one in answers if one.question != name] + [closed], NOW)
    assert before.low <= after.low
    assert after.high <= before.high
    assert after.coverage >= before.coverage
    assert not before.settled or (after.settled and after.verdict == before.verdict)


@every_framework
@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_the_high_end_can_be_reached(own: Framework, data: st.DataObject) -> None:
    """By answering every gap with its best option."""
    answers = data.draw(answers_of(own, ("rep",)))
    before = evaluate(own, CRITERIA, answers, NOW)
    kept = [one for one in answers if one.question not in before.gaps]
    best = [said(name, max(own.points[name], key=own.points[name].__getitem__)) for name in before.gaps]
    assert evaluate(own, CRITERIA, kept + best, NOW).score == before.high
