"""Folding away what does not change a reply's meaning: case, diacritics, letter variants, digits, punctuation."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 300
"""Characters of a reply that are read for an answer; nobody answers a question at greater length."""
KEPT = 4096
"""Characters of a reply that are kept as the person's own words."""

_SEPARATORS = re.compile(r"(?:[\s،؛;:!?؟\"“”«»()\[\]…]|[.,](?![0-9])|(?<![0-9])[.,])+")
"""Punctuation; a point or comma inside a number is part of it."""
_SPACES = re.compile(r"[ \t]{2,}")
_CONTRACTIONS = tuple(
    (re.compile(rf"\b(?:{old})\b"), new)
    for old, new in (
        (r"can't|cannot|cant", "can not"),
        (r"won't|wont", "will not"),
        (r"ain't|aint", "is not"),
        (r"(do|does|did|is|are|was|were|have|has|had|would|could|should)n'?t", r"\1 not"),
        (r"i'?m|im", "i am"),
        (r"(you|we|they)'re", r"\1 are"),
        (r"(he|she|it|that|there|what|who|where|how|let|here)'s", r"\1 is"),
        (r"its|thats", "it is"),
        (r"(i|you|we|they|he|she|it|that)'ll", r"\1 will"),
        (r"(i|you|we|they)'ve", r"\1 have"),
        (r"(i|you|we|they|he|she|that)'d", r"\1 would"),
        (r"gonna", "going to"),
        (r"wanna", "want to"),
    )
)
_LATIN = re.compile(r"[a-z]")
_REPEATED = re.compile(r"([^\W\d_])\1{2,}")
_LOOSE = str.maketrans("ؤئگپچڤ" + "–—−‒‐‑～،؛؟٪٫٬", "ويكبجف" + "------~,;?%.,", "ء")
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_ARABIC_PREFIXES = ("وبال", "وال", "بال", "فال", "كال", "لل", "ال")
_VERB_PREFIXES = ("بي", "بن", "بت", "من", "هي", "هن", "مني", "بيـ")
ARTICLES = frozenset(("the", "a", "an", "of", "el", "ال"))
"""Words that are left out before phrases are compared."""
POSSESSIVES = frozenset(("my", "our", "his", "her", "their", "your", "its"))
"""Words that may stand before a person or another class of a phrase."""


def clean(text: str) -> str:
    """The person's own words, fit to be kept: no control or direction characters, at most `KEPT` characters."""
    kept = "".join(char for char in text[:KEPT] if char in "\n\t" or unicodedata.category(char)[0] != "C")
    return _SPACES.sub(" ", kept).strip()


def normalise(text: str) -> str:
    """The form in which phrases, labels and replies are compared; empty where nothing is left."""
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)).strip()


def uncoloured(text: str) -> str:
    """Without what a terminal sends for colours and keys, which would read like numbers."""
    return _COLOUR.sub("", text[:KEPT])


def fold(text: str) -> str:
    """As `normalise`, but punctuation stays, and more is taken for the same: spellings, contractions, letters drawn out."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED).translate(_LOOSE)
    plain = _REPEATED.sub(r"\1", plain)
    if _LATIN.search(plain):
        for pattern, new in _CONTRACTIONS:
            plain = pattern.sub(new, plain)
    return plain.replace("'", "")


def stem(word: str) -> str:
    """The word without article, plural s or the prefix of an everyday verb; good for comparing, not for reading."""
    if word.isascii():
        plural = len(word) > 3 and word[-1] == "s" and word[-2] not in "sui"
        return word[:-1] if plural else word
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 2:
            return word[len(prefix) :]
    if len(word) >= 5 and word[:2] in _VERB_PREFIXES:
        return word[1:]
    return word


def is_question(text: str) -> bool:
    """The reply ends in a question mark: it asks, it does not answer (product rule: «إيه؟» is never yes)."""
    return text.rstrip().endswith(("?", "؟"))


def _char(char: str) -> str:
    if char.isascii():
        return char if char.isprintable() or char.isspace() else " "
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category in ("Mn", "Cf") or char == "ـ":
        return ""
    return " " if category[0] == "C" else char


class _Folded(dict[int, str]):
    """Character → what it is compared as, worked out when it first occurs; a bound keeps it from growing without end."""

    def __missing__(self, code: int) -> str:
        folded = _char(chr(code))
        if len(self) < _REMEMBERED:
            self[code] = folded
        return folded


_REMEMBERED = 2000
_FOLDED = _Folded({ord(char): folded for char, folded in zip("أإآٱىةک’‘ی", "ااااي" + "هك''ي", strict=True)})
