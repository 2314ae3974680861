"""The statements, built once. Those of the turn itself are compiled once, too: see `prepared` and `turns`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, String, and_, bindparam, cast, func, insert, literal_column, null, select, text, true, update
from sqlalchemy.dialects import postgresql, sqlite

from qualibot.store import tables

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Select, Table, TableValuedAlias, Update

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


def _insert(dialect: str, table: Table) -> Any:
    make: Any = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return make(table)


def claim(dialect: str) -> Any:
    """Claims keys, listed as `[key, at]`; returns those that nobody had claimed before."""
    listed = asked(dialect)
    values = [part(listed, 0), cast(part(listed, 1), turn.c.at.type)]
    # SQLite needs a WHERE here, or it takes ON CONFLICT for the ON of a join.
    rows = select(*values).select_from(listed).where(true()).order_by(values[0])
    return _insert(dialect, turn).from_select(("key", "at"), rows).on_conflict_do_nothing().returning(turn.c.key)


def asked(dialect: str) -> TableValuedAlias:
    """The list in the JSON parameter `asked`, as a table with one row for each entry.

    `(channel, chat, thread) IN (…)` would make SQLite read the whole table: it has no index search for lists of rows.
    """
    listed = func.json_each if dialect == "sqlite" else func.json_array_elements
    parameter = bindparam("asked", type_=String())
    return listed(cast(parameter, JSON_TEXT[dialect])).table_valued("value", name="asked")


def part(listed: TableValuedAlias, place: int) -> ColumnElement[str]:
    """One part of every entry of the list, as text."""
    return listed.c.value.op("->>", return_type=String())(literal_column(str(place)))


def add_script(dialect: str) -> Any:
    """Adds a script's body unless it is there."""
    return _insert(dialect, script).on_conflict_do_nothing()


def add_publication(dialect: str) -> Any:
    """Adds what a file's version stands for unless it is there."""
    return _insert(dialect, publication).on_conflict_do_nothing()


def set_timer(dialect: str) -> Any:
    """Sets a timer, in place of the one of the same name."""
    statement = _insert(dialect, timer)
    new = {"due_at": statement.excluded.due_at, "seq": statement.excluded.seq}
    return statement.on_conflict_do_update(index_elements=["session_id", "name"], set_=new)


def sessions_at(dialect: str) -> Select[Any]:
    """The live sessions at the addresses that are asked for as `[channel, chat, thread]`."""
    listed = asked(dialect)
    here = [session.c[name] == part(listed, place) for place, name in enumerate(("channel", "chat", "thread"))]
    return _locked(select(*SESSION).join_from(listed, session, and_(*here)).where(IS_LIVE))


def sessions_by_id(dialect: str) -> Select[Any]:
    """The sessions whose numbers are asked for as `[id]`."""
    listed = asked(dialect)
    return _locked(select(*SESSION).join_from(listed, session, session.c.id == cast(part(listed, 0), BigInteger)))


def _locked(query: Select[Any]) -> Select[Any]:
    return query.order_by(session.c.id).with_for_update(of=session)


def live_answers(dialect: str) -> Select[Any]:
    """The live answers of the leads whose numbers are asked for as `[id]`."""
    listed = asked(dialect)
    query = select(*ANSWER).join_from(listed, answer, answer.c.lead_id == cast(part(listed, 0), BigInteger))
    return query.where(IS_COUNTED).order_by(answer.c.id)


def set_lead_field(field: str) -> Update:
    """Writes one captured field of a lead."""
    names = (field, "updated_at", "name_key") if field == "name" else (field, "updated_at")
    return update(lead).where(lead.c.id == bindparam("b_id")).values({name: bindparam(name) for name in names})


CLAIMED = select(turn.c.key, turn.c.session_id).where(turn.c.key.in_(bindparam("keys", expanding=True)))
RELEASE = turn.delete().where(turn.c.key == bindparam("b_key"))
WRITE_DOWN = (
    update(turn)
    .where(turn.c.key == bindparam("b_key"))
    .values({name: bindparam(name) for name in ("session_id", "seq", "kind", "said", "events", "replies")})
)

_HERE = (
    session.c.channel == bindparam("channel"),
    session.c.chat == bindparam("chat"),
    session.c.thread == bindparam("thread"),
)
LIVE_AT = select(*SESSION).where(*_HERE, IS_LIVE).with_for_update()
ENDED_AT = select(*SESSION).where(*_HERE, HAS_ENDED).order_by(session.c.id.desc()).limit(1).with_for_update()
OPEN = insert(session)


def _moved(*more: str) -> Update:
    kept = ("language", "zone", "state", "seq", "aside", "misses", "detail", "outcomes", "updated_at", *more)
    still_there = (session.c.id == bindparam("b_id"), session.c.seq == bindparam("b_seq"))
    return update(session).where(*still_there).values({name: bindparam(name) for name in kept})


MOVE = _moved()
"""Moves a session on, if it still is where it was read. Its status stays: three indexes depend on that."""
TURN_OVER = _moved("status")
"""The same where the status changes."""
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
