"""Several answers in one message: each clause counts only for the question that its own words point to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from qualibot.understanding.coverage import covered
from qualibot.understanding.match import understand
from qualibot.understanding.phrases import every_hit, neutral, topical
from qualibot.understanding.question import Chosen, Event, Question
from qualibot.understanding.reply import Reply
from qualibot.understanding.text import LONGEST, clean

_STOPS = ".!?;,\n،؛؟"
_ANCHORS: Mapping[str, tuple[str, ...]] = {
    "number": ("people", "staffed"),
    "money": ("currency", "money"),
    "date": ("by", "buying"),
}


def understand_many(questions: Mapping[str, Question], text: str, language: str, now: datetime) -> Mapping[str, Chosen]:
    """Criterion → what the message says of it; every one is to be asked back before it counts."""
    found: dict[str, Chosen | None] = {}
    for clause in _clauses(text, questions):
        strange = _strange(questions, clause)
        for name, question in questions.items():
            chosen = None if strange else _of(question, clause, language, now)
            if chosen:
                found[name] = chosen if found.get(name, chosen) == chosen else None
    return {name: chosen for name, chosen in found.items() if chosen}


def requests(question: Question, text: str, language: str, now: datetime) -> tuple[str, ...]:
    """The reserved events asked for beside an answer: "my team is 10 people, may I have pricing?" asks for prices."""
    events = []
    for clause in _clauses(text, {"": question}):
        reading = understand(question, clause, language, now)
        if isinstance(reading, Event):
            events.append(reading.event)
    return tuple(dict.fromkeys(events))


def _of(question: Question, clause: str, language: str, now: datetime) -> Chosen | None:
    reply = Reply(clause, question.language)
    if not _points_to(question, reply):
        return None
    reading = understand(question, clause, language, now)
    if not isinstance(reading, Chosen) or reading.why == "place":
        return None
    return Chosen(reading.event, reading.why, confirm=True)


def _strange(questions: Mapping[str, Question], clause: str) -> bool:
    """A word that nothing is known about: "the meeting with 20 people" speaks of something else."""
    known: set[int] = set()
    for question in questions.values():
        reply = Reply(clause, question.language)
        known |= neutral(reply, question) | covered(every_hit(reply, question.accepted))
        known |= {i for i in range(len(reply)) if reply.parts[i] or reply.number(i) is not None}
    return bool(questions) and len(known) < len(reply)


def _points_to(question: Question, reply: Reply) -> bool:
    """The unit of a number, the keyword of a topic."""
    anchors = _ANCHORS.get(question.kind, ())
    if any(reply.plays(i, *anchors) for i in range(len(reply))) and anchors:
        return True
    if question.kind == "money":
        return any((part := reply.part(i, "times")) and part[0] >= 1000 for i in range(len(reply))) and not any(
            reply.plays(i, "people", "unit") for i in range(len(reply))
        )
    return bool(topical(reply, question.topic))


def _clauses(text: str, questions: Mapping[str, Question]) -> Iterator[str]:
    """The message cut at punctuation, and at an "and" or "but" that does not join two numbers."""
    language = next((question.language for question in questions.values()), None)
    if language is None:
        return
    for part in _split(clean(text)[:LONGEST]):
        reply = Reply(part, language)
        start = 0
        for i in range(1, len(reply)):
            joins = reply.plays(i, "and", "but")
            if joins and not (reply.numeric(i - 1) and reply.numeric(i + 1)):
                yield " ".join(word.text for word in reply.words[start:i])
                start = i + 1
        yield " ".join(word.text for word in reply.words[start:])


def _split(text: str) -> Iterator[str]:
    piece = ""
    for n, char in enumerate(text):
        inside = char in ".," and text[n + 1 : n + 2].isdigit()
        if char in _STOPS and not inside:
            yield piece
            piece = ""
        else:
            piece += char
    yield piece
