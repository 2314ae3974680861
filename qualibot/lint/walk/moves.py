"""What a person can do at one point of a conversation, and where that should lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qualibot.lint.needed import RESERVED
from qualibot.lint.walk.facts import Facts
from qualibot.model import Command, Option, Payload, Script, Session, State, Typed
from qualibot.understanding import Days

CAPTURED = {"name": "Sample", "company": "Sample", "email": "name@example.com", "phone": "+966501234567"}
EVIDENCE = "20 %"
_ARGUMENTS = {"goto": ("goto.nowhere-at-all",), "language": ("language",), "follow_up": ("follow_up.yes", "follow_up.no")}


@dataclass(frozen=True, slots=True)
class Move:
    """One thing to do. `event` is what the file calls it; `target` the state where that leads whatever the file says."""

    event: str
    payload: Payload
    target: str = ""
    answers: bool = False
    """It answers a question for good, so that it has to lead on."""


def moves(script: Script, session: Session, days: Days) -> Iterator[Move]:
    """Every answer on offer, skip, the buttons of a menu, send; and the answers to a question in between."""
    state = script.conversation.states[session.state]
    if session.aside:
        yield from _between(script, session)
    elif state.type != "final":
        yield from _own(script, state, days)
        if not is_gate(script, state) and "finish" not in state.on:
            yield Move("finish", Command("finish"))


def visible(script: Script, state: State, days: Days) -> list[Option]:
    """The options on offer, without spans of dates that hold no day."""
    criterion = script.criteria[state.ask or ""]
    dated = criterion.kind == "date"
    return [item for item in criterion.offered_to(script.side) if not (dated and item.range and days.is_empty(item.range))]


def is_gate(script: Script, state: State) -> bool:
    """Nothing else may happen before this question is answered."""
    return state.ask is not None and script.criteria[state.ask].dimension is None


def _own(script: Script, state: State, days: Days) -> Iterator[Move]:
    if state.ask:
        criterion = script.criteria[state.ask]
        for option in visible(script, state, days):
            event = f"answer.{option.id}"
            yield Move(event, Command(event), answers=not option.ask_again)
        if criterion.dont_know_is and "skip" in state.on:
            yield Move(f"answer.{criterion.dont_know_is}", Command("dont_know"), answers=True)
        elif "skip" in state.on:
            yield Move("dont_know" if "dont_know" in state.on else "skip", Command("dont_know"))
    elif state.capture:
        yield Move("answer", Typed(CAPTURED[state.capture]), answers=True)
    for event in state.on:
        if event.partition(".")[0] not in ("answer", "dont_know"):
            yield Move(event, Command(event))


def _between(script: Script, session: Session) -> Iterator[Move]:
    head, _, rest = session.aside.partition(":")
    here = session.state
    if head == "evidence":
        yield Move("evidence", Typed(EVIDENCE), here)
        yield Move("skip", Command("skip"), here)
    elif head == "contradiction":
        yield Move("skip", Command("skip"), here)
        for name in _asking(script, rest.split(":")):
            yield Move(f"goto.{name}", Command(f"goto.{name}"), name)


def _asking(script: Script, criteria: list[str]) -> list[str]:
    states = script.conversation.states.values()
    return [next(state.name for state in states if state.ask == criterion) for criterion in criteria]


def expected(script: Script, state: State, move: Move, facts: Facts) -> str | None:
    """Where the move leads by the file; None where that is a circle."""
    if move.target:
        return move.target
    if move.event == "finish" and "finish" not in state.on:
        return facts.onward(script.conversation.finish)
    return facts.destination(state, move.event)


def asides() -> Iterator[Move]:
    """Everything else that can be said at any time: it only has to be answered."""
    for head in sorted(RESERVED - {"skip", "dont_know", "finish", "go_on", "resume"}):
        for event in _ARGUMENTS.get(head, (head,)):
            yield Move(event, Command(event))
    yield Move("a sentence nobody understands", Typed("qwertz uiop"))
