"""Random walks through the engine, and what XState must be told to take the same way."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from support.walking import Walk, given
from xstate_node import Node

from qualibot.engine.draft import Draft
from qualibot.engine.walk import holds
from qualibot.graph import xstate
from qualibot.model import Answer, Guard, Script, State

WRITTEN = {"name": "Sample", "company": "Sample", "email": "name@example.com", "phone": "+966501234567"}
LONGEST = 60


def known(script: Script, random: Random) -> list[Answer]:
    """A few answers from before the conversation, of its own side."""
    points = script.framework.points
    asked = random.sample(sorted(points), random.randrange(len(points) + 1)) if random.random() < 0.5 else []
    offered = {name: [option.id for option in script.criteria[name].offered_to(script.side)] for name in asked}
    return [given(name, random.choice(options), script.side) for name, options in offered.items()]


def compare(node: Node, script: Script, random: Random) -> int:
    """Walks at random until the end; the states of engine and XState are the same after every step. Returns the steps."""
    config = xstate(script)
    walk = Walk(script, random.choice(script.wording.languages), known(script, random))
    assert node.start(config["id"], _results(config, walk)) == walk.state
    for number in range(1, LONGEST):
        if walk.status != "open":
            return number
        event = _do_something(walk, random)
        while walk.session.aside:
            walk.command("skip")
        found = node.send(event, _results(config, walk))
        assert found == walk.state, f"{config['id']}, after '{event}': XState is at '{found}', the engine at '{walk.state}'"
    return LONGEST


def _do_something(walk: Walk, random: Random) -> str:
    """Answers, passes over, writes or fills in; returns what happened, as XState hears it."""
    chance = random.random()
    state = walk.script.conversation.states[walk.state]
    if chance < 0.1:
        walk.fill_in(_filled(walk.script, random))
        return "fill"
    if state.capture and chance < 0.6:
        walk.say(WRITTEN[state.capture])
        return "answer"
    shown = [event for event in walk.buttons if event.partition(".")[0] not in ("back", "human", "change")]
    event = random.choice(sorted(shown) if chance < 0.97 else ["finish"])
    walk.command(event)
    return event


def _filled(script: Script, random: Random) -> dict[str, str]:
    name = random.choice(sorted(script.framework.points))
    return {name: random.choice([option.id for option in script.criteria[name].offered_to(script.side)])}


def _results(config: Mapping[str, Any], walk: Walk) -> dict[str, bool]:
    """Every guard of the machine, decided by the engine's own facts."""
    draft = Draft(walk.script, walk.session, walk.answers, walk.now)
    return {
        json.dumps(guard, sort_keys=True, separators=(",", ":")): _decided(draft, guard["type"], guard["params"])
        for guard in guards(config)
    }


def guards(part: object) -> Iterator[dict[str, Any]]:
    """Every guard in a configuration; those of `all` one by one."""
    if isinstance(part, list):
        for item in part:
            yield from guards(item)
    elif isinstance(part, Mapping):
        if set(part) == {"type", "params"} and part["type"] != "all":
            yield dict(part)
        for item in part.values():
            yield from guards(item)


def _decided(draft: Draft, name: str, params: dict[str, Any]) -> bool:
    question = params.get("question", "")
    value = draft.settled(question)
    decided = {
        "score": lambda: holds(draft, Guard(score=params)),
        "verdict": lambda: holds(draft, Guard(verdict=tuple(params["verdicts"]))),
        "answer": lambda: holds(draft, Guard(answer={question: tuple(params["options"])})),
        "unknown": lambda: holds(draft, Guard(unknown=(question,))),
        "known": lambda: holds(draft, Guard(known=(question,))),
        "settled": lambda: value is not None and params.get("option", value) == value,
        "passed": lambda: value is None and question in draft.passed,
        "chosen": lambda: f"{params['state']}:{params['event']}" in draft.passed,
    }
    return decided[name]()


def events(script: Script, state: State) -> list[str]:
    """Everything a state hears; of its answers, those the criterion has."""
    options = [f"answer.{option.id}" for option in script.criteria[state.ask].options] if state.ask else []
    return [event for event in (*options, *state.on, "dont_know") if target(script, state, event)]


def target(script: Script, state: State, event: str) -> str | None:
    """Where the file leads an event to when no guard holds: the exact name first, then `answer`."""
    if event == "dont_know" and event not in state.on and "skip" in state.on:
        option = script.criteria[state.ask].dont_know_is if state.ask else None
        return target(script, state, f"answer.{option}" if option else "skip")
    names = [event, event.partition(".")[0]]
    return next((item.target for name in names for item in state.on.get(name, ()) if item.guard is None), None)


def nothing_holds(config: Mapping[str, Any]) -> dict[str, bool]:
    """No guard of the machine holds."""
    return {json.dumps(guard, sort_keys=True, separators=(",", ":")): False for guard in guards(config)}
