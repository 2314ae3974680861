"""What people look at: the list of leads, and everything about one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, RowMapping, Select, case, exists, func, null, select

from qualibot.errors import UnknownName
from qualibot.model import LIVE, Act, Answer, Exchange, Headline, Lead, LeadFile, Outcome, Ranked, Session, Unfinished
from qualibot.store import rows
from qualibot.store import statements as st
from qualibot.store.snapshot import numbers_in, outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from qualibot.model import Verdict

_SHOWN = ("session_id", "number", "conversation", "framework", "status", "evaluated_at", "score", "low", "high", "coverage")
_JUDGED = ("verdict", "grade", "warmth", "stage")
_PLACE = func.row_number().over(partition_by=st.outcome.c.lead_id, order_by=st.HEADLINE_ORDER).label("place")
_RANKED = select(st.outcome.c.lead_id, *(st.outcome.c[name] for name in _SHOWN + _JUDGED), _PLACE).subquery("ranked")
_HEAT = case({"hot": 0, "warm": 1, "cold": 2}, value=_RANKED.c.warmth, else_=3)
_WAITING = exists().where(st.session.c.lead_id == st.lead.c.id, st.session.c.status == "human")
_TALKING = exists().where(st.session.c.lead_id == st.lead.c.id, st.session.c.status.in_(sorted(LIVE)))
_TOLD = exists().where(
    st.answer.c.lead_id == st.lead.c.id, st.answer.c.superseded_at.is_(null()), st.answer.c.question.not_in(("consent", "name"))
)
_ACTED = exists().where(st.act.c.lead_id == st.lead.c.id)
_JUDGED_BEFORE = exists().where(st.outcome.c.lead_id == st.lead.c.id)
_LAST_SAID = (
    select(func.max(st.turn.c.at)).where(st.turn.c.session_id == st.session.c.id, st.turn.c.kind != "due").scalar_subquery()
)
AT_ONCE = 500
"""How many answers are asked for in one statement."""


def ranked(connection: Connection, verdict: Verdict | None, limit: int, offset: int) -> list[Ranked]:
    """Leads with an outcome or an open conversation, the hottest first; those without any outcome come last."""
    headline = [_RANKED.c[name] for name in _SHOWN + _JUDGED]
    query: Select[Any] = (
        select(*st.LEAD, _WAITING, *headline)
        .join_from(st.lead, _RANKED, (_RANKED.c.lead_id == st.lead.c.id) & (_RANKED.c.place == 1), isouter=verdict is None)
        .order_by(_HEAT, _RANKED.c.score.desc(), st.lead.c.id)
        .limit(limit)
        .offset(offset)
    )
    # Who declined, stopped before answering or was erased left nothing to call about.
    query = query.where(_RANKED.c.verdict == verdict if verdict is not None else _RANKED.c.verdict.is_not(None) | _TALKING)
    return [_ranked(row) for row in connection.execute(query)]


def _ranked(row: Row[Any]) -> Ranked:
    fields = len(st.LEAD)
    waiting, *judged = row[fields:]
    headline = Headline(*judged) if judged[0] is not None else None
    return Ranked(Lead(*row[:fields]), headline, bool(waiting))


def unfinished(connection: Connection, limit: int) -> list[Unfinished]:
    """Leads without an outcome that are being talked with and have told or asked for something, the latest first."""
    query: Select[Any] = (
        select(*st.LEAD, *st.SESSION, st.session.c.conversation, _LAST_SAID)
        .join_from(st.session, st.lead, st.lead.c.id == st.session.c.lead_id)
        .where(st.IS_LIVE, _TOLD | _ACTED, ~_JUDGED_BEFORE)
        .order_by(st.session.c.updated_at.desc(), st.session.c.id.desc())
        .limit(limit)
    )
    fields = len(st.LEAD)
    newest: dict[int, Row[Any]] = {}
    for row in connection.execute(query):
        newest.setdefault(row[0], row)
    answers, acts = _live_answers(connection, newest), act_kinds(connection, newest)
    return [
        Unfinished(Lead(*row[:fields]), rows.session_of(session), conversation, at, tuple(answers[lead]), acts[lead])
        for lead, row in newest.items()
        for *session, conversation, at in [row[fields:]]
    ]


def _live_answers(connection: Connection, leads: Iterable[int]) -> dict[int, list[Answer]]:
    wanted = list(leads)
    found: dict[int, list[Answer]] = {lead: [] for lead in wanted}
    for start in range(0, len(wanted), AT_ONCE):
        query = select(*st.ANSWER).where(st.answer.c.lead_id.in_(wanted[start : start + AT_ONCE]), st.IS_COUNTED)
        for row in connection.execute(query.order_by(st.answer.c.id)):
            found[row[1]].append(rows.answer_of(row))
    return found


def lead_file(connection: Connection, lead: int) -> LeadFile:
    """Everything that is known of one lead.

    Raises:
        UnknownName: there is no lead of this number.
    """
    row = connection.execute(st.LEAD_OF, {"id": lead}).one_or_none()
    if row is None:
        raise UnknownName(f"There is no lead {lead}.")
    given = [(rows.answer_of(row[: len(st.ANSWER)]), row.superseded_at is None) for row in connection.execute(_answers(lead))]
    return LeadFile(
        lead=Lead(*row),
        sessions=tuple(_sessions(connection, lead)),
        answers=tuple(answer for answer, is_live in given if is_live),
        superseded=tuple(answer for answer, is_live in given if not is_live),
        outcomes=tuple(_outcomes(connection, lead)),
        acts=tuple(_acts(connection, lead)),
        transcript=tuple(_transcript(connection, lead)),
    )


def act_kinds(connection: Connection, leads: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The kinds of all acts of each of these leads, oldest first."""
    wanted = sorted(set(leads))
    found: dict[int, list[str]] = {lead: [] for lead in wanted}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        query = select(st.act.c.lead_id, st.act.c.kind).where(st.act.c.lead_id.in_(some)).order_by(st.act.c.id)
        for lead, kind in connection.execute(query):
            found[lead].append(kind)
    return {lead: tuple(kinds) for lead, kinds in found.items()}


