"""Databases, and a service to fill them with."""

import pytest
from support.databases import address, empty, kind, migrated_file, new_address, postgres, store
from support.talking import Person, StoppedClock, service_of

from qualibot.definitions import Definitions
from qualibot.service import Service
from qualibot.store import SqlStore

__all__ = ["address", "empty", "kind", "migrated_file", "new_address", "postgres", "store"]


@pytest.fixture
def clock() -> StoppedClock:
    """A clock that stands still."""
    return StoppedClock()


@pytest.fixture
def service(store: SqlStore, definitions: Definitions, clock: StoppedClock) -> Service:
    """The service over the store."""
    return service_of(store, definitions, clock)


@pytest.fixture
def person(service: Service) -> Person:
    """Somebody who talks to the service."""
    return Person(service)
