"""The stage of a lead."""

from dataclasses import replace

import pytest
from scoring_builder import NOW, small

from qualibot.model.result import Stage, SubScore
from qualibot.model.script import Side, Verdict
from qualibot.scoring import evaluate, stage

BOTH = {"fit": SubScore(50, 50, 50), "pain": SubScore(50, 50, 50)}


def reached(
    verdict: Verdict, author: Side = "prospect", acts: tuple[str, ...] = (), previous: Stage = "lead", **changes: object
) -> Stage:
    """The stage after an evaluation with this verdict."""
    facts = {"verdict": verdict, "dimensions": BOTH, **changes}
    return stage(replace(evaluate(*small(), [], NOW), **facts), author, acts, previous)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("verdict", "author", "acts", "expected"),
    [
        ("disqualified", "rep", ("accept", "exchange"), "lead"),
        ("unqualified", "rep", ("accept",), "lead"),
        ("nurture", "rep", ("accept",), "mql"),
        ("qualified", "prospect", (), "mql"),
        ("qualified", "rep", (), "sql"),
        ("qualified", "prospect", ("accept",), "sql"),
        ("invite", "prospect", (), "mql"),
        ("invite", "rep", (), "sql"),
        ("invite", "prospect", ("exchange",), "mql"),
        ("invite", "prospect", ("accept", "exchange"), "prospect"),
        ("qualified", "rep", ("exchange",), "prospect"),
        ("qualified", "prospect", ("accept", "send_back"), "mql"),
        ("qualified", "rep", ("send_back",), "mql"),
        ("qualified", "prospect", ("send_back", "accept"), "sql"),
    ],
)
def test_the_stage_follows_the_verdict_and_the_acts(
    verdict: Verdict, author: Side, acts: tuple[str, ...], expected: Stage
) -> None:
    """The table of verdicts; what was accepted last counts."""
    assert reached(verdict, author, acts, previous="prospect") == expected


@pytest.mark.parametrize("previous", ["lead", "mql", "sql", "prospect"])
def test_an_incomplete_verdict_leaves_the_stage(previous: Stage) -> None:
    """Nothing is decided yet."""
    assert reached("incomplete", "rep", ("accept",), previous) == previous


@pytest.mark.parametrize("request_", ["price", "quote", "demo"])
def test_a_request_makes_a_lead_an_mql_at_once(request_: str) -> None:
    """Unless it is disqualified; who is further stays there."""
    assert reached("incomplete", acts=(request_,)) == "mql"
    assert reached("unqualified", acts=(request_,)) == "mql"
    assert reached("disqualified", acts=(request_,)) == "lead"
    assert reached("incomplete", acts=(request_,), previous="sql") == "sql"
    assert reached("qualified", "rep", (request_,)) == "sql"


def test_a_framework_of_fit_alone_never_leads_past_mql() -> None:
    """It says nothing of pain or intent."""
    assert reached("invite", "rep", ("accept", "exchange"), dimensions={"fit": BOTH["fit"]}) == "mql"
