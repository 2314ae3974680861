"""Nothing can be typed, set or read that the documentation does not name, and it names nothing that is not there."""

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, get_args, get_origin

import pytest
from docs_pages import HOME, documented, tables
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from typer.main import get_command

from qualibot import replay, settings
from qualibot.cli import app
from qualibot.definitions import Definitions, schema
from qualibot.engine import commands
from qualibot.lint.rules import RULES
from qualibot.store import tables as store
from qualibot.summary import Summary, SummaryLine
from qualibot.understanding import normalise

_RULE = re.compile(r"[a-z]+(-[a-z]+)*")
COMMANDS: dict[str, Any] = dict(get_command(app).commands)  # type: ignore[attr-defined]


def _models(module: ModuleType) -> Iterator[type[BaseModel]]:
    for _, model in inspect.getmembers(module, inspect.isclass):
        if issubclass(model, BaseModel) and model.__module__ == module.__name__ and model.model_fields:
            yield model


MODELS = {model.__name__: model for module in (schema, replay) for model in _models(module)}


@cache
def _keys(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _values(annotation: Any) -> set[str]:
    """Every word that a key takes, where it takes one of a few."""
    if get_origin(annotation) is Literal:
        return {str(value) for value in get_args(annotation)}
    return {value for part in get_args(annotation) for value in _values(part)}


def test_every_command_is_documented() -> None:
    """docs/index.md lists the commands of `qualibot --help`."""
    assert documented("commands") == {f"qualibot {name}" for name in COMMANDS}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented(name: str) -> None:
    """Each command's page has a table of its arguments and options."""
    parameters = [parameter for parameter in COMMANDS[name].params if parameter.name != "help"]
    known = {parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.name.upper() for parameter in parameters}
    assert documented(name) == known


def test_every_setting_is_documented() -> None:
    """docs/storage.md lists the environment variables."""
    assert documented("settings") == {f"QUALIBOT_{name.upper()}" for name in settings.Settings.model_fields}


@pytest.mark.parametrize("name", MODELS)
def test_every_key_is_documented(name: str) -> None:
    """Each part of each file has a table of its keys, under the name of its schema class."""
    assert documented(name) == set(_keys(MODELS[name]))


@pytest.mark.parametrize("name", MODELS)
def test_every_value_of_a_choice_is_documented(name: str) -> None:
    """Where a key takes one of a few words, its row names them all."""
    rows = {code: row for row in tables()[name] for code in row.names}
    for key, field in _keys(MODELS[name]).items():
        said = {code for cell in rows[key].codes[1:] for code in cell}
        assert _values(field.annotation) <= said, key


def test_every_typed_event_is_documented(definitions: Definitions) -> None:
    """docs/chat.md lists what can be typed at any time, with an example in each language that is really understood."""
    commands = definitions.files.wording[1].commands
    assert documented("typed-events") == set(commands)
    for row in tables()["typed-events"]:
        (event,) = row.names
        labels = {normalise(text) for text in commands[event].label.values()}
        for phrases in row.codes[2:4]:
            assert phrases, event
            said = {normalise(phrase) for phrase in phrases}
            assert all(phrase in labels or definitions.lexicon.events.get(phrase) == event for phrase in said), event


def test_every_reserved_event_is_documented() -> None:
    """docs/conversations.md lists every event that the engine itself understands."""
    assert set(commands.COMMANDS) <= documented("events")


def test_every_table_of_the_database_is_documented() -> None:
    """docs/storage.md says what lies in which table."""
    found = {table.name for table in store.Row.metadata.tables.values()}
    assert documented("tables") == found


@pytest.mark.parametrize("part", [Summary, SummaryLine])
def test_every_variable_of_a_summary_is_documented(part: type) -> None:
    """docs/summaries.md lists what a template may use."""
    properties = {name for name, value in vars(part).items() if isinstance(value, property)}
    assert documented(part.__name__) == set(part.__dataclass_fields__) | properties  # type: ignore[attr-defined]


def test_every_word_of_the_summary_is_documented(definitions: Definitions) -> None:
    """docs/summaries.md lists the words a template finds in `s.label`."""
    assert documented("summary-words") == set(definitions.files.wording[1].terms["summary"])


def _rules(*folders: str) -> set[str]:
    """The names of all rules that the code of these folders reports problems under."""
    return {word for folder in folders for file in (HOME / "qualibot" / folder).rglob("*.py") for word in _reported(file)}


def _reported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _name(node.func).strip("_") in ("problem", "unknown", "Problem"):
            words = [item.value for item in node.args if isinstance(item, ast.Constant)]
            yield from (word for word in words if isinstance(word, str) and _RULE.fullmatch(word))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_loading_rule_is_documented() -> None:
    """docs/checking.md lists what keeps files from being loaded at all."""
    by_shape = {"key-unknown", "key-missing", "value-wrong"}
    assert documented("loading-rules") == _rules("definitions", "store", "summary") | by_shape


def test_every_lint_rule_is_documented() -> None:
    """docs/checking.md lists every rule of `qualibot check`, each under the name of its function or of its problem."""
    assert documented("lint-rules") == _rules("lint") | {rule.__name__.replace("_", "-") for rule in RULES}


@pytest.mark.parametrize("name", ["loading-rules", "lint-rules"])
def test_every_rule_has_an_example_and_a_remedy(name: str) -> None:
    """No cell of a table of rules is empty."""
    assert all(len(row.cells) == 3 and all(row.cells) for row in tables()[name])
