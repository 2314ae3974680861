"""Texts as people read them, with where they stand in the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from babel.dates import format_date

from qualibot.definitions.files import Files
from qualibot.definitions.reading import Place
from qualibot.definitions.schema import ConversationFile, StateFile
from qualibot.lint.needed import DAYS, PRICES, Names
from qualibot.model import Side, Text
from qualibot.understanding import normalise

SIDES: tuple[Side, ...] = ("prospect", "rep")


@lru_cache(maxsize=20_000)
def folded(text: str) -> str:
    """The form in which replies, labels and phrases are compared; the same few thousand are compared again and again."""
    return normalise(text)


@dataclass(frozen=True, slots=True)
class Label:
    """The label of an answer, as one side reads it."""

    place: Place
    text: Text


def labels(files: Files) -> dict[tuple[str, Side], Mapping[str, Label]]:
    """Criterion and side → the labels of the answers offered to it, in the file's order."""
    return {(key, side): _labels(files, key, side) for key in files.criteria[1].criteria for side in SIDES}


def _labels(files: Files, key: str, side: Side) -> Mapping[str, Label]:
    asked = files.wording[1].criteria.get(key)
    found: dict[str, Label] = {}
    for option, answer in files.criteria[1].criteria[key].answers.items():
        if asked is None or side not in answer.offered_to:
            continue
        own = "options_rep" if side == "rep" and option in asked.options_rep else "options"
        texts = getattr(asked, own)
        if option in texts:
            found[option] = Label(("criteria", key, own, option), texts[option])
    return found


UseKind = Literal["state", "after", "note"]


@dataclass(frozen=True, slots=True)
class Usage:
    """A place in a conversation where a phrase is said, which decides what can be filled in."""

    kind: UseKind
    where: str


def usages(files: Files) -> dict[str, list[Usage]]:
    """Phrase → every place at which a conversation says it."""
    found: dict[str, list[Usage]] = {}
    for name, (source, file) in files.conversations.items():
        for phrase, kind, place in _said(file):
            if phrase:
                found.setdefault(phrase, []).append(Usage(kind, f"conversations/{name}.yaml:{source.line(place)}"))
    return found


def _said(file: ConversationFile) -> Iterator[tuple[str | None, UseKind, Place]]:
    yield file.greeting, "state", ("greeting",)
    for index, delay in enumerate(file.after):
        yield delay.say, "after", ("after", index, "say")
    for phrase in file.no_match.say:
        yield phrase, "note", ("no_match", "say")
    for name, state in file.states.items():
        yield state.say, "state", ("states", name, "say")
        for place, said in _noted(state):
            yield said, "note", ("states", name, *place)


def _noted(state: StateFile) -> Iterator[tuple[Place, str | None]]:
    for phrase in state.no_match.say if state.no_match else ():
        yield ("no_match", "say"), phrase
    for event, transitions in state.on.items():
        for index, item in enumerate(transitions):
            yield ("on", event, index), item.say
    for index, item in enumerate(state.always):
        yield ("always", index), item.say


def company_facts(files: Files) -> Names:
    """The names that company.yaml fills in."""
    file = files.company[1]
    facts = frozenset(key for key, value in file.model_dump().items() if isinstance(value, dict) and key != "price")
    return facts | PRICES if file.price else facts


def filled(text: str, language: str) -> str:
    """The text with the longest day it can hold."""
    for name in DAYS:
        if "{" + name + "}" in text:
            text = text.replace("{" + name + "}", longest_day(language))
    return text


@lru_cache(maxsize=16)
def longest_day(language: str) -> str:
    """The day of a year that takes the most characters."""
    return max((format_date(date(2026, month, 28), "d MMM", locale=language) for month in range(1, 13)), key=len)
