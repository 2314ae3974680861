"""The outcome as JSON: what the command line prints, and what webhooks, CRM systems and pages carry. Keep it stable."""

from __future__ import annotations

from typing import Any

from qualibot.model import Change, Lead, Line, Outcome

SCHEMA = "qualibot/outcome@1"


def document(outcome: Outcome, lead: Lead) -> dict[str, Any]:
    """Plain data, ready for `json.dumps`; docs/outcome.md describes every key."""
    evaluation = outcome.evaluation
    return {
        "schema": SCHEMA,
        "session": outcome.session,
        "number": outcome.number,
        "conversation": outcome.conversation,
        "framework": evaluation.framework,
        "lead": {key: getattr(lead, key) for key in ("id", "name", "company", "email", "phone")},
        "language": outcome.language,
        "status": outcome.status,
        "raw": evaluation.raw,
        "score": evaluation.score,
        "reachable": [evaluation.low, evaluation.high],
        "coverage": evaluation.coverage,
        "gaps": list(evaluation.gaps),
        "verdict": evaluation.verdict,
        "settled": evaluation.settled,
        "grade": evaluation.grade,
        "warmth": evaluation.warmth,
        "stage": outcome.stage,
        "close_to": evaluation.close_to,
        "knock_outs": list(evaluation.knock_outs),
        "caps": list(evaluation.caps),
        "dimensions": {
            name: {"score": part.score, "reachable": [part.low, part.high]} for name, part in evaluation.dimensions.items()
        },
        "lines": [_line(line) for line in evaluation.lines],
        "would_change": _change(outcome.would_change),
        "evaluated_at": evaluation.at.isoformat(),
    }


def own_words(line: Line) -> str:
    """What the person wrote for this line, the newest where there are several; empty where a button was pressed."""
    newest = max(line.answers, key=lambda answer: answer.at, default=None)
    if newest is None:
        return ""
    return newest.text if newest.text or not newest.detail else newest.detail


def _line(line: Line) -> dict[str, Any]:
    return {
        "criterion": line.criterion,
        "answer": line.answer,
        "points": line.points,
        "max": line.max,
        "text": own_words(line),
        "source": line.source,
        "gap": line.openness or None,
    }


def _change(change: Change | None) -> dict[str, Any] | None:
    if change is None:
        return None
    return {
        "verdict": change.verdict,
        "answers": dict(change.answers),
        "only_gaps": change.gap,
        "score": change.score,
    }
