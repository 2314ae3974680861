"""Typed phrases that mean two things."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from qualibot.definitions.reading import Place
from qualibot.definitions.schema import AnswerFile
from qualibot.errors import Problem
from qualibot.lint.subject import Subject
from qualibot.lint.texts import folded, labels
from qualibot.model import Side

Phrase = tuple[Place, str, str]
"""Where it stands, the answer or command it means, and its normalised form."""


def phrase_in_two_answers(subject: Subject) -> Iterator[Problem]:
    """A phrase stands under one answer of a question only, and is no other answer's label or id; the same for commands."""
    source, criteria = subject.files.criteria
    shown: set[Place] = set()
    for (criterion, side), found in labels(subject.files).items():
        meant = {folded(option): option for option in found}
        meant |= {folded(text): option for option, label in found.items() for text in label.text.values()}
        for place, message in _twice(_spoken(criterion, criteria.criteria[criterion].answers, side), meant):
            if place not in shown:
                shown.add(place)
                yield source.problem("phrase-in-two-answers", place, message)
    yield from _commands(subject)


def _commands(subject: Subject) -> Iterator[Problem]:
    source, wording = subject.files.wording
    phrases = (
        (("commands", event, "match", language, index), event, folded(phrase))
        for event, command in wording.commands.items()
        for language, listed in command.match.items()
        for index, phrase in enumerate(listed)
    )
    for place, message in _twice(phrases, {}):
        yield source.problem("phrase-in-two-answers", place, message)


def _spoken(criterion: str, answers: Mapping[str, AnswerFile], side: Side) -> Iterator[Phrase]:
    for option, answer in answers.items():
        key = "match_rep" if side == "rep" and answer.match_rep else "match"
        if side in answer.offered_to:
            for language, listed in getattr(answer, key).items():
                for index, phrase in enumerate(listed):
                    yield ("criteria", criterion, "answers", option, key, language, index), option, folded(phrase)


def _twice(phrases: Iterator[Phrase], meant: Mapping[str, str]) -> Iterator[tuple[Place, str]]:
    first = dict(meant)
    for place, option, phrase in phrases:
        other = first.setdefault(phrase, option)
        if not phrase:
            yield place, "has an empty phrase; remove it"
        elif other != option:
            kind = "the label or id of" if phrase in meant else "also a phrase of"
            yield place, f"“{phrase}” is {kind} '{other}'; keep it under one of '{other}' and '{option}'"
