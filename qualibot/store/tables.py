"""The schema: every table, column and index. Rows are written and read through `statements`; nothing here validates."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    Index,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from qualibot.store.types import Number, Utc

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
IS_LIVE = "status IN ('open', 'paused', 'human')"
"""As text: a partial index is used only where the query repeats its condition literally."""
IS_UNSHOWN = f"shown < seq AND {IS_LIVE}"
IS_COUNTED = "superseded_at IS NULL"
HAS_ENDED = "status NOT IN ('open', 'paused', 'human')"
NEVER_AGAIN = {"sqlite_autoincrement": True}
"""Numbers of erased rows are not given out again, so that no reference can come to mean somebody else's words."""
IN_KEY_ORDER = {"sqlite_with_rowid": False}
"""The table is its primary key's index: half the writes for small rows."""


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Row(SQLModel, registry=registry(metadata=MetaData(naming_convention=_NAMES))):
    """The root of all tables; its metadata holds ours and nobody else's."""

    __table__: ClassVar[Table]


class LeadRow(Row, table=True):
    """Whom it is about."""

    __tablename__ = "lead"
    __table_args__ = (NEVER_AGAIN,)
    id: int = Field(primary_key=True, sa_type=Number)
    name: str
    name_key: str = Field(index=True)
    """The name without case, to find a lead by: databases differ in what lower case is."""
    company: str
    email: str
    phone: str
    language: str
    zone: str
    source: str
    owner: str
    created_at: datetime = Field(sa_type=Utc)
    updated_at: datetime = Field(sa_type=Utc)


class MemberRow(Row, table=True):
    """A rep or manager."""

    __tablename__ = "member"
    id: int = Field(primary_key=True, sa_type=Number)
    name: str
    role: str
    language: str
    zone: str


class IdentityRow(Row, table=True):
    """How a channel knows a lead or a member."""

    __tablename__ = "identity"
    __table_args__ = (
        UniqueConstraint("channel", "external_id"),
        CheckConstraint("(lead_id IS NULL) <> (member_id IS NULL)", name="lead_or_member"),
    )
    id: int = Field(primary_key=True, sa_type=Number)
    channel: str
    external_id: str
    lead_id: int | None = Field(default=None, foreign_key="lead.id", sa_type=Number, index=True)
    member_id: int | None = Field(default=None, foreign_key="member.id", sa_type=Number, index=True)


class ScriptRow(Row, table=True):
    """The body of every script that was ever used; an open conversation needs its own."""

    __tablename__ = "script"
    hash: str = Field(primary_key=True)
    conversation: str
    version: str
    body: Any = Field(sa_column=Column(JSON, nullable=False))
    published_at: datetime = Field(sa_type=Utc)


class PublicationRow(Row, table=True):
    """Which content a file's version stands for."""

    __tablename__ = "publication"
    __table_args__ = (PrimaryKeyConstraint("kind", "name", "version", name="pk_publication"),)
    kind: str
    name: str
    version: str
    hash: str


class SessionRow(Row, table=True):
    """One person's way through one script."""

    __tablename__ = "session"
    __table_args__ = (
        Index("uq_session_live", "channel", "chat", "thread", unique=True, **_where(IS_LIVE)),
        Index("ix_session_ended", "channel", "chat", "thread", "id", **_where(HAS_ENDED)),
        Index("ix_session_unshown", "updated_at", **_where(IS_UNSHOWN)),
        NEVER_AGAIN,
    )
    id: int = Field(primary_key=True, sa_type=Number)
    lead_id: int = Field(foreign_key="lead.id", sa_type=Number, index=True)
    side: str
    script_hash: str = Field(foreign_key="script.hash")
    conversation: str
    channel: str
    chat: str
    thread: str
    language: str
    zone: str
    state: str
    seq: int
    status: str
    aside: str
    misses: int
    detail: Any = Field(sa_column=Column(JSON, nullable=False))
    shown: int
    outcomes: int
    started_at: datetime = Field(sa_type=Utc)
    updated_at: datetime = Field(sa_type=Utc)


class AnswerRow(Row, table=True):
    """What one side said about one question; superseded, never changed."""

    __tablename__ = "answer"
    __table_args__ = (
        Index("uq_answer_live", "lead_id", "question", "side", unique=True, **_where(IS_COUNTED)),
        NEVER_AGAIN,
    )
    id: int = Field(primary_key=True, sa_type=Number)
    lead_id: int = Field(foreign_key="lead.id", sa_type=Number)
    session_id: int = Field(foreign_key="session.id", sa_type=Number, index=True)
    question: str
    side: str
    value: str
    text: str
    detail: str
    source: str
    at: datetime = Field(sa_type=Utc)
    superseded_at: datetime | None = Field(default=None, sa_type=Utc)
    superseded_by: str | None = None


class TurnRow(Row, table=True):
    """An inbound key that was claimed, and what its message led to: the transcript."""

    __tablename__ = "turn"
    key: str = Field(primary_key=True)
    session_id: int | None = Field(default=None, foreign_key="session.id", sa_type=Number, index=True)
    seq: int | None = None
    at: datetime = Field(sa_type=Utc)
    kind: str | None = None
    said: str | None = None
    events: str | None = None
    replies: Any = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class OutcomeRow(Row, table=True):
    """A numbered snapshot of a session's evaluation. It holds no words of a person, only the numbers of answers."""

    __tablename__ = "outcome"
    __table_args__ = (UniqueConstraint("session_id", "number"),)
    id: int = Field(primary_key=True, sa_type=Number)
    session_id: int = Field(foreign_key="session.id", sa_type=Number)
    number: int
    lead_id: int = Field(foreign_key="lead.id", sa_type=Number, index=True)
    conversation: str
    framework: str
    script_hash: str
    language: str
    status: str
    evaluated_at: datetime = Field(sa_type=Utc)
    raw: int
    score: int
    low: int
    high: int
    coverage: int
    verdict: str
    grade: str
    warmth: str
    stage: str
    snapshot: Any = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    """The rest of the evaluation; NULL once the lead was erased."""


class TimerRow(Row, table=True):
    """A moment at which a silent person is spoken to."""

    __tablename__ = "timer"
    __table_args__ = (PrimaryKeyConstraint("session_id", "name", name="pk_timer"), IN_KEY_ORDER)
    session_id: int = Field(foreign_key="session.id", sa_type=Number)
    name: str
    due_at: datetime = Field(sa_type=Utc, index=True)
    seq: int


class ActRow(Row, table=True):
    """Something a person did or asked for that people must know of."""

    __tablename__ = "act"
    id: int = Field(primary_key=True, sa_type=Number)
    lead_id: int = Field(foreign_key="lead.id", sa_type=Number, index=True)
    session_id: int | None = Field(default=None, foreign_key="session.id", sa_type=Number)
    kind: str
    by: str
    detail: str
    fields: Any = Field(sa_column=Column(JSON, nullable=False))
    at: datetime = Field(sa_type=Utc)
