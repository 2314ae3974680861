"""Criteria, frameworks and answers for the tests of scoring, built from plain data in the shape of the files."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from qualibot.model.script import Criterion, Framework, Option, StaleAfter
from qualibot.model.talk import Answer

FILES = Path(__file__).resolve().parents[2] / "frameworks"
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

SMALL: dict[str, Any] = {
    "pain": {
        "dimension": "pain",
        "answers": {"high": {"level": 4}, "middle": {"level": 2}, "nothing": {"level": 0, "cap": "nurture"}},
    },
    "money": {
        "dimension": "fit",
        "answers": {
            "much": {"level": 4},
            "some": {"level": 2},
            "later": {"level": 1, "gap": True},
            "never": {"level": 0, "knock_out": True, "offered_to": ["rep"]},
        },
    },
    "when": {
        "dimension": "intent",
        "stale_after": "P30D",
        "answers": {
            "month": {"level": 4, "stale_after": "month_end"},
            "quarter": {"level": 3, "stale_after": "quarter_end"},
            "year": {"level": 1},
        },
    },
    "signer": {
        "dimension": "fit",
        "answers": {
            "alone": {"level": 4, "infers": {"people": "all", "not_a_criterion": "all"}},
            "several": {"level": 3, "contradicts": {"people": {"all": "one"}}},
            "others": {"level": 3, "contradicts": {"people": {"all": "nobody"}}},
        },
    },
    "people": {
        "dimension": "fit",
        "answers": {"all": {"level": 4}, "one": {"level": 1}, "nobody": {"level": 0, "gap": True}},
    },
    "aim": {
        "dimension": "pain",
        "answers": {"dated": {"level": 4, "without_evidence": "vague"}, "vague": {"level": 2}},
    },
    "consent": {"dimension": None, "answers": {"agree": {"level": 4}, "refuse": {"level": 0, "knock_out": True}}},
}
"""A few criteria of our own, so that the rules are tested apart from the content we ship."""

SMALL_FRAMEWORK: dict[str, Any] = {
    "required": ["pain"],
    "minimum_coverage": 70,
    "cut_offs": {"nurture": 25, "qualified": 51, "invite": 75},
    "points": {
        "pain": {"high": 40, "middle": 20, "nothing": 0},
        "money": {"much": 30, "some": 15, "later": 8, "never": 0},
        "when": {"month": 30, "quarter": 23, "year": 8},
    },
}


def duration(text: str) -> StaleAfter:
    """`P90D` as 90 days; `month_end` and `quarter_end` as they are."""
    if text in {"month_end", "quarter_end"}:
        return cast("StaleAfter", text)
    return timedelta(days=int(text.removeprefix("P").removesuffix("D")))


def option(name: str, data: Mapping[str, Any]) -> Option:
    """One option of a criterion."""
    plain = ("level", "gap", "knock_out", "cap", "infers", "contradicts", "without_evidence", "ask_again")
    chosen = {key: data[key] for key in plain if key in data}
    if "offered_to" in data:
        chosen["offered_to"] = frozenset(data["offered_to"])
    if "stale_after" in data:
        chosen["stale_after"] = duration(data["stale_after"])
    return Option(name, **chosen)


def criteria(data: Mapping[str, Any]) -> dict[str, Criterion]:
    """The criteria of a file's `criteria:` part."""
    return {
        name: Criterion(
            id=name,
            kind=one.get("kind", "choice"),
            dimension=one.get("dimension"),
            stale_after=duration(one.get("stale_after", "P90D")),
            options=tuple(option(key, value) for key, value in one["answers"].items()),
        )
        for name, one in data.items()
    }


def framework(name: str, data: Mapping[str, Any]) -> Framework:
    """The framework of a file."""
    return Framework(
        id=name,
        version=str(data.get("version", "1")),
        name={},
        points=data["points"],
        required=tuple(data["required"]),
        cut_offs=data["cut_offs"],
        minimum_coverage=data["minimum_coverage"],
        scaled_from=data.get("scaled_from"),
    )


def small(**changes: Any) -> tuple[Framework, dict[str, Criterion]]:
    """The small framework with its criteria; `changes` replace parts of the framework."""
    return framework("small", {**SMALL_FRAMEWORK, **changes}), criteria(SMALL)


@cache
def read(name: str) -> Any:
    """The plain data of one file in `frameworks/`."""
    return yaml.safe_load((FILES / f"{name}.yaml").read_text(encoding="utf-8"))


@cache
def shipped_criteria() -> dict[str, Criterion]:
    """The criteria we ship."""
    return criteria(read("criteria")["criteria"])


@cache
def shipped(name: str) -> Framework:
    """One framework we ship."""
    return framework(name, read(name))


SHIPPED = ("bant", "champ", "gpctba-ci", "quick-four", "four-questions")


def said(question: str, value: str, side: str = "rep", **changes: Any) -> Answer:
    """A fresh answer of the rep, with its evidence."""
    facts = {"at": NOW, "source": "tapped", "session": 1, "detail": "20 % by June", **changes}
    return Answer(question, side, value, **facts)  # type: ignore[arg-type]


def all_said(given: Mapping[str, str], side: str = "rep") -> list[Answer]:
    """One fresh answer for each criterion."""
    return [said(question, value, side) for question, value in given.items()]
