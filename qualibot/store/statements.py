"""The statements of a turn, built once: SQLAlchemy compiles each the first time and keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    Select,
    String,
    Table,
    Update,
    and_,
    bindparam,
    cast,
    func,
    insert,
    literal_column,
    null,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from qualibot.store import tables
from qualibot.store.types import write_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.sql.dml import ReturningInsert

    from qualibot.model import Address

lead: Table = tables.LeadRow.__table__
session: Table = tables.SessionRow.__table__
answer: Table = tables.AnswerRow.__table__
turn: Table = tables.TurnRow.__table__
outcome: Table = tables.OutcomeRow.__table__
timer: Table = tables.TimerRow.__table__
act: Table = tables.ActRow.__table__
identity: Table = tables.IdentityRow.__table__
script: Table = tables.ScriptRow.__table__
publication: Table = tables.PublicationRow.__table__

JSON_TEXT: dict[str, Any] = {"sqlite": String(), "postgresql": postgresql.JSON()}
IS_LIVE = text(tables.IS_LIVE)
HAS_ENDED = text(tables.HAS_ENDED)
IS_KEPT = outcome.c.snapshot.is_not(null())
"""Erasing a lead leaves its outcomes' columns for the counts, and takes the snapshot."""
IS_COUNTED = text(tables.IS_COUNTED)

SESSION = tuple(
    session.c[name]
    for name in (
        *("id", "lead_id", "side", "script_hash", "channel", "chat", "thread", "language", "zone", "state", "seq"),
        *("status", "aside", "misses", "detail", "shown", "outcomes"),
    )
)
"""The columns of a session in the order in which `rows.session_of` takes them."""
ANSWER = tuple(
    answer.c[name] for name in ("id", "lead_id", "session_id", "question", "side", "value", "text", "detail", "source", "at")
)
LEAD = tuple(lead.c[name] for name in ("id", "name", "company", "email", "phone", "language", "zone", "source", "owner"))


def _or_ignore(dialect: str, table: Table) -> Any:
    make: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return make(table).on_conflict_do_nothing()


def claim(dialect: str) -> ReturningInsert[Any]:
    """Claims keys; returns those that nobody had claimed before."""
    statement: ReturningInsert[Any] = _or_ignore(dialect, turn).returning(turn.c.key)
    return statement


def add_script(dialect: str) -> Any:
    """Adds a script's body unless it is there."""
    return _or_ignore(dialect, script)


def add_publication(dialect: str) -> Any:
    """Adds what a file's version stands for unless it is there."""
    return _or_ignore(dialect, publication)


def set_timer(dialect: str) -> Any:
    """Sets a timer, in place of the one of the same name."""
    make: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = make(timer)
    new = {"due_at": statement.excluded.due_at, "seq": statement.excluded.seq}
    return statement.on_conflict_do_update(index_elements=["session_id", "name"], set_=new)


def sessions_at(dialect: str) -> Select[Any]:
    """The live sessions at the addresses in one JSON parameter; see `places`.

    `(channel, chat, thread) IN (…)` would make SQLite read the whole table: it has no index search for lists of rows.
    """
    listed = func.json_each if dialect == "sqlite" else func.json_array_elements
    place = listed(cast(bindparam("places", type_=String()), JSON_TEXT[dialect])).table_valued("value", name="place")
    part = place.c.value.op("->>")
    here = [session.c[name] == part(literal_column(str(i))) for i, name in enumerate(("channel", "chat", "thread"))]
    return (
        select(*SESSION).join_from(place, session, and_(*here)).where(IS_LIVE).order_by(session.c.id).with_for_update(of=session)
    )


def set_lead_field(field: str) -> Update:
    """Writes one captured field of a lead."""
    names = (field, "updated_at", "name_key") if field == "name" else (field, "updated_at")
    return update(lead).where(lead.c.id == bindparam("b_id")).values({name: bindparam(name) for name in names})


