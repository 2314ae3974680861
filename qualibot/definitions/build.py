"""From checked files to the vocabulary of `qualibot.model`: no faults are looked for here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qualibot.definitions.schema import (
    AnswerFile,
    AskedFile,
    CompanyFile,
    ConversationFile,
    CriteriaFile,
    CriterionFile,
    FrameworkFile,
    GuardFile,
    NoMatchFile,
    PerSide,
    RangeFile,
    StateFile,
    TransitionFile,
    WordingFile,
    Words,
)
from qualibot.model import (
    Asked,
    Company,
    Conversation,
    Criterion,
    Delay,
    Framework,
    Guard,
    NoMatch,
    Option,
    Phrase,
    Range,
    Side,
    State,
    StateType,
    Text,
    Transition,
    Wording,
)


def criteria(file: CriteriaFile) -> Mapping[str, Criterion]:
    """Every criterion by its id, in the file's order."""
    return {key: _criterion(key, item) for key, item in file.criteria.items()}


def _criterion(key: str, file: CriterionFile) -> Criterion:
    options = tuple(_option(name, answer) for name, answer in file.answers.items())
    return Criterion(key, file.kind, file.dimension, file.stale_after, options, file.dont_know_is)


def _option(key: str, file: AnswerFile) -> Option:
    return Option(
        key,
        file.level,
        range=_range(file.range) if file.range else None,
        gap=file.gap,
        knock_out=file.knock_out,
        cap=file.cap,
        offered_to=frozenset(file.offered_to),
        stale_after=file.stale_after,
        infers=file.infers,
        contradicts=file.contradicts,
        without_evidence=file.without_evidence,
        ask_again=file.ask_again,
        means=file.means,
    )


def _range(file: RangeFile) -> Range:
    return Range(file.gte, file.gt, file.lte, file.lt)


def framework(key: str, file: FrameworkFile) -> Framework:
    """The framework of the file `<key>.yaml`."""
    return Framework(
        key,
        file.version,
        file.name,
        file.points,
        tuple(file.required),
        file.cut_offs.model_dump(),
        file.minimum_coverage,
        file.scaled_from,
        file.pro,
        file.con,
        file.next_step,
    )


def conversation(key: str, file: ConversationFile) -> Conversation:
    """The conversation of the file `<key>.yaml`."""
    return Conversation(
        key,
        file.version,
        file.framework,
        file.audience,
        file.initial,
        {name: _state(name, state) for name, state in file.states.items()},
        _no_match(file.no_match),
        file.greeting,
        file.early_end,
        file.finish,
        tuple(Delay(item.name, item.delay, item.say, item.target) for item in file.after),
    )


def state_type(file: StateFile) -> StateType:
    """What a state is, from the keys it has."""
    if file.type:
        return file.type
    if file.ask:
        return "question"
    if file.capture:
        return "capture"
    return "menu" if file.on else "route"


def _state(name: str, file: StateFile) -> State:
    return State(
        name,
        state_type(file),
        file.ask,
        file.capture,
        file.say,
        {event: tuple(map(_transition, items)) for event, items in file.on.items()},
        tuple(map(_transition, file.always)),
        _no_match(file.no_match) if file.no_match else None,
        file.status,
    )


def _no_match(file: NoMatchFile) -> NoMatch:
    return NoMatch(file.limit, (file.say[0], file.say[1]), file.target)


def _transition(file: TransitionFile) -> Transition:
    return Transition(file.target, _guard(file.guard) if file.guard else None, file.say)


def _guard(file: GuardFile) -> Guard:
    return Guard(
        {str(end): bound for end, bound in file.score.items()},
        tuple(file.verdict),
        {key: tuple(options) for key, options in file.answer.items()},
        tuple(file.unknown),
        tuple(file.known),
    )


def wording(file: WordingFile) -> Wording:
    """Every text, arranged by the side that reads it."""
    return Wording(
        file.version,
        tuple(file.languages),
        frozenset(file.rtl),
        {"rep": _asked(file, "rep"), "prospect": _asked(file, "prospect")},
        {key: Phrase(item.say, item.buttons) for key, item in file.phrases.items()},
        {key: item.label for key, item in file.commands.items()},
        file.terms,
        file.counts,
    )


def _asked(file: WordingFile, side: Side) -> Mapping[str, Asked]:
    asked = {key: _asked_criterion(item, side) for key, item in file.criteria.items()}
    for key, item in file.captures.items():
        asked[key] = Asked(item.name, _for(item.ask, side), item.why, {}, invalid=item.invalid)
    return asked


def _asked_criterion(file: AskedFile, side: Side) -> Asked:
    own: Mapping[str, Words] = file.options_rep if side == "rep" else {}
    labels = {key: own.get(key, label) for key, label in file.options.items()}
    evidence = _for(file.evidence, side) if file.evidence else None
    return Asked(file.name, _for(file.ask, side), file.why, labels, evidence)


def _for(texts: PerSide, side: Side) -> Text:
    return texts.rep if side == "rep" else texts.prospect


_PLAIN = {"zone", "reply_days", "re_ask_days", "retention_days", "region", "currency", "summary_language"}


def company(file: CompanyFile, languages: tuple[str, ...]) -> Company:
    """The seller's facts; a fact written once counts for every language."""
    data: dict[str, Any] = file.model_dump(by_alias=False)
    texts = {
        key: _every(value, languages) for key, value in data.items() if key not in _PLAIN and key not in ("schema_", "price")
    }
    if file.price:
        texts["price_from"] = _every(file.price.from_, languages)
        texts["price_page"] = _every(file.price.page or {"": ""}, languages)
    return Company(
        texts,
        file.zone,
        file.region,
        file.currency,
        file.summary_language,
        file.retention_days,
        file.reply_days,
        file.re_ask_days,
    )


def _every(text: Words, languages: tuple[str, ...]) -> Text:
    return dict.fromkeys(languages, text[""]) if "" in text else text
