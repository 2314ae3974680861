"""What the way ahead depends on: ways to a state that agree in this are one."""

from __future__ import annotations

from collections.abc import Iterable

from qualibot.graph import Edge
from qualibot.lint.subject import Talk
from qualibot.lint.walk.facts import Facts
from qualibot.model import Guard, Session, State

Key = tuple[object, ...]


class Reads:
    """The questions and menus whose answers are read at or after each state of a conversation."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._after = {name: _reached(talk, name) for name in talk.states}
        self._read = {name: self._questions(name) for name in talk.states}
        self._told_apart = {question: set(_told_apart(talk, question)) for names in self._read.values() for question in names}
        self._menus = {name: {m for m in self._after[name] | {name} if m in self._after[m]} for name in talk.states}
        self.decided = {name for name in talk.states if self._decides(name)}
        """States of which an event may lead somewhere else by the score or verdict."""

    def key(self, session: Session, facts: Facts) -> Key:
        """What distinguishes this configuration from others of the same state."""
        names = self._read[session.state]
        values = tuple((name, self._kind(name, facts.settled(name)), name in session.passed) for name in names)
        menus = tuple(item for item in sorted(session.passed) if item.partition(":")[0] in self._menus[session.state])
        return (session.state, session.aside, values, menus)

    def _kind(self, question: str, value: str | None) -> str | bool:
        """The answer, where some way ahead depends on it; else only whether there is one."""
        return value if value in self._told_apart[question] and value else value is not None

    def _questions(self, name: str) -> tuple[str, ...]:
        """What guards ahead read, and what may be settled already when its own state is entered."""
        ahead = self._after[name] | {name}
        guarded = {read for edge in self._talk.edges if edge.source in ahead for read in _criteria(edge.guard)}
        again = {question for state in ahead if (question := self._asked_again(state))}
        return tuple(sorted(guarded | again))

    def _asked_again(self, name: str) -> str | None:
        question = self._talk.states[name].question
        if question is None:
            return None
        twice = sum(state.question == question for state in self._talk.states.values()) > 1
        return question if twice or name in self._after[name] or self._is_inferred(question) else None

    def _is_inferred(self, question: str) -> bool:
        criteria = (self._talk.script.criteria[name] for name in self._talk.asked)
        return any(question in option.infers for criterion in criteria for option in criterion.options)

    def _decides(self, name: str) -> bool:
        """A guard that an event of the state meets, at once or further on within the turn, reads the score."""
        met: set[str] = set()
        ahead = [name]
        while ahead:
            here = ahead.pop()
            if here not in met:
                met.add(here)
                own = list(self._talk.own(here))
                if any(edge.guard and (edge.guard.score or edge.guard.verdict) for edge in own):
                    return True
                ahead += [edge.target for edge in own if self._may_pass(self._talk.states[edge.target])]
        return False

    def _may_pass(self, state: State) -> bool:
        return bool(state.always)


def _told_apart(talk: Talk, question: str) -> Iterable[str]:
    """Answers that a guard names, or that lead somewhere else than the others."""
    for edge in talk.edges:
        yield from edge.guard.answer.get(question, ()) if edge.guard else ()
        if edge.source and talk.states[edge.source].question == question and edge.event.startswith("answer."):
            yield edge.event.partition(".")[2]


def _criteria(guard: Guard | None) -> Iterable[str]:
    return (*guard.answer, *guard.unknown, *guard.known) if guard else ()


def _reached(talk: Talk, name: str) -> set[str]:
    """Every state after this one; it is its own successor only where a way leads back by another state."""
    found: set[str] = set()
    ahead = [edge.target for edge in talk.own(name) if edge.target != name]
    while ahead:
        here = ahead.pop()
        if here not in found:
            found.add(here)
            ahead += _targets(talk.own(here), here)
    return found


def _targets(own: Iterable[Edge], name: str) -> list[str]:
    return [edge.target for edge in own if edge.target != name]
