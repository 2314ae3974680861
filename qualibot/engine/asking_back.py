"""A typed reply that is likely, but not sure, is asked back before it counts: the wrong answer would stand in a summary.

The question in between keeps the person's own words, so that the answer it leads to rests on them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from qualibot.engine.draft import Draft
from qualibot.model import Kind, Option, Text

HEADS = frozenset(("confirm", "between", "several"))
"""The questions in between that ask back what was typed."""
EVENTS = frozenset(("confirm.yes", "confirm.no"))
"""What is said to a likely answer."""
_ORDERED: frozenset[Kind] = frozenset(("scale", "number", "money", "date"))
"""Kinds whose options have neighbours: who meant a little more or less finds it beside."""
Offer = tuple[str, Text]


def confirm(draft: Draft, event: str, text: str) -> None:
    """One answer is likely: "Did I understand …?"."""
    _ask(draft, "confirm", event, text)


def between(draft: Draft, events: Sequence[str], text: str) -> None:
    """Several answers fit: "Which one is closer?"."""
    _ask(draft, "between", ",".join(events), text)


def several(draft: Draft, values: Mapping[str, str], text: str) -> None:
    """One message answers several questions: all of it is shown before any of it counts."""
    _ask(draft, "several", ",".join(f"{criterion}={option}" for criterion, option in values.items()), text)


def _ask(draft: Draft, head: str, what: str, text: str) -> None:
    draft.status = "open"
    draft.aside = f"{head}:{what}:{text}"


def asked(draft: Draft) -> tuple[str, str]:
    """What the question in between is about, and the person's own words."""
    _, what, text = draft.aside.split(":", 2)
    return what, text


def values(draft: Draft) -> dict[str, str]:
    """Criterion → option of a message that answered several questions."""
    pairs = (pair.partition("=") for pair in asked(draft)[0].split(","))
    return {criterion: option for criterion, _, option in pairs}


def confirm_offers(draft: Draft, options: Sequence[Option]) -> Collection[Offer]:
    """Yes, the neighbouring answers, no."""
    event = asked(draft)[0]
    buttons = draft.script.wording.phrases["confirm_value"].buttons
    yes, no = ((name, buttons[name]) for name in ("confirm.yes", "confirm.no"))
    return [yes, *_labelled(draft, _neighbours(draft, options, event)), no]


def between_offers(draft: Draft) -> Collection[Offer]:
    """The answers that fit."""
    return _labelled(draft, asked(draft)[0].split(","))


def several_offers(draft: Draft) -> Collection[Offer]:
    """Yes and no."""
    return draft.script.wording.phrases["several_values"].buttons.items()


def _neighbours(draft: Draft, options: Sequence[Option], event: str) -> list[str]:
    events = [f"answer.{option.id}" for option in options if option.range]
    criterion = draft.criterion(draft.here)
    if criterion is None or criterion.kind not in _ORDERED or event not in events:
        return []
    place = events.index(event)
    return [*events[max(0, place - 1) : place], *events[place + 1 : place + 2]]


def _labelled(draft: Draft, events: Sequence[str]) -> list[Offer]:
    labels = draft.script.wording.asked[draft.side][draft.here.ask or ""].labels
    return [(event, labels[event.partition(".")[2]]) for event in events]
