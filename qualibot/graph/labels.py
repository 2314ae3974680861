"""What the arrows and states of a drawing are called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from qualibot.graph.edges import Edge
from qualibot.model import Guard, Script, State

ANYWHERE = "at any time"
_SIGNS = {"gte": "≥", "gt": ">", "lte": "≤", "lt": "<"}


def guard_text(guard: Guard | None) -> str:
    """`verdict is invite or qualified and score ≥ 40`; empty where there is no condition."""
    if guard is None:
        return ""
    parts = [f"score {_SIGNS[end]} {bound}" for end, bound in guard.score.items()]
    if guard.verdict:
        parts.append(f"verdict is {_any(guard.verdict)}")
    parts += [f"{criterion} is {_any(options)}" for criterion, options in guard.answer.items()]
    parts += [f"{criterion} is unknown" for criterion in guard.unknown]
    parts += [f"{criterion} is known" for criterion in guard.known]
    return " and ".join(parts)


def _any(names: Iterable[str]) -> str:
    return " or ".join(names)


def edge_text(script: Script, edge: Edge) -> str:
    """The event and, in brackets, its condition."""
    event, guard = _event_text(script, edge), guard_text(edge.guard)
    if edge.kind == "always":
        return guard or "otherwise"
    return f"{event} [{guard}]" if guard else event


def _event_text(script: Script, edge: Edge) -> str:
    if edge.kind == "after":
        delay = next(item.delay for item in script.conversation.after if item.name == edge.event)
        return f"after {duration_text(delay)} of silence"
    return edge.event


def duration_text(delay: timedelta) -> str:
    """`14 days`, `16 hours`."""
    hours = int(delay.total_seconds() // 3600)
    return f"{hours // 24} days" if hours % 24 == 0 and hours > 24 else f"{hours} hours"


def state_text(state: State) -> str:
    """The state's name, and what it asks where that is something else."""
    question = state.question
    return f"{state.name} (asks {question})" if question and question != state.name else state.name


def merged(script: Script, found: Iterable[Edge]) -> dict[tuple[str, str], str]:
    """(source, target) → the texts of all arrows between them: one arrow is easier to read than three."""
    texts: dict[tuple[str, str], list[str]] = {}
    for edge in found:
        text = edge_text(script, edge)
        kept = texts.setdefault((edge.source or ANYWHERE, edge.target), [])
        if text not in kept:
            kept.append(text)
    return {between: ", ".join(kept) for between, kept in texts.items()}
