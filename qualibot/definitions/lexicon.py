"""The typed phrases of all files, normalised: read live, so that a new synonym helps conversations that are already open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial

from qualibot.definitions.files import Files
from qualibot.definitions.language import language
from qualibot.definitions.schema import AnswerFile, CriterionFile
from qualibot.model import Language, Lexicon, Side
from qualibot.understanding import key, normalise

Forms = tuple[str, str]
"""A phrase as it is typed, and as it is looked for inside a longer reply."""


def lexicon(files: Files) -> Lexicon:
    """Every phrase of every answer and command, and the words of both languages."""
    criteria = files.criteria[1].criteria
    tables = language(files.language[1])
    forms = partial(_forms, tables)
    options: dict[Side, Mapping[str, Mapping[str, str]]] = {
        "prospect": _side(files, "prospect", forms),
        "rep": _side(files, "rep", forms),
    }
    commands = files.wording[1].commands.items()
    events = _keyed(((text, event) for event, command in commands for texts in command.match.values() for text in texts), forms)
    topics = {
        name: frozenset(key(text, tables) for texts in file.topic.values() for text in texts) for name, file in criteria.items()
    }
    over = {name: _over(file) for name, file in criteria.items()}
    return Lexicon(options, events, topics, over, tables)


@lru_cache(maxsize=32_768)
def _forms(tables: Language, phrase: str) -> Forms:
    """Most phrases are heard from both sides, and read again whenever a file has changed."""
    return normalise(phrase), key(phrase, tables)


def _side(files: Files, side: Side, forms: Callable[[str], Forms]) -> Mapping[str, Mapping[str, str]]:
    return {
        criterion: _keyed(
            (
                (phrase, option)
                for option, answer in file.answers.items()
                if side in answer.offered_to
                for phrase in phrases_of(answer, side)
            ),
            forms,
            frozenset(map(normalise, file.answers)),
        )
        for criterion, file in files.criteria[1].criteria.items()
    }


def _keyed(
    phrases: Iterable[tuple[str, str]], forms: Callable[[str], Forms], ids: frozenset[str] = frozenset()
) -> dict[str, str]:
    """Each phrase as it is typed, and in the form in which it is looked for inside a longer reply, unless that is an id."""
    found = [(forms(phrase), name) for phrase, name in phrases]
    loose = {form[1]: name for form, name in found}
    exact = {form[0]: name for form, name in found}
    loose = {phrase: name for phrase, name in loose.items() if phrase not in ids}
    return {phrase: name for phrase, name in (loose | exact).items() if phrase}


def _over(file: CriterionFile) -> Mapping[str, frozenset[str]]:
    return {option: frozenset(answer.over) for option, answer in file.answers.items() if answer.over}


def phrases_of(answer: AnswerFile, side: Side) -> list[str]:
    """What a person of this side may type for an answer; a rep's own phrases replace the buyer's."""
    match = answer.match_rep if side == "rep" and answer.match_rep else answer.match
    return [phrase for phrases in match.values() for phrase in phrases]


def shared(file: CriterionFile, side: Side, tables: Language) -> Iterator[tuple[str, str, str]]:
    """Phrases that stand under two answers of one question: phrase, first and second answer."""
    seen: dict[str, str] = {}
    for option, answer in file.answers.items():
        for phrase in phrases_of(answer, side) if side in answer.offered_to else ():
            for form in {normalise(phrase), key(phrase, tables)}:
                if seen.setdefault(form, option) != option and form:
                    yield phrase, seen[form], option
