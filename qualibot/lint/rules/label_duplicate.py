"""Labels that cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from qualibot.definitions.reading import Place
from qualibot.errors import Problem
from qualibot.lint.subject import Subject
from qualibot.lint.texts import Label, folded, labels
from qualibot.model import Text


def label_duplicate(subject: Subject) -> Iterator[Problem]:
    """The labels of a question differ, and begin with different words, in every language: also from "don't know yet"."""
    source, wording = subject.files.wording
    dont_know = wording.commands["dont_know"].label if "dont_know" in wording.commands else {}
    shown: set[tuple[Place, str]] = set()
    for found in labels(subject.files).values():
        for place, message in _alike(found, dont_know):
            if (place, message) not in shown:
                shown.add((place, message))
                yield source.problem("label-duplicate", place, message)


def _alike(found: Mapping[str, Label], dont_know: Text) -> Iterator[tuple[Place, str]]:
    for (first, one), (second, other) in combinations(found.items(), 2):
        for language, text in other.text.items():
            if message := _clash(second, text, f"'{first}'", one.text.get(language, "")):
                yield other.place, message
    for option, label in found.items():
        for language, text in label.text.items():
            if message := _clash(option, text, "the button of `dont_know`", dont_know.get(language, "")):
                yield label.place, message


def _clash(option: str, text: str, whose: str, other: str) -> str:
    own, theirs = folded(text), folded(other)
    if not own or not theirs:
        return ""
    if own == theirs:
        return f"the label of '{option}', “{text}”, is that of {whose} as well; change one of them"
    if own.split()[0] == theirs.split()[0]:
        return f"the label of '{option}', “{text}”, begins like that of {whose}, “{other}”; begin them with different words"
    return ""
