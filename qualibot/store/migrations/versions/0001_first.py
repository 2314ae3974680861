"""The first schema."""

import sqlalchemy as sa
from alembic import op

from qualibot.store.types import Number, Utc

revision = "0001"
down_revision = None

_LIVE = "status IN ('open', 'paused', 'human')"
_ENDED = "status NOT IN ('open', 'paused', 'human')"
_UNSHOWN = f"shown < seq AND {_LIVE}"
_COUNTED = "superseded_at IS NULL"


def upgrade() -> None:
    """From an empty database."""
    _lead()
    _member()
    _publication()
    _script()
    _identity()
    _session()
    _act()
    _answer()
    _outcome()
    _timer()
    _turn()


def _lead() -> None:
    op.create_table(
        "lead",
        sa.Column("id", Number(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("created_at", Utc(), nullable=False),
        sa.Column("updated_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_lead"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_lead_name_key", "lead", ["name_key"])


def _member() -> None:
    op.create_table(
        "member",
        sa.Column("id", Number(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_member"),
    )


def _publication() -> None:
    op.create_table(
        "publication",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "name", "version", name="pk_publication"),
    )


def _script() -> None:
    op.create_table(
        "script",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("published_at", Utc(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_script"),
    )


def _identity() -> None:
    op.create_table(
        "identity",
        sa.Column("id", Number(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(), nullable=False),
        sa.Column("lead_id", Number(), nullable=True),
        sa.Column("member_id", Number(), nullable=True),
        sa.CheckConstraint("(lead_id IS NULL) <> (member_id IS NULL)", name=op.f("ck_identity_lead_or_member")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_identity_lead_id"),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"], name="fk_identity_member_id"),
        sa.PrimaryKeyConstraint("id", name="pk_identity"),
        sa.UniqueConstraint("channel", "external_id", name="uq_identity_channel_external_id"),
    )
    op.create_index("ix_identity_lead_id", "identity", ["lead_id"])
    op.create_index("ix_identity_member_id", "identity", ["member_id"])


def _session() -> None:
    op.create_table(
        "session",
        sa.Column("id", Number(), nullable=False),
        sa.Column("lead_id", Number(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("script_hash", sa.String(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("aside", sa.String(), nullable=False),
        sa.Column("misses", sa.Integer(), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("outcomes", sa.Integer(), nullable=False),
        sa.Column("started_at", Utc(), nullable=False),
        sa.Column("updated_at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_session_lead_id"),
        sa.ForeignKeyConstraint(["script_hash"], ["script.hash"], name="fk_session_script_hash"),
        sa.PrimaryKeyConstraint("id", name="pk_session"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_session_ended",
        "session",
        ["channel", "chat", "thread", "id"],
        sqlite_where=sa.text(_ENDED),
        postgresql_where=sa.text(_ENDED),
    )
    op.create_index("ix_session_lead_id", "session", ["lead_id"])
    op.create_index(
        "ix_session_unshown",
        "session",
        ["updated_at"],
        sqlite_where=sa.text(_UNSHOWN),
        postgresql_where=sa.text(_UNSHOWN),
    )
    op.create_index(
        "uq_session_live",
        "session",
        ["channel", "chat", "thread"],
        unique=True,
        sqlite_where=sa.text(_LIVE),
        postgresql_where=sa.text(_LIVE),
    )


def _act() -> None:
    op.create_table(
        "act",
        sa.Column("id", Number(), nullable=False),
        sa.Column("lead_id", Number(), nullable=False),
        sa.Column("session_id", Number(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_act_lead_id"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_act_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_act"),
    )
    op.create_index("ix_act_lead_id", "act", ["lead_id"])


def _answer() -> None:
    op.create_table(
        "answer",
        sa.Column("id", Number(), nullable=False),
        sa.Column("lead_id", Number(), nullable=False),
        sa.Column("session_id", Number(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("superseded_at", Utc(), nullable=True),
        sa.Column("superseded_by", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_answer_lead_id"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_answer_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_answer"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_answer_session_id", "answer", ["session_id"])
    op.create_index(
        "uq_answer_live",
        "answer",
        ["lead_id", "question", "side"],
        unique=True,
        sqlite_where=sa.text(_COUNTED),
        postgresql_where=sa.text(_COUNTED),
    )


def _outcome() -> None:
    op.create_table(
        "outcome",
        sa.Column("id", Number(), nullable=False),
        sa.Column("session_id", Number(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lead_id", Number(), nullable=False),
        sa.Column("conversation", sa.String(), nullable=False),
        sa.Column("framework", sa.String(), nullable=False),
        sa.Column("script_hash", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("evaluated_at", Utc(), nullable=False),
        sa.Column("raw", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("coverage", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("warmth", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("snapshot", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_outcome_lead_id"),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_outcome_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outcome"),
        sa.UniqueConstraint("session_id", "number", name="uq_outcome_session_id_number"),
    )
    op.create_index("ix_outcome_lead_id", "outcome", ["lead_id"])


def _timer() -> None:
    op.create_table(
        "timer",
        sa.Column("session_id", Number(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("due_at", Utc(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_timer_session_id"),
        sa.PrimaryKeyConstraint("session_id", "name", name="pk_timer"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_timer_due_at", "timer", ["due_at"])


def _turn() -> None:
    op.create_table(
        "turn",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("session_id", Number(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=True),
        sa.Column("at", Utc(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("events", sa.String(), nullable=True),
        sa.Column("replies", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name="fk_turn_session_id"),
        sa.PrimaryKeyConstraint("key", name="pk_turn"),
    )
    op.create_index("ix_turn_session_id", "turn", ["session_id"])
