"""What one message changes, worked out without touching anything: accepted as a whole, or dropped as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qualibot.model import (
    CAPTURED,
    LIVE,
    Act,
    Answer,
    Answered,
    Due,
    Ended,
    Event,
    Inbound,
    Outcome,
    Requested,
    Retracted,
    Script,
    Session,
    Turn,
)
from qualibot.ports import Acted, Captured, Changes, Given, Standing, Timer, TurnRecord
from qualibot.service.judging import judge
from qualibot.service.transcript import in_a_word, what_was_said

if TYPE_CHECKING:
    from qualibot.service.desk import Desk


@dataclass(slots=True)
class Stage:
    """The changes of one message, over what lies on the desk."""

    desk: Desk
    inbound: Inbound
    changes: Changes = field(default_factory=Changes)
    answers: dict[int, tuple[Answer, ...]] = field(default_factory=dict)
    standings: dict[int, Standing] = field(default_factory=dict)
    erased_leads: list[int] = field(default_factory=list)
    erased_sessions: list[int] = field(default_factory=list)

    def answers_of(self, lead: int) -> tuple[Answer, ...]:
        """The live answers of a lead."""
        known = self.answers.get(lead)
        return self.desk.answers(lead) if known is None else known

    def standing(self, lead: int) -> Standing:
        """What the lead's stage depends on."""
        return self.standings.get(lead) or self.desk.standing(lead)

    def accept(self) -> None:
        """The changes are part of the batch."""
        self.desk.accept(self.changes, self.answers, self.standings)
        if self.erased_leads or self.erased_sessions:
            self.desk.erase(self.erased_leads, self.erased_sessions)

    def apply(self, script: Script, before: Session, turn: Turn) -> Outcome | None:
        """One turn's answers, acts, timers and, where the session ended, its outcome are among the changes."""
        session = turn.session
        live = self._number(before, turn)
        self._capture(session.lead, turn.events)
        self._request(session, turn.events)
        outcome = self._end(script, turn, live)
        if outcome:
            session = replace(session, outcomes=outcome.number)
        self._set_timers(script, before, session)
        if session != before or before.id in self.changes.opened:
            self.changes.sessions[session.id] = session
        return outcome

    def write_down(self, session: Session, turn: Turn) -> None:
        """The message has its entry in the session's transcript."""
        key, payload = self.inbound.key, self.inbound.payload
        kind = type(payload).__name__.lower()
        happened = tuple(in_a_word(event) for event in turn.events)
        self.changes.turns.append(TurnRecord(key, session.id, session.seq, kind, what_was_said(payload), happened, turn.replies))

    def _number(self, before: Session, turn: Turn) -> tuple[Answer, ...]:
        """Gives every new answer its number; returns the live ones."""
        known = self.answers_of(before.lead)
        live = tuple(answer if answer.id else self._give(before.lead, answer) for answer in turn.answers)
        if len({(answer.question, answer.side) for answer in live}) != len(live):
            raise ValueError("a turn left two live answers of one side to one question")
        key = self.inbound.key
        for event in turn.events:
            if isinstance(event, Answered) and event.answer not in turn.answers:
                self._give(before.lead, event.answer, superseded_by=key)
        left = {answer.id for answer in live}
        self.changes.superseded.update((answer.id, key) for answer in known if answer.id and answer.id not in left)
        self.answers[before.lead] = live
        return live

    def _give(self, lead: int, answer: Answer, superseded_by: str | None = None) -> Answer:
        number = self.desk.work.number("answer")
        saved = replace(answer, id=number)
        self.changes.answers[number] = Given(lead, saved, superseded_by)
        return saved

    def _capture(self, lead: int, events: tuple[Event, ...]) -> None:
        for event in events:
            if isinstance(event, Answered | Retracted) and event.answer.question in CAPTURED:
                question, value = event.answer.question, event.answer.value
                taken_back = isinstance(event, Retracted)
                captured = Captured(lead, question, "", value) if taken_back else Captured(lead, question, value)
                self.changes.captured.append(captured)

    def _request(self, session: Session, events: tuple[Event, ...]) -> None:
        requests = [event for event in events if isinstance(event, Requested)]
        for request in requests:
            act = Act(request.kind, self.desk.now, session.side, request.text)
            self.changes.acts.append(Acted(session.lead, session.id, act))
            if request.kind == "erase":
                self.erased_leads.append(session.lead)
        if requests:
            standing = self.standing(session.lead)
            kinds = tuple(request.kind for request in requests)
            self.standings[session.lead] = replace(standing, acts=standing.acts + kinds)

    def _end(self, script: Script, turn: Turn, answers: tuple[Answer, ...]) -> Outcome | None:
        session = turn.session
        if not any(isinstance(event, Ended) for event in turn.events) or session.lead in self.erased_leads:
            return None
        if session.status == "declined":
            self.erased_sessions.append(session.id)
            return None
        standing = self.standing(session.lead)
        outcome = judge(script, session, answers, self.desk.local(session.zone), standing)
        if outcome:
            self.changes.outcomes.append(outcome)
            self.standings[session.lead] = _after(standing, outcome)
        return outcome

    def _set_timers(self, script: Script, before: Session, session: Session) -> None:
        payload = self.inbound.payload
        if isinstance(payload, Due):
            self.changes.fired.append((session.id, payload.timer, payload.seq))
        if session.status not in LIVE:
            self.changes.ended.add(session.id)
        elif session.seq != before.seq:
            for delay in script.conversation.after:
                timer = Timer(session.id, delay.name, self.desk.later(delay.delay), session.seq)
                self.changes.timers[session.id, delay.name] = timer


def _after(standing: Standing, outcome: Outcome) -> Standing:
    """The newest completed outcome makes the headline, else the newest."""
    complete = outcome.status == "completed"
    if standing.complete and not complete:
        return standing
    return replace(standing, stage=outcome.stage, complete=complete)
