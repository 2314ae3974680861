"""Recorded outcomes, for evaluating them again: read in chunks, written as further outcomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select, update

from qualibot.errors import SessionConflict
from qualibot.store import statements as st
from qualibot.store.reports import outcomes_of
from qualibot.store.snapshot import outcome_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Engine

    from qualibot.model import Outcome

_NEWEST = (
    select(st.outcome)
    .join(st.session, (st.session.c.id == st.outcome.c.session_id) & (st.session.c.outcomes == st.outcome.c.number))
    .where(st.outcome.c.id > bindparam("after"), st.outcome.c.id <= bindparam("last"), st.IS_KEPT)
    .order_by(st.outcome.c.id)
    .limit(bindparam("size"))
)
_COUNT_UP = (
    update(st.session)
    .where(st.session.c.id == bindparam("b_id"), st.session.c.outcomes == bindparam("b_number") - 1)
    .values(outcomes=bindparam("b_number"))
)


def recorded(engine: Engine, size: int) -> Iterator[list[Outcome]]:
    """The newest outcome of every session, `size` at a time, oldest first; what is recorded meanwhile is not among them.

    Nothing stays open between two chunks, so writing may go on beside it. Erased outcomes are left out.
    """
    with engine.connect() as connection:
        last = connection.scalar(select(func.max(st.outcome.c.id))) or 0
    after = 0
    while after < last:
        with engine.connect() as connection:
            found = connection.execute(_NEWEST, {"after": after, "last": last, "size": size}).mappings().all()
            chunk = outcomes_of(connection, found)
        if not found:
            return
        after = found[-1]["id"]
        yield chunk


def record(connection: Connection, outcomes: Sequence[Outcome]) -> None:
    """Each outcome is its session's next one.

    Raises:
        SessionConflict: a session has recorded another outcome since; nothing is written.
    """
    if not outcomes:
        return
    counted = [{"b_id": outcome.session, "b_number": outcome.number} for outcome in outcomes]
    if connection.execute(_COUNT_UP, counted).rowcount != len(outcomes):
        raise SessionConflict("A session has recorded another outcome since these were read; read them again.")
    connection.execute(st.ADD_OUTCOME, [outcome_values(outcome) for outcome in outcomes])
