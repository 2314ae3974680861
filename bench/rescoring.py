"""A hundred thousand recorded outcomes under today's frameworks, in a process of its own so that its memory can be seen.

The child is `python -m bench.rescoring DATABASE HOME`.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
from collections import deque
from itertools import islice
from pathlib import Path
from typing import Any

from bench.filling import filled
from bench.homes import with_other_points
from bench.measuring import Figure, figure, told
from bench.table import Row
from qualibot.definitions import Definitions, load
from qualibot.outcomes import Rescoring
from qualibot.scoring import evaluate
from qualibot.store import SqlStore, open_store

FEW, MANY = 10_000, 100_000
SEVERAL = 2
"""Rounds over the few; the many are gone through once."""
FLAT = 1.1
"""How many times the memory of the few the many may take."""
SAMPLE = 5
"""Chunks that are evaluated for comparison, out of memory."""


def rows(folder: Path, shipped: Definitions) -> list[Row]:
    """Time and memory of the many, beside bare evaluation and beside the few."""
    told("rescoring: holding conversations")
    home = with_other_points(folder / "other")
    databases = filled(folder, shipped, (FEW, MANY))
    few = []
    for number in range(SEVERAL):
        told(f"rescoring: {FEW:,} outcomes, round {number + 1} of {SEVERAL}")
        few.append(_child(databases[FEW], home))
    told(f"rescoring: {MANY:,} outcomes")
    many = _child(databases[MANY], home)
    each = [one["cpu"] / one["seen"] for one in (*few, many)]
    one, shortly = figure(each), figure([found["seconds"] for found in few])
    bare = figure([found["evaluate"] for found in (*few, many)])
    peak = figure([found["peak"] for found in few])
    return [
        Row(
            f"rescoring {MANY:,} outcomes, {many['changed'] / many['seen']:.0%} of which differ",
            Figure(many["seconds"], many["seconds"], shortly.spread),
            "s",
            beside=f"rescoring {FEW:,}",
            other=shortly.value,
            ratio=many["seconds"] / shortly.value,
        ),
        Row(
            "CPU of one of them",
            one.times(1e6),
            "µs",
            beside="evaluating it without a database",
            other=bare.value * 1e6,
            ratio=one.value / bare.value,
        ),
        Row(
            f"peak memory of rescoring {MANY:,}",
            Figure(many["peak"], many["peak"], peak.spread),
            "MB",
            beside=f"of rescoring {FEW:,}",
            other=peak.value,
            ratio=many["peak"] / peak.value,
            limit=FLAT,
        ),
    ]


def _child(database: Path, home: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.rescoring", str(database), str(home)]
    done = subprocess.run(command, cwd=Path(__file__).parent.parent, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main(database: str, home: str) -> None:
    """Rescores without recording; prints what it took."""
    definitions = load(Path(home))
    store = open_store(f"sqlite:///{database}")
    try:
        cpu, clock = time.process_time(), time.perf_counter()
        result = deque(Rescoring(definitions, store).run(), maxlen=1).pop()
        cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
        peak = _peak()
        bare = _bare(definitions, store)
    finally:
        store.close()
    found = {"seconds": clock, "cpu": cpu, "seen": result.seen, "changed": result.changed, "flips": len(result.flips)}
    print(json.dumps(found | {"unknown": result.unknown, "peak": peak, "evaluate": bare}))


def _bare(definitions: Definitions, store: SqlStore) -> float:
    """Seconds of CPU for one evaluation, of outcomes that are in memory already."""
    chunks = store.recorded()
    outcomes = [outcome for chunk in islice(chunks, SAMPLE) for outcome in chunk]
    scripts = {outcome.conversation: definitions.script(outcome.conversation.partition("@")[0]) for outcome in outcomes}
    cpu = time.process_time()
    for outcome in outcomes:
        script = scripts[outcome.conversation]
        evaluate(script.framework, script.criteria, outcome.answers, outcome.evaluation.at)
    return (time.process_time() - cpu) / len(outcomes)


def _peak() -> float:
    """Megabytes this process held at most.

    Linux hands the parent's peak on to `getrusage` of a child, so its own status is asked first.
    """
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    kilobytes = int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes / 1000 if found or sys.platform != "darwin" else kilobytes / 1_000_000


if __name__ == "__main__":
    main(*sys.argv[1:])
