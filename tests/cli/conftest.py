"""Commands as a person runs them: real arguments, real streams, a database and a directory of their own."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qualibot.cli import main
from qualibot.home import shipped

PARTS = ("frameworks", "conversations", "company.yaml")


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The whole output as JSON."""
        return json.loads(self.out)

    @property
    def last(self) -> Any:
        """The last line as JSON."""
        return json.loads(self.out.splitlines()[-1])


Run = Callable[..., Ran]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database file of this test, named by the environment; the working directory is empty."""
    path = tmp_path / "test.db"
    monkeypatch.setenv("QUALIBOT_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.delenv("QUALIBOT_HOME", raising=False)
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")
    return path


@pytest.fixture
def run(database: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs a command in this process, its standard input a pipe."""

    def command(*args: str, says: str | bytes = "") -> Ran:
        given = says if isinstance(says, bytes) else says.encode()
        monkeypatch.setattr(sys, "argv", ["qualibot", *args])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        capfd.readouterr()
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return command


@pytest.fixture
def process(database: Path) -> Run:
    """Runs a command in a process of its own."""

    def command(*args: str, says: str = "") -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "qualibot", *args], input=says, capture_output=True, text=True, timeout=60, check=False
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return command


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of definition files to be edited, in use through QUALIBOT_HOME."""
    target = tmp_path / "home"
    for part in PARTS:
        source = shipped() / part
        if source.is_dir():
            shutil.copytree(source, target / part)
        else:
            shutil.copyfile(source, target / part)
    monkeypatch.setenv("QUALIBOT_HOME", str(target))
    return target
