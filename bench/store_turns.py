"""CPU of the store and the service alone: turns whose step does next to nothing, one by one and a hundred at a time.

Run by `python bench/store_turns.py [database url]`: what the table cannot show, PostgreSQL among it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from qualibot.definitions import load
from qualibot.model import Address, Answer, Answered, Inbound, Reply, Script, Session, Start, Turn, Typed
from qualibot.service import Service
from qualibot.store import open_store

PEOPLE = 100
QUESTIONS = ("need", "timeline", "authority", "budget", "priority", "goals")
REPLY = (Reply("question", "en", "How serious is the problem that brought you here, from 1 to 10?"),)


class _Clock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def answer_one(_script: Script, session: Session, known: Sequence[Answer], _inbound: Inbound, now: datetime) -> Turn:
    """Answers one question after the other, again and again, so that most answers supersede another."""
    seq = session.seq + 1
    question = QUESTIONS[seq % len(QUESTIONS)]
    answer = Answer(question, "prospect", "important", now, "typed", session.id, "8")
    kept = tuple(one for one in known if one.question != question)
    moved = replace(session, seq=seq, state=question, trail=(*session.trail, question)[-6:])
    return Turn(moved, (*kept, answer), (Answered(answer),), REPLY)


def turns(service: Service, batches: int, size: int, keys: Iterator[int]) -> tuple[float, float]:
    """Milliseconds of CPU and of waiting for one turn."""
    cpu, wall = time.process_time(), time.perf_counter()
    for batch in range(batches):
        people = range(batch * size, (batch + 1) * size)
        service.handle([Inbound(f"k{next(keys)}", Address("bench", str(person % PEOPLE)), Typed("8")) for person in people])
    done = batches * size / 1000
    return (time.process_time() - cpu) / done, (time.perf_counter() - wall) / done


def main(url: str) -> None:
    """Prints one line for each batch size, the best of three."""
    definitions = load(Path(__file__).parent.parent)
    store = open_store(url)
    service = Service(store, definitions, _Clock(), answer_one)
    keys = count()
    for person in range(PEOPLE):
        service.handle([Inbound(f"s{person}", Address("bench", str(person)), Start("bant-prospect", "en"))])
    turns(service, 20, PEOPLE, keys)
    for size, batches in ((1, 300), (10, 60), (100, 30)):
        cpu, wall = min(turns(service, batches, size, keys) for _ in range(3))
        print(f"{size:4} a batch: {cpu:.3f} ms CPU, {wall:.3f} ms a turn")
    store.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{folder}/bench.db")
