"""The typed phrases of all files, normalised: read live, so that a new synonym helps conversations that are already open."""

from __future__ import annotations

from collections.abc import Mapping

from qualibot.definitions.files import Files
from qualibot.definitions.schema import AnswerFile
from qualibot.model import Lexicon, Side
from qualibot.understanding import normalise


def lexicon(files: Files) -> Lexicon:
    """Every phrase of every answer and command."""
    options: dict[Side, Mapping[str, Mapping[str, str]]] = {
        "prospect": _side(files, "prospect"),
        "rep": _side(files, "rep"),
    }
    events = {
        normalise(phrase): event
        for event, command in files.wording[1].commands.items()
        for phrases in command.match.values()
        for phrase in phrases
    }
    return Lexicon(options, events)


def _side(files: Files, side: Side) -> Mapping[str, Mapping[str, str]]:
    return {
        criterion: {
            normalise(phrase): option
            for option, answer in file.answers.items()
            if side in answer.offered_to
            for phrase in phrases_of(answer, side)
        }
        for criterion, file in files.criteria[1].criteria.items()
    }


def phrases_of(answer: AnswerFile, side: Side) -> list[str]:
    """What a person of this side may type for an answer; a rep's own phrases replace the buyer's."""
    match = answer.match_rep if side == "rep" and answer.match_rep else answer.match
    return [phrase for phrases in match.values() for phrase in phrases]
