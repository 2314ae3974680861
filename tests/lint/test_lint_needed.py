"""The table of what the engine says by itself is complete, and right about what is filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualibot.definitions import Definitions
from qualibot.engine import asking_back, commands, facts
from qualibot.lint.needed import BUTTONS, CONTROLS, COUNTS, FACTS, NOTHING, PHRASES, RESERVED, TERMS
from qualibot.model import VERDICTS

SAYING = {"note": 0, "say": 0, "tell": 0, "buttons": 0, "_recall": 1, "_pass_over": 2, "refuse": 2}
"""Functions of the engine → where in their arguments the name of a phrase stands."""
ENDINGS = ("prospect", "rep", "yes", "no")
"""What follows where the engine puts a phrase's name together."""
FROM_THE_CONVERSATION = {"not_understood_1", "not_understood_2"}
"""Phrases that files name, by default."""


@pytest.fixture(scope="module")
def nodes(home: Path) -> list[ast.AST]:
    """Everything in the engine's source."""
    sources = (home / "qualibot" / "engine").glob("*.py")
    return [node for source in sources for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))]


@pytest.fixture(scope="module")
def calls(nodes: list[ast.AST]) -> list[ast.Call]:
    """Every call in the engine's source."""
    return [node for node in nodes if isinstance(node, ast.Call)]


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _texts(node: ast.expr) -> Iterator[str]:
    """Every text an expression may come to, as far as the source tells: constants, either branch, names put together."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        yield from (f"{node.values[0].value}{ending}" for ending in ENDINGS)


def _said(calls: list[ast.Call]) -> Iterator[tuple[ast.Call, str]]:
    for call in calls:
        place = SAYING.get(_name(call))
        if place is not None and len(call.args) > place:
            yield from ((call, text) for text in _texts(call.args[place]))


def test_every_phrase_the_engine_says_is_needed(calls: list[ast.Call], definitions: Definitions) -> None:
    """Whatever name is said in the engine's source stands in the table, and wording.yaml has it."""
    phrases = definitions.files.wording[1].phrases
    said = {text for _, text in _said(calls) if text in phrases or not text.endswith(ENDINGS)} - {""}
    assert said - set(PHRASES) - FROM_THE_CONVERSATION == set()
    assert set(PHRASES) <= set(phrases)


def test_nothing_is_needed_that_the_engine_does_not_say(nodes: list[ast.AST], calls: list[ast.Call]) -> None:
    """Every name of the table stands in the engine's source."""
    constants = {node.value for node in nodes if isinstance(node, ast.Constant)}
    assert set(PHRASES) - {text for _, text in _said(calls)} - constants == set()


def test_the_table_fills_in_what_the_engine_fills_in(calls: list[ast.Call]) -> None:
    """The values of every call that names a phrase outright are those of the table."""
    given: dict[str, set[frozenset[str]]] = {}
    for call, text in _said(calls):
        if text in PHRASES and _name(call) in ("note", "say") and not any(item.arg is None for item in call.keywords):
            given.setdefault(text, set()).add(frozenset(item.arg or "" for item in call.keywords))
    wrong = {name: values for name, values in given.items() if values != {PHRASES[name]} and PHRASES[name] != FACTS}
    assert {name for name in wrong if not name.startswith("price_")} == set()
    assert len(given) > 25


def test_facts_are_those_of_the_engine() -> None:
    """What a state's phrase may hold is what the engine works out for it."""
    assert set(facts.FACTS) == FACTS


def test_terms_counts_and_controls_are_those_of_the_engine(calls: list[ast.Call]) -> None:
    """Every word of a group, every counted noun and every reserved button that the engine shows is in the tables."""
    assert {text for call in calls if _name(call) == "count" for text in _texts(call.args[0])} == COUNTS
    terms = {
        (group, key) for call in calls if _name(call) == "term" for group in _texts(call.args[0]) for key in _texts(call.args[1])
    }
    assert terms <= {("summary", key) for key in TERMS["summary"]}
    assert frozenset(VERDICTS) == TERMS["verdicts"]
    assert {text for call in calls if _name(call) == "control" for text in _texts(call.args[0])} <= CONTROLS


def test_reserved_events_are_those_of_the_engine() -> None:
    """A button of any of these does something in every state."""
    assert set(commands.COMMANDS) == RESERVED


def test_buttons_of_questions_in_between(definitions: Definitions) -> None:
    """The engine shows these buttons, and hears them."""
    for name, events in BUTTONS.items():
        assert set(definitions.files.wording[1].phrases[name].buttons) == events
        assert all(event in commands.ASIDE_EVENTS or event in RESERVED or event in asking_back.EVENTS for event in events)
    assert PHRASES["kept"] == NOTHING


def test_words_of_the_summary_are_those_it_says(definitions: Definitions) -> None:
    """Every word that the summary's code and template say is in the table, and nothing else."""
    root = definitions.home / "qualibot"
    template = (root / "templates" / "summary.txt.j2").read_text(encoding="utf-8")
    code = "".join((root / name).read_text(encoding="utf-8") for name in ("summary/view.py", "cli/data.py", "cli/chat.py"))
    said = set(re.findall(r"s\.label\.(\w+)", template))
    said |= set(re.findall(r"word\(['\"](\w+)['\"]", code)) | set(re.findall(r"label\[['\"](\w+)['\"]\]", code))
    said |= set(re.findall(r'\("(\w+_by)"', code))
    assert said | {"lead", "nothing_known"} == TERMS["summary"]  # these two are the engine's own
    groups = set(re.findall(r'term\("(\w+)"', code)) | set(re.findall(r"terms\[.(\w+).\]", code))
    assert groups - {"summary"} <= set(TERMS)
