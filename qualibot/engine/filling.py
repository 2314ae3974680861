"""Several answers at once, whatever is being asked."""

from __future__ import annotations

from collections.abc import Mapping

from qualibot.engine.draft import Draft
from qualibot.engine.facts import label_of, listed
from qualibot.engine.hear import of_criterion
from qualibot.engine.walk import consented, go_on, leave_aside, refuse
from qualibot.model import CAPTURED, LIVE, Ended, Option
from qualibot.understanding import Chosen, Value, clean, understand

_MOST_NAMED = 10
"""Questions named when answers could not be read; nobody reads a longer list."""


def own_evidence(option: Option, text: str) -> str:
    """A claim typed with a number in it is its own content: "20 % more by June" is not asked "which number?"."""
    return text if option.without_evidence and any(char.isdigit() for char in text) else ""


def fill(draft: Draft, values: Mapping[str, str]) -> None:
    """Several answers at once, whatever is being asked; what cannot be read is named and nothing is guessed."""
    if not consented(draft):
        refuse(draft, "fill-before-consent", "not_here")
        return
    read: list[str] = []
    unread: list[str] = []
    for question, text in values.items():
        (read if _fill_one(draft, question, text) else unread).append(question)
    if read:
        labels = [label_of(draft, question) for question in read]
        draft.note("fill_noted", labels=listed(draft, labels))
    if unread:
        draft.note("unfilled", names=listed(draft, (_named(draft, question) for question in unread[:_MOST_NAMED])))
    if not read:
        refuse(draft, "fill-unread", None if unread else "not_here")
    elif draft.status in LIVE:
        if draft.aside:
            leave_aside(draft)
        go_on(draft)
    else:
        draft.events.append(Ended(draft.status))


def _named(draft: Draft, question: str) -> str:
    asked = draft.script.wording.asked[draft.side].get(question)
    return draft.words.of(asked.name) if asked else clean(question)[:40]


def _fill_one(draft: Draft, question: str, text: str) -> bool:
    """False where the question is not known, cannot be filled in (a consent must be given), or the reply says nothing."""
    criterion = draft.script.criteria.get(question)
    if question not in CAPTURED and (criterion is None or criterion.dimension is None):
        return False
    reading = understand(of_criterion(draft, question), text, draft.language, draft.now)
    if isinstance(reading, Chosen):
        option = draft.script.criteria[question].by_id[reading.event.partition(".")[2]]
        draft.record(question, option.id, "filled", clean(text), own_evidence(option, clean(text)))
        return True
    if isinstance(reading, Value):
        draft.record(question, reading.value, "filled", clean(text))
        return True
    return False
