"""The word tables of `conversations/language.yaml`, normalised and typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from qualibot.definitions.schema import LanguageFile, Phrases
from qualibot.model import Language
from qualibot.understanding import key, spelled


def language(file: LanguageFile) -> Language:
    """Every phrase with all parts it plays; the same content gives the same tables, built once."""
    return _built(file.model_dump_json(by_alias=True))


@lru_cache(maxsize=4)
def _built(content: str) -> Language:
    file = LanguageFile.model_validate_json(content)
    words: dict[str, dict[str, Any]] = {}
    for part, phrases in file.words.items():
        _put(words, part, True, phrases)
    for kind, values in file.values.items():
        for value, phrases in values.items():
            _put(words, kind, _READ.get(kind, str)(value), phrases)
    for name, phrases in file.classes.items():
        _put(words, f"{{{name}}}", True, phrases)
    return Language(words, file.rates.per_dollar, file.rates.on)


def _put(words: dict[str, dict[str, Any]], part: str, value: Any, phrases: Phrases) -> None:
    for texts in phrases.values():
        for text in texts:
            plain = spelled(text)
            for form in {plain, key(text)} - {""} if " " in plain or (plain.isascii() and part != "plural") else {plain}:
                words.setdefault(form, {}).setdefault(part, value)


def _pair(text: str) -> tuple[float, float]:
    low, _, high = text.partition(" ")
    return float(low), float(high)


def _length(text: str) -> tuple[float, str]:
    amount, _, unit = text.partition(" ")
    return float(amount), unit


def _codes(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_READ: Mapping[str, Callable[[str], Any]] = {
    "number": float,
    "times": float,
    "fraction": float,
    "few": _pair,
    "ordinal": int,
    "currency": _codes,
    "length": _length,
    "month": int,
    "hijri": int,
    "weekday": int,
    "day": int,
    "quarter": int,
    "half_year": int,
}
"""How the values of a part are written: numbers, pairs, a length such as `2 month`, currency codes in order of likelihood."""
