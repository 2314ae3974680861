"""How long a typed reply takes to be understood."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import yaml

from bench.measuring import cpu, rounds
from bench.table import Row
from qualibot.definitions import Definitions
from qualibot.definitions.questions import shipped
from qualibot.understanding import Question, understand

GOAL = 1.0
WORST = 20.0
ROUNDS = 7
REPLIES = Path(__file__).parent.parent / "tests" / "understanding_replies" / "dev.yaml"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOSTILE = ("1 " * 150, "ما بين ١ و " * 27, "not " * 75, "بعد " * 75, "10-20-" * 50, "\u202e50k\u202c " * 40, "a1b2" * 75)
"""Three hundred characters each, made to be slow: numbers, ranges, negations, direction marks, words with digits."""


def rows(_: Path, __: Definitions) -> list[Row]:
    """The mean of real replies, and the slowest of hostile ones at every question."""
    questions = shipped("prospect", NOW)
    said = [(questions[item["question"]], item["text"]) for item in yaml.safe_load(REPLIES.read_text(encoding="utf-8"))]
    asked = [questions[name] for name in ("budget", "timeline", "headcount", "authority", "industry")]
    taken = rounds(
        "replies",
        ROUNDS,
        lambda: {"mean": cpu(lambda: _all(said)) / len(said)},
        lambda: {"worst": max(cpu(lambda q=q, t=t: _one(q, t)) for q in asked for t in HOSTILE)},
    )
    return [
        Row("CPU of understanding a typed reply", taken.figure("mean").times(1e3), "ms", GOAL),
        Row("CPU of the slowest of 35 hostile replies of 300 characters", taken.figure("worst").times(1e3), "ms", WORST),
    ]


def _all(said: list[tuple[Question, str]]) -> None:
    for question, text in said:
        _one(question, text)


def _one(question: Question, text: str) -> None:
    understand(question, text, "en", NOW)
