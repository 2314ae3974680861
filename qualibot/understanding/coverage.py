"""Whether what was recognised explains the whole reply, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable

from qualibot.understanding.phrases import Hit, every_hit, negated, neutral, topical, unexplained
from qualibot.understanding.question import Ambiguous, Chosen, Question, Reading, Unclear
from qualibot.understanding.reply import Reply
from qualibot.understanding.spans import Found

MOST_APART = 5
"""Words of a second clause that may stay unexplained beside an answer that is complete in the first."""
MOST_LEFT = 2
"""Words that may stay unexplained beside an answer; it must itself be longer than that, or name its unit."""


def guessed(reply: Reply, found: list[Hit], unsure: set[int]) -> bool:
    """Beside "not sure" stands a guess of its own, not what the person is unsure about."""
    apart = range(max(unsure) + 1, len(reply))
    return any(
        hit.start < min(unsure) or any(reply.words[i].breaks or reply.plays(i, "but", "about") for i in apart if i <= hit.start)
        for hit in found
    )


def with_value(question: Question, reply: Reply, value: Found, found: list[Hit], explained: set[int], *, unsure: bool) -> Reading:
    """The option of a number, an amount or a date, where the rest of the reply does not speak against it."""
    left = unexplained(reply, explained)
    about = value.anchored or topical(reply, question.topic) - value.words
    if len(left) > (MOST_LEFT if about and value.why != "thousands" else 0) or _beside(reply, left, value.words):
        return Unclear("unknown", "not_covered")
    if any(reply.numeric(i) and i not in value.words for i in range(len(reply)) if not reply.plays(i, "filler", "about")):
        return Unclear("unknown", "not_covered")
    said = [hit.event for hit in found if not hit.short and not negated(reply, hit, found)]
    events = tuple(dict.fromkeys((*value.events, *said)))
    if len(events) > 1:
        return Ambiguous(events[:3], value.why)
    return Chosen(events[0], value.why, value.confirm or unsure or bool(left))


def _beside(reply: Reply, left: list[int], taken: Iterable[int]) -> bool:
    """An unknown word touches the value: it may have been part of it."""
    taken = set(taken)
    for i in left:
        if i - 1 in taken and not reply.words[i].breaks and not reply.words[i].text.startswith(("بال", "في")):
            return True
        if i + 1 in taken and not reply.words[i + 1].breaks:
            return True
    return False


def with_hits(question: Question, reply: Reply, found: list[Hit], explained: set[int], *, unsure: bool) -> Reading:
    """The option whose phrases were found, where they explain the reply."""
    explained = explained | {i for i in range(len(reply)) if reply.numeric(i)}
    said = [hit for hit in found if not hit.short] or [hit for hit in found if not reply.plays(hit.start, "filler")]
    said_events = {hit.event for hit in said}
    explained = explained | covered(hit for hit in every_hit(reply, question.accepted) if hit.event in said_events)
    left = unexplained(reply, explained)
    plain = neutral(reply, question) - topical(reply, question.topic)
    telling = sum(i not in plain for hit in said for i in range(hit.start, hit.end) if not hit.short)
    first = _first_clause(reply)
    apart = (
        left
        and left[0] >= first
        and len(left) <= MOST_APART
        and (telling or question.kind == "yes_no")
        and all(hit.end <= first for hit in said)
    )
    if len(left) > min(MOST_LEFT, max(0, telling - 1)) and not apart:
        return Unclear("unknown", "not_covered")
    firm = question.choices[1:] if question.kind == "yes_no" else ()
    kept = [hit for hit in said if hit.event in firm or not negated(reply, hit, found)]
    events = tuple(dict.fromkeys(hit.event for hit in kept))
    if not events:
        return _opposite(question, said)
    confirm = (
        bool(left)
        or unsure
        or len(kept) < len(said)
        or any(reply.plays(i, "negation") and i not in covered(kept) for i in range(len(reply)))
    )
    if len(events) == 1:
        return Chosen(events[0], "phrase", confirm)
    return _chosen_over(question, events) or Ambiguous(events[:3], "several")


def _opposite(question: Question, said: list[Hit]) -> Reading:
    """Of a yes that is negated the no is left."""
    left = [event for event in question.choices if event not in {hit.event for hit in said}]
    if question.kind == "yes_no" and len(left) == 1 and said and said[0].event == question.choices[0]:
        return Chosen(left[0], "negated", confirm=True)
    return Unclear("unknown", "negated")


def _first_clause(reply: Reply) -> int:
    """Where the second clause begins."""
    return next((i for i in range(1, len(reply)) if reply.words[i].breaks or reply.plays(i, "but")), len(reply))


def covered(found: Iterable[Hit]) -> set[int]:
    """The words of all phrases."""
    return {i for hit in found for i in range(hit.start, hit.end)}


def _chosen_over(question: Question, events: tuple[str, ...]) -> Chosen | None:
    """The event that wins over all others said beside it, asked back."""
    for event in events:
        if set(events) - {event} <= question.over.get(event, frozenset()):
            return Chosen(event, "several", confirm=True)
    return None
