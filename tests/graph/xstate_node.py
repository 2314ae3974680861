"""XState in a Node process, driven line by line."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent


class Node:
    """One Node process, for all machines and walks of a test run."""

    def __init__(self, node: str) -> None:
        command = [node, str(HERE / "xstate_driver.mjs")]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._in, self._out = self._process.stdin, self._process.stdout

    def load(self, name: str, config: dict[str, Any]) -> None:
        """Gives XState a machine."""
        assert self._ask({"load": name, "config": config}) == {"loaded": name}

    def start(self, name: str, guards: dict[str, bool]) -> str:
        """The state a machine begins in."""
        return self._state({"start": name, "guards": guards})

    def send(self, event: str, guards: dict[str, bool]) -> str:
        """The state an event leads to."""
        return self._state({"event": event, "guards": guards})

    def close(self) -> None:
        """Ends the process."""
        self._in.close()
        self._out.close()
        self._process.wait(timeout=10)

    def _state(self, line: dict[str, Any]) -> str:
        answer = self._ask(line)
        assert "error" not in answer, answer
        return str(answer["value"])

    def _ask(self, line: dict[str, Any]) -> dict[str, Any]:
        self._in.write(json.dumps(line) + "\n")
        self._in.flush()
        answer: dict[str, Any] = json.loads(self._out.readline())
        return answer


def installed() -> str:
    """The path of Node, after the pinned XState was installed; the test is skipped without them, or fails where CI is set."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        _give_up("Node and npm are not installed")
    if not _is_installed():
        command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            _give_up(f"npm could not install XState: {done.stderr.strip()[-500:]}")
    return node or ""


def _is_installed() -> bool:
    package = HERE / "node_modules" / "xstate" / "package.json"
    pinned = json.loads((HERE / "package.json").read_text(encoding="utf-8"))["dependencies"]["xstate"]
    return package.exists() and json.loads(package.read_text(encoding="utf-8"))["version"] == pinned


def _give_up(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(f"{reason}; it is required where CI is set")
    pytest.skip(reason)
