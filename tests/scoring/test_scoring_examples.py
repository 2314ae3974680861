"""The eight worked examples of the product, on the frameworks we ship."""

from dataclasses import dataclass

import pytest
from scoring_builder import NOW, all_said, shipped, shipped_criteria

from qualibot.model.result import Stage
from qualibot.model.script import Side
from qualibot.scoring import evaluate, stage


@dataclass(frozen=True)
class Example:
    """What was said, and what must come of it."""

    framework: str
    author: Side
    answers: dict[str, str]
    lines: dict[str, int]
    gaps: tuple[str, ...]
    score: int
    low: int
    high: int
    coverage: int
    verdict: str
    grade: str
    warmth: str
    stage: Stage
    settled: bool = True
    raw: int | None = None


EXAMPLES = {
    "bant 1": Example(
        "bant",
        "prospect",
        {"need": "critical", "timeline": "this_quarter", "authority": "committee", "budget": "10_50k"},
        {"budget": 19, "authority": 19, "need": 25, "timeline": 19},
        (), 82, 82, 82, 100, "invite", "A", "hot", "mql",
    ),
    "bant 2": Example(
        "bant",
        "rep",
        {"budget": "not_set", "authority": "i_recommend", "need": "important", "timeline": "half_year"},
        {"budget": 6, "authority": 13, "need": 19, "timeline": 13},
        ("budget",), 51, 51, 70, 75, "qualified", "B", "warm", "sql",
    ),
    "champ 1": Example(
        "champ",
        "prospect",
        {"challenge": "lost_leads", "need": "important", "authority": "someone_else", "priority": "top_3_5"},
        {"challenge": 10, "need": 19, "authority": 6, "committee": 0, "budget": 0, "priority": 11, "timeline": 0},
        ("committee", "budget", "timeline"), 46, 46, 84, 62, "incomplete", "C", "warm", "lead", settled=False,
    ),
    "champ 2": Example(
        "champ",
        "rep",
        {
            "challenge": "manual_work", "need": "nice_to_have", "authority": "i_decide", "committee": "all_named",
            "budget": "50_100k", "priority": "not_listed", "timeline": "no_plan",
        },
        {"challenge": 10, "need": 6, "authority": 12, "committee": 8, "budget": 20, "priority": 0, "timeline": 0},
        (), 56, 56, 56, 100, "nurture", "B", "warm", "mql",
    ),
    "gpctba/c&i 1": Example(
        "gpctba-ci",
        "rep",
        {
            "goals": "goal_number_date", "plans": "plan_draft", "challenge": "lost_leads", "need": "critical",
            "timeline": "this_quarter", "budget": "10_50k", "authority": "committee", "committee": "most_named",
            "consequences": "serious", "implications": "clear_gain",
        },
        {
            "goals": 15, "plans": 8, "challenge": 6, "need": 14, "timeline": 11, "budget": 9, "authority": 6,
            "committee": 4, "consequences": 6, "implications": 5,
        },
        (), 84, 84, 84, 100, "invite", "A", "hot", "sql",
    ),
    "gpctba/c&i 2": Example(
        "gpctba-ci",
        "rep",
        {
            "goals": "goal_direction", "plans": "tried_before", "challenge": "outside_scope", "need": "important",
            "timeline": "half_year",
        },
        {
            "goals": 4, "plans": 5, "challenge": 0, "need": 11, "timeline": 8, "budget": 0, "authority": 0,
            "committee": 0, "consequences": 0, "implications": 0,
        },
        ("budget", "authority", "committee", "consequences", "implications"),
        28, 28, 68, 60, "disqualified", "D", "cold", "lead",
    ),
    "quick four": Example(
        "quick-four",
        "prospect",
        {"challenge": "tool_cost", "switching": "locked_in", "authority": "i_decide", "budget": "gt_100k"},
        {"challenge": 20, "switching": 0, "authority": 25, "budget": 30},
        (), 75, 75, 75, 100, "nurture", "A", "warm", "mql",
    ),
    "four questions": Example(
        "four-questions",
        "prospect",
        {"role": "manager", "department": "operations", "company_type": "b2b", "headcount": "hc_1_9"},
        {"role": 3, "department": 2, "company_type": 4, "headcount": -4},
        (), 31, 31, 31, 100, "nurture", "C", "warm", "mql", raw=5,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_worked_examples_come_out_as_written(name: str) -> None:
    """Lines, gaps, coverage, reachable interval, verdict, grade, warmth and stage."""
    example = EXAMPLES[name]
    result = evaluate(shipped(example.framework), shipped_criteria(), all_said(example.answers, example.author), NOW)
    assert {line.criterion: line.points for line in result.lines} == example.lines
    assert (set(result.gaps), result.coverage) == (set(example.gaps), example.coverage)
    assert result.raw == (example.score if example.raw is None else example.raw)
    assert (result.score, result.low, result.high) == (example.score, example.low, example.high)
    assert (result.verdict, result.settled) == (example.verdict, example.settled)
    assert (result.grade, result.warmth) == (example.grade, example.warmth)
    assert stage(result, example.author, ()) == example.stage


def test_what_the_stories_say_of_the_examples() -> None:
    """BANT 1 is an SQL once accepted, BANT 2 is close, CHAMP 2 is capped by its timeline, GPCTBA/C&I 2 out of scope."""
    results = {
        name: evaluate(shipped(one.framework), shipped_criteria(), all_said(one.answers, one.author), NOW)
        for name, one in EXAMPLES.items()
    }
    assert stage(results["bant 1"], "prospect", ["accept"]) == "sql"
    assert results["bant 2"].close_to == 51
    assert results["champ 1"].close_to is None
    assert results["champ 2"].caps == ("timeline",)
    assert results["gpctba/c&i 2"].knock_outs == ("challenge",)
    assert results["quick four"].caps == ("switching",)


def test_an_incomplete_example_keeps_the_stage_it_had() -> None:
    """CHAMP 1."""
    one = EXAMPLES["champ 1"]
    result = evaluate(shipped(one.framework), shipped_criteria(), all_said(one.answers, one.author), NOW)
    assert stage(result, one.author, [], "mql") == "mql"
