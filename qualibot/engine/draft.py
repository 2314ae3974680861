"""A turn while it is worked out: the session's fields, its live answers, and what has happened so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from qualibot.engine.words import Words
from qualibot.model import (
    Answer,
    Answered,
    Criterion,
    Event,
    Finding,
    Reply,
    Retracted,
    Script,
    Session,
    Source,
    State,
    Turn,
)
from qualibot.scoring import Tally, findings, tally
from qualibot.understanding import Days, days

_FRESH = ("", "open_answer", "contradicted")
"""What a finding may be and still count as told before; a stale or disputed one is asked again."""

_LONGEST_TRAIL = 50
"""Steps that can be taken back; nobody goes back further, and a session stays small."""


class Draft:
    """Mutable only inside one call of `step`; `turn()` freezes it."""

    def __init__(self, script: Script, session: Session, answers: Sequence[Answer], now: datetime) -> None:
        self.script = script
        self.side = script.side
        self.before = session
        self.now = now
        self.answers = list(answers)
        self._own = {answer.question: answer for answer in answers if answer.side == self.side}
        self._hears_all = self.side == "rep" or len(self._own) == len(answers)
        """Nothing the other side said has to be kept from this one."""
        self.events: list[Event] = []
        self.notes: list[str] = []
        self.replies: tuple[Reply, ...] | None = None
        """Set where the turn says something else than the present question."""
        self.language = session.language
        self.state = session.state
        self.status = session.status
        self.aside = session.aside
        self.misses = session.misses
        self.trail = session.trail
        self.passed = set(session.passed)
        self.moved = False
        """Another question is shown than before this turn."""
        self._findings: dict[str, Finding] | None = None
        self._told: dict[str, Finding] | None = None
        self._tally: Tally | None = None
        self._days: Days | None = None
        self._words: dict[str, Words] = {}

    @property
    def here(self) -> State:
        """The present state."""
        return self.script.conversation.states[self.state]

    @property
    def words(self) -> Words:
        """The script's texts in the session's language."""
        return self._words.get(self.language) or self.words_in(self.language)

    def words_in(self, language: str) -> Words:
        """The script's texts in a language."""
        words = self._words.get(language)
        if words is None:
            words = self._words[language] = Words(self.script, language, self.now)
        return words

    @property
    def days(self) -> Days:
        """The named days, as seen from the session's zone."""
        if self._days is None:
            self._days = days(self.now.date())
        return self._days

    @property
    def findings(self) -> Mapping[str, Finding]:
        """What counts for each criterion, by the answers so far."""
        if self._findings is None:
            self._findings = findings(self.script.criteria, self.answers, self.now)
        return self._findings

    @property
    def told(self) -> Mapping[str, Finding]:
        """What this side may be shown as known: a rep hears what the prospect said, a prospect never what a rep noted."""
        if self._hears_all:
            return self.findings
        if self._told is None:
            self._told = findings(self.script.criteria, list(self._own.values()), self.now)
        return self._told

    @property
    def tally(self) -> Tally:
        """The score and verdict by the answers so far."""
        if self._tally is None:
            self._tally = tally(self.script.framework, self.script.criteria, self.findings)
        return self._tally

    def criterion(self, state: State) -> Criterion | None:
        """The criterion that a state asks."""
        return self.script.criteria[state.ask] if state.ask else None

    def own(self, question: str) -> Answer | None:
        """The live answer of this session's side."""
        return self._own.get(question)

    def live(self, question: str) -> Answer | None:
        """The live answer to a question, a rep's own before the prospect's; a prospect's is always their own."""
        own = self.own(question)
        if own is not None or self.side == "prospect":
            return own
        return next((answer for answer in self.answers if answer.question == question), None)

    def settled(self, question: str) -> str | None:
        """The option or value that makes asking unnecessary; None where the question is open, stale or disputed."""
        own = self.own(question)
        if own is not None and own.session == self.before.id:
            return own.value
        if question in self.script.criteria:
            finding = self.told.get(question)
            return self._told_before(finding) if finding else None
        answer = self.live(question)
        return answer.value if answer else None

    def _told_before(self, finding: Finding) -> str | None:
        option = self.script.criteria[finding.criterion].by_id[finding.option]
        if finding.openness not in _FRESH or option.ask_again or not self._same_consent(finding):
            return None
        return option.id

    def _same_consent(self, finding: Finding) -> bool:
        """A consent counts for the wording it was given to, and for no other."""
        if self.script.criteria[finding.criterion].dimension is not None:
            return True
        return all(answer.detail == self.script.wording.version for answer in finding.answers)

    def is_open(self, state: str) -> bool:
        """The question of this state has neither an answer nor been passed over."""
        question = self.script.conversation.states[state].question
        return question is not None and question not in self.passed and self.settled(question) is None

    def open_questions(self) -> list[str]:
        """States of scored questions that are still to be asked."""
        return [name for name in self.script.questions if self.is_open(name)]

    def record(self, question: str, value: str, source: Source, text: str = "", detail: str = "") -> None:
        """Adds an answer of this side; it supersedes the live one."""
        side = self.side
        old = self.own(question)
        entered: Source = "rep-entered" if side == "rep" and source == "typed" else source
        answer = Answer(question, side, value, self.now, entered, self.before.id, text, detail)
        self._replace(old, answer)
        self.events.append(Answered(answer, old))

    def detail(self, question: str, detail: str) -> None:
        """Adds the content of a claim to this side's answer."""
        old = self.own(question)
        assert old is not None
        answer = replace(old, detail=detail, at=self.now, session=self.before.id, id=None)
        self._replace(old, answer)
        self.events.append(Answered(answer, old))

    def forget_all(self) -> None:
        """Nothing that anybody said is left."""
        self.answers = []
        self._own = {}
        self._findings = self._told = self._tally = None

    def retract(self, answers: Iterable[Answer]) -> None:
        """Takes answers of this side back; nothing replaces them."""
        for answer in answers:
            self._replace(answer, None)
            self.events.append(Retracted(answer))

    def _replace(self, old: Answer | None, new: Answer | None) -> None:
        if old is not None:
            self.answers = [answer for answer in self.answers if answer is not old]
            self._own.pop(old.question, None)
        if new is not None:
            self.answers.append(new)
            self._own[new.question] = new
            self.passed.discard(new.question)
        self._findings = self._told = self._tally = None

    def leave(self, name: str) -> None:
        """Remembers a state that is no longer shown, to go back to."""
        self.trail = (*self.trail, name)[-_LONGEST_TRAIL:]

    def note(self, phrase: str, **values: object) -> None:
        """Says something above the next question."""
        self.notes.append(self.words.say(phrase, **values))

    def turn(self, replies: tuple[Reply, ...], *, counts: bool = True) -> Turn:
        """The finished turn; `counts` is false where the message changed nothing and old buttons stay good."""
        before = self.before
        seq = before.seq + 1 if counts else before.seq
        session = Session(
            before.id,
            before.lead,
            before.side,
            before.script,
            before.address,
            self.language,
            before.zone,
            self.state,
            seq,
            self.status,
            self.aside,
            self.misses,
            self.trail,
            frozenset(self.passed),
            seq if self.moved else before.asked,
            before.shown,
            before.outcomes,
        )
        return Turn(session, tuple(self.answers), tuple(self.events), replies)
