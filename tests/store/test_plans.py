"""With a million open conversations no statement of a turn may read a whole table."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from support.talking import Person, StoppedClock, service_of

from qualibot.definitions import Definitions
from qualibot.model import Address, Due, Inbound
from qualibot.store import SqlStore, open_store

TABLES = ("session", "answer", "turn", "timer", "outcome", "act", "lead", "identity")


@pytest.fixture
def file_store(tmp_path: Path, migrated_file: Path) -> SqlStore:
    """A store on SQLite, which says most plainly what it will do."""
    path = tmp_path / "plans.db"
    path.write_bytes(migrated_file.read_bytes())
    return open_store(f"sqlite:///{path}")


def test_no_statement_of_a_turn_scans_a_table(file_store: SqlStore, definitions: Definitions) -> None:
    """Every table is searched by an index, by whatever a conversation does."""
    statements: dict[str, Any] = {}

    def remember(_: object, __: object, statement: str, parameters: Any, ___: object, many: bool) -> None:
        statements[statement] = parameters[0] if many else parameters

    event.listen(file_store.engine, "before_cursor_execute", remember)
    clock = StoppedClock()
    service = service_of(file_store, definitions, clock)
    person = Person(service)
    person.finishes()
    person.fills(need="2")
    person.starts(lead="Acme")
    person.starts(lead="Acme", fresh=True)
    person.taps("answer.agree")
    person.commands("human")
    service.handle([Inbound("due", Address("", ""), Due(person.session.id, "reminder_1", 9))])
    service.handle(file_store.due(clock.now() + timedelta(days=9), 10))
    file_store.shown([(person.session.id, 1)])
    file_store.unshown(clock.now(), 5)
    person.commands("delete")
    person.commands("delete.confirm")
    event.remove(file_store.engine, "before_cursor_execute", remember)
    _assert_searched(file_store, {sql: values for sql, values in statements.items() if not sql.startswith("PRAGMA")})
    file_store.close()


def _assert_searched(store: SqlStore, statements: dict[str, Any]) -> None:
    assert len(statements) > 25
    with store.engine.connect() as connection:
        for statement, parameters in statements.items():
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            scanned = [step for step in plan if step.removeprefix("SCAN ").split()[0] in TABLES and step.startswith("SCAN")]
            assert not scanned, (statement, plan)
