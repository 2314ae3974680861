"""Measures everything and prints the table.

`python -m bench [--json] [--only PART …]`; what is going on is shown on stderr.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import sqlalchemy
import statemachine
import transitions

from bench import checking, replies, rescoring, steps, turns
from bench.measuring import told
from bench.table import Row, table
from qualibot.definitions import Definitions, load
from qualibot.home import shipped

PARTS: Mapping[str, Callable[[Path, Definitions], list[Row]]] = {
    "step": steps.rows,
    "replies": replies.rows,
    "turns": turns.rows,
    "check": lambda folder, _: checking.rows(folder),
    "rescore": rescoring.rows,
}


def main() -> None:
    """All parts, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="One table of speeds, as ratios of one run.")
    parser.add_argument("--json", action="store_true", help="print the rows as JSON")
    parser.add_argument("--only", action="append", choices=list(PARTS), help="measure this part; may be repeated")
    chosen = parser.parse_args()
    begun, rows = time.perf_counter(), []
    machine = _machine()
    with tempfile.TemporaryDirectory(prefix="qualibot-bench-") as folder:
        definitions = load(shipped())
        for name, part in PARTS.items():
            if name in (chosen.only or PARTS):
                rows += part(Path(folder), definitions)
    machine["seconds"] = round(time.perf_counter() - begun)
    told("done\n" if sys.stderr.isatty() else "done")
    if chosen.json:
        print(json.dumps({"machine": machine, "rows": [row.data() for row in rows]}, ensure_ascii=False, indent=2))
    else:
        print(table(rows))
        print(_told(machine))


def _machine() -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "sqlalchemy": sqlalchemy.__version__,
        "transitions": transitions.__version__,
        "python-statemachine": statemachine.__version__,
        "load_before": round(os.getloadavg()[0], 2),
    }


def _told(machine: Mapping[str, Any]) -> str:
    names = ("python", "sqlite", "sqlalchemy")
    versions = ", ".join(f"{name} {machine[name]}" for name in names)
    busy = machine["load_before"] > machine["cores"] / 2
    note = f"The machine was busy before (load {machine['load_before']}): measure again when it is not." if busy else ""
    return f"\n{machine['cores']} cores, {versions}; {machine['seconds']} s. {note}".rstrip()


if __name__ == "__main__":
    main()
