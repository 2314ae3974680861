"""What a score says: lines, evaluation, outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from qualibot.model.script import Dimension, Verdict
from qualibot.model.talk import Act, Answer, Lead, Reply, Session, Source, Status

Grade = Literal["A", "B", "C", "D"]
Warmth = Literal["hot", "warm", "cold"]
Stage = Literal["lead", "mql", "sql", "prospect"]
Openness = Literal["", "missing", "open_answer", "stale", "disputed", "contradicted"]
"""Why a criterion is a gap; empty where it is not one."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What counts for one criterion, after staleness, disputes, inference and contradictions."""

    criterion: str
    option: str
    source: Source
    openness: Openness = ""
    answers: tuple[Answer, ...] = ()
    """The live answers it rests on; two where the sides differ, none where it was inferred."""


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of an evaluation. The points of all lines add up exactly to the raw score."""

    criterion: str
    answer: str | None
    points: int
    max: int
    openness: Openness = ""
    source: Source | None = None
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class SubScore:
    """One dimension: its points over its maximum in the framework, 0–100, with its own reachable interval."""

    score: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Change:
    """The smallest set of answers that lifts the verdict one band; `gap` is true where only open questions are answered."""

    verdict: Verdict
    answers: Mapping[str, str]
    gap: bool
    score: int
    """The score it would lead to."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a framework says of a lead's answers at one moment. Scores are integers, 0–100."""

    framework: str
    """`id@version`."""
    at: datetime
    raw: int
    score: int
    low: int
    high: int
    """The interval the score can still reach once every gap is answered."""
    coverage: int
    """Percent of the weight that is answered without a gap."""
    gaps: tuple[str, ...]
    lines: tuple[Line, ...]
    dimensions: Mapping[Dimension, SubScore]
    verdict: Verdict
    settled: bool
    """No further answer can change the verdict's band."""
    grade: Grade
    warmth: Warmth
    close_to: int | None = None
    """The cut-off that the score lies within 3 points of."""
    knock_outs: tuple[str, ...] = ()
    caps: tuple[str, ...] = ()
    """Criteria whose answer ended or limited the verdict."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """An immutable, numbered snapshot of a session's evaluation."""

    session: int
    number: int
    lead: int
    conversation: str
    """`id@version`."""
    script: str
    language: str
    status: Status
    evaluation: Evaluation
    stage: Stage
    would_change: Change | None = None
    answers: tuple[Answer, ...] = ()
    """Every scored answer that was live then, asked in this session or known before: what it is evaluated from again."""


@dataclass(frozen=True, slots=True)
class Headline:
    """What a list shows of a lead's outcome: the newest completed one, else the newest."""

    session: int
    number: int
    conversation: str
    framework: str
    status: Status
    at: datetime
    score: int
    low: int
    high: int
    coverage: int
    verdict: Verdict
    grade: Grade
    warmth: Warmth
    stage: Stage


@dataclass(frozen=True, slots=True)
class Ranked:
    """One lead of a list."""

    lead: Lead
    headline: Headline | None
    waiting: bool = False
    """A person is to speak with it now: it waits for an answer."""


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A lead that has said something, is still being talked with, and has no outcome yet."""

    lead: Lead
    session: Session
    conversation: str
    """`id@version`."""
    at: datetime
    """When something was last said."""
    answers: tuple[Answer, ...]
    """The live ones."""
    acts: tuple[str, ...]
    """Kinds of all acts, oldest first."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One entry of a session's transcript: what came in, what happened, what was replied."""

    session: int
    seq: int
    at: datetime
    kind: str
    """`start`, `typed`, `tapped`, `command`, `fill` or `due`."""
    said: str
    """As typed, or the event of what was pressed."""
    events: tuple[str, ...]
    replies: tuple[Reply, ...]
    """Their texts and the answers they offered."""


@dataclass(frozen=True, slots=True)
class LeadFile:
    """Everything that is known of one lead."""

    lead: Lead
    sessions: tuple[Session, ...]
    answers: tuple[Answer, ...]
    """The live ones."""
    superseded: tuple[Answer, ...]
    outcomes: tuple[Outcome, ...]
    """Oldest first; those of an erased lead are gone."""
    acts: tuple[Act, ...]
    transcript: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class Miss:
    """A reply that was not understood, and how often it came."""

    question: str
    text: str
    count: int
