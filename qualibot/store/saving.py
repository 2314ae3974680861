"""What a batch of turns changed, in one bulk statement a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam

from qualibot.errors import SessionConflict
from qualibot.store import rows
from qualibot.store import statements as st
from qualibot.store.snapshot import outcome_values

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection, Executable

    from qualibot.ports import Captured, Changes


def save(connection: Connection, changes: Changes, now: datetime) -> None:
    """The changes are part of the connection's transaction.

    Order matters: a lead before its session, an old session's place is free before the next one takes it, and an
    answer counts no more before its successor does.

    Raises:
        SessionConflict: a session is not at the sequence number it was read at.
    """
    _write(connection, st.ADD_LEAD, [rows.lead_values(lead, now) for lead in changes.leads])
    _move(connection, changes, now)
    _open(connection, changes, now)
    _write(connection, st.TURN, [rows.turn_values(turn) for turn in changes.turns])
    _save_answers(connection, changes, now)
    for captured in changes.captured:
        save_field(connection, captured, now)
    _write(connection, st.ADD_OUTCOME, [outcome_values(outcome) for outcome in changes.outcomes])
    _write(connection, st.ADD_ACT, [rows.act_values(one.lead, one.session, one.act) for one in changes.acts])
    _save_timers(connection, changes)


def _write(connection: Connection, statement: Executable, values: Sequence[dict[str, Any]]) -> int:
    return connection.execute(statement, values).rowcount if values else 0


def _move(connection: Connection, changes: Changes, now: datetime) -> None:
    moved = [
        rows.moved_values(session, now) | {"b_id": number, "b_seq": changes.read_at[number]}
        for number, session in changes.sessions.items()
        if number not in changes.opened
    ]
    if _write(connection, st.MOVE, moved) != len(moved):
        raise SessionConflict("A session was changed by another process while its turn was worked out.")


def _open(connection: Connection, changes: Changes, now: datetime) -> None:
    opened = [rows.opened_values(changes.sessions[number], conversation, now) for number, conversation in changes.opened.items()]
    _write(connection, st.OPEN, opened)


def _save_answers(connection: Connection, changes: Changes, now: datetime) -> None:
    gone = [{"b_id": number, "superseded_at": now, "superseded_by": key} for number, key in sorted(changes.superseded.items())]
    _write(connection, st.SUPERSEDE, gone)
    _write(connection, st.ADD_ANSWER, [rows.answer_values(given, now) for given in changes.answers.values()])


def save_field(connection: Connection, captured: Captured, now: datetime) -> None:
    """The lead's field has its new value, or still its old one where that is not what should be replaced."""
    field, value = captured.field, captured.value
    values = {"b_id": captured.lead, field: value, "updated_at": now}
    if field == "name":
        values["name_key"] = rows.name_key(value)
    statement = st.set_lead_field(field)
    if captured.only_if is not None:
        statement = statement.where(st.lead.c[field] == bindparam("b_value"))
        values["b_value"] = captured.only_if
    connection.execute(statement, values)


def _save_timers(connection: Connection, changes: Changes) -> None:
    _write(connection, st.STOP_TIMER, [{"b_id": session, "b_name": name, "b_seq": seq} for session, name, seq in changes.fired])
    _write(connection, st.STOP_TIMERS, [{"b_id": session} for session in sorted(changes.ended)])
    _write(connection, st.set_timer(connection.dialect.name), [rows.timer_values(timer) for timer in changes.timers.values()])
