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


def clean(text: str) -> str:
    """The person's own words, fit to be kept: no control or direction characters, at most `KEPT` characters."""
    kept = "".join(char for char in text[:KEPT] if char in "\n\t" or unicodedata.category(char)[0] != "C")
    return _SPACES.sub(" ", kept).strip()


def normalise(text: str) -> str:
    """The form in which phrases, labels and replies are compared; empty where nothing is left."""
    return _SEPARATORS.sub(" ", unicodedata.normalize("NFKC", text).casefold().translate(_FOLDED)).strip()


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
