"""The composition root: the one place that builds things. Nothing is built at import."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qualibot.definitions import Definitions, load
from qualibot.errors import DefinitionError, Problem, QualibotError
from qualibot.home import find
from qualibot.ports import Clock
from qualibot.service import Service
from qualibot.settings import Settings
from qualibot.store import SqlStore, changed_since, may_exist, open_store
from qualibot.summary import Templates


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class App:
    """Everything a command or a channel needs, built and ready."""

    definitions: Definitions
    store: SqlStore
    service: Service
    templates: Templates
    clock: Clock


def settings() -> Settings:
    """The settings of this process.

    Raises:
        QualibotError: a value in the environment or in `.env` cannot be used.
    """
    from pydantic import ValidationError

    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(f"QUALIBOT_{str(item['loc'][0]).upper()}" for item in error.errors())
        raise QualibotError(f"The settings cannot be used: look at {names} in the environment or in .env.") from error
    except UnicodeDecodeError as error:
        raise QualibotError(f"{Path.cwd() / '.env'} is not text in UTF-8; save it as UTF-8.") from error
    except OSError as error:
        raise QualibotError(f"{Path.cwd() / '.env'} cannot be read: {error.strerror or error}.") from error


def definitions(home: Path | None = None) -> Definitions:
    """The definitions of the directory in use."""
    return load(find(home or settings().home, Path.cwd()))


def changed_since_published(config: Settings, home: Path) -> list[Problem]:
    """What a conversation would refuse: files that changed, but kept the version they were published with.

    Nothing is published where there is no database yet, and none is made.

    Raises:
        DefinitionError: definition files cannot be used.
        StorageError: the database cannot be read.
    """
    if not may_exist(config.database_url):
        return []
    loaded = load(home)
    scripts = [loaded.script(name) for name in loaded.conversations]
    return changed_since(config.database_url, [one for script in scripts for one in loaded.publications(script)])


@contextmanager
def build(config: Settings, clock: Clock | None = None, home: Path | None = None) -> Iterator[App]:
    """The whole program over its database, which is migrated if need be and closed at the end.

    Raises:
        DefinitionError: definition files cannot be used.
        StorageError: the database cannot be used.
    """
    loaded = load(home or find(config.home, Path.cwd()))
    moment = clock or SystemClock()
    templates = Templates(loaded.home)
    templates.check()
    store = open_store(config.database_url)
    try:
        yield App(loaded, store, Service(store, loaded, moment), templates, moment)
    finally:
        store.close()


__all__ = ["App", "DefinitionError", "SystemClock", "build", "changed_since_published", "definitions", "settings"]
