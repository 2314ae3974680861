"""Forgetting: a person's words are gone, and only counts stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select, text, update

from qualibot.model import CAPTURED
from qualibot.ports import Captured
from qualibot.store import statements as st
from qualibot.store.saving import save_field

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

_SESSIONS = select(st.session.c.id).where(st.session.c.lead_id == bindparam("lead"))
_OF_LEAD = (
    delete(st.answer).where(st.answer.c.session_id.in_(_SESSIONS)),
    delete(st.timer).where(st.timer.c.session_id.in_(_SESSIONS)),
    delete(st.identity).where(st.identity.c.lead_id == bindparam("lead")),
    update(st.turn).where(st.turn.c.session_id.in_(_SESSIONS)).values(said="", replies=[]),
    update(st.session).where(st.session.c.lead_id == bindparam("lead")).values(aside=""),
    update(st.outcome).where(st.outcome.c.lead_id == bindparam("lead")).values(snapshot=None),
    update(st.act).where(st.act.c.lead_id == bindparam("lead")).values(detail="", fields={}),
)
_OF_SESSION = (
    delete(st.answer).where(st.answer.c.session_id == bindparam("session")),
    update(st.turn).where(st.turn.c.session_id == bindparam("session")).values(said="", replies=[]),
    update(st.session).where(st.session.c.id == bindparam("session")).values(aside=""),
    update(st.outcome).where(st.outcome.c.session_id == bindparam("session")).values(snapshot=None),
    update(st.act).where(st.act.c.session_id == bindparam("session")).values(detail="", fields={}),
)
_END = update(st.session).where(st.session.c.lead_id == bindparam("lead"), st.IS_LIVE).values(status="stopped")
_UNPLACE = (
    update(st.session)
    .where(st.session.c.lead_id == bindparam("lead"), st.session.c.side == text("'prospect'"))
    .values(chat="", thread="")
)
"""A prospect's chat names a person as an identity does; a rep's does not."""
_BLANK = {"name": "", "name_key": "", "company": "", "email": "", "phone": "", "source": ""}
_FORGET = update(st.lead).where(st.lead.c.id == bindparam("b_id")).values(_BLANK | {"updated_at": bindparam("now")})
_CAPTURED = select(st.answer.c.lead_id, st.answer.c.question, st.answer.c.value).where(
    st.answer.c.session_id == bindparam("session"), st.answer.c.question.in_(list(CAPTURED))
)


def erase_lead(connection: Connection, lead: int, now: datetime) -> None:
    """Nothing that the lead said, and nothing that names it, is left; its sessions have ended.

    The rows of lead, sessions, turns, outcomes and acts stay, without words, so that what was counted still adds up.
    """
    for statement in (*_OF_LEAD, _END, _UNPLACE):
        connection.execute(statement, {"lead": lead})
    connection.execute(_FORGET, {"b_id": lead, "now": now})


def erase_session(connection: Connection, session: int, now: datetime) -> None:
    """Nothing that was said in this session is left, nor what the lead's own row has of it."""
    for lead, field, value in connection.execute(_CAPTURED, {"session": session}).all():
        save_field(connection, Captured(lead, field, "", only_if=value), now)
    for statement in _OF_SESSION:
        connection.execute(statement, {"session": session})
