"""Accepted phrases inside a longer reply, and whether they explain it: coverage, negation, short words, typos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qualibot.understanding.question import Question
from qualibot.understanding.reply import LONGEST_PHRASE, Reply

SHORT = 3
"""Words up to this length count only where nothing else is said."""
UNEXPLAINED = 2
"""Words that may be left over beside what was recognised."""
_NEUTRAL = (
    "filler", "polite", "about", "about_after", "and", "or", "to", "between", "place", "negation", "in", "out_of",
    "upto", "below", "above", "upto_after", "below_after", "above_after", "old", "new", "instead", "each", "staffed",
    "dont_know", "emphasis",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase of an event, and the words it covers."""

    event: str
    start: int
    end: int
    words: int
    letters: int

    @property
    def short(self) -> bool:
        """One word of up to three letters."""
        return self.words == 1 and self.letters <= SHORT


def hits(reply: Reply, phrases: Mapping[str, str], *, numbers: bool = True) -> list[Hit]:
    """The longest phrases, none overlapping another; without `numbers`, those that hold a number are left to the grammar."""
    found = [hit for i in range(len(reply)) for hit in _from(reply, phrases, i)]
    if not numbers:
        found = [hit for hit in found if not any(reply.numeric(i) for i in range(hit.start, hit.end))]
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start - hit.end, hit.start, -hit.letters)):
        if not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _from(reply: Reply, phrases: Mapping[str, str], i: int) -> Iterator[Hit]:
    pending: list[tuple[int, str, int]] = [(i, "", 0)]
    while pending:
        at, text, items = pending.pop()
        if items == LONGEST_PHRASE or at >= len(reply):
            continue
        if at > i and reply.words[at].breaks and items > 1:
            continue
        for word, end in _alternatives(reply, at):
            longer = f"{text} {word}" if text else word
            if longer in phrases:
                yield Hit(phrases[longer], i, end, end - i, sum(len(w.text) for w in reply.words[i:end]))
            pending.append((end, longer, items + 1))


def _alternatives(reply: Reply, i: int) -> Iterator[tuple[str, int]]:
    """The word itself, and every class it belongs to, such as {person}."""
    yield reply.words[i].stem, i + 1
    seen = set()
    for end, values in reply.parts[i]:
        for name in values:
            if name[0] == "{" and name not in seen:
                seen.add(name)
                yield name, end


def neutral(reply: Reply, question: Question) -> set[int]:
    """The words that carry no answer: fillers, hedges, places, the question's own topic."""
    found: set[int] = set()
    for i in range(len(reply)):
        for end, values in reply.parts[i]:
            if any(name in values for name in _NEUTRAL):
                found |= set(range(i, end))
                break
    return found | topical(reply, question.topic)


def topical(reply: Reply, topic: Iterable[str]) -> set[int]:
    """The words that only show what is spoken of."""
    topic = frozenset(topic)
    found: set[int] = set()
    for i in range(len(reply)):
        for end in range(i + 1, min(i + 4, len(reply)) + 1):
            if reply.stems(i, end) in topic:
                found |= set(range(i, end))
    return found


def unexplained(reply: Reply, explained: set[int]) -> list[int]:
    """The words nothing accounts for."""
    return [i for i in range(len(reply)) if i not in explained]


def negated(reply: Reply, hit: Hit, found: Iterable[Hit]) -> bool:
    """A "not" that belongs to no phrase stands up to three words before, with nothing else recognised in between."""
    inside = {i for other in found for i in range(other.start, other.end)}
    for i in range(hit.start - 1, max(-1, hit.start - 4), -1):
        if i in inside:
            return False
        if reply.plays(i, "negation"):
            return True
        if reply.words[i + 1].breaks:
            return False
    return False


def repaired(reply: Reply, question: Question, explained: set[int]) -> tuple[int, str] | None:
    """The one long word that is a typo of a known one, and what it should have been."""
    left = [i for i in unexplained(reply, explained) if reply.number(i) is None]
    if len(left) != 1 or len(reply) - len(explained) > 3 or len(reply.words[left[0]].text) < 5:
        return None
    from rapidfuzz.fuzz import ratio

    word = reply.words[left[0]].text
    best, score = "", 84.9
    for phrase in _single(question):
        if phrase[0] == word[0] and abs(len(phrase) - len(word)) <= 2:
            similar = ratio(word, phrase)
            if similar > score:
                best, score = phrase, similar
    return (left[0], best) if best else None


def _single(question: Question) -> Iterator[str]:
    for phrase in question.accepted:
        if len(phrase) >= 5 and " " not in phrase:
            yield phrase
    for phrase, parts in question.language.words.items():
        if len(phrase) >= 5 and " " not in phrase and _REPAIRABLE & parts.keys():
            yield phrase


_REPAIRABLE = frozenset(("month", "number", "times", "unit", "hijri", "season", "weekday", "{person}", "{group}"))
