"""What a script is made of: criteria, a framework, a conversation and the words, resolved and unchanging."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from qualibot.model.language import Language

Side = Literal["prospect", "rep"]
Dimension = Literal["fit", "intent", "pain", "interest"]
Kind = Literal["choice", "number", "money", "date", "scale", "yes_no", "text", "email", "phone"]
Verdict = Literal["disqualified", "incomplete", "unqualified", "nurture", "qualified", "invite"]
Band = Literal["unqualified", "nurture", "qualified", "invite"]
Text = Mapping[str, str]
"""One wording in every language: `{"en": …, "ar": …}`."""

BANDS: tuple[Band, ...] = ("unqualified", "nurture", "qualified", "invite")
"""The verdicts a score alone can give, coldest first."""
VERDICTS: tuple[Verdict, ...] = ("disqualified", "incomplete", *BANDS)
CAPTURED: Mapping[str, Kind] = {"name": "text", "company": "text", "email": "email", "phone": "phone"}
"""What a conversation may capture about the lead itself, and the kind of reply it takes."""

Bound = float | str
"""A number, or for dates the name of a day: `today`, `month_end`, `quarter_end`, `half_year_end`."""


@dataclass(frozen=True, slots=True)
class Range:
    """The values an option stands for; an absent end is open."""

    gte: Bound | None = None
    gt: Bound | None = None
    lte: Bound | None = None
    lt: Bound | None = None


StaleAfter = timedelta | Literal["month_end", "quarter_end"]
"""How long an answer stays fresh: a duration, or until the end of the calendar span it was given in."""


@dataclass(frozen=True, slots=True)
class Option:
    """One possible answer of a criterion. `level` runs from 0 (worst) to 4 (best)."""

    id: str
    level: int
    range: Range | None = None
    gap: bool = False
    """Counts its points as a floor, but the criterion stays open."""
    knock_out: bool = False
    cap: Band | None = None
    """The best verdict still possible once this is known."""
    offered_to: frozenset[str] = frozenset(("prospect", "rep"))
    stale_after: StaleAfter | None = None
    """Overrides the criterion's own."""
    infers: Mapping[str, str] = field(default_factory=dict)
    """Criterion → option that follows from this answer where nothing was said about it."""
    contradicts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Criterion → {option that cannot be true as well: option counted until that is cleared up}; a prospect's own only."""
    without_evidence: str | None = None
    """A claim that is asked for its content ("which number?"); without it this option is counted."""
    ask_again: bool = False
    """Moves the conversation but is never recorded as an answer (consent: more, decline)."""
    means: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """Something that can be known about a lead."""

    id: str
    kind: Kind
    dimension: Dimension | None
    """None for a gate such as consent."""
    stale_after: timedelta
    options: tuple[Option, ...]
    dont_know_is: str | None = None
    """The option that "I don't know" stands for, where it stands for one."""
    by_id: Mapping[str, Option] = field(default_factory=dict, compare=False, repr=False)
    has_cap: bool = field(default=False, compare=False)
    """An option of this criterion caps the verdict, so that it cannot be settled while the criterion is open."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {option.id: option for option in self.options})
        object.__setattr__(self, "has_cap", any(option.cap for option in self.options))

    def offered_to(self, side: Side) -> tuple[Option, ...]:
        """The options a person of this side may choose, in the file's order."""
        return tuple(option for option in self.options if side in option.offered_to)


@dataclass(frozen=True, slots=True)
class Framework:
    """What an answer is worth: points per criterion and option, cut-offs, required criteria."""

    id: str
    version: str
    name: Text
    points: Mapping[str, Mapping[str, int]]
    """Criterion → option → points, in the order in which the lines of an evaluation are shown."""
    required: tuple[str, ...]
    cut_offs: Mapping[str, int]
    """The lowest score (0–100) of nurture, qualified and invite."""
    minimum_coverage: int = 70
    scaled_from: int | None = None
    """The raw sum that counts as a score of 100; None where raw points are the score."""
    pro: Text = field(default_factory=dict)
    con: Text = field(default_factory=dict)
    next_step: Text = field(default_factory=dict)
    """What to do after a good result, beyond the verdict's own next step."""
    best: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    worst: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Points a criterion without any answer may still cost: below zero only where the file has negative points."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "best", {c: max(p.values()) for c, p in self.points.items()})
        object.__setattr__(self, "worst", {c: min(0, *p.values()) for c, p in self.points.items()})

    @property
    def ref(self) -> str:
        """`bant@1`."""
        return f"{self.id}@{self.version}"


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition as data; every part that is given must hold."""

    score: Mapping[str, int] = field(default_factory=dict)
    """`{"gte": 40}` with gte, gt, lte, lt, compared to the present score."""
    verdict: tuple[str, ...] = ()
    answer: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Criterion → options of which one is the live answer."""
    unknown: tuple[str, ...] = ()
    """Criteria that have no live, fresh answer."""
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Transition:
    """Where an event leads, if its guard holds."""

    target: str
    guard: Guard | None = None
    say: str | None = None


