"""Every exception qualibot raises for something a person can mend.

QualibotError                 the root: one clear sentence, never a traceback for the person
├── DefinitionError           YAML files that cannot be used; carries every problem, each with file, line and remedy
│   └── PublishError          a file's content changed under an old version
├── UnknownName               a conversation, framework, lead or session that does not exist
├── SessionConflict           the stored session moved on while a turn was being worked out
└── StorageError              the database cannot be used: locked, read-only, full, missing, newer than the program
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class QualibotError(Exception):
    """Something a person can mend; its text says where, what and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a definition file: where it stands, what is wrong, what to do."""

    file: str
    line: int
    rule: str
    message: str
    place: str = ""

    def __str__(self) -> str:
        """`conversations/bant-prospect.yaml:41 state 'budget': target 'timline' is not a state (did you mean …?)`."""
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where} {self.place}: {self.message}" if self.place else f"{where} {self.message}"


class DefinitionError(QualibotError):
    """Definition files that cannot be used; `problems` holds every fault found, not the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class PublishError(DefinitionError):
    """A file's content changed while its `version` stayed the same."""


class UnknownName(QualibotError):
    """A conversation, framework, lead or session that does not exist."""


class SessionConflict(QualibotError):
    """The stored session is at another sequence number than the one the turn was worked out for."""


class StorageError(QualibotError):
    """The database cannot be used; the text says why and what to do."""
