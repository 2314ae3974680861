"""The files of a home directory, read and checked for their shape."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from qualibot.definitions.nearest import nearest
from qualibot.definitions.reading import Place, Source, Unquoted, read
from qualibot.definitions.schema import CompanyFile, ConversationFile, CriteriaFile, FrameworkFile, LanguageFile, WordingFile
from qualibot.errors import DefinitionError, Problem

Shape = TypeVar("Shape", bound=BaseModel)

CRITERIA = "frameworks/criteria.yaml"
WORDING = "conversations/wording.yaml"
LANGUAGE = "conversations/language.yaml"
COMPANY = "company.yaml"


@dataclass(frozen=True, slots=True)
class Files:
    """All definition files, each with where it came from."""

    criteria: tuple[Source, CriteriaFile]
    wording: tuple[Source, WordingFile]
    company: tuple[Source, CompanyFile]
    language: tuple[Source, LanguageFile]
    frameworks: dict[str, tuple[Source, FrameworkFile]]
    conversations: dict[str, tuple[Source, ConversationFile]]


def read_files(home: Path) -> Files:
    """Every file of `home`; the words of both languages are the shipped ones where it has none of its own.

    Raises:
        DefinitionError: with all faults of all files, where any file cannot be read or has the wrong shape.
    """
    problems: list[Problem] = []
    files = Files(
        _one(home, CRITERIA, CriteriaFile, problems),
        _one(home, WORDING, WordingFile, problems),
        _one(home, COMPANY, CompanyFile, problems),
        _one(home if (home / LANGUAGE).exists() else shipped(), LANGUAGE, LanguageFile, problems),
        _folder(home, "frameworks", (CRITERIA,), FrameworkFile, problems),
        _folder(home, "conversations", (WORDING, LANGUAGE), ConversationFile, problems),
    )
    if problems:
        raise DefinitionError(problems)
    return files


def shipped() -> Path:
    """The files inside the installed package; the checkout's own in an editable install."""
    package = Path(__file__).parents[1]
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent


def _folder(
    home: Path, folder: str, but: tuple[str, ...], shape: type[Shape], problems: list[Problem]
) -> dict[str, tuple[Source, Shape]]:
    names = sorted(path.name for path in (home / folder).glob("*.yaml"))
    wanted = [name for name in names if f"{folder}/{name}" not in but]
    return {name.removesuffix(".yaml"): _one(home, f"{folder}/{name}", shape, problems) for name in wanted}


def _one(home: Path, name: str, shape: type[Shape], problems: list[Problem]) -> tuple[Source, Shape]:
    source = read(home / name, name)
    if not source.problems:
        try:
            return source, shape.model_validate(source.data)
        except ValidationError as error:
            source.problems += [_problem(source, shape, item) for item in error.errors(include_url=False)]
    problems += source.problems
    return source, shape.model_construct()


def _problem(source: Source, shape: type[BaseModel], error: Any) -> Problem:
    place: Place = tuple(error["loc"])
    return source.problem(_rule(error), place, _message(shape, error, place))


def _rule(error: Any) -> str:
    return {"extra_forbidden": "key-unknown", "missing": "key-missing"}.get(error["type"], "value-wrong")


def _message(shape: type[BaseModel], error: Any, place: Place) -> str:
    value = error["input"]
    if isinstance(value, Unquoted):
        return f"is {value.text}, which is not text to every YAML reader; write it in quotes"
    if error["type"] == "extra_forbidden":
        return f"key '{place[-1]}' is not known here{nearest(str(place[-1]), _keys(shape))}"
    if error["type"] == "missing":
        return f"key '{place[-1]}' is missing"
    if error["type"] == "string_type" and isinstance(value, int | float | None):
        return f"should be text, but is {'nothing' if value is None else value}; write it in quotes"
    return str(error["msg"]).removeprefix("Value error, ")


def _keys(shape: type[BaseModel]) -> set[str]:
    """Every key that the schema of a file knows, at any depth: enough to guess what was meant."""
    found: set[str] = set()
    for definition in [shape.model_json_schema(), *shape.model_json_schema().get("$defs", {}).values()]:
        found |= set(definition.get("properties", {}))
    return found
