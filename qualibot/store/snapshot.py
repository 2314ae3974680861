"""An outcome as a row, and back, exactly. Lines name answers by number: a person's words stand in the answer table alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from qualibot.model import Change, Evaluation, Line, Outcome, SubScore
from qualibot.store.statements import outcome as table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from qualibot.model import Answer

COLUMNS = tuple(column for column in table.c if column.name != "id")
_PLAIN = ("raw", "score", "low", "high", "coverage", "verdict", "grade", "warmth")
"""Fields of an evaluation that are columns of their own, so that lists and reports can sort and count by them."""


def outcome_values(outcome: Outcome) -> dict[str, Any]:
    """The row of an outcome whose answers are numbered."""
    evaluation = outcome.evaluation
    return {name: getattr(evaluation, name) for name in _PLAIN} | {
        "session_id": outcome.session,
        "number": outcome.number,
        "lead_id": outcome.lead,
        "conversation": outcome.conversation,
        "framework": evaluation.framework,
        "script_hash": outcome.script,
        "language": outcome.language,
        "status": outcome.status,
        "evaluated_at": evaluation.at,
        "stage": outcome.stage,
        "snapshot": _snapshot(evaluation, outcome.would_change, outcome.answers),
    }


def _snapshot(evaluation: Evaluation, change: Change | None, answers: Iterable[Answer]) -> dict[str, Any]:
    return {
        "zone": getattr(evaluation.at.tzinfo, "key", "UTC"),
        "lines": [_line(line) for line in evaluation.lines],
        "gaps": evaluation.gaps,
        "dimensions": {name: (sub.score, sub.low, sub.high) for name, sub in evaluation.dimensions.items()},
        "settled": evaluation.settled,
        "close_to": evaluation.close_to,
        "knock_outs": evaluation.knock_outs,
        "caps": evaluation.caps,
        "change": change and [change.verdict, dict(change.answers), change.gap, change.score],
        "answers": [answer.id for answer in answers],
    }


def _line(line: Line) -> list[Any]:
    numbers = [answer.id for answer in line.answers]
    return [line.criterion, line.answer, line.points, line.max, line.openness, line.source, numbers]


def numbers_in(snapshot: Mapping[str, Any]) -> set[int]:
    """The answers a snapshot refers to."""
    return set(snapshot["answers"]).union(*(line[-1] for line in snapshot["lines"]))


def outcome_of(row: Mapping[str, Any], answers: Mapping[int, Answer]) -> Outcome:
    """The outcome as it was recorded. Answers that were erased since are missing from it."""
    snapshot = row["snapshot"]
    change = snapshot["change"]
    return Outcome(
        session=row["session_id"],
        number=row["number"],
        lead=row["lead_id"],
        conversation=row["conversation"],
        script=row["script_hash"],
        language=row["language"],
        status=row["status"],
        evaluation=_evaluation(row, snapshot, answers),
        stage=row["stage"],
        would_change=change and Change(*change),
        answers=tuple(answers[number] for number in snapshot["answers"] if number in answers),
    )


def _evaluation(row: Mapping[str, Any], snapshot: Mapping[str, Any], answers: Mapping[int, Answer]) -> Evaluation:
    at: datetime = row["evaluated_at"].astimezone(ZoneInfo(snapshot["zone"]))
    return Evaluation(
        framework=row["framework"],
        at=at,
        gaps=tuple(snapshot["gaps"]),
        lines=tuple(_line_of(line, answers) for line in snapshot["lines"]),
        dimensions={name: SubScore(*sub) for name, sub in snapshot["dimensions"].items()},
        settled=snapshot["settled"],
        close_to=snapshot["close_to"],
        knock_outs=tuple(snapshot["knock_outs"]),
        caps=tuple(snapshot["caps"]),
        **{name: row[name] for name in _PLAIN},
    )


def _line_of(line: list[Any], answers: Mapping[int, Answer]) -> Line:
    criterion, answer, points, most, openness, source, numbers = line
    return Line(
        criterion, answer, points, most, openness, source, tuple(answers[number] for number in numbers if number in answers)
    )
