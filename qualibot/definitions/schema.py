"""The shape of every definition file. Unknown keys are refused; shorthands are written out before they are checked."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from qualibot.model import Band, Dimension, EarlyEnd, Kind, SessionEnd, Side

_DURATION = re.compile(r"P(?:(?P<days>[0-9]{1,4})D)?(?:T(?P<hours>[0-9]{1,4})H)?\Z")


def _duration(value: Any) -> Any:
    """`P90D`, `PT24H` or `P1DT12H` (ISO 8601, days and hours) as a timedelta."""
    match = _DURATION.match(value) if isinstance(value, str) else None
    if not match or not any(match.groups()):
        raise ValueError("should be a duration in days or hours such as P90D or PT24H")
    return timedelta(days=int(match["days"] or 0), hours=int(match["hours"] or 0))


def _stale_after(value: Any) -> Any:
    return value if value in ("month_end", "quarter_end") else _duration(value)


def _transitions(value: Any) -> Any:
    """`need`, `{target: need}` and a list of such all become a list of mappings."""
    items = value if isinstance(value, list) else [value]
    return [{"target": item} if isinstance(item, str) else item for item in items]


def _options(value: Any) -> Any:
    """`{need: none}` and `{need: [none, nice_to_have]}` both become lists."""
    if not isinstance(value, dict):
        return value
    return {key: [item] if isinstance(item, str) else item for key, item in value.items()}


def _list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _texts(value: Any) -> Any:
    """A company fact that is the same in every language may be written once."""
    return {"": value} if isinstance(value, str) else value


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


Part = Literal[
    "filler", "polite", "emphasis", "negation", "asks", "dont_know", "and", "or", "but", "to", "between",
    "in", "out_of", "about", "about_after",
    "upto", "upto_after", "below", "below_after", "above", "above_after", "before", "after", "within", "by",
    "from", "not_before",
    "old", "new", "instead", "past", "each", "people", "staffed", "things", "percent", "clock", "per_month",
    "money", "buying", "team",
    "place", "plural", "choice", "one", "this", "this_after", "next", "after_next", "month_word", "hence",
]  # fmt: skip
"""What a phrase does in a reply, where it does nothing else."""
ValuePart = Literal[
    "number", "times", "fraction", "few", "ordinal", "currency", "unit", "length", "month", "hijri", "season", "feast", "weekday",
    "day", "quarter", "half_year", "edge", "edge_after",
]  # fmt: skip
"""What a phrase stands for: a number, a month, a currency."""

Duration = Annotated[timedelta, BeforeValidator(_duration)]
Stale = Annotated[timedelta | Literal["month_end", "quarter_end"], BeforeValidator(_stale_after)]
Words = dict[str, str]
"""One text in every language."""
Phrases = dict[str, list[str]]
"""Typed phrases in every language."""
Names = Annotated[list[str], BeforeValidator(_list)]
Version = Annotated[str, Field(min_length=1, max_length=20)]


class RangeFile(_Strict):
    """`{gte: 9, lte: 10}`; for dates the ends are named days."""

    gte: float | str | None = None
    gt: float | str | None = None
    lte: float | str | None = None
    lt: float | str | None = None


class AnswerFile(_Strict):
    """One answer of a criterion."""

    level: int = Field(ge=0, le=4)
    range: RangeFile | None = None
    gap: bool = False
    knock_out: bool = False
    cap: Band | None = None
    offered_to: list[Side] = ["prospect", "rep"]
    stale_after: Stale | None = None
    infers: dict[str, str] = {}
    contradicts: dict[str, dict[str, str]] = {}
    without_evidence: str | None = None
    ask_again: bool = False
    means: str = ""
    match: Phrases = {}
    match_rep: Phrases = {}
    over: Names = []


class CriterionFile(_Strict):
    """One criterion."""

    kind: Kind
    dimension: Dimension | None = None
    stale_after: Duration
    dont_know_is: str | None = None
    topic: Phrases = {}
    answers: dict[str, AnswerFile] = Field(min_length=2)


class CriteriaFile(_Strict):
    """`frameworks/criteria.yaml`: what can be known."""

    schema_: Literal["qualibot/criteria@1"] = Field(alias="schema")
    version: Version
    criteria: dict[str, CriterionFile]


class CutOffs(_Strict):
    """The lowest score of each band."""

    nurture: int = Field(ge=0, le=100)
    qualified: int = Field(ge=0, le=100)
    invite: int = Field(ge=0, le=100)


class FrameworkFile(_Strict):
    """`frameworks/<id>.yaml`: what an answer is worth."""

    schema_: Literal["qualibot/framework@1"] = Field(alias="schema")
    version: Version
    name: Words
    required: Names = []
    minimum_coverage: int = Field(default=70, ge=0, le=100)
    cut_offs: CutOffs
    scaled_from: int | None = Field(default=None, gt=0)
    points: dict[str, dict[str, int]] = Field(min_length=1)
    pro: Words = {}
    con: Words = {}
    next_step: Words = {}


class GuardFile(_Strict):
    """A condition; every part that is given must hold."""

    score: dict[Literal["gte", "gt", "lte", "lt"], int] = {}
    verdict: Names = []
    answer: Annotated[dict[str, list[str]], BeforeValidator(_options)] = {}
    unknown: Names = []
    known: Names = []


class TransitionFile(_Strict):
    """Where an event leads."""

    target: str
    guard: GuardFile | None = None
    say: str | None = None


Transitions = Annotated[list[TransitionFile], BeforeValidator(_transitions)]


class NoMatchFile(_Strict):
    """What happens when replies are not understood."""

    limit: int = Field(default=2, ge=1, le=9)
    say: Annotated[list[str], Field(min_length=2, max_length=2)] = ["not_understood_1", "not_understood_2"]
    target: str | None = None


class DelayFile(_Strict):
    """What happens after a silence."""

    name: str
    delay: Duration
    say: str | None = None
    target: str | None = None


class StateFile(_Strict):
    """One state; its type follows from its keys unless it is `review` or `final`."""

    type: Literal["review", "final"] | None = None
    ask: str | None = None
    capture: Literal["name", "company", "email", "phone"] | None = None
    say: str | None = None
    on: dict[str, Transitions] = {}
    always: Transitions = []
    no_match: NoMatchFile | None = None
    status: SessionEnd | None = None


class ConversationFile(_Strict):
    """`conversations/<id>.yaml`: in which order criteria are asked, and of whom."""

    schema_: Literal["qualibot/conversation@1"] = Field(alias="schema")
    version: Version
    framework: str
    audience: Side
    initial: str
    greeting: str | None = None
    early_end: EarlyEnd = "offer"
    finish: str = "review"
    no_match: NoMatchFile = NoMatchFile()
    after: list[DelayFile] = []
    states: dict[str, StateFile] = Field(min_length=1)


class PerSide(_Strict):
    """One text for reps and one for prospects."""

    rep: Words
    prospect: Words


class AskedFile(_Strict):
    """How one criterion is asked."""

    name: Words
    ask: PerSide
    why: Words
    options: dict[str, Words]
    options_rep: dict[str, Words] = {}
    evidence: PerSide | None = None


class CaptureFile(_Strict):
    """How a name, a company, an e-mail address or a phone number is asked for."""

    name: Words
    ask: PerSide
    why: Words
    invalid: Words


class CommandFile(_Strict):
    """A reserved event: its button and the phrases that are typed for it."""

    label: Words
    match: Phrases = {}


class PhraseFile(_Strict):
    """A standard sentence with its buttons."""

    say: Words
    buttons: dict[str, Words] = {}


class WordingFile(_Strict):
    """`conversations/wording.yaml`: every text a person reads."""

    schema_: Literal["qualibot/wording@1"] = Field(alias="schema")
    version: Version
    languages: list[str] = Field(min_length=1)
    rtl: list[str] = []
    criteria: dict[str, AskedFile]
    captures: dict[Literal["name", "company", "email", "phone"], CaptureFile]
    commands: dict[str, CommandFile]
    phrases: dict[str, PhraseFile]
    terms: dict[str, dict[str, Words]]
    counts: dict[str, dict[str, dict[str, str]]]


class RatesFile(_Strict):
    """Units of each currency for one US dollar, and the day they were taken."""

    on: Annotated[str, Field(pattern=r"^20[0-9]{2}-[01][0-9]-[0-3][0-9]$")]
    per_dollar: dict[str, float]


class LanguageFile(_Strict):
    """`conversations/language.yaml`: the words that replies are made of, whatever is being asked."""

    schema_: Literal["qualibot/language@1"] = Field(alias="schema")
    version: Version
    rates: RatesFile
    words: dict[Part, Phrases]
    values: dict[ValuePart, dict[str, Phrases]]
    classes: dict[Annotated[str, Field(pattern=r"^[a-z]+$")], Phrases] = {}


CompanyText = Annotated[Words, BeforeValidator(_texts)]


class PriceFile(_Strict):
    """What a price question is answered with."""

    from_: CompanyText = Field(alias="from")
    page: CompanyText | None = None


class CompanyFile(_Strict):
    """`company.yaml`: what fills the placeholders."""

    schema_: Literal["qualibot/company@1"] = Field(alias="schema")
    company: CompanyText
    team: CompanyText
    rep: CompanyText
    manager: CompanyText
    hours: CompanyText
    zone: str
    zone_name: CompanyText
    reply_within: CompanyText
    reply_days: int = Field(default=2, ge=0, le=60)
    re_ask_days: int = Field(default=90, ge=1, le=730)
    booking_link: CompanyText
    guide: CompanyText
    pointer: CompanyText
    contact_line: CompanyText
    privacy_contact: CompanyText
    retention_days: int = Field(default=365, ge=1, le=3650)
    retention: CompanyText
    region: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"
    summary_language: str = "en"
    price: PriceFile | None = None
