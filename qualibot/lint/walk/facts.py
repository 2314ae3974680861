"""Where the file says an event leads to, worked out apart from the engine: what the walk compares the engine with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property

from qualibot.model import Answer, Finding, Guard, Script, Session, State, Transition
from qualibot.scoring import Tally, findings, tally


class Facts:
    """What is known of a session of one's own: its answers, what follows from them, what was passed over."""

    def __init__(self, script: Script, session: Session, answers: Sequence[Answer], now: datetime) -> None:
        self.script = script
        self.passed = session.passed
        self._values = {answer.question: answer.value for answer in answers}
        self._answers = answers
        self._now = now

    @cached_property
    def _findings(self) -> dict[str, Finding]:
        return findings(self.script.criteria, self._answers, self._now)

    @cached_property
    def tally(self) -> Tally:
        """The score and verdict."""
        return tally(self.script.framework, self.script.criteria, self._findings)

    def settled(self, question: str) -> str | None:
        """The answer that was given, or that follows from another; None where the question is open."""
        if question in self._values:
            return self._values[question]
        finding = self._findings.get(question)
        return finding.option if finding else None

    def holds(self, guard: Guard | None) -> bool:
        """The guard lets an event through."""
        if guard is None:
            return True
        ends = {"gte": int.__ge__, "gt": int.__gt__, "lte": int.__le__, "lt": int.__lt__}
        if any(not ends[end](self.tally.score, bound) for end, bound in guard.score.items()):
            return False
        if guard.verdict and self.tally.verdict not in guard.verdict:
            return False
        values = {name: self.settled(name) for name in (*guard.answer, *guard.unknown, *guard.known)}
        if any(values[name] not in options for name, options in guard.answer.items()):
            return False
        return not any(values[name] for name in guard.unknown) and all(values[name] for name in guard.known)

    def onward(self, name: str) -> str | None:
        """The state that is shown when this one is entered; None where that is a circle."""
        states = self.script.conversation.states
        for _ in range(2 * len(states)):
            passing = self._passing(states[name])
            if passing is None:
                return name
            name = passing.target
        return None

    def destination(self, state: State, event: str) -> str | None:
        """The state that an event of this one leads to: itself where no transition is taken, None for a circle."""
        taken = self._select(state, event)
        return self.onward(taken.target) if taken else state.name

    def _first(self, transitions: Iterable[Transition]) -> Transition | None:
        return next((item for item in transitions if self.holds(item.guard)), None)

    def _select(self, state: State, event: str) -> Transition | None:
        head = event.partition(".")[0]
        names = [event, head] if head != event else [event]
        return self._first(item for name in names for item in state.on.get(name, ()))

    def _passing(self, state: State) -> Transition | None:
        passing = self._first(state.always)
        if passing or state.type in ("final", "route", "review"):
            return passing
        if state.type == "menu":
            chosen = next((event for event in state.on if f"{state.name}:{event}" in self.passed), None)
            return self._select(state, chosen) if chosen else None
        value = self.settled(state.question or "")
        if value is not None:
            return self._select(state, f"answer.{value}")
        return self._select(state, "skip") if state.question in self.passed else None
