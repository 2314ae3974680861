"""A reply cut into words, each with the parts it may play: a number, a month, a filler, a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from qualibot.model import Language
from qualibot.understanding.text import ARTICLES, fold, stem

MOST_WORDS = 50
"""Words of a reply that are read; a longer one is no answer."""
LONGEST_PHRASE = 6

_NUMBER = r"(?:[0-9]{1,3}(?:[ ][0-9]{3})+(?![0-9])|[0-9]+(?:[.,][0-9]+)*)"
_TOKEN = re.compile(
    r"(?P<junk>https?://\S+|www\.\S+|\S+@\S+|[0-9]+(?::[0-9]+)+"
    rf"|\+?[0-9]{{11,}}|\+[0-9][0-9 ()-]{{8,}}|\b0[0-9][0-9 -]{{6,}}[0-9])"
    rf"|(?P<number>{_NUMBER})(?P<suffix>[^\W_]*)|(?P<word>[^\W_]+(?:_[^\W_]+)*|\{{[a-z]+\}})|(?P<mark>[$€£%+<>/#&=-])|(?P<stop>[.,;:!?\n()])"
)
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_GLUED = re.compile(r"([^\W\d_]+)([0-9].*)\Z")
_PREFIXES = ("و", "ب", "ل", "ف", "ع", "ك", "عال", "هال")
_THIS = "هال"


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or sign."""

    text: str
    stem: str
    number: float | None = None
    breaks: bool = False
    """Punctuation stood before it."""


class Reply:
    """The words of a reply without articles and punctuation, with their parts looked up once."""

    def __init__(self, text: str, language: Language, *, parts: bool = True) -> None:
        self.table = language.words
        self.words: list[Word] = []
        self._read(fold(text))
        short = parts and len(self.words) <= MOST_WORDS
        self.parts = [self._parts(i) for i in range(len(self.words))] if short else [[] for _ in self.words]

    def __len__(self) -> int:
        return len(self.words)

    def part(self, i: int, name: str) -> tuple[Any, int] | None:
        """The value and the end of the longest phrase at word `i` that plays this part."""
        if i < 0 or i >= len(self.parts):
            return None
        return next(((values[name], end) for end, values in self.parts[i] if name in values), None)

    def plays(self, i: int, *names: str) -> bool:
        """Whether word `i` begins a phrase that plays one of these parts."""
        return any(self.part(i, name) is not None for name in names)

    def number(self, i: int) -> float | None:
        """The digits at word `i`."""
        return self.words[i].number if 0 <= i < len(self.words) else None

    def numeric(self, i: int) -> bool:
        """Word `i` is digits or a number word."""
        return self.number(i) is not None or self.plays(i, "number", "times", "fraction", "few")

    def stems(self, start: int = 0, end: int | None = None) -> str:
        """The words of a span in the form in which phrases are compared."""
        return " ".join(word.stem for word in self.words[start:end])

    def _parts(self, i: int) -> list[tuple[int, Mapping[str, Any]]]:
        found = []
        plain = stemmed = ""
        for end in range(i + 1, min(i + 5, len(self.words)) + 1):
            word = self.words[end - 1]
            plain, stemmed = (f"{plain} {word.text}", f"{stemmed} {word.stem}") if plain else (word.text, word.stem)
            values = self._values(plain, stemmed)
            if values:
                found.append((end, values))
        return found[::-1]

    def _values(self, plain: str, stemmed: str) -> Mapping[str, Any] | None:
        """What the table says of a phrase; in English the plural plays what the singular plays as well."""
        exact, loose = self.table.get(plain), self.table.get(stemmed)
        return {**loose, **exact} if exact and loose and exact is not loose and plain.isascii() else exact or loose

    def _read(self, folded: str) -> None:
        breaks = False
        for match in _TOKEN.finditer(_HYPHEN.sub(" ", folded)):
            if match["stop"]:
                breaks = True
                continue
            for word, number in self._pieces(match):
                if word not in ARTICLES:
                    self.words.append(Word(word, stem(word), number, breaks))
                    breaks = False
            if len(self.words) > MOST_WORDS:
                break

    def _pieces(self, match: re.Match[str]) -> Iterator[tuple[str, float | None]]:
        if match["number"]:
            yield from self._numbered(match["number"], match["suffix"])
        elif match["word"]:
            yield from self._split(match["word"])
        else:
            yield match["junk"] or match["mark"], None

    def _numbered(self, digits: str, suffix: str) -> Iterator[tuple[str, float | None]]:
        whole = digits + suffix
        if suffix and (whole in self.table or (suffix not in self.table and stem(suffix) not in self.table)):
            yield whole, None
            return
        yield digits, _value(digits)
        if suffix:
            yield suffix, None

    def _split(self, word: str) -> Iterator[tuple[str, float | None]]:
        glued = _GLUED.match(word)
        if glued and word not in self.table and (glued[1] in self.table or glued[1] in _PREFIXES):
            if glued[1] not in ("ب", "ع", "ك"):
                yield glued[1], None
            piece = _TOKEN.match(glued[2])
            if piece:
                yield from self._pieces(piece)
            return
        prefix = next((p for p in _PREFIXES if self._detaches(word, p)), "")
        if prefix:
            yield prefix, None
        yield word[len(prefix) :], None

    def _detaches(self, word: str, prefix: str) -> bool:
        """A conjunction or preposition written together with a known word: وعشرين, لتلاتين, هالشهر."""
        rest = word[len(prefix) :]
        if not word.startswith(prefix) or len(rest) < 2 or word in self.table:
            return False
        if prefix == "و" and rest.startswith("ال") and len(rest) > 4:
            return True
        if prefix in ("ب", "ل", "ف", "ع", "ك") and rest.startswith("ا") and len(rest) > 2 and rest[1] == "ل":
            return False
        return rest in self.table or (len(rest) > 3 and stem(rest) in self.table)


def spelled(phrase: str) -> str:
    """The words of a phrase as they stand in a reply, without articles and punctuation."""
    return " ".join(word.text for word in Reply(phrase, Language(), parts=False).words)


def key(phrase: str, language: Language | None = None) -> str:
    """The form in which a phrase is looked for inside a reply: stems without articles; empty where nothing is left."""
    return Reply(phrase, language or Language(), parts=False).stems()


def _value(digits: str) -> float:
    """`1,500`, `1.500`, `60 000` are thousands; `1.5` and `1,5` are not."""
    plain = digits.replace(" ", "")
    groups = re.split(r"[.,]", plain)
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 and groups[0] != "0":
        return float("".join(groups))
    if len(groups) > 2 and all(len(group) == 3 for group in groups[1:-1]):
        return float("".join(groups[:-1]) + "." + groups[-1])
    return float(".".join(groups[:2]))
