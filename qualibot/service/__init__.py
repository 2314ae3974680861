"""The only orchestrator of turns: messages in, one commit, results out."""

from qualibot.service.result import AddressTaken, NoSession, TurnResult
from qualibot.service.service import Service

__all__ = ["AddressTaken", "NoSession", "Service", "TurnResult"]
