"""What one typed reply means at one question, in the order: exact, place, command, question, don't know, value, phrases."""

from __future__ import annotations

import re
from datetime import datetime

from qualibot.model import Kind
from qualibot.understanding import amounts, dates
from qualibot.understanding.capture import captured
from qualibot.understanding.coverage import covered, guessed, with_hits, with_value
from qualibot.understanding.days import days
from qualibot.understanding.phrases import COVERS, every_hit, hits, neutral, repaired, topical, unexplained
from qualibot.understanding.question import Ambiguous, Chosen, DontKnow, Event, Question, Reading, Unclear, Value
from qualibot.understanding.reply import MOST_WORDS, Reply
from qualibot.understanding.spans import Found
from qualibot.understanding.text import LONGEST, clean, is_question, normalise, uncoloured

_NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,3})?\Z")
_DOUBLED = re.compile(r"([^\W\d_])\1\Z")
"""A word that somebody leans on: yess, noo."""
_POSITION = re.compile(r"#?([0-9]{1,2})\Z")
_VALUES: frozenset[Kind] = frozenset(("scale", "number", "money"))
"""Kinds at which a bare number is the answer itself, not the place of an option."""
_CAPTURES: frozenset[Kind] = frozenset(("text", "email", "phone"))
_SPOTTED = frozenset(("skip", "back", "human", "robot", "price", "pause", "why", "dont_know", "resume"))
"""Commands that are understood with fillers around them; the others only word for word."""


def understand(question: Question, text: str, language: str, now: datetime) -> Reading:  # noqa: ARG001 (both languages are always read)
    """What a typed reply means at this question; `language` is the one the bot speaks, both are always read."""
    words = clean(uncoloured(text))
    if not words:
        return Unclear("empty")
    captures = question.free or question.kind in _CAPTURES
    if len(words) > LONGEST and (question.free or not captures):
        return Unclear("long")
    return _capture(question, words) if captures else _typed(question, words, now)


def _typed(question: Question, words: str, now: datetime) -> Reading:
    """A reply to a question with options: word for word if possible, else by its parts."""
    asks = is_question(words)
    folded = normalise(words)
    reply = Reply(words, question.language)
    found: Reading | None = None if asks else _exact(question, folded, reply)
    found = found or _command(question, folded) or _command(question, reply.stems())
    if found:
        return found
    if len(reply) > MOST_WORDS:
        return Unclear("long")
    if not reply.words:
        return Unclear("question" if asks else "unknown")
    return _read(question, reply, now, asks=asks)


def _read(question: Question, reply: Reply, now: datetime, *, asks: bool) -> Reading:
    found: Reading | None = None if asks else _placed(question, reply)
    found = found or _spotted(question, reply)
    if found:
        return found
    if asks or reply.plays(0, "asks") or reply.plays(len(reply) - 1, "or"):
        return Unclear("question")
    reading = _answer(question, reply, now)
    if isinstance(reading, Unclear):
        reading = _retyped(question, reply, now) or reading
    return reading


def _capture(question: Question, words: str) -> Reading:
    """A reply that is recorded as it was given; options and commands only word for word."""
    folded, asks = normalise(words), is_question(words)
    event = None if asks or not folded else question.accepted.get(folded)
    found: Reading | None = Chosen(event, "exact") if event else None if asks else _at(question, folded)
    found = found or _command(question, folded)
    if found or asks:
        return found or Unclear("question")
    value = words if question.free else captured(question.kind, words, question.region)
    return Value(value) if value else Unclear("invalid")


def _exact(question: Question, folded: str, reply: Reply) -> Reading | None:
    if _NUMBER.match(folded):
        return None if question.kind in _VALUES else _at(question, folded)
    forms = (folded, reply.stems(), _DOUBLED.sub(r"\1", folded))
    event = next((question.accepted[form] for form in forms if form and form in question.accepted), None)
    return Chosen(event, "exact") if event else _at(question, folded)


def _at(question: Question, folded: str) -> Chosen | None:
    match = _POSITION.match(folded)
    place = int(match[1]) if match and (question.kind not in _VALUES or folded[0] == "#") else 0
    return Chosen(question.choices[place - 1], "place") if 1 <= place <= len(question.choices) else None


def _command(question: Question, folded: str) -> Reading | None:
    bare = question.kind in _VALUES and _NUMBER.match(folded)
    event = question.commands.get(folded) if folded and not bare else None
    if not event:
        return None
    return DontKnow() if event == "dont_know" else Event(event)


