"""What a batch of turns changed, in one bulk statement a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam

from qualibot.errors import SessionConflict
from qualibot.store import rows
from qualibot.store import statements as st
from qualibot.store.snapshot import outcome_values

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from qualibot.ports import Captured, Changes
    from qualibot.store.turns import Turns


def save(connection: Connection, turns: Turns, changes: Changes, now: datetime) -> None:
    """The changes are part of the connection's transaction.

    Order matters: a lead before its session, an old session's place is free before the next one takes it, and an
    answer counts no more before its successor does.

    Raises:
        SessionConflict: a session is not at the sequence number it was read at, or a key is not this transaction's.
    """
    turns.add_lead.run(connection, [rows.lead_values(lead, now) for lead in changes.leads])
    _save_sessions(connection, turns, changes, now)
    if turns.write_down.run(connection, [rows.turn_values(turn) for turn in changes.turns]) != len(changes.turns):
        raise SessionConflict("A message is being taken by another process.")
    gone = [{"b_id": number, "superseded_at": now, "superseded_by": key} for number, key in sorted(changes.superseded.items())]
    turns.supersede.run(connection, gone)
    turns.add_answer.run(connection, [rows.answer_values(given, now) for given in changes.answers.values()])
    for captured in changes.captured:
        save_field(connection, captured, now)
    turns.add_outcome.run(connection, [outcome_values(outcome) for outcome in changes.outcomes])
    turns.add_act.run(connection, [rows.act_values(one.lead, one.session, one.act) for one in changes.acts])
    _save_timers(connection, turns, changes)


def _save_sessions(connection: Connection, turns: Turns, changes: Changes, now: datetime) -> None:
    moved: list[rows.Values] = []
    turned: list[rows.Values] = []
    for number, before in changes.before.items():
        session = changes.sessions[number]
        values = rows.moved_values(session, now) | {"b_id": number, "b_seq": before.seq}
        (moved if session.status == before.status else turned).append(values)
    if turns.turn_over.run(connection, turned) + turns.move.run(connection, moved) != len(changes.before):
        raise SessionConflict("A session was changed by another process while its turn was worked out.")
    opened = [rows.opened_values(changes.sessions[number], ref, now) for number, ref in changes.opened.items()]
    turns.open.run(connection, opened)


def _save_timers(connection: Connection, turns: Turns, changes: Changes) -> None:
    fired = [{"b_id": session, "b_name": name, "b_seq": seq} for session, name, seq in changes.fired]
    turns.stop_timer.run(connection, fired)
    turns.stop_timers.run(connection, [{"b_id": session} for session in sorted(changes.ended)])
    turns.set_timer.run(connection, [rows.timer_values(timer) for timer in changes.timers.values()])


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
