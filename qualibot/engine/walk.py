"""Moving through the states: guards, transitions, questions that pass by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qualibot.engine.draft import Draft
from qualibot.model import Ended, Entered, Guard, Refused, Script, State, Transition

_LONGEST_WAY = 200
"""States passed within one turn; more means that the conversation runs in a circle."""


def holds(draft: Draft, guard: Guard | None) -> bool:
    """Every part of the guard holds by the answers so far."""
    if guard is None:
        return True
    return (
        (not guard.score or _compares(draft.tally.score, guard.score))
        and (not guard.verdict or draft.tally.verdict in guard.verdict)
        and all(draft.settled(criterion) in options for criterion, options in guard.answer.items())
        and all(draft.settled(criterion) is None for criterion in guard.unknown)
        and all(draft.settled(criterion) is not None for criterion in guard.known)
    )


def _compares(score: int, bounds: Mapping[str, int]) -> bool:
    checks = {"gte": score.__ge__, "gt": score.__gt__, "lte": score.__le__, "lt": score.__lt__}
    return all(checks[name](bound) for name, bound in bounds.items())


def first(draft: Draft, transitions: Iterable[Transition]) -> Transition | None:
    """The first transition whose guard holds."""
    return next((item for item in transitions if holds(draft, item.guard)), None)


def select(draft: Draft, state: State, event: str) -> Transition | None:
    """What an event leads to: the most specific name decides, `answer.none` before `answer`."""
    name = event
    while name:
        found = first(draft, state.on.get(name, ()))
        if found:
            return found
        name = name.rpartition(".")[0]
    if event == "dont_know":
        return select(draft, state, "skip")
    return None


def follow(draft: Draft, transition: Transition) -> None:
    """Leaves the present state by a transition."""
    left = draft.here
    if transition.say:
        draft.note(transition.say)
    if transition.target != left.name and not is_gate(draft.script, left):
        draft.leave(left.name)
    enter(draft, transition.target)


def is_gate(script: Script, state: State) -> bool:
    """The state asks for consent: nothing else may happen before, and nobody goes back to it."""
    return state.ask is not None and script.criteria[state.ask].dimension is None


def consented(draft: Draft) -> bool:
    """Every consent that this conversation asks for has been given."""
    gates = (state for state in draft.script.conversation.states.values() if is_gate(draft.script, state))
    return all(draft.settled(state.ask or "") is not None for state in gates)


def enter(draft: Draft, name: str) -> None:
    """Enters a state, and goes on from there as long as nothing has to be asked.

    Raises:
        RuntimeError: the conversation runs in a circle without asking anything, which lint refuses.
    """
    for _ in range(_LONGEST_WAY):
        state = draft.script.conversation.states[name]
        onward = _onward(draft, state)
        if onward is None:
            arrive(draft, state)
            return
        if onward.say:
            draft.note(onward.say)
        name = onward.target
    raise RuntimeError(f"{draft.script.conversation.ref}: state '{name}' is entered in a circle")


def _onward(draft: Draft, state: State) -> Transition | None:
    """The transition by which a state is left without being shown."""
    passing = first(draft, state.always)
    if passing:
        return passing
    if state.type == "menu":
        return _chosen_before(draft, state)
    question = state.question
    if question is None:
        return None
    value = draft.settled(question)
    if value is not None:
        return select(draft, state, f"answer.{value}")
    return select(draft, state, "skip") if question in draft.passed else None


def _chosen_before(draft: Draft, state: State) -> Transition | None:
    """A menu that was answered once is not shown again on the way forward."""
    chosen = next((event for event in state.on if f"{state.name}:{event}" in draft.passed), None)
    return select(draft, state, chosen) if chosen else None


def arrive(draft: Draft, state: State) -> None:
    """The state is now the present one; a final one ends the session."""
    draft.state = state.name
    draft.misses = 0
    draft.aside = ""
    draft.moved = True
    draft.events.append(Entered(state.name))
    if state.type == "final":
        end(draft, state)


def end(draft: Draft, state: State) -> None:
    """The session ends in a final state."""
    draft.status = state.status or "completed"
    draft.events.append(Ended(draft.status))


def jump(draft: Draft, name: str) -> None:
    """Shows a state although it may have been answered, to change what was said."""
    if draft.here.type != "review" and draft.here.name != name:
        draft.leave(draft.here.name)
    arrive(draft, draft.script.conversation.states[name])


def go_on(draft: Draft) -> None:
    """Moves on from the present state if what it asks has been answered in the meantime."""
    onward = _onward(draft, draft.here)
    if onward:
        follow(draft, onward)


def refuse(draft: Draft, reason: str, phrase: str | None = None) -> None:
    """The message changes nothing; a phrase may say why."""
    draft.events.append(Refused(reason))
    if phrase:
        draft.note(phrase)


def leave_aside(draft: Draft) -> None:
    """The question in between is over; the one it stood before is shown again."""
    draft.aside = ""
    draft.moved = True