def _placed(question: Question, reply: Reply) -> Chosen | None:
    """`option 2`, `the last one`, «الخيار الثاني»: the place of an option in the list, and nothing else."""
    options = [event for event in question.choices if event.startswith("answer.")] or list(question.choices)
    place, named, rest = 0, False, set(range(len(reply)))
    for i in range(len(reply)):
        choice, ordinal = reply.part(i, "choice"), reply.part(i, "ordinal")
        number = reply.number(i) or (reply.part(i, "number") or (0, 0))[0]
        named = named or choice is not None
        if choice:
            rest -= set(range(i, choice[1]))
        elif ordinal and not place:
            place, rest = int(ordinal[0]), rest - set(range(i, ordinal[1]))
        elif number and named and not place and number == int(number):
            place, rest = int(number), rest - {i}
        elif reply.plays(i, "filler", "polite", "one"):
            rest -= {i}
    if rest or not place or place > len(options) or (question.kind in _VALUES and not named and len(reply) < 2):
        return None
    return Chosen(options[place - 1 if place > 0 else place], "place")


def _spotted(question: Question, reply: Reply) -> Reading | None:
    """A command with nothing but fillers around it; the rarer ones with nothing but courtesies."""
    found = hits(reply, question.commands)
    events = {hit.event for hit in found}
    if len(events) != 1 or (question.kind in _VALUES and any(word.number is not None for word in reply.words)):
        return None
    event = found[0].event
    known = covered(hit for hit in every_hit(reply, question.commands) if hit.event == event)
    names = ("filler", "polite", "about", "emphasis") if event in _SPOTTED else ("polite",)
    known |= {j for i in range(len(reply)) for part in (reply.part(i, n) for n in names) if part for j in range(i, part[1])}
    if event in _SPOTTED:
        known |= topical(reply, question.topic)
    if len(known) < len(reply) or (any(reply.words[i].stem == "next" for i in known) and len(reply) > 2):
        return None
    return DontKnow() if event == "dont_know" else Event(event)


def _answer(question: Question, reply: Reply, now: datetime) -> Reading:
    found = hits(reply, question.accepted, numbers=question.kind not in _VALUES and question.kind != "date")
    value = _value(question, reply, now)
    if value is not None and any(
        hit.words >= COVERS and any(reply.numeric(i) for i in range(hit.start, hit.end)) for hit in found
    ):
        value = None
    if value is not None and not value.events:
        return Unclear("unknown", value.why)
    if value is not None:
        found = [hit for hit in found if not any(i in value.words for i in range(hit.start, hit.end))]
    explained = neutral(reply, question) | {i for hit in found for i in range(hit.start, hit.end)}
    unsure = _unsure(question, reply)
    if value is not None:
        return with_value(question, reply, value, found, explained | value.words, unsure=bool(unsure))
    if not found:
        left = unexplained(reply, explained | unsure)
        sure = not unsure or len(left) > (2 if min(unsure) == 0 else 1)
        return Unclear("unknown") if sure else DontKnow("said")
    if unsure and not guessed(reply, found, unsure):
        return DontKnow("said") if len(unexplained(reply, explained | unsure)) <= 2 else Unclear("unknown")
    return with_hits(question, reply, found, explained | unsure, unsure=bool(unsure))


def _value(question: Question, reply: Reply, now: datetime) -> Found | None:
    if question.kind == "money":
        return amounts.amount(reply, question)
    if question.kind == "number":
        return amounts.count(reply, question)
    if question.kind == "scale":
        return amounts.scale(reply, question)
    if question.kind == "date":
        found = dates.when(reply, question, question.days or days(now.date()))
        if found is None and any(reply.numeric(i) for i in range(len(reply))):
            return Found((), "void")
        return found
    return None


def _unsure(question: Question, reply: Reply) -> set[int]:
    """The words of "I don't know", "not sure yet"."""
    return covered(hit for hit in hits(reply, question.commands) if hit.event == "dont_know")


def _retyped(question: Question, reply: Reply, now: datetime) -> Reading | None:
    """The reading of the reply with its one typo repaired."""
    found = hits(reply, question.accepted)
    explained = neutral(reply, question) | covered(found)
    explained |= {i for i in range(len(reply)) if reply.parts[i]}
    typo = repaired(reply, question, explained)
    if not typo:
        return None
    texts = [typo.get(i, word.text) for i, word in enumerate(reply.words)]
    repeat = Reply(" ".join(texts), question.language)
    event = question.accepted.get(" ".join(texts)) or question.accepted.get(repeat.stems())
    if event:
        return Chosen(event, "typo", confirm=True)
    again = _answer(question, repeat, now)
    if isinstance(again, Chosen):
        return Chosen(again.event, "typo", confirm=True)
    return again if isinstance(again, Ambiguous) else None
