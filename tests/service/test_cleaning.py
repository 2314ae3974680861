"""One message's odd characters do not spoil the batch it comes in."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from support.talking import HERE, Person

from qualibot.model import Address, Command, Due, Fill, Inbound, Start, Tapped, Typed
from qualibot.service import Service
from qualibot.service.cleaning import mended
from qualibot.store import SqlStore

ODD = "a\0b\ud83dc"
MENDED = "a\ufffdb?c"


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        (Typed(ODD), Typed(MENDED)),
        (Command(ODD), Command(MENDED)),
        (Tapped(1, 2, ODD), Tapped(1, 2, MENDED)),
        (Fill({ODD: ODD}), Fill({MENDED: MENDED})),
        (Due(1, ODD, 2), Due(1, MENDED, 2)),
        (Start(ODD, ODD, ODD, ODD, fresh=True), Start(MENDED, MENDED, MENDED, MENDED, fresh=True)),
        (Start(ODD, "en"), Start(MENDED, "en")),
    ],
)
def test_every_kind_of_message_is_mended(payload: Typed, expected: Typed) -> None:
    """NUL and half surrogate pairs are replaced, wherever they stand."""
    inbound = Inbound(ODD, Address(ODD, ODD, ODD), payload)
    assert mended(inbound) == Inbound(MENDED, Address(MENDED, MENDED, MENDED), expected)


def test_ordinary_messages_are_left_alone() -> None:
    """Arabic, emoji, and somebody who types an escape."""
    for text in ("مرحبا \U0001f44b", r"\x00 \ud83d", "'\"\n"):
        inbound = Inbound("k", HERE, Typed(text))
        assert mended(inbound) == inbound


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=some.text(some.characters(), max_size=30))
def test_any_text_can_be_typed(store: SqlStore, service: Service, person: Person, text: str) -> None:
    """Whatever characters there are, the turn is saved, and so is its neighbour's."""
    person.starts()
    other = Person(service, Address("terminal", "other"))
    other.starts()
    keys = f"odd-{person.session.seq}", f"even-{other.session.seq}"
    results = service.handle(
        [Inbound(keys[0], HERE, Typed(text)), Inbound(keys[1], Address("terminal", "other"), Command("help"))]
    )
    assert [result.error for result in results] == [None, None]
    assert store.lead(person.session.lead).transcript
