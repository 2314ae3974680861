"""Accepted phrases inside a longer reply, and whether they explain it: coverage, negation, short words, typos."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qualibot.understanding.question import Question
from qualibot.understanding.reply import LONGEST_PHRASE, Reply
from qualibot.understanding.text import POSSESSIVES, stem

_DOUBLE = re.compile(r"(.)\1")
SHORT = 3
"""Words up to this length count only where nothing else is said."""
COVERS = 3
"""Words from which a phrase counts more than the number it holds."""
MOST_TYPOS = 2
SIMILAR = 88.0
"""Per cent of likeness from which a long word counts as a typo of another."""
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


def every_hit(reply: Reply, phrases: Mapping[str, str]) -> list[Hit]:
    """All phrases, also where one overlaps another."""
    return [hit for i in range(len(reply)) for hit in _from(reply, phrases, i)]


def hits(reply: Reply, phrases: Mapping[str, str], *, numbers: bool = True) -> list[Hit]:
    """The longest phrases, none overlapping another; without `numbers`, those that hold a number are left to the grammar."""
    found = every_hit(reply, phrases)
    if not numbers:
        found = [hit for hit in found if _worded(reply, hit)]
    found = [hit for hit in found if not _inside_filler(reply, hit)]
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start - hit.end, -hit.letters, hit.start)):
        if not any(hit.start < other.end and other.start < hit.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


def _worded(reply: Reply, hit: Hit) -> bool:
    """It holds no number, or one among at least two other words: "our number one problem"."""
    numbers = sum(reply.numeric(i) for i in range(hit.start, hit.end))
    return numbers == 0 or (numbers == 1 and hit.words >= COVERS and not any(w.number for w in reply.words[hit.start : hit.end]))


def _inside_filler(reply: Reply, hit: Hit) -> bool:
    """A longer phrase that says nothing holds it: "nothing more", "in fact"."""
    for start in range(max(0, hit.start - 3), hit.start + 1):
        part = reply.part(start, "filler")
        if part and part[1] >= hit.end and part[1] - start > hit.words:
            return True
    return False


def _from(reply: Reply, phrases: Mapping[str, str], i: int) -> Iterator[Hit]:
    pending: list[tuple[int, str, int]] = [(i, "", 0)]
    while pending:
        at, text, items = pending.pop()
        if items == LONGEST_PHRASE or at >= len(reply):
            continue
        if at > i and reply.words[at].breaks:
            continue
        if text and reply.plays(at, "emphasis"):
            pending.append((at + 1, text, items))
        for word, end in _alternatives(reply, at, first=at == i):
            longer = f"{text} {word}" if text else word
            if longer in phrases:
                yield Hit(phrases[longer], i, end, end - i, sum(len(w.text) for w in reply.words[i:end]))
            pending.append((end, longer, items + 1))


def _alternatives(reply: Reply, i: int, *, first: bool) -> Iterator[tuple[str, int]]:
    """The word itself, and every class it belongs to, such as {person}."""
    word = reply.words[i]
    yield word.stem, i + 1
    if first and word.text[0] == "و" and len(word.text) > 3:
        yield stem(word.text[1:]), i + 1
    seen = set()
    if reply.words[i].text in POSSESSIVES and i + 1 < len(reply):
        i += 1
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
        for end, values in reply.parts[i]:
            if not topic.isdisjoint(values):
                found |= set(range(i, end))
        for end in range(i + 1, min(i + 4, len(reply)) + 1):
            if reply.stems(i, end) in topic:
                found |= set(range(i, end))
    return found


def unexplained(reply: Reply, explained: set[int]) -> list[int]:
    """The words nothing accounts for."""
    return [i for i in range(len(reply)) if i not in explained]


def negated(reply: Reply, hit: Hit, found: Iterable[Hit]) -> bool:
    """A "not" stands up to five words before, with no other phrase and no punctuation in between."""
    if reply.plays(hit.start, "negation"):
        return False
    inside = {i for other in found if other.words > 1 for i in range(other.start, other.end)}
    for i in range(hit.start - 1, max(-1, hit.start - 6), -1):
        if i in inside or reply.words[i + 1].breaks:
            return False
        no = reply.part(i, "negation")
        if no and no[1] <= hit.start:
            return True
    return False


def repaired(reply: Reply, question: Question, explained: set[int]) -> dict[int, str]:
    """Long words that are typos of known ones, each with what it should have been; empty where one is no typo."""
    left = [i for i in unexplained(reply, explained) if reply.number(i) is None]
    if not 1 <= len(left) <= MOST_TYPOS or any(len(reply.words[i].text) < 5 for i in left):
        return {}
    found = {i: _nearest(reply.words[i].text, question) for i in left}
    return found if all(found.values()) else {}


def _nearest(word: str, question: Question) -> str:
    """The known word that this one is a typo of."""
    from rapidfuzz.fuzz import ratio

    best, score, word = "", SIMILAR, _single_letters(word)
    for phrase in _single(question):
        if phrase[0] == word[0] and abs(len(phrase) - len(word)) <= 2:
            similar = ratio(word, _single_letters(phrase))
            if similar >= score:
                best, score = phrase, similar + 0.01
    return best


def _single_letters(word: str) -> str:
    """Without doubled letters, which are the commonest slips."""
    return _DOUBLE.sub(r"\1", word)


def _single(question: Question) -> Iterator[str]:
    for phrase in question.accepted:
        if len(phrase) >= 5 and " " not in phrase:
            yield phrase
    for phrase, parts in question.language.words.items():
        if len(phrase) >= 5 and " " not in phrase and _REPAIRABLE & parts.keys():
            yield phrase


_REPAIRABLE = frozenset(
    (
        "month",
        "number",
        "times",
        "unit",
        "hijri",
        "season",
        "weekday",
        "day",
        "people",
        "about",
        "within",
        "{person}",
        "{group}",
        "{crm}",
    )
)
