"""What a typed reply means at the present point of a conversation."""

from __future__ import annotations

from typing import Any

from qualibot.engine.draft import Draft
from qualibot.engine.prompt import offers, visible
from qualibot.model import CAPTURED, Kind, Range
from qualibot.understanding import Question, normalise


def question(draft: Draft) -> Question:
    """Everything that may be said now."""
    accepted = _accepted(draft)
    return Question(
        kind=_kind(draft),
        choices=tuple(event for event, _ in offers(draft)),
        accepted=accepted,
        commands=_commands(draft),
        ranges=_ranges(draft),
        region=draft.script.company.region,
        **_vocabulary(draft, "" if draft.aside else draft.here.ask or ""),
    )


def of_criterion(draft: Draft, key: str) -> Question:
    """What may be said for one criterion or captured field, whatever is being asked at the moment."""
    script = draft.script
    if key in CAPTURED:
        return Question(CAPTURED[key], (), {}, {}, region=script.company.region)
    criterion = script.criteria[key]
    options = criterion.offered_to(script.side)
    labels = script.wording.asked[script.side][key].labels
    accepted = {normalise(text): f"answer.{o.id}" for o in options for text in _spoken(draft, labels[o.id])}
    accepted |= {normalise(option.id): f"answer.{option.id}" for option in options}
    accepted |= _phrases(draft, key)
    ranges = tuple((f"answer.{o.id}", o.range) for o in options if o.range)
    choices = tuple(f"answer.{option.id}" for option in options)
    return Question(criterion.kind, choices, accepted, {}, ranges, **_vocabulary(draft, key))


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
    if draft.aside:
        return "text" if draft.aside.startswith("evidence:") else "choice"
    state = draft.here
    criterion = draft.criterion(state)
    if criterion:
        return criterion.kind
    return CAPTURED[state.capture] if state.capture else "choice"


def _accepted(draft: Draft) -> dict[str, str]:
    found = {normalise(text): event for event, label in offers(draft) for text in _spoken(draft, label)}
    found |= {normalise(event): event for event, _ in offers(draft)}
    if draft.here.ask and not draft.aside:
        options = visible(draft, draft.here)
        events = {f"answer.{option.id}" for option in options}
        found |= {normalise(option.id): f"answer.{option.id}" for option in options}
        found |= {phrase: event for phrase, event in _phrases(draft, draft.here.ask).items() if event in events}
    return found


def _phrases(draft: Draft, criterion: str) -> dict[str, str]:
    phrases = draft.script.lexicon.options[draft.script.side].get(criterion, {})
    known = draft.script.criteria[criterion].by_id
    return {phrase: f"answer.{option}" for phrase, option in phrases.items() if option in known}


def _spoken(draft: Draft, label: object) -> list[str]:
    """A label in every language, with its days filled in: people answer in the language they think in."""
    assert isinstance(label, dict)
    words = draft.words
    return [words.fill(text, words.days(draft.days)) for text in label.values()]


def _commands(draft: Draft) -> dict[str, str]:
    labels = {normalise(t): event for event, text in draft.script.wording.events.items() for t in text.values()}
    return labels | dict(draft.script.lexicon.events)


def _ranges(draft: Draft) -> tuple[tuple[str, Range], ...]:
    state = draft.here
    if draft.aside or not state.ask:
        return ()
    return tuple((f"answer.{o.id}", o.range) for o in visible(draft, state) if o.range)
