"""Verdicts by dynamic programming are those that trying every answer finds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import reduce
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from qualibot.definitions import Definitions
from qualibot.lint.verdicts import reach
from qualibot.model import Answer, Criterion, Framework, Side, Verdict
from qualibot.scoring import findings, tally

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
NAMES = ("authority", "committee", "need", "budget", "switching", "uses_crm", "role")
"""Criteria that follow from each other, contradict each other, cap, knock out, stay open, or do nothing of the kind."""


def _result(framework: Framework, criteria: Mapping[str, Criterion], side: Side, picks: Mapping[str, str]) -> tuple[Verdict, int]:
    answers = [Answer(name, side, option, NOW, "tapped", 1, detail="20 %") for name, option in picks.items()]
    count = tally(framework, criteria, findings(criteria, answers, NOW))
    return count.verdict, count.score


def _by_trying(
    framework: Framework, criteria: Mapping[str, Criterion], side: Side, asked: frozenset[str]
) -> set[tuple[Verdict, int]]:
    choices = [[(name, option.id) for option in criteria[name].offered_to(side)] + [None] for name in sorted(asked)]
    tried = (dict(pick for pick in picks if pick) for picks in product(*choices))
    return {_result(framework, criteria, side, picks) for picks in tried}


@st.composite
def frameworks(draw: st.DrawFn, criteria: Mapping[str, Criterion]) -> tuple[Framework, frozenset[str], Side]:
    """A framework over a few criteria, with any points, cut-offs and requirements; and what is asked of whom."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    points = {
        name: {option.id: draw(st.integers(-5, 40)) for option in criteria[name].options} | {criteria[name].options[0].id: 25}
        for name in names
    }
    cut_offs = sorted(draw(st.lists(st.integers(1, 99), min_size=3, max_size=3, unique=True)))
    framework = Framework(
        "any",
        "1",
        {},
        points,
        tuple(draw(st.lists(st.sampled_from(names), max_size=2, unique=True))),
        dict(zip(("nurture", "qualified", "invite"), cut_offs, strict=True)),
        draw(st.integers(0, 100)),
        draw(st.sampled_from([None, sum(max(own.values()) for own in points.values())])),
    )
    asked = frozenset(draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True)))
    return framework, asked, draw(st.sampled_from(["rep", "prospect"]))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_result_that_trying_finds_and_no_other(definitions: Definitions, data: st.DataObject) -> None:
    """Verdicts and scores of any small framework, with answers that follow from, contradict, cap and knock out each other."""
    criteria = definitions.script("bant-rep").criteria
    framework, asked, side = data.draw(frameworks(criteria))
    found = reach(framework, criteria, side, asked)
    expected = _by_trying(framework, criteria, side, asked)
    assert found.verdicts == {verdict for verdict, _ in expected}
    known = {result for result in expected if result[0] != "disqualified"}
    assert {result for result in found.results if result[0] != "disqualified"} == known
    for result in known:
        assert _result(framework, criteria, side, found.witness(result)) == result


def test_shipped_frameworks_give_these_verdicts(definitions: Definitions) -> None:
    """Only the coldest band of quick-four is out of reach: whoever has a problem we solve is worth more."""
    missing = {}
    for name in definitions.conversations:
        script = definitions.script(name)
        asked = frozenset(script.framework.points)
        reached = reach(script.framework, script.criteria, script.side, asked).verdicts
        missing[name] = {"incomplete", "unqualified", "nurture", "qualified", "invite"} - reached
    assert reduce(set.union, missing.values()) == {"unqualified"}
    assert [name for name, verdicts in missing.items() if verdicts] == ["quick-four-prospect", "quick-four-rep"]


def test_a_framework_without_any_worth_has_no_verdict(definitions: Definitions) -> None:
    """There is nothing to be reached where every answer counts nothing."""
    criteria = definitions.script("bant-rep").criteria
    points = {"role": {option.id: 0 for option in criteria["role"].options}}
    framework = Framework("any", "1", {}, points, (), {"nurture": 25, "qualified": 51, "invite": 75})
    assert reach(framework, criteria, "rep", frozenset(("role",))).results == frozenset()
