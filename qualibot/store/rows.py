"""Between rows and the model: one function for each kind and direction."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from qualibot.model import Address, Answer, Button, Lead, Reply, Session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from qualibot.model import Act
    from qualibot.ports import Given, Timer, TurnRecord

Values = dict[str, Any]


def name_key(name: str) -> str:
    """A name without case, width and spare spaces: what two names share that a person would call the same."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def lead_values(lead: Lead, now: datetime) -> Values:
    """A new lead's row."""
    return {
        "id": lead.id,
        "name": lead.name,
        "name_key": name_key(lead.name),
        "company": lead.company,
        "email": lead.email,
        "phone": lead.phone,
        "language": lead.language,
        "zone": lead.zone,
        "source": lead.source,
        "owner": lead.owner,
        "created_at": now,
        "updated_at": now,
    }


def session_of(row: Sequence[Any]) -> Session:
    """A session, from the columns of `statements.SESSION`."""
    (
        number,
        lead,
        side,
        script,
        channel,
        chat,
        thread,
        language,
        zone,
        state,
        seq,
        status,
        aside,
        misses,
        detail,
        shown,
        outcomes,
    ) = row
    return Session(
        id=number,
        lead=lead,
        side=side,
        script=script,
        address=Address(channel, chat, thread),
        language=language,
        zone=zone,
        state=state,
        seq=seq,
        status=status,
        aside=aside,
        misses=misses,
        trail=tuple(detail["trail"]),
        passed=frozenset(detail["passed"]),
        asked=detail["asked"],
        shown=shown,
        outcomes=outcomes,
    )


def moved_values(session: Session, now: datetime) -> Values:
    """What a turn may change of a session."""
    return {
        "language": session.language,
        "zone": session.zone,
        "state": session.state,
        "seq": session.seq,
        "status": session.status,
        "aside": session.aside,
        "misses": session.misses,
        "detail": {"trail": session.trail, "passed": sorted(session.passed), "asked": session.asked},
        "shown": session.shown,
        "outcomes": session.outcomes,
        "updated_at": now,
    }


def opened_values(session: Session, conversation: str, now: datetime) -> Values:
    """A new session's row."""
    address = session.address
    return moved_values(session, now) | {
        "id": session.id,
        "lead_id": session.lead,
        "side": session.side,
        "script_hash": session.script,
        "conversation": conversation,
        "channel": address.channel,
        "chat": address.chat,
        "thread": address.thread,
        "started_at": now,
    }


def answer_of(row: Sequence[Any]) -> Answer:
    """An answer, from the columns of `statements.ANSWER`."""
    number, _, session, question, side, value, text, detail, source, at = row
    return Answer(question, side, value, at, source, session, text, detail, number)


def answer_values(given: Given, now: datetime) -> Values:
    """A new answer's row."""
    answer = given.answer
    return {
        "id": answer.id,
        "lead_id": given.lead,
        "session_id": answer.session,
        "question": answer.question,
        "side": answer.side,
        "value": answer.value,
        "text": answer.text,
        "detail": answer.detail,
        "source": answer.source,
        "at": answer.at,
        "superseded_at": now if given.superseded_by else None,
        "superseded_by": given.superseded_by,
    }


def turn_values(turn: TurnRecord) -> Values:
    """What is added to the row of a claimed key."""
    return {
        "b_key": turn.key,
        "session_id": turn.session,
        "seq": turn.seq,
        "kind": turn.kind,
        "said": turn.said,
        "events": " ".join(turn.events),
        "replies": [_said(reply) for reply in turn.replies],
    }


def reply_of(said: Mapping[str, Any]) -> Reply:
    """A reply as far as the transcript keeps it: what stood in it and which answers it offered."""
    options = tuple(Button(event, label) for event, label in said["options"])
    return Reply(said["kind"], said["language"], said["text"], said["note"], options)


def _said(reply: Reply) -> Values:
    options = [(button.event, button.label) for button in reply.options]
    return {"kind": reply.kind, "language": reply.language, "text": reply.text, "note": reply.note, "options": options}


def timer_values(timer: Timer) -> Values:
    """A timer's row."""
    return {"session_id": timer.session, "name": timer.name, "due_at": timer.due, "seq": timer.seq}


def act_values(lead: int, session: int | None, act: Act) -> Values:
    """An act's row."""
    return {
        "lead_id": lead,
        "session_id": session,
        "kind": act.kind,
        "by": act.by,
        "detail": act.detail,
        "fields": dict(act.fields),
        "at": act.at,
    }
