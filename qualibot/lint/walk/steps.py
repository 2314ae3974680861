"""One step through the engine, looked at from outside: does it lead where the file says, and can it be read?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from qualibot.definitions.reading import Place
from qualibot.engine import step
from qualibot.errors import Problem
from qualibot.lint.subject import Talk
from qualibot.lint.walk.facts import Facts
from qualibot.lint.walk.moves import Move, expected, visible
from qualibot.model import Address, Answer, Inbound, Payload, Reply, Session, Turn
from qualibot.understanding import days

_ADDRESS = Address("lint", "1")


@dataclass(frozen=True, slots=True)
class Spot:
    """A session at one point, with its live answers."""

    session: Session
    answers: tuple[Answer, ...]


class Steps:
    """Takes steps at one date, in every language, and keeps the problems that come up."""

    def __init__(self, talk: Talk, now: datetime) -> None:
        self.talk = talk
        self.now = now
        self.days = days(now.date())
        self.taken = 0
        self.problems: dict[tuple[str, Place], Problem] = {}

    def begin(self, payload: Payload) -> Spot | None:
        """The first turn of a conversation."""
        script = self.talk.script
        blank = Session(1, 1, script.side, script.hash, _ADDRESS, script.wording.languages[0], str(self.now.tzinfo))
        turn = self.all_languages(Spot(blank, ()), Move("start", payload))
        return Spot(turn.session, turn.answers) if turn else None

    def walk(self, spot: Spot, move: Move) -> Spot | None:
        """Where the move leads; None where it fails, or leads somewhere else than the file says."""
        turn = self.all_languages(spot, move)
        if turn is None:
            return None
        problem = self._astray(spot, move, turn)
        if problem:
            self._keep(problem)
            return None
        return Spot(turn.session, turn.answers)

    def all_languages(self, spot: Spot, move: Move) -> Turn | None:
        """The turn in the first language, after the same was tried in the others; None where the engine fails."""
        turns = [self._step(spot, move, language) for language in self.talk.script.wording.languages]
        return turns[0]

    def _step(self, spot: Spot, move: Move, language: str) -> Turn | None:
        self.taken += 1
        session = spot.session if spot.session.language == language else replace(spot.session, language=language)
        try:
            turn = step(self.talk.script, session, spot.answers, Inbound("lint", _ADDRESS, move.payload), self.now)
        except Exception as error:  # whatever the engine cannot take must become a problem that names the place
            self._keep(self._failed(spot, move, error))
            return None
        for problem in self._unreadable(spot, move, turn):
            self._keep(problem)
        return turn

    def _keep(self, problem: Problem) -> None:
        self.problems.setdefault((problem.rule, (problem.place, problem.line, problem.message)), problem)

    def _place(self, spot: Spot, move: Move) -> Place:
        name = spot.session.state or self.talk.script.conversation.initial
        heard = self.talk.states[name].on
        event = move.event if move.event in heard else move.event.partition(".")[0]
        return ("states", name, "on", event)

    def _failed(self, spot: Spot, move: Move, error: Exception) -> Problem:
        place, what = self._place(spot, move), f"after '{move.event}' "
        if "circle" in str(error):
            message = "the conversation runs in a circle, because everything on its way is answered; lead it somewhere else"
            return self.talk.problem("circle", place, what + message)
        message = f"the conversation cannot go on: {type(error).__name__}: {error}"
        return self.talk.problem("step-failed", place, what + message)

    def _astray(self, spot: Spot, move: Move, turn: Turn) -> Problem | None:
        state = self.talk.states[spot.session.state]
        facts = Facts(self.talk.script, turn.session, turn.answers, self.now)
        target = expected(self.talk.script, state, move, facts)
        if move.answers and target == state.name and not spot.session.aside:
            message = (
                "no guard may hold, so that the question would be asked again for ever; add a last transition without a guard"
            )
            return self.talk.problem("answer-stuck", self._place(spot, move), message)
        if turn.session.state == target or self._ended_early(turn, facts):
            return None
        message = f"'{move.event}' should lead to '{target}', but leads to '{turn.session.state}'"
        return self.talk.problem("walk-astray", self._place(spot, move), message)

    def _ended_early(self, turn: Turn, facts: Facts) -> bool:
        conversation = self.talk.script.conversation
        return conversation.early_end == "always" and turn.session.state == facts.onward(conversation.finish)

    def _unreadable(self, spot: Spot, move: Move, turn: Turn) -> Iterator[Problem]:
        place = self._place(spot, move)
        for reply in turn.replies:
            labels = [button.label for button in (*reply.options, *reply.controls)]
            if reply.language != turn.session.language or not reply.text or "" in labels:
                yield self.talk.problem("text-empty", place, f"after '{move.event}' there is nothing to read; add the text")
            if not self._offers_all(turn, reply):
                message = f"after '{move.event}' other buttons are shown than the answers of '{turn.session.state}'"
                yield self.talk.problem("walk-astray", place, message)

    def _offers_all(self, turn: Turn, reply: Reply) -> bool:
        state = self.talk.states[turn.session.state]
        if reply.kind != "question" or turn.session.aside or not state.ask:
            return True
        options = visible(self.talk.script, state, self.days)
        return [button.event for button in reply.options] == [f"answer.{option.id}" for option in options]
