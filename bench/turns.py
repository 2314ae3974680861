"""Whole turns through the service, on SQLite that syncs every commit: CPU of one, and how many a second."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from sqlalchemy import text

from bench.measuring import rounds
from bench.raw import Tape, copied, rewritten
from bench.steps import BANT, BANT_WALK, alone
from bench.table import Row
from qualibot.bootstrap import SystemClock
from qualibot.definitions import Definitions
from qualibot.model import Address, Inbound, Session, Start, Tapped
from qualibot.service import Service
from qualibot.store import open_store

PEOPLE = {1: 20, 10: 40, 100: 100}
"""Turns per commit → how many people take the walk in one round."""
ROUNDS = 5
FULL = 2
"""SQLite's number for `synchronous = FULL`."""


class Crowd:
    """People who walk through BANT in step with each other, in a database of their own."""

    def __init__(self, folder: Path, definitions: Definitions, size: int) -> None:
        self.size = size
        self._file, self._copy = folder / f"turns-{size}.db", folder / f"raw-{size}.db"
        self._store = open_store(f"sqlite:///{self._file}")
        self._service = Service(self._store, definitions, SystemClock())
        self._keys = (f"bench:{number}" for number in count())
        with self._store.engine.connect() as connection:
            if connection.scalar(text("PRAGMA synchronous")) != FULL:
                raise AssertionError("the store does not sync its commits")

    def walk(self) -> Mapping[str, float]:
        """For one turn: seconds of CPU, seconds on the clock, and on the clock for the same rows without the program."""
        sessions = self._opened(PEOPLE[self.size])
        before = copied(self._file, self._copy)
        turns = len(sessions) * len(BANT_WALK)
        tape, used, spent = Tape(), 0.0, 0.0
        with tape.recording(self._store.engine):
            for event in BANT_WALK:
                taps = [Inbound(next(self._keys), one.address, Tapped(one.id, one.seq, event)) for one in sessions]
                cpu, clock = time.process_time(), time.perf_counter()
                sessions = self._taken(taps)
                used += time.process_time() - cpu
                spent += time.perf_counter() - clock
        if any(session.status != "completed" for session in sessions):
            raise AssertionError("the walk does not reach the end")
        raw = rewritten(before, tape.commits, self._file)
        names = (f"cpu {self.size}", f"clock {self.size}", f"raw {self.size}")
        return dict(zip(names, (used / turns, spent / turns, raw / turns), strict=True))

    def close(self) -> None:
        """The database is closed."""
        self._store.close()

    def _opened(self, people: int) -> list[Session]:
        """Sessions of people who were greeted and have not answered yet; they are opened in one commit."""
        starts = [
            Inbound(key, Address("bench", key), Start(BANT, "en")) for key, _ in zip(self._keys, range(people), strict=False)
        ]
        return _sessions(self._service, starts)

    def _taken(self, taps: Sequence[Inbound]) -> list[Session]:
        sessions: list[Session] = []
        for start in range(0, len(taps), self.size):
            sessions += _sessions(self._service, taps[start : start + self.size])
        return sessions


def _sessions(service: Service, inbounds: Sequence[Inbound]) -> list[Session]:
    results = service.handle(inbounds)
    return [result.session for result in results if result.session is not None and not result.error]


def rows(folder: Path, shipped: Definitions) -> list[Row]:
    """CPU against the goals, then turns a second for every size of batch."""
    crowds = [Crowd(folder, shipped, size) for size in PEOPLE]
    step = alone(shipped)
    taken = rounds("turns", ROUNDS, lambda: {"step": step()}, *(crowd.walk for crowd in crowds))
    for crowd in crowds:
        crowd.close()
    made = [
        Row(
            what,
            taken.figure(f"cpu {size}").times(1e3),
            "ms",
            goal=goal,
            beside="its step without the service",
            other=taken.figure("step").value * 1e6,
            other_unit="µs",
            ratio=taken.ratio(f"cpu {size}", "step"),
        )
        for what, size, goal in (("CPU of a turn taken alone", 1, 1.2), ("CPU of a turn among a hundred", 100, 0.15))
    ]
    for size in PEOPLE:
        spent, raw = taken.figure(f"clock {size}"), taken.figure(f"raw {size}")
        made.append(
            Row(
                f"turns a second, {size} per commit",
                spent.inverse(),
                "turns/s",
                beside="the same rows by sqlite3 alone",
                other=1 / raw.value,
                ratio=taken.ratio(f"raw {size}", f"clock {size}"),
            )
        )
    return made