@dataclass(frozen=True, slots=True)
class NoMatch:
    """What happens when replies are not understood: after `limit` in a row the second phrase is said, or `target` entered."""

    limit: int = 2
    say: tuple[str, str] = ("not_understood_1", "not_understood_2")
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Delay:
    """What happens when a person has been silent for so long: a phrase is said, or a state entered."""

    name: str
    delay: timedelta
    say: str | None = None
    target: str | None = None


StateType = Literal["question", "capture", "menu", "review", "route", "final"]
SessionEnd = Literal["completed", "partial", "declined", "stopped"]


@dataclass(frozen=True, slots=True)
class State:
    """One place of a conversation.

    question: asks a criterion. capture: asks for the lead's name, company, e-mail or phone. menu: says a phrase whose buttons
    are its events. review: shows all answers. route: asks nothing, its `always` decides. final: the end, with `status`.
    """

    name: str
    type: StateType
    ask: str | None = None
    capture: str | None = None
    say: str | None = None
    on: Mapping[str, tuple[Transition, ...]] = field(default_factory=dict)
    """Event (`answer`, `answer.none`, `skip`, …) → transitions, the first whose guard holds is taken."""
    always: tuple[Transition, ...] = ()
    no_match: NoMatch | None = None
    status: SessionEnd | None = None

    @property
    def question(self) -> str | None:
        """The id under which an answer to this state is recorded, if it takes one."""
        return self.ask or self.capture


EarlyEnd = Literal["offer", "always", "never"]


@dataclass(frozen=True, slots=True)
class Conversation:
    """In which order a framework's criteria are asked, and of whom."""

    id: str
    version: str
    framework: str
    audience: Side
    initial: str
    states: Mapping[str, State]
    no_match: NoMatch = NoMatch()
    greeting: str | None = None
    """The phrase said above the first question."""
    early_end: EarlyEnd = "offer"
    finish: str = "review"
    """The state entered when the person accepts to finish early."""
    after: tuple[Delay, ...] = ()

    @property
    def ref(self) -> str:
        """`bant-prospect@1`."""
        return f"{self.id}@{self.version}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A standard sentence with its buttons (event → label)."""

    say: Text
    buttons: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """How one criterion, or one thing to capture, is put into words for one side."""

    name: Text
    ask: Text
    why: Text
    labels: Mapping[str, Text]
    """Option id → label, in the order of the options; may hold day placeholders such as `{month_end}`."""
    evidence: Text | None = None
    """How the content of a claim is asked for."""
    invalid: Text | None = None
    """What is said when a captured value cannot be read."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Every text a person reads, in every language."""

    version: str
    languages: tuple[str, ...]
    rtl: frozenset[str]
    """Languages written from right to left."""
    asked: Mapping[Side, Mapping[str, Asked]]
    phrases: Mapping[str, Phrase]
    events: Mapping[str, Text]
    """Reserved event → button label."""
    terms: Mapping[str, Mapping[str, Text]]
    """Group (verdicts, warmth, stages, next_steps, dimensions, sources, …) → key → text."""
    counts: Mapping[str, Mapping[str, Mapping[str, str]]]
    """Noun → language → plural category of CLDR → text with `{n}`."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Typed phrases, already normalised: read live, never part of a script's hash."""

    options: Mapping[Side, Mapping[str, Mapping[str, str]]]
    """Side → criterion → phrase → option id."""
    events: Mapping[str, str]
    """Phrase → reserved event."""
    topics: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Criterion → words that show that a reply speaks of it."""
    over: Mapping[str, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    """Criterion → option → options it wins over when both are said in one reply."""
    language: Language = field(default_factory=Language)


@dataclass(frozen=True, slots=True)
class Company:
    """What fills the placeholders: facts of the seller, per language where they are words."""

    texts: Mapping[str, Text]
    """Placeholder → text in every language."""
    zone: str
    region: str
    """Two-letter country in which a phone number without a country code is read."""
    currency: str
    summary_language: str
    retention_days: int
    """How long answers are kept."""
    reply_days: int
    """Within how many days a colleague writes."""
    re_ask_days: int
    """After how many days a lead who is not ready may be asked again."""


@dataclass(frozen=True, slots=True)
class Script:
    """A conversation with its framework, criteria and wording, resolved.

    `hash` covers conversation, framework, criteria and wording. `lexicon` and `company` are read live: a new synonym helps
    at once.
    """

    hash: str
    body: Mapping[str, Any]
    """The plain data the hash covers; resolving it again gives the same script."""
    conversation: Conversation
    framework: Framework
    criteria: Mapping[str, Criterion]
    wording: Wording
    lexicon: Lexicon
    company: Company
    questions: tuple[str, ...] = ()
    """Names of the states that ask a scored criterion, in the order of the file: what progress counts."""

    @property
    def side(self) -> Side:
        """Who answers: `prospect` or `rep`."""
        return self.conversation.audience
