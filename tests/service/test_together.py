"""Several processes at one database: in order, and nothing twice."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event
from support.talking import HERE, NOW, Person, StoppedClock, service_of

from qualibot.definitions import Definitions
from qualibot.errors import SessionConflict
from qualibot.model import Address, Command, Fill, Inbound, Start, Typed
from qualibot.ports import Changes
from qualibot.service import Service
from qualibot.store import SqlStore, open_store

WORKERS = 4


def _services(address: str, definitions: Definitions) -> list[tuple[SqlStore, Service]]:
    """As many as there would be processes, each with its own connections and its own memory."""
    stores = [open_store(address, busy_timeout=30) for _ in range(WORKERS)]
    return [(store, service_of(store, definitions, StoppedClock())) for store in stores]


def test_the_same_messages_at_every_process(address: str, definitions: Definitions) -> None:
    """Everybody redelivers everything at once: each message is taken exactly once."""
    workers = _services(address, definitions)
    Person(workers[0][1]).starts()
    inbounds = [Inbound(f"m{number}", HERE, Typed(f"word {number}")) for number in range(20)]

    def deliver(worker: tuple[SqlStore, Service]) -> list[str]:
        results = [result for inbound in inbounds for result in worker[1].handle([inbound])]
        assert [result.error for result in results] == [None] * len(results)
        return [result.key for result in results if not result.duplicate]

    with ThreadPoolExecutor(WORKERS) as threads:
        taken = Counter(key for keys in threads.map(deliver, workers) for key in keys)
    assert taken == Counter(inbound.key for inbound in inbounds)
    _assert_in_order(workers[0][0], turns=1 + len(inbounds))
    for store, _ in workers:
        store.close()


def test_different_messages_of_one_session(address: str, definitions: Definitions) -> None:
    """Every turn sees the one before it: no number is left out, none is given twice."""
    workers = _services(address, definitions)
    Person(workers[0][1]).starts("bant-rep", "Acme")

    def answer(worker: int) -> None:
        service = workers[worker][1]
        for number in range(10):
            values = {"need": ("critical", "none")[(worker + number) % 2]}
            (result,) = service.handle([Inbound(f"w{worker}-{number}", HERE, Fill(values))])
            assert result.error is None

    with ThreadPoolExecutor(WORKERS) as threads:
        list(threads.map(answer, range(WORKERS)))
    _assert_in_order(workers[0][0], turns=1 + WORKERS * 10)
    held = workers[0][0].lead(1)
    assert len([one for one in held.answers if one.question == "need"]) == 1
    assert len(held.answers) + len(held.superseded) == 1 + WORKERS * 10
    for store, _ in workers:
        store.close()


def test_everybody_starts_at_the_same_address(address: str, definitions: Definitions) -> None:
    """One session is opened; the others resume it."""
    workers = _services(address, definitions)
    gate = threading.Barrier(WORKERS)

    def start(worker: int) -> int:
        gate.wait()
        (result,) = workers[worker][1].handle([Inbound(f"s{worker}", HERE, Start("bant-prospect", "en"))])
        assert result.session is not None
        return result.session.id

    with ThreadPoolExecutor(WORKERS) as threads:
        assert len(set(threads.map(start, range(WORKERS)))) == 1
    assert len(workers[0][0].leads()) == 1
    for store, _ in workers:
        store.close()


def test_two_conversations_about_one_lead(address: str, definitions: Definitions) -> None:
    """Both answer the same question of the same side at once: one answer counts."""
    workers = _services(address, definitions)
    places = [Address("slack", "deals", str(number)) for number in range(WORKERS)]
    Person(workers[0][1], places[0]).starts("bant-rep", "Acme")
    for place in places[1:]:
        Person(workers[0][1], place).starts("champ-rep", "Acme")

    def answer(worker: int) -> None:
        for number in range(8):
            values = {"need": ("critical", "none", "important")[(worker + number) % 3]}
            (result,) = workers[worker][1].handle([Inbound(f"w{worker}-{number}", places[worker], Fill(values))])
            assert result.error is None

    with ThreadPoolExecutor(WORKERS) as threads:
        list(threads.map(answer, range(WORKERS)))
    held = workers[0][0].lead(1)
    assert len([one for one in held.answers if one.question == "need"]) == 1
    assert len([one for one in (*held.answers, *held.superseded) if one.question == "need"]) == WORKERS * 8
    for store, _ in workers:
        store.close()


def test_batches_in_opposite_orders(address: str, definitions: Definitions) -> None:
    """Whoever waits, waits for the other to finish, and not for ever."""
    workers = _services(address, definitions)
    places = [Address("terminal", str(number)) for number in range(6)]
    workers[0][1].handle([Inbound(f"s{place.chat}", place, Start("bant-prospect", "en")) for place in places])

    def deliver(worker: int) -> int:
        row = places if worker % 2 else places[::-1]
        taken = 0
        for number in range(5):
            results = workers[worker][1].handle([Inbound(f"{place.chat}-{number}", place, Command("help")) for place in row])
            taken += sum(not result.duplicate for result in results)
        return taken

    with ThreadPoolExecutor(WORKERS) as threads:
        assert sum(threads.map(deliver, range(WORKERS))) == 5 * len(places)
    for store, _ in workers:
        store.close()


def test_a_session_that_moved_on_is_not_overwritten(store: SqlStore, person: Person) -> None:
    """The number a turn was worked out for is checked when it is saved."""
    person.starts()
    stale = person.session
    person.taps("answer.agree")
    with pytest.raises(SessionConflict, match="changed by another process"), store.work() as work:
        work.save(Changes(sessions={stale.id: stale}, before={stale.id: stale}), NOW)


def test_a_lost_race_is_run_again(store: SqlStore, service: Service, person: Person) -> None:
    """A batch that another process got in the way of begins anew, a few times and not for ever."""
    person.starts()
    failures = iter([True, True, False])

    def get_in_the_way(*_: object) -> None:
        if next(failures, True):
            raise SessionConflict("in the way")

    event.listen(store.engine, "commit", get_in_the_way)
    assert person.taps("answer.agree").error is None
    with pytest.raises(SessionConflict):
        person.taps("skip")
    event.remove(store.engine, "commit", get_in_the_way)
    assert person.does(Command("skip")).error is None
    assert person.session.seq == 3


def _assert_in_order(store: SqlStore, turns: int) -> None:
    held = store.lead(1)
    assert len(held.sessions) == 1
    assert [entry.seq for entry in held.transcript] == list(range(1, turns + 1))
    assert held.sessions[0].seq == turns
