"""What a typed reply means at the present point of a conversation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from qualibot.engine import asking_back
from qualibot.engine.draft import Draft
from qualibot.engine.prompt import offers, visible
from qualibot.engine.walk import consented
from qualibot.model import CAPTURED, Criterion, Kind, Option, Range, Text
from qualibot.understanding import Question, normalise, requests, understand_many

_SEVERAL = 4
"""Words from which on a message may answer more than one question."""
Ranges = tuple[tuple[str, Range], ...]
_YES_OR_NO = {
    "robot": ("human", "go_on"),
    "confirm": ("confirm.yes", "confirm.no"),
    "several": ("confirm.yes", "confirm.no"),
    "final": ("follow_up.yes", "follow_up.no"),
}
"""Where a plain yes or no is an answer: the events it stands for."""


def question(draft: Draft) -> Question:
    """Everything that may be said now."""
    offered = offers(draft)
    accepted = {text: event for event, label in offered for text in _spoken(draft, label)}
    accepted |= {_folded(event): event for event, _ in offered}
    ranges: Ranges = ()
    criterion = _asked(draft)
    if criterion:
        options = visible(draft, criterion)
        accepted |= _phrases(draft, criterion, options)
        ranges = _ranges(options)
    accepted |= _yes_or_no(draft, dict(offered))
    return Question(
        kind=_kind(draft),
        choices=tuple(event for event, _ in offered),
        accepted=accepted,
        commands=_commands(draft),
        ranges=ranges,
        region=draft.script.company.region,
        free=draft.aside.startswith("evidence:"),
        **_vocabulary(draft, criterion.id if criterion else ""),
    )


def _asked(draft: Draft) -> Criterion | None:
    """The criterion that a reply may answer: also while an earlier reply to it is asked back."""
    head = draft.aside.partition(":")[0]
    return draft.criterion(draft.here) if not head or head in asking_back.HEADS else None


def _yes_or_no(draft: Draft, offered: Mapping[str, Text]) -> dict[str, str]:
    """Phrases of agreeing and declining, where what is shown can be answered by them."""
    yes, no = _YES_OR_NO.get(draft.aside.partition(":")[0] or draft.here.type, ("", ""))
    if yes not in offered:
        return {}
    phrases = draft.script.lexicon.options["prospect"].get("consent", {})
    events = {"agree": yes, "decline": no}
    return {phrase: events[option] for phrase, option in phrases.items() if option in events}


def several(draft: Draft, text: str) -> dict[str, str]:
    """Criterion → option of everything that one longer message answers, asked or not."""
    head = draft.aside.partition(":")[0]
    if len(text.split()) < _SEVERAL or not consented(draft) or (head and head not in asking_back.HEADS):
        return {}
    criteria = draft.script.criteria.values()
    questions = {item.id: of_criterion(draft, item.id) for item in criteria if item.dimension is not None}
    found = understand_many(questions, text, draft.language, draft.now)
    return {name: chosen.event.partition(".")[2] for name, chosen in found.items()}


def requested(draft: Draft, text: str) -> tuple[str, ...]:
    """What is asked for beside an answer: "we are 10 people, may I have pricing?"."""
    if len(text.split()) < _SEVERAL or draft.aside:
        return ()
    return tuple(event for event in requests(question(draft), text, draft.language, draft.now) if event == "price")


def commands_only(draft: Draft) -> Question:
    """What is heard while a person has taken over: no reply is an answer then."""
    return Question("choice", (), {}, _commands(draft), language=draft.script.lexicon.language)


def of_criterion(draft: Draft, key: str) -> Question:
    """What may be filled in for one criterion or captured field; the place of an option in the list says nothing there."""
    script = draft.script
    if key in CAPTURED:
        return Question(CAPTURED[key], (), {}, {}, region=script.company.region)
    criterion = script.criteria[key]
    labels = script.wording.asked[script.side][key].labels
    options = visible(draft, criterion)
    accepted = {text: f"answer.{o.id}" for o in options for text in _spoken(draft, labels[o.id])}
    accepted |= _phrases(draft, criterion, options)
    return Question(criterion.kind, (), accepted, {}, _ranges(options), **_vocabulary(draft, key))


def _vocabulary(draft: Draft, key: str) -> dict[str, Any]:
    """What the files say of a criterion's words, read live."""
    lexicon = draft.script.lexicon
    rules = lexicon.over.get(key, {})
    return {
        "currency": draft.script.company.currency,
        "topic": lexicon.topics.get(key, frozenset()),
        "over": {f"answer.{option}": frozenset(f"answer.{other}" for other in others) for option, others in rules.items()},
        "language": lexicon.language,
        "days": draft.days,
    }


def _kind(draft: Draft) -> Kind:
    if draft.aside and _asked(draft) is None:
        return "text" if draft.aside.startswith("evidence:") else "choice"
    state = draft.here
    criterion = draft.criterion(state)
    if criterion:
        return criterion.kind
    return CAPTURED[state.capture] if state.capture else "choice"


def _phrases(draft: Draft, criterion: Criterion, options: Sequence[Option]) -> dict[str, str]:
    """Ids and typed phrases of the options on offer."""
    events = {option.id: f"answer.{option.id}" for option in options}
    phrases = draft.script.lexicon.options[draft.side].get(criterion.id, {})
    found = {phrase: events[option] for phrase, option in phrases.items() if option in events}
    return found | {_folded(option): event for option, event in events.items()}


def _spoken(draft: Draft, label: Text) -> list[str]:
    """A label in every language, with its days filled in: people answer in the language they think in."""
    return [_folded(draft.words_in(language).with_days(text, draft.days)) for language, text in label.items()]


@lru_cache(maxsize=8192)
def _folded(label: str) -> str:
    """A text of the script as replies are compared to it; what people write is never kept here."""
    return normalise(label)


def _commands(draft: Draft) -> dict[str, str]:
    labels = {_folded(t): event for event, text in draft.script.wording.events.items() for t in text.values()}
    return labels | dict(draft.script.lexicon.events)


def _ranges(options: Sequence[Option]) -> Ranges:
    return tuple((f"answer.{option.id}", option.range) for option in options if option.range)