CLAIMED = select(turn.c.key, turn.c.session_id).where(turn.c.key.in_(bindparam("keys", expanding=True)))
RELEASE = turn.delete().where(turn.c.key == bindparam("b_key"))
TURN = (
    update(turn)
    .where(turn.c.key == bindparam("b_key"))
    .values({name: bindparam(name) for name in ("session_id", "seq", "events", "replies")})
)

SESSIONS_BY_ID = (
    select(*SESSION).where(session.c.id.in_(bindparam("ids", expanding=True))).order_by(session.c.id).with_for_update()
)
_HERE = (
    session.c.channel == bindparam("channel"),
    session.c.chat == bindparam("chat"),
    session.c.thread == bindparam("thread"),
)
LIVE_AT = select(*SESSION).where(*_HERE, IS_LIVE).with_for_update()
ENDED_AT = select(*SESSION).where(*_HERE, HAS_ENDED).order_by(session.c.id.desc()).limit(1).with_for_update()
OPEN = insert(session)
_KEPT = ("language", "zone", "state", "seq", "status", "aside", "misses", "detail", "shown", "outcomes", "updated_at")
MOVE = (
    update(session)
    .where(session.c.id == bindparam("b_id"), session.c.seq == bindparam("b_seq"))
    .values({name: bindparam(name) for name in _KEPT})
)
"""Moves a session on, if it still is where it was read."""
SHOWN = (
    update(session)
    .where(session.c.id == bindparam("b_id"), session.c.shown < bindparam("b_seq"))
    .values(shown=bindparam("b_seq"))
)
UNSHOWN = (
    select(session.c.id)
    .where(text(tables.IS_UNSHOWN), session.c.updated_at < bindparam("before"))
    .order_by(session.c.updated_at)
    .limit(bindparam("limit"))
)

LOCK_LEADS = select(lead.c.id).where(lead.c.id.in_(bindparam("ids", expanding=True))).order_by(lead.c.id).with_for_update()
LIVE_ANSWERS = select(*ANSWER).where(answer.c.lead_id.in_(bindparam("leads", expanding=True)), IS_COUNTED).order_by(answer.c.id)
ADD_LEAD = insert(lead)
ADD_ANSWER = insert(answer)
SUPERSEDE = (
    update(answer)
    .where(answer.c.id == bindparam("b_id"))
    .values(superseded_at=bindparam("superseded_at"), superseded_by=bindparam("superseded_by"))
)
ADD_OUTCOME = insert(outcome)
ADD_ACT = insert(act)
NAMES_OF = select(lead.c.name, lead.c.company).where(lead.c.id == bindparam("id"))
LEAD_OF = select(*LEAD).where(lead.c.id == bindparam("id"))
LEADS_NAMED = select(lead.c.id).where(lead.c.name_key == bindparam("name_key")).order_by(lead.c.id).limit(2)
BODY = select(script.c.body).where(script.c.hash == bindparam("hash"))

STOP_TIMERS = timer.delete().where(timer.c.session_id == bindparam("b_id"))
STOP_TIMER = timer.delete().where(
    timer.c.session_id == bindparam("b_id"), timer.c.name == bindparam("b_name"), timer.c.seq == bindparam("b_seq")
)
DUE = (
    select(timer.c.session_id, timer.c.name, timer.c.seq, session.c.channel, session.c.chat, session.c.thread)
    .join(session, session.c.id == timer.c.session_id)
    .where(timer.c.due_at <= bindparam("now"))
    .order_by(timer.c.due_at, timer.c.session_id)
    .limit(bindparam("limit"))
)

ACT_KINDS = select(act.c.kind).where(act.c.lead_id == bindparam("lead")).order_by(act.c.id)
HEADLINE_ORDER = ((outcome.c.status == "completed").desc(), outcome.c.evaluated_at.desc(), outcome.c.id.desc())
"""A lead's headline comes first: its newest completed outcome, else its newest."""
HEADLINE = (
    select(outcome.c.stage, outcome.c.status).where(outcome.c.lead_id == bindparam("lead")).order_by(*HEADLINE_ORDER).limit(1)
)


def places(addresses: Iterable[Address]) -> str:
    """Addresses as the one parameter of `sessions_at`."""
    return write_json([(address.channel, address.chat, address.thread) for address in addresses])
