"""Every place a conversation can be in, and everything that can be said there."""

from collections.abc import Iterator

import pytest
from support.laws import lawful_step, thorough_step
from support.walking import HERE, NOW, ZONE

from qualibot.definitions import Definitions
from qualibot.model import (
    Answer,
    Command,
    Due,
    Fill,
    Inbound,
    Payload,
    Script,
    Session,
    Start,
    Tapped,
    Turn,
    Typed,
)

COMMANDS = (
    "back", "skip", "dont_know", "goto.need", "goto.consent", "goto.nowhere", "goto", "restart", "pause", "resume", "stop",
    "help", "why", "human", "language", "language.ar", "language.xx", "privacy", "export", "delete", "delete.confirm",
    "price", "robot", "change", "review", "finish", "go_on", "send", "follow_up.yes", "follow_up.maybe", "no-such-thing", "",
)  # fmt: skip
SAYINGS = ("8", "٨", "2.5", "1", "Sara", "", "?", "إيه؟", "نعم", "متابعة", "x" * 400, "sara@example.com", "0501234567", "why")
FILLS = ({"need": "8", "goals": "goal_number_date"}, {"need": "2.5"}, {"authority": "committee", "committee": "all_named"})
Place = tuple[str, str, str]


def _place(session: Session) -> Place:
    return session.state, session.status, session.aside


def _payloads(script: Script, turn: Turn) -> Iterator[Payload]:
    session = turn.session
    for reply in turn.replies:
        yield from (Tapped(session.id, session.seq, button.event) for button in (*reply.options, *reply.controls))
    yield from map(Command, COMMANDS)
    yield from map(Typed, SAYINGS)
    yield from map(Fill, FILLS)
    yield from (Due(session.id, delay.name, session.seq) for delay in script.conversation.after)
    yield Start(script.conversation.id, "en", "Nakhla")
    yield Tapped(session.id, -1, "skip")


def _places(script: Script, language: str) -> dict[Place, Turn]:
    """Every place that can be reached; everything is said once in each, and all laws hold."""
    session = Session(1, 1, script.side, script.hash, HERE, language, ZONE)
    answers: tuple[Answer, ...] = ()
    begun = thorough_step(script, session, answers, Inbound("1", HERE, Start(script.conversation.id, language)), NOW)
    found = {_place(begun.session): begun}
    waiting = [begun]
    while waiting:
        here = waiting.pop(0)
        for payload in _payloads(script, here):
            turn = lawful_step(script, here.session, here.answers, Inbound("1", HERE, payload), NOW)
            if _place(turn.session) not in found:
                thorough_step(script, here.session, here.answers, Inbound("1", HERE, payload), NOW)
                found[_place(turn.session)] = turn
                waiting.append(turn)
    return found


@pytest.mark.parametrize(
    ("conversation", "language"),
    [("bant-rep", "ar"), ("bant-prospect", "en"), ("gpctba-ci-prospect", "ar"), ("quick-four-rep", "en")],
)
def test_everything_can_be_said_everywhere(definitions: Definitions, conversation: str, language: str) -> None:
    """Nothing that is said in any place raises, leaves a placeholder, loses an answer or offers a dead button."""
    script = definitions.script(conversation)
    places = _places(script, language)
    states = {state for state, _, _ in places}
    never_shown = {state.name for state in script.conversation.states.values() if state.type == "route"}
    assert set(script.conversation.states) - never_shown - states <= {"no_fit", "not_now", "nurtured", "invited", "qualified"}
    assert {status for _, status, _ in places} >= {"open", "paused", "completed", "partial", "stopped"}
