"""The engine alone: a whole tapped step, beside the bare transition of two libraries for state machines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import statemachine
import transitions

from bench.homes import EIGHT, QUESTIONS, with_eight_questions
from bench.measuring import cpu, rounds
from bench.table import Row
from qualibot.definitions import Definitions, load
from qualibot.engine import step
from qualibot.model import Address, Answer, Inbound, Refused, Script, Session, Start, Tapped

BANT = "bant-prospect"
BANT_WALK = (
    *("answer.agree", "answer.important", "answer.this_quarter", "answer.committee", "answer.10_50k"),
    *("skip", "skip", "skip", "send"),
)
"""From the consent to the verdict; name, company and contact are skipped."""
EIGHT_WALK = (
    *("answer.goal_direction", "answer.tried_before", "answer.lost_leads", "answer.important"),
    *("answer.this_quarter", "answer.committee", "answer.most_named", "answer.10_50k"),
)
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=ZoneInfo("Asia/Riyadh"))
WALKS = 25
"""How often a walk is taken in one round."""
ROUNDS = 41


@dataclass(frozen=True, slots=True)
class Call:
    """The arguments of one step."""

    script: Script
    session: Session
    answers: Sequence[Answer]
    inbound: Inbound


def calls(script: Script, events: Sequence[str]) -> list[Call]:
    """Every step of a walk, by what a person taps."""
    address = Address("bench", "1")
    session = Session(1, 1, script.side, script.hash, address, "en", "Asia/Riyadh")
    turn = step(script, session, (), Inbound("start", address, Start(script.conversation.id, "en")), NOW)
    made = []
    for event in events:
        inbound = Inbound(event, address, Tapped(1, turn.session.seq, event))
        made.append(Call(script, turn.session, turn.answers, inbound))
        turn = step(script, turn.session, turn.answers, inbound, NOW)
        if any(isinstance(happened, Refused) for happened in turn.events) or not turn.replies:
            raise AssertionError(f"{script.conversation.ref}: '{event}' was not taken")
    if turn.session.status != "completed":
        raise AssertionError(f"{script.conversation.ref}: the walk does not reach the end")
    return made


def rows(folder: Path, shipped: Definitions) -> list[Row]:
    """Three rows: against the goal, and against each library."""
    bant = calls(shipped.script(BANT), BANT_WALK)
    eight = calls(load(with_eight_questions(folder / "eight")).script(EIGHT), EIGHT_WALK)
    taken = rounds(
        "step",
        ROUNDS,
        lambda: {"bant": _steps(bant)},
        lambda: {"eight": _steps(eight)},
        lambda: {"transitions": _answers(_transitions())},
        lambda: {"python-statemachine": _answers(_statemachine())},
    )
    made = [Row("a tapped step with its next prompt, BANT", taken.figure("bant").times(1e6), "µs", goal=60)]
    for library, version in (("transitions", transitions.__version__), ("python-statemachine", statemachine.__version__)):
        made.append(
            Row(
                "a tapped step with its next prompt, eight questions",
                taken.figure("eight").times(1e6),
                "µs",
                beside=f"bare transition of {library} {version}",
                other=taken.figure(library).value * 1e6,
                ratio=taken.ratio("eight", library),
            )
        )
    return made


def alone(shipped: Definitions) -> Callable[[], float]:
    """Seconds of CPU of one step of the BANT walk, to set other things beside it."""
    bant = calls(shipped.script(BANT), BANT_WALK)
    return lambda: _steps(bant)


def _steps(walk: Sequence[Call]) -> float:
    def work() -> None:
        for _ in range(WALKS):
            for call in walk:
                step(call.script, call.session, call.answers, call.inbound, NOW)

    return cpu(work) / (WALKS * len(walk))


class _Lead:
    """What `transitions` moves through its states."""

    answer: Callable[[], object]


def _transitions() -> list[Callable[[], object]]:
    names = (*QUESTIONS, "done")
    moves = [["answer", name, following] for name, following in pairwise(names)]
    leads = [_Lead() for _ in range(WALKS)]
    transitions.Machine(leads, states=list(names), transitions=moves, initial=names[0], auto_transitions=False)
    return [lead.answer for lead in leads]


class _Eight(statemachine.StateMachine):
    """The same eight questions for `python-statemachine`."""

    goals = statemachine.State(initial=True)
    plans = statemachine.State()
    challenge = statemachine.State()
    need = statemachine.State()
    timeline = statemachine.State()
    authority = statemachine.State()
    committee = statemachine.State()
    budget = statemachine.State()
    done = statemachine.State(final=True)
    answer = (
        goals.to(plans)
        | plans.to(challenge)
        | challenge.to(need)
        | need.to(timeline)
        | timeline.to(authority)
        | authority.to(committee)
        | committee.to(budget)
        | budget.to(done)
    )


def _statemachine() -> list[Callable[[], object]]:
    return [_Eight().answer for _ in range(WALKS)]


def _answers(fresh: Sequence[Callable[[], object]]) -> float:
    """Machines are built before the clock starts; they answer their eight questions while it runs."""

    def work() -> None:
        for answer in fresh:
            for _ in QUESTIONS:
                answer()

    return cpu(work) / (len(fresh) * len(QUESTIONS))
