"""`qualibot check` over everything, as a person starts it."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from pathlib import Path

from bench.measuring import rounds, wall
from bench.table import Row
from qualibot.home import shipped

GOAL = 3.0
ROUNDS = 3
WHAT = "`qualibot check` over everything"
_CHECK = "import sys; sys.argv = ['qualibot', 'check']; from qualibot.cli import main; main()"
_READ = """
import sys, yaml
loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
for name in sys.argv[1:]:
    with open(name, encoding="utf-8") as file:
        yaml.load(file, loader)
"""


def rows(folder: Path) -> list[Row]:
    """One row; without a figure where this checkout cannot check."""
    if find_spec("qualibot.lint") is None:
        return [Row(WHAT, None, "s", GOAL, beside="there is no qualibot.lint here")]
    first = _run(folder, _CHECK)
    if first.returncode:
        reason = (first.stderr or first.stdout).strip().splitlines()[-1:]
        return [Row(WHAT, None, "s", GOAL, beside=f"it failed: {' '.join(reason)[:60]}")]
    files = [str(file) for part in ("frameworks", "conversations") for file in sorted((shipped() / part).glob("*.yaml"))]
    taken = rounds(
        "check",
        ROUNDS,
        lambda: _spent("check", lambda: _run(folder, _CHECK)),
        lambda: _spent("read", lambda: _run(folder, _READ, *files)),
        warm=True,
    )
    return [
        Row(
            what,
            taken.figure(f"check {clock}"),
            "s",
            goal,
            beside="a process that only parses the files",
            other=taken.figure(f"read {clock}").value,
            ratio=taken.ratio(f"check {clock}", f"read {clock}"),
        )
        for what, clock, goal in ((WHAT, "wall", GOAL), ("CPU of it", "cpu", None))
    ]


def _spent(name: str, work: Callable[[], object]) -> Mapping[str, float]:
    """Seconds on the clock, and of the CPU of the process that was waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = wall(work)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {f"{name} wall": spent, f"{name} cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def _run(folder: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs the code in a Python of its own, with the shipped definitions."""
    environment = os.environ | {"QUALIBOT_HOME": str(shipped())}
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
