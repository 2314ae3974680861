"""The transcripts that ship with the project: the worked examples give exactly the points and verdicts they are known for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qualibot.definitions import Definitions
from qualibot.replay import Played, load, play


@dataclass(frozen=True)
class Example:
    """What a worked example comes to, counted by hand from the tables of points."""

    points: dict[str, int]
    raw: int
    reachable: list[int]
    coverage: int
    gaps: list[str]
    verdict: str
    grade: str
    warmth: str
    stage: str


BANT_1 = Example({"budget": 19, "authority": 19, "need": 25, "timeline": 19}, 82, [82, 82], 100, [], "invite", "A", "hot", "mql")
EXAMPLES = {
    "bant-1-prospect": BANT_1,
    "bant-1-prospect-arabic": BANT_1,
    "bant-2-rep": Example(
        {"budget": 6, "authority": 13, "need": 19, "timeline": 13}, 51, [51, 70], 75, ["budget"], "qualified", "B", "warm", "sql"
    ),
    "champ-1-prospect": Example(
        {"challenge": 10, "need": 19, "authority": 6, "committee": 0, "budget": 0, "priority": 11, "timeline": 0},
        46, [46, 84], 62, ["committee", "budget", "timeline"], "incomplete", "C", "warm", "lead",
    ),
    "champ-2-rep": Example(
        {"challenge": 10, "need": 6, "authority": 12, "committee": 8, "budget": 20, "priority": 0, "timeline": 0},
        56, [56, 56], 100, [], "nurture", "B", "warm", "mql",
    ),
    "gpctba-ci-1-rep": Example(
        {
            "goals": 15, "plans": 8, "challenge": 6, "need": 14, "timeline": 11, "budget": 9, "authority": 6, "committee": 4,
            "consequences": 6, "implications": 5,
        },
        84, [84, 84], 100, [], "invite", "A", "hot", "sql",
    ),
    "gpctba-ci-2-rep": Example(
        {
            "goals": 4, "plans": 5, "challenge": 0, "need": 11, "timeline": 8, "budget": 0, "authority": 0, "committee": 0,
            "consequences": 0, "implications": 0,
        },
        28, [28, 68], 60, ["budget", "authority", "committee", "consequences", "implications"],
        "disqualified", "D", "cold", "lead",
    ),
    "quick-four-1-prospect": Example(
        {"challenge": 20, "budget": 30, "switching": 0, "authority": 25}, 75, [75, 75], 100, [], "nurture", "A", "warm", "mql"
    ),
    "four-questions-1-prospect": Example(
        {"role": 3, "department": 2, "company_type": 4, "headcount": -4}, 5, [31, 31], 100, [], "nurture", "C", "warm", "mql"
    ),
    "story-checklist-rep": Example(
        {"budget": 19, "authority": 19, "need": 25, "timeline": 19}, 82, [82, 82], 100, [], "invite", "A", "hot", "sql"
    ),
    "story-price-prospect-arabic": Example(
        {"budget": 0, "authority": 19, "need": 19, "timeline": 13}, 51, [51, 76], 75, ["budget"], "qualified", "B", "warm", "mql"
    ),
}  # fmt: skip
FOLDER = Path(__file__).parents[2] / "conversations" / "transcripts"


def played(definitions: Definitions, name: str) -> Played:
    """The transcript, played once more."""
    path = FOLDER / f"{name}.yaml"
    return play(definitions, name, load(path, path.name)[1])


def test_every_transcript_is_an_example_with_numbers_of_its_own() -> None:
    """A transcript whose outcome nobody counted proves nothing about points."""
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_transcript_goes_as_it_went_and_comes_to_what_was_counted_by_hand(definitions: Definitions, name: str) -> None:
    """Every reply word for word, every line of the score, the interval, the coverage, the gaps and the verdict."""
    result = played(definitions, name)
    assert result.differences == ()
    outcome: dict[str, Any] = result.actual.outcome or {}
    wanted = EXAMPLES[name]
    assert outcome["points"] == wanted.points
    assert sum(outcome["points"].values()) == outcome["raw"] == wanted.raw
    for key in ("reachable", "coverage", "gaps", "verdict", "grade", "warmth", "stage"):
        assert outcome[key] == getattr(wanted, key), key
