"""Recorded outcomes are evaluated again at their own time, without holding them all in memory."""

import gc
import tracemalloc
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text
from support.talking import Person, StoppedClock

from qualibot.definitions import Definitions
from qualibot.errors import SessionConflict
from qualibot.model import Address
from qualibot.scoring import evaluate
from qualibot.service import Service
from qualibot.store import SqlStore
from qualibot.store.tables import Row


def test_evaluating_again_gives_the_same(
    store: SqlStore, service: Service, definitions: Definitions, clock: StoppedClock
) -> None:
    """The answers an outcome rested on are all there, even if the lead said other things later."""
    first = Person(service)
    first.finishes()
    clock.wait(timedelta(days=40))
    second = Person(service, Address("terminal", "dana"))
    second.starts("champ-rep", "Nobody yet")
    second.fills(need="critical", priority="top_1_2")
    second.commands("stop")
    outcomes = [outcome for chunk in store.recorded(1) for outcome in chunk]
    assert len(outcomes) == 2
    for outcome in outcomes:
        script = definitions.script(outcome.conversation.partition("@")[0])
        again = evaluate(script.framework, script.criteria, outcome.answers, outcome.evaluation.at)
        assert again == outcome.evaluation


def test_only_the_newest_of_a_session_is_read(store: SqlStore, person: Person) -> None:
    """A correction replaces what it corrects."""
    person.finishes()
    person.fills(need="none")
    ((outcome,),) = store.recorded()
    assert outcome.number == 2


def test_writing_while_reading(store: SqlStore, service: Service) -> None:
    """Every outcome is read once, though each is written again meanwhile."""
    for chat in "abcde":
        Person(service, Address("terminal", chat)).finishes()
    read = 0
    for chunk in store.recorded(2):
        read += len(chunk)
        store.record([replace(outcome, number=outcome.number + 1) for outcome in chunk])
    assert read == 5
    assert [outcome.number for chunk in store.recorded() for outcome in chunk] == [2] * 5


def test_what_moved_on_is_not_overwritten(store: SqlStore, person: Person) -> None:
    """Neither of two is written when one of them is no longer the next."""
    person.finishes()
    ((outcome,),) = store.recorded()
    person.fills(need="none")
    with pytest.raises(SessionConflict, match="recorded another outcome"):
        store.record([replace(outcome, number=2)])
    ((kept,),) = store.recorded()
    assert (kept.number, kept.evaluation.score) == (2, kept.evaluation.score)
    store.record([])


def test_memory_does_not_grow(store: SqlStore, person: Person) -> None:
    """Once it is going, three times as many outcomes take no more memory at once."""
    person.finishes()
    peaks = []
    for count in (1500, 3000):
        _multiply(store, count)
        gc.collect()
        tracemalloc.start()
        assert sum(len(chunk) for chunk in store.recorded(50)) > count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.2


def _multiply(store: SqlStore, count: int) -> None:
    """So many more ended sessions, each with the first one's outcome."""
    session, outcome = (
        ", ".join(c.name for c in Row.metadata.tables[name].c if c.name != "id") for name in ("session", "outcome")
    )
    others = outcome.replace("session_id", "i", 1)
    with store.engine.begin() as connection:
        last = connection.scalar(text("SELECT max(id) FROM session"))
        for statement in (
            f"INSERT INTO session (id, {session}) {_NUMBERS} SELECT i, {session} FROM session, numbers WHERE id = 1",
            f"INSERT INTO outcome ({outcome}) {_NUMBERS} SELECT {others} FROM outcome, numbers WHERE session_id = 1",
        ):
            connection.execute(text(statement), {"first": last + 1, "last": last + count})


_NUMBERS = "WITH RECURSIVE numbers(i) AS (SELECT CAST(:first AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < :last)"
