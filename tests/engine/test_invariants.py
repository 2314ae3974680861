"""What holds whatever is said: random people, random conversations, every law at every step."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from support.laws import thorough_step
from support.walking import HERE, NOW, ZONE, Walk

from qualibot.definitions import Definitions, load
from qualibot.model import (
    Answer,
    Command,
    Due,
    Fill,
    Inbound,
    Payload,
    Reply,
    Script,
    Session,
    Side,
    Start,
    Tapped,
    Typed,
)
from qualibot.scoring import evaluate

HOME = Path(__file__).parents[2]
SHIPPED = load(HOME)
COMMANDS = (
    "back", "skip", "dont_know", "restart", "pause", "resume", "stop", "help", "why", "human", "language", "language.ar",
    "language.en", "privacy", "export", "delete", "delete.confirm", "delete.keep", "price", "robot", "change", "review", "finish",
    "go_on", "send", "follow_up.yes", "goto.need", "goto.review", "goto.consent",
)  # fmt: skip
RARE = ("stop", "delete.confirm", "human", "restart")
"""Commands that end a walk or stop its progress; they are said less often."""
WORDS = (
    "8", "٨", "2.5", "1", "Sara", "شركة الواحة", "sara@example.com", "0501234567", "", "?", "إيه؟", "نعم", "yes", "متابعة",
    "20% by June", "I decide alone", "a committee", "only me", "not set yet", "skip", "رجوع", "no idea", "\u202e\u200b",
    "x" * 400,
)  # fmt: skip
QUESTIONS = (*SHIPPED.script("bant-rep").criteria, "name", "company", "email", "phone", "colour")


def _somebody_said(script: Script, question: int, option: int, side: Side, days: int) -> Answer:
    """An answer of another session."""
    criterion = list(script.criteria.values())[question % len(script.criteria)]
    value = criterion.options[option % len(criterion.options)].id
    return Answer(criterion.id, side, value, NOW - timedelta(days=days), "tapped", session=9, detail="1", id=question + 1)


class Talk(RuleBasedStateMachine):
    """A person who says anything at any time, in any conversation, while others answer elsewhere."""

    script: Script
    session: Session
    answers: tuple[Answer, ...]
    now: datetime
    replies: tuple[Reply, ...]

    @initialize(
        conversation=st.sampled_from(SHIPPED.conversations),
        language=st.sampled_from(("en", "ar")),
        lead=st.sampled_from((None, "Nakhla Logistics", "نخلة")),
    )
    def begin(self, conversation: str, language: str, lead: str | None) -> None:
        """A conversation begins."""
        self.script = SHIPPED.script(conversation)
        self.session = Session(1, 1, self.script.side, self.script.hash, HERE, language, ZONE)
        self.answers, self.now, self.replies = (), NOW, ()
        self._send(Start(conversation, language, lead))

    def _send(self, payload: Payload) -> None:
        turn = thorough_step(self.script, self.session, self.answers, Inbound("k", HERE, payload), self.now)
        self.session, self.answers = turn.session, turn.answers
        self.replies = turn.replies or self.replies

    @rule(place=st.integers(0, 11))
    def tap(self, place: int) -> None:
        """Presses one of the buttons that were shown last."""
        buttons = [button for reply in self.replies for button in (*reply.options, *reply.controls)]
        if buttons:
            self._send(Tapped(1, self.session.seq, buttons[place % len(buttons)].event))

    @rule(place=st.integers(0, 4))
    def answer(self, place: int) -> None:
        """Presses an answer: what people mostly do."""
        options = [button for reply in self.replies for button in reply.options]
        if options:
            self._send(Tapped(1, self.session.seq, options[place % len(options)].event))

    @rule(event=st.sampled_from(COMMANDS), back=st.integers(0, 5))
    def tap_something_else(self, event: str, back: int) -> None:
        """Presses a button that may be old, or forged."""
        self._send(Tapped(1, self.session.seq - back, event))

    @rule(event=st.sampled_from([event for event in COMMANDS if event not in RARE]))
    def command(self, event: str) -> None:
        """Says a command."""
        self._send(Command(event))

    @rule(event=st.sampled_from(RARE), really=st.integers(0, 3))
    def command_rarely(self, event: str, really: int) -> None:
        """Stops, erases, starts again or calls a person."""
        if really == 0:
            self._send(Command(event))

    @rule(text=st.one_of(st.sampled_from(WORDS), st.text(max_size=30)))
    def say(self, text: str) -> None:
        """Writes something."""
        self._send(Typed(text))

    @rule(values=st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(WORDS), max_size=4))
    def fill(self, values: dict[str, str]) -> None:
        """Fills in a form."""
        self._send(Fill(values))

    @rule(timer=st.sampled_from(("reminder_1", "reminder_2", "reminder_rep", "expire")), late=st.integers(0, 4))
    def wait(self, timer: str, late: int) -> None:
        """Is silent until a timer runs out; it may be one that was set earlier. The last one comes seldom."""
        if timer != "expire" or late == 0:
            self._send(Due(1, timer, self.session.seq - late % 2))

    @rule()
    def come_back(self) -> None:
        """Opens the conversation again."""
        self._send(Start(self.script.conversation.id, "en"))

    @rule(days=st.integers(1, 40))
    def time_passes(self, days: int) -> None:
        """Months and quarters end, and answers grow stale."""
        self.now += timedelta(days=days)

    @rule(
        question=st.integers(0, 30), option=st.integers(0, 5), side=st.sampled_from(("prospect", "rep")), days=st.integers(0, 400)
    )
    def somebody_answers_elsewhere(self, question: int, option: int, side: Side, days: int) -> None:
        """Another session of the same lead records something, of either side."""
        answer = _somebody_said(self.script, question, option, side, days)
        self.answers = (*(a for a in self.answers if (a.question, a.side) != (answer.question, side)), answer)

    @rule(really=st.integers(0, 5))
    def everything_is_erased_elsewhere(self, really: int) -> None:
        """The lead is erased from another session."""
        if really == 0:
            self.answers = ()


TestTalk = Talk.TestCase
TestTalk.settings = settings(
    derandomize=True,
    max_examples=60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


FRAMEWORKS = ("bant", "champ", "four-questions", "gpctba-ci", "quick-four")


def _walked(definitions: Definitions, conversation: str, chosen: dict[str, str], language: str = "en") -> Walk:
    """Everything answered as chosen; what is not chosen is skipped, and claims give no content."""
    walk = Walk(definitions.script(conversation), language)
    for _ in range(60):
        if walk.status != "open":
            return walk
        walk.tap(_next(walk, chosen))
    raise AssertionError("the conversation has no end")


def _next(walk: Walk, chosen: dict[str, str]) -> str:
    offered = list(walk.buttons)
    question = walk.script.conversation.states[walk.state].ask
    wished = f"answer.{chosen.get(question or '')}"
    if not walk.session.aside and wished in offered:
        return wished
    return next(event for event in ("answer.agree", "send", "go_on", "skip", "answer.chat") if event in offered)


@pytest.mark.parametrize("framework", FRAMEWORKS)
@settings(derandomize=True, max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.integers(0, 6), min_size=10, max_size=10))
def test_reps_and_prospects_are_scored_alike(definitions: Definitions, framework: str, places: list[int]) -> None:
    """The same answers, told by a rep or by the person, give the same points, interval, verdict and grade."""
    script = definitions.script(f"{framework}-prospect")
    chosen = {}
    for (name, points), place in zip(script.framework.points.items(), places, strict=False):
        options = [option.id for option in script.criteria[name].options if len(option.offered_to) == 2 and option.id in points]
        chosen |= {name: options[place]} if place < len(options) else {}
    if chosen.get("authority") == "committee":
        chosen.pop("committee", None)  # the one thing only a prospect can contradict
    found = []
    for conversation in (f"{framework}-prospect", f"{framework}-rep"):
        walk = _walked(definitions, conversation, chosen)
        assert walk.status == "completed"
        found.append(evaluate(walk.script.framework, walk.script.criteria, walk.answers, walk.now))
    prospect, rep = found
    assert (prospect.raw, prospect.low, prospect.high) == (rep.raw, rep.low, rep.high)
    assert (prospect.verdict, prospect.grade, prospect.coverage) == (rep.verdict, rep.grade, rep.coverage)
    assert prospect.raw == sum(line.points for line in prospect.lines)


@pytest.mark.parametrize("conversation", SHIPPED.conversations)
def test_both_languages_lead_to_the_same_end(definitions: Definitions, conversation: str) -> None:
    """The same taps give the same states, answers and events in English and in Arabic."""
    script = definitions.script(conversation)
    for place in range(4):
        chosen = {}
        for name in script.framework.points:
            options = script.criteria[name].offered_to(script.side)
            chosen[name] = options[place % len(options)].id
        walks = [_walked(definitions, conversation, chosen, language) for language in ("en", "ar")]
        first, second = ([(replace(t.session, language=""), t.answers, t.events) for t in walk.turns] for walk in walks)
        assert first == second
