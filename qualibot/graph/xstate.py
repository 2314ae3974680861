"""An XState 5 machine: the same states, events and guards, as configuration for `createMachine`.

Guards are named, with params, for the reader of the configuration to supply: `score`, `verdict`, `answer`, `unknown` and
`known` stand in the file; `settled` (the question needs no asking), `passed` (it was passed over and is still open) and
`chosen` (a menu was answered) are what lets a conversation go on by itself; `all` holds when each of its guards does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from qualibot.model import Conversation, Guard, Script, State, Transition

_LONGEST_TIMER = timedelta(milliseconds=2**31 - 1)
"""JavaScript timers that should run longer run out at once."""
Config = dict[str, Any]


def xstate(script: Script) -> Config:
    """The machine of a conversation, as plain data for JSON."""
    conversation = script.conversation
    config: Config = {
        "id": conversation.id,
        "version": conversation.version,
        "initial": conversation.initial,
        "meta": _root_meta(script),
        "states": {name: _state(script, state) for name, state in conversation.states.items()},
    }
    if conversation.early_end != "never":
        config["on"] = {"finish": {"target": f".{_escaped(conversation.finish)}"}}
    return config


def _root_meta(script: Script) -> Config:
    conversation = script.conversation
    meta = {"framework": script.framework.ref, "audience": conversation.audience, "greeting": conversation.greeting}
    delays = [
        {"name": item.name, "milliseconds": _milliseconds(item.delay), "say": item.say, "target": item.target}
        for item in conversation.after
    ]
    return _given(meta) | {"after": [_given(item) for item in delays]}


def _given(data: Mapping[str, Any]) -> Config:
    return {key: value for key, value in data.items() if value is not None}


def _milliseconds(delay: timedelta) -> int:
    return delay // timedelta(milliseconds=1)


def _state(script: Script, state: State) -> Config:
    meta = {"type": state.type, "ask": state.ask, "capture": state.capture, "say": state.say, "status": state.status}
    if state.type == "final":
        return {"type": "final", "meta": _given(meta)}
    parts = {
        "on": dict(_events(script, state)),
        "always": list(_passing(script, state)),
        "after": _timers(script.conversation, state),
        "meta": _given(meta),
    }
    return {key: value for key, value in parts.items() if value}


def _events(script: Script, state: State) -> Iterator[tuple[str, Any]]:
    """The events of a state. A prefix is written `answer.*`; XState tries the exact name before it."""
    for event, transitions in state.on.items():
        yield ("answer.*" if event == "answer" else event), [_transition(item) for item in transitions]
    if "skip" in state.on and "dont_know" not in state.on:
        yield "dont_know", [_transition(item) for item in _not_known(script, state)]
    if _is_gate(script, state) and "finish" not in state.on:
        yield "finish", {}
    no_match = state.no_match or script.conversation.no_match
    if no_match.target and state.type != "route":
        yield "no_match", [{"target": _escaped(no_match.target)}]


def _not_known(script: Script, state: State) -> Iterable[Transition]:
    option = script.criteria[state.ask].dont_know_is if state.ask else None
    return state.on["skip"] if option is None else _heard(state, f"answer.{option}")


def _heard(state: State, event: str) -> tuple[Transition, ...]:
    """What an event may lead to, the most specific name first."""
    head = event.partition(".")[0]
    return (*state.on.get(event, ()), *(state.on.get(head, ()) if head != event else ()))


def _is_gate(script: Script, state: State) -> bool:
    return state.ask is not None and script.criteria[state.ask].dimension is None


def _transition(item: Transition, *guards: Config) -> Config:
    wanted = [*guards, *_guards(item.guard)]
    made: Config = {"target": _escaped(item.target)}
    if wanted:
        made["guard"] = wanted[0] if len(wanted) == 1 else _named("all", guards=wanted)
    if item.say:
        made["meta"] = {"say": item.say}
    return made


def _guards(guard: Guard | None) -> list[Config]:
    if guard is None:
        return []
    made = [_named("score", **guard.score)] if guard.score else []
    made += [_named("verdict", verdicts=list(guard.verdict))] if guard.verdict else []
    made += [_named("answer", question=key, options=list(options)) for key, options in guard.answer.items()]
    made += [_named("unknown", question=key) for key in guard.unknown]
    made += [_named("known", question=key) for key in guard.known]
    return made


def _named(name: str, **params: Any) -> Config:
    return {"type": name, "params": params}


def _passing(script: Script, state: State) -> Iterator[Config]:
    """How a state is left without being shown: by the file, or because what it asks is known or was passed over."""
    yield from (_transition(item) for item in state.always)
    if state.type == "menu":
        for event, transitions in state.on.items():
            yield from (_transition(item, _named("chosen", state=state.name, event=event)) for item in transitions)
        return
    question = state.question
    if question is None:
        return
    yield from _settled(script, state, question)
    yield from (_transition(item, _named("passed", question=question)) for item in state.on.get("skip", ()))


def _settled(script: Script, state: State, question: str) -> Iterator[Config]:
    options = script.criteria[question].options if state.ask else ()
    for option in options:
        own = state.on.get(f"answer.{option.id}", ())
        if not option.ask_again:
            yield from (_transition(item, _named("settled", question=question, option=option.id)) for item in own)
    yield from (_transition(item, _named("settled", question=question)) for item in state.on.get("answer", ()))


def _timers(conversation: Conversation, state: State) -> Config:
    """The delays that lead somewhere, where a person is waited for and a JavaScript timer can hold them."""
    if state.type == "route":
        return {}
    return {
        str(_milliseconds(item.delay)): {"target": _escaped(item.target)}
        for item in conversation.after
        if item.target and item.delay <= _LONGEST_TIMER
    }


def _escaped(name: str) -> str:
    """A state's name as a target: a point in it is no path."""
    return name.replace("\\", "\\\\").replace(".", "\\.")
