"""YAML, read strictly: positions kept, duplicate keys refused, no tags, anchors or merge keys.

libyaml's events (through PyYAML) are read instead of its Python objects, because the ready-made constructors guess types by
the rules of YAML 1.1: `yes` would be true, `1_9` would be 19 and `2026-11-21` a date. Here `on`, `yes` and `no` stay text, and
whatever some other YAML reader could take for something else than text becomes an `Unquoted`, which no text field accepts.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from qualibot.errors import Problem

Place = tuple[str | int, ...]
"""Where a value stands inside a file: keys and list positions from the top."""

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"[-+]?[0-9]+\.[0-9]+\Z")
_NOT_TEXT_TO_ALL = re.compile(
    r"""(?: ~ | null | true | false                       # in any spelling but the two that YAML 1.2 knows
        | [-+]?[0-9][0-9_]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?  # 1_9, 007, 1e3, 1.
        | [-+]?\.[0-9_]+ | [-+]?\.inf | \.nan
        | 0[xob][0-9a-f_]+
        | [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?  # 12:30 is 750 in YAML 1.1
        | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\s].*)?
        )\Z""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Unquoted:
    """A plain scalar that not every YAML reader takes for text."""

    text: str


@dataclass(slots=True)
class Source:
    """One definition file as plain data, with the line of every value and the faults found while reading."""

    name: str
    """Path relative to the home directory, with forward slashes."""
    data: dict[str, Any] = field(default_factory=dict)
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """Line of the value at `place`, or of the nearest enclosing one; 1 for the file itself."""
        for length in range(len(place), 0, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return 1

    def problem(self, rule: str, place: Place, message: str) -> Problem:
        """A fault at `place`, ready to be shown; inside a conversation it names the state."""
        inside = f"state '{place[1]}'" if place[:1] == ("states",) and len(place) > 1 else ".".join(map(str, place))
        return Problem(self.name, self.line(place), rule, message, inside)


def read(path: Path, name: str) -> Source:
    """The file's content. What cannot be read becomes problems of the source, never an exception."""
    source = Source(name)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        source.problems.append(Problem(name, 0, "file-unreadable", f"cannot be read: {error.strerror or error}"))
        return source
    except UnicodeDecodeError as error:
        message = f"is not UTF-8 text (byte {error.start}); save it as UTF-8"
        source.problems.append(Problem(name, 0, "file-unreadable", message))
        return source
    parse(text, source)
    return source


def parse(text: str, source: Source) -> None:
    """Reads `text` into the source; its data stays empty where the text is not one YAML mapping."""
    try:
        events = _Events(yaml.parse(text, Loader=_loader()), source)
        value = events.document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = f"is not valid YAML: {getattr(error, 'problem', None) or error}"
        source.problems.append(Problem(source.name, mark.line + 1 if mark else 0, "yaml", message))
        return
    except RecursionError:
        source.problems.append(Problem(source.name, 0, "yaml", "is nested too deeply; no definition needs that"))
        return
    if isinstance(value, dict):
        source.data = value
    else:
        source.problems.append(Problem(source.name, 1, "yaml", "must be a mapping that begins with `schema:`"))


def digest(data: Mapping[str, Any]) -> str:
    """A hash of the content alone: the same for any order of keys, spacing or comments."""
    canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Events:
    """Builds plain data out of libyaml's events."""

    def __init__(self, events: Iterator[Any], source: Source) -> None:
        self._events = events
        self._source = source

    def document(self) -> Any:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                value = self._value(next(self._events), ())
                self._only_one_document()
                return value
        return None

    def _only_one_document(self) -> None:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                self._refuse(event, (), "holds two documents (`---`); keep one")
                return

    def _refuse(self, event: Any, place: Place, message: str) -> None:
        problem = Problem(self._source.name, event.start_mark.line + 1, "yaml", message, ".".join(map(str, place)))
        self._source.problems.append(problem)

    def _value(self, event: Any, place: Place) -> Any:
        self._source.lines.setdefault(place, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, place, "uses an alias (`*`); write the value out")
            return None
        self._check_plain(event, place)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(place)
        return event.value if event.style else _scalar(event.value)

    def _check_plain(self, event: Any, place: Place) -> None:
        if event.anchor:
            self._refuse(event, place, "uses an anchor (`&`); write the value out where it is needed")
        if event.tag:
            self._refuse(event, place, f"uses a tag ({event.tag}); tags are not read")

    def _mapping(self, place: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, place)
            if key in result:
                self._refuse(event, place, f"has the key '{key}' twice; keep one")
            self._source.lines[(*place, key)] = event.start_mark.line + 1
            result[key] = self._value(next(self._events), (*place, key))
        return result

    def _key(self, event: Any, place: Place) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(event, place, "has a key that is not plain text")
            self._value(event, place)
            return ""
        if event.value == "<<" and not event.style:
            self._refuse(event, place, "uses a merge key (`<<`); write the values out")
        elif not event.style and not isinstance(_scalar(event.value), str):
            self._refuse(event, place, f"has the key {event.value}, which is not text to every YAML reader; write it in quotes")
        return str(event.value)

    def _sequence(self, place: Place) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            result.append(self._value(event, (*place, len(result))))
        return result


def _scalar(text: str) -> Any:
    if text in ("", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.match(text):
        return int(text) if len(text) < 19 else Unquoted(text)
    if _DECIMAL.match(text):
        return float(text)
    return Unquoted(text) if _NOT_TEXT_TO_ALL.match(text) else text
