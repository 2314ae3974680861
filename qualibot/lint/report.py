"""What a check comes to: every problem found, and what was proved where there is none."""

from __future__ import annotations

from dataclasses import dataclass

from qualibot.errors import Problem
from qualibot.model import Verdict


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of one conversation after it was walked from end to end."""

    conversation: str
    states: int
    steps: int
    """Steps taken through the engine: every event of every configuration, in every language, on two dates."""
    paths: int | None
    """Different ways to the end, loops not counted; None where the walk was cut short."""
    reached: tuple[Verdict, ...]
    """Verdicts its own questions can lead to."""
    possible: tuple[Verdict, ...]
    """Verdicts its framework can give at all, by the answers of either side."""


@dataclass(frozen=True, slots=True)
class Report:
    """All problems of a home directory, sorted by file and line; without any, one proof for each conversation."""

    problems: tuple[Problem, ...]
    proofs: tuple[Proof, ...] = ()

    @property
    def ok(self) -> bool:
        """Nothing has to be mended."""
        return not self.problems
