"""The only code that reads YAML: strict files in, resolved scripts out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qualibot.definitions import build, references
from qualibot.definitions.files import CRITERIA, WORDING, Files, read_files
from qualibot.definitions.lexicon import lexicon
from qualibot.definitions.nearest import nearest
from qualibot.definitions.reading import digest
from qualibot.definitions.schema import ConversationFile, CriteriaFile, FrameworkFile, WordingFile
from qualibot.errors import DefinitionError, UnknownName
from qualibot.model import Company, Conversation, Lexicon, Script

__all__ = ["Definitions", "Publication", "load", "resolve_body"]

_LIVE_KEYS = frozenset(("match", "match_rep", "means", "topic", "over"))
"""Typed phrases and remarks: read live, so they are no part of what a session pins."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One file's content as a script uses it; the same version must always have the same hash."""

    kind: str
    name: str
    version: str
    hash: str
    file: str


@dataclass(frozen=True, slots=True)
class Definitions:
    """All scripts of a home directory."""

    home: Path
    files: Files
    lexicon: Lexicon
    company: Company
    _scripts: dict[str, Script] = field(default_factory=dict)

    @property
    def conversations(self) -> tuple[str, ...]:
        """The ids of all conversations."""
        return tuple(self.files.conversations)

    @property
    def frameworks(self) -> tuple[str, ...]:
        """The ids of all frameworks."""
        return tuple(self.files.frameworks)

    def script(self, conversation: str) -> Script:
        """The conversation with its framework, criteria and wording.

        Raises:
            UnknownName: there is no such conversation.
        """
        if conversation not in self._scripts:
            self._scripts[conversation] = resolve_body(self._body(conversation), self.lexicon, self.company)
        return self._scripts[conversation]

    def publications(self, script: Script) -> tuple[Publication, ...]:
        """The four files a script is made of, each with its version and hash."""
        body, conversation = script.body, script.conversation
        names = {
            "conversation": (conversation.id, f"conversations/{conversation.id}.yaml"),
            "framework": (script.framework.id, f"frameworks/{script.framework.id}.yaml"),
            "criteria": ("criteria", CRITERIA),
            "wording": ("wording", WORDING),
        }
        return tuple(
            Publication(kind, name, body[kind]["version"], digest(body[kind]), file) for kind, (name, file) in names.items()
        )

    def _body(self, conversation: str) -> Mapping[str, Any]:
        if conversation not in self.files.conversations:
            raise UnknownName(_no_such("conversation", conversation, self.conversations))
        source, file = self.files.conversations[conversation]
        return {
            "id": conversation,
            "conversation": source.data,
            "framework": self.files.frameworks[file.framework][0].data,
            "criteria": _without_live(self.files.criteria[0].data),
            "wording": _without_live(self.files.wording[0].data),
        }


def _no_such(what: str, name: str, known: tuple[str, ...]) -> str:
    return f"There is no {what} '{name}'{nearest(name, known)}. Known: {', '.join(known)}."


def load(home: Path) -> Definitions:
    """All definitions of a directory that holds `frameworks/`, `conversations/` and `company.yaml`.

    Raises:
        DefinitionError: with every problem of every file; nothing is half-loaded.
    """
    files = read_files(home)
    problems = references.check(files)
    if problems:
        raise DefinitionError(problems)
    languages = tuple(files.wording[1].languages)
    return Definitions(home, files, lexicon(files), build.company(files.company[1], languages))


def resolve_body(body: Mapping[str, Any], lexicon: Lexicon, company: Company) -> Script:
    """The script of a body as it was published; phrases and company facts are today's."""
    conversation = build.conversation(body["id"], ConversationFile.model_validate(body["conversation"]))
    criteria = build.criteria(CriteriaFile.model_validate(body["criteria"]))
    framework = build.framework(conversation.framework, FrameworkFile.model_validate(body["framework"]))
    wording = build.wording(WordingFile.model_validate(body["wording"]))
    return Script(
        digest(body),
        body,
        conversation,
        framework,
        criteria,
        wording,
        lexicon,
        company,
        _questions(conversation, framework.points),
    )


def _questions(conversation: Conversation, points: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name, state in conversation.states.items() if state.ask in points)


def _without_live(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _without_live(value) for key, value in data.items() if key not in _LIVE_KEYS}
    return data
