"""What an ended session comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualibot.model import CAPTURED, Outcome
from qualibot.scoring import evaluate, findings, stage, would_change

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from qualibot.model import Answer, Script, Session
    from qualibot.ports import Standing


def judge(script: Script, session: Session, live: Sequence[Answer], now: datetime, standing: Standing) -> Outcome | None:
    """The session's next outcome; None where nothing was scored and the session was not completed."""
    framework = script.framework
    if not _is_worth_it(script, session, live):
        return None
    answers = tuple(answer for answer in live if answer.question not in CAPTURED)
    evaluation = evaluate(framework, script.criteria, answers, now)
    return Outcome(
        session=session.id,
        number=session.outcomes + 1,
        lead=session.lead,
        conversation=script.conversation.ref,
        script=script.hash,
        language=session.language,
        status=session.status,
        evaluation=evaluation,
        stage=stage(evaluation, session.side, standing.acts, standing.stage),
        would_change=would_change(framework, script.criteria, findings(script.criteria, answers, now)),
        answers=answers,
    )


def _is_worth_it(script: Script, session: Session, live: Sequence[Answer]) -> bool:
    if session.status == "completed" or session.outcomes:
        return True
    scored = script.framework.points
    return any(answer.session == session.id and answer.question in scored for answer in live)
