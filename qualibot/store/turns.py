"""The statements of the turn, compiled for one kind of database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qualibot.store import statements as st
from qualibot.store.prepared import Read, Write

if TYPE_CHECKING:
    from sqlalchemy import Dialect


class Turns:
    """Everything that is run for every batch of messages."""

    def __init__(self, dialect: Dialect) -> None:
        name = dialect.name
        self.claim = Read(dialect, st.claim(name), (st.turn.c.key,))
        self.sessions_at = Read(dialect, st.sessions_at(name), st.SESSION)
        self.sessions_by_id = Read(dialect, st.sessions_by_id(name), st.SESSION)
        self.live_answers = Read(dialect, st.live_answers(name), st.ANSWER)
        self.add_lead = Write(dialect, st.ADD_LEAD)
        self.move = Write(dialect, st.MOVE)
        self.turn_over = Write(dialect, st.TURN_OVER)
        self.open = Write(dialect, st.OPEN)
        self.write_down = Write(dialect, st.WRITE_DOWN)
        self.supersede = Write(dialect, st.SUPERSEDE)
        self.add_answer = Write(dialect, st.ADD_ANSWER)
        self.add_outcome = Write(dialect, st.ADD_OUTCOME, [column.name for column in st.outcome.c if column.name != "id"])
        self.add_act = Write(dialect, st.ADD_ACT, [column.name for column in st.act.c if column.name != "id"])
        self.set_timer = Write(dialect, st.set_timer(name))
        self.stop_timer = Write(dialect, st.STOP_TIMER)
        self.stop_timers = Write(dialect, st.STOP_TIMERS)
