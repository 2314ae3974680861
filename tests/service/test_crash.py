"""A process is killed without warning, again and again: what it acknowledged is there, the rest can come again."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from support.talking import HERE, Person, StoppedClock, service_of

from qualibot.definitions import Definitions
from qualibot.model import Inbound, Typed
from qualibot.store import open_store

CHILD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from support.talking import HERE, StoppedClock, service_of
from qualibot.definitions import load
from qualibot.model import Inbound, Typed
from qualibot.store import open_store
service = service_of(open_store(sys.argv[1]), load(Path(sys.argv[4])), StoppedClock())
for batch in range(int(sys.argv[2]), 1_000_000):
    keys = [f"{batch}-{number}" for number in range(3)]
    results = service.handle([Inbound(key, HERE, Typed(key)) for key in keys])
    assert not any(result.error for result in results)
    print(batch, flush=True)
"""
KILLS = 3


def test_killed_between_and_within_commits(address: str, definitions: Definitions, home: Path) -> None:
    """Nothing acknowledged is lost, no batch is there by half, and its redelivery completes it without doubling anything."""
    store = open_store(address)
    service = service_of(store, definitions, StoppedClock())
    Person(service).starts()
    following = 0
    for _ in range(KILLS):
        acknowledged = _killed_while_working(address, following, home)
        keys = _batches(store)
        assert acknowledged in keys
        assert all(len(numbers) == 3 for numbers in keys.values()), keys
        assert set(range(acknowledged + 1)) <= set(keys)
        last = max(keys)
        again = service.handle([Inbound(f"{last}-{number}", HERE, Typed("again")) for number in range(3)])
        assert [result.duplicate for result in again] == [True] * 3
        following = last + 1
    held = store.lead(1)
    assert [entry.seq for entry in held.transcript] == list(range(1, 2 + 3 * following))
    store.close()


def _killed_while_working(address: str, following: int, home: Path) -> int:
    """The last batch that a child acknowledged before it was killed."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, address, str(following), str(home / "tests"), str(home)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=home,
    )
    assert child.stdout is not None
    seen = [int(child.stdout.readline()) for _ in range(4)]
    time.sleep(0.013)
    child.send_signal(signal.SIGKILL)
    seen += [int(line) for line in child.stdout if line.endswith("\n")]
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    return seen[-1]


def _batches(store: object) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for entry in store.lead(1).transcript[1:]:  # type: ignore[attr-defined]
        batch, _, number = entry.said.partition("-")
        found.setdefault(int(batch), []).append(number)
    return found