def outcomes_of(connection: Connection, found: Sequence[RowMapping]) -> list[Outcome]:
    """The outcomes of these rows, with the words of their answers joined in."""
    answers = answers_by_number(connection, {number for row in found for number in numbers_in(row["snapshot"])})
    return [outcome_of(dict(row), answers) for row in found]


def answers_by_number(connection: Connection, numbers: Iterable[int]) -> dict[int, Answer]:
    """Those of these answers that have not been erased."""
    wanted = sorted(numbers)
    found: dict[int, Answer] = {}
    for start in range(0, len(wanted), AT_ONCE):
        query = select(*st.ANSWER).where(st.answer.c.id.in_(wanted[start : start + AT_ONCE]))
        found |= {row[0]: rows.answer_of(row) for row in connection.execute(query)}
    return found


def _answers(lead: int) -> Select[Any]:
    own = select(st.session.c.id).where(st.session.c.lead_id == lead)
    query = select(*st.ANSWER, st.answer.c.superseded_at).where(st.answer.c.session_id.in_(own))
    return query.order_by(st.answer.c.id)


def _sessions(connection: Connection, lead: int) -> list[Session]:
    query = select(*st.SESSION).where(st.session.c.lead_id == lead).order_by(st.session.c.id)
    return [rows.session_of(row) for row in connection.execute(query)]


def _outcomes(connection: Connection, lead: int) -> list[Outcome]:
    query = select(st.outcome).where(st.outcome.c.lead_id == lead, st.IS_KEPT).order_by(st.outcome.c.id)
    return outcomes_of(connection, connection.execute(query).mappings().all())


def _acts(connection: Connection, lead: int) -> list[Act]:
    columns = [st.act.c[name] for name in ("kind", "at", "by", "detail", "fields")]
    return [Act(*row) for row in connection.execute(select(*columns).where(st.act.c.lead_id == lead).order_by(st.act.c.id))]


def _transcript(connection: Connection, lead: int) -> list[Exchange]:
    columns = [st.turn.c[name] for name in ("session_id", "seq", "at", "kind", "said", "events", "replies")]
    query = (
        select(*columns)
        .join(st.session, st.session.c.id == st.turn.c.session_id)
        .where(st.session.c.lead_id == lead)
        .order_by(st.turn.c.session_id, st.turn.c.seq, st.turn.c.at, st.turn.c.key)
    )
    return [_exchange(row) for row in connection.execute(query)]


def _exchange(row: Row[Any]) -> Exchange:
    session, seq, at, kind, said, events, replies = tuple(row)
    return Exchange(session, seq, at, kind, said, tuple(events.split()), tuple(rows.reply_of(reply) for reply in replies))
