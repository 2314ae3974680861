"""Is everything in the files right, and does every path lead to an end? Problems with file, line and remedy, or proofs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qualibot.definitions import Definitions, load
from qualibot.definitions.files import read_files
from qualibot.errors import DefinitionError, Problem
from qualibot.lint.report import Proof, Report
from qualibot.lint.rules import RULES
from qualibot.lint.subject import Subject
from qualibot.lint.walk import walk

__all__ = ["Proof", "Report", "check", "lint"]


def check(home: Path) -> Report:
    """Everything there is to say about a home directory, also where it cannot be loaded."""
    try:
        return lint(load(home))
    except DefinitionError as error:
        return Report(_sorted((*error.problems, *_of_files(home))))


def lint(definitions: Definitions) -> Report:
    """The rules over all files; conversations without a problem are walked through the engine as well."""
    subject = Subject.of(definitions)
    problems = [problem for rule in RULES for problem in rule(subject)]
    walks = [walk(subject, talk) for talk in subject.talks if not _touches(talk.script.conversation.id, problems)]
    problems += [problem for found in walks for problem in found.problems]
    return Report(_sorted(problems), () if problems else tuple(found.proof for found in walks))


def _touches(conversation: str, problems: Iterable[Problem]) -> bool:
    """A problem that a walk would stumble over: in this conversation, or in a file that all share."""
    own = f"conversations/{conversation}.yaml"
    return any(
        problem.file == own or not problem.file.startswith("conversations/") or "wording" in problem.file for problem in problems
    )


def _of_files(home: Path) -> list[Problem]:
    """What the rules find without following names, where the files can at least be read."""
    try:
        subject = Subject(read_files(home))
    except DefinitionError:
        return []
    return [problem for rule in RULES for problem in rule(subject)]


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: (problem.file, problem.line, problem.rule)))
