"""What the commands print for programs has the keys that the pages promise."""

import csv
import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout, suppress
from pathlib import Path
from typing import Any

import pytest
from docs_pages import documented

from qualibot.cli import main

SAID = ["how much is it?", "not set yet", "skip", "7", "half_year", "send"]
DATA_KEYS = ("dimensions", "would_change.answers")
"""Objects whose keys are ids of the definition files."""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs a command in a directory of its own; returns what it prints."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("QUALIBOT_DATABASE_URL", f"sqlite:///{tmp_path}/docs.db")

    def call(*arguments: str, typed: str = "") -> str:
        output = io.StringIO()
        monkeypatch.setattr("sys.argv", ["qualibot", *arguments])
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
        with redirect_stdout(output), suppress(SystemExit):
            main()
        return output.getvalue()

    return call


def _paths(value: Any, path: str = "") -> Iterator[str]:
    """Every key, with the keys it lies in: `lead.id`, `lines[].points`, `dimensions.*.score`."""
    if isinstance(value, list):
        for item in value:
            yield from _paths(item, f"{path}[]") if isinstance(item, dict) else ()
        return
    if isinstance(value, dict) and path != "would_change.answers":
        for key, item in value.items():
            inner = f"{path}.{'*' if path in DATA_KEYS else key}".lstrip(".")
            if not inner.endswith("*"):
                yield inner
            yield from _paths(item, inner)


def test_every_key_for_programs_is_documented(run: Any) -> None:
    """The outcome, a lead in a list, and everything about one lead have exactly the keys of the pages."""
    spoken = run("chat", "bant-rep", "--lead", "Acme", "--lang", "en", "--json", typed="\n".join(SAID) + "\n")
    outcome = json.loads(spoken.splitlines()[-1])
    assert set(_paths(outcome)) == documented("outcome")
    leads = json.loads(run("leads", "--format", "json"))
    assert set(leads[0]) == documented("lead")
    assert set(next(csv.reader(io.StringIO(run("leads", "--format", "csv"))))) == documented("lead")
    shown = json.loads(run("show", "1", "--format", "json"))
    assert set(_paths(shown)) == documented("outcome") | documented("show-json")
