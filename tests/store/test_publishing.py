"""A version stands for one content, for ever."""

from dataclasses import dataclass, replace

import pytest
from support.talking import NOW, Person, StoppedClock

from qualibot.definitions import Definitions, resolve_body
from qualibot.errors import PublishError, UnknownName
from qualibot.model import Script, Tapped
from qualibot.service import Service
from qualibot.store import SqlStore


@dataclass(frozen=True)
class Changed:
    """Definitions whose framework was edited without raising its version."""

    original: Definitions

    def __getattr__(self, name: str) -> object:
        return getattr(self.original, name)

    def script(self, conversation: str) -> Script:
        """The script, with another hash."""
        return replace(self.original.script(conversation), hash="changed")

    def publications(self, script: Script) -> tuple[object, ...]:
        """The files, of which the framework's content differs."""
        files = self.original.publications(script)
        return tuple(replace(file, hash="changed") if file.kind == "framework" else file for file in files)


def test_publishing_twice_changes_nothing(store: SqlStore, definitions: Definitions) -> None:
    """The same content may come as often as it likes."""
    script = definitions.script("bant-rep")
    for _ in range(2):
        store.publish(script, definitions.publications(script), NOW)
    with store.work() as work:
        body = work.body(script.hash)
    assert resolve_body(body, definitions.lexicon, definitions.company) == script


def test_changed_content_under_an_old_version_is_refused(store: SqlStore, definitions: Definitions) -> None:
    """The error names file, version and remedy, and nothing is written."""
    script = definitions.script("bant-rep")
    store.publish(script, definitions.publications(script), NOW)
    changed = Changed(definitions)
    with pytest.raises(
        PublishError, match=r"frameworks/bant.yaml has changed, but version '1' was published .* raise its version"
    ):
        store.publish(changed.script("bant-rep"), changed.publications(script), NOW)  # type: ignore[arg-type]
    with store.work() as work, pytest.raises(UnknownName, match="no published script changed"):
        work.body("changed")


def test_a_refused_start_leaves_the_others_alone(store: SqlStore, definitions: Definitions) -> None:
    """Who began before the file was changed goes on; who begins afterwards is told why it cannot be."""
    early = Person(Service(store, definitions, StoppedClock()))
    early.starts()
    late = Service(store, Changed(definitions), StoppedClock())  # type: ignore[arg-type]
    goes_on = Person(late)
    assert goes_on.does(Tapped(early.session.id, early.session.seq, "answer.agree")).error is None
    refused = Person(late, replace(early.session.address, chat="somebody else")).starts()
    assert isinstance(refused.error, PublishError)
    assert len(store.leads()) == 1
