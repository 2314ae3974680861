"""What answers are worth: findings, a score with its reachable interval, a verdict, and what would change it. Pure."""

from qualibot.scoring.evaluation import evaluate
from qualibot.scoring.explain import would_change
from qualibot.scoring.knowledge import findings
from qualibot.scoring.points import Tally, tally
from qualibot.scoring.stage import stage

__all__ = ["Tally", "evaluate", "findings", "stage", "tally", "would_change"]
