"""Outcomes outside of a turn: how an unfinished session stands, and what recorded ones would be under today's frameworks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from qualibot.definitions import Definitions
from qualibot.errors import UnknownName
from qualibot.model import Evaluation, LeadFile, Outcome, Session, Verdict
from qualibot.scoring import evaluate, findings, stage, would_change


def preview(definitions: Definitions, held: LeadFile, session: int, now: datetime) -> Outcome:
    """How a session stands at this moment, under today's framework. Nothing is recorded: its number is 0."""
    of = next(item for item in held.sessions if item.id == session)
    conversation = _conversation(definitions, held, of)
    script = definitions.script(conversation)
    moment = now.astimezone(ZoneInfo(of.zone))
    evaluation = evaluate(script.framework, script.criteria, held.answers, moment)
    before = held.outcomes[-1].stage if held.outcomes else "lead"
    return Outcome(
        session=session,
        number=0,
        lead=held.lead.id,
        conversation=script.conversation.ref,
        script=of.script,
        language=of.language,
        status=of.status,
        evaluation=evaluation,
        stage=stage(evaluation, of.side, [act.kind for act in held.acts], before),
        would_change=would_change(script.framework, script.criteria, findings(script.criteria, held.answers, moment)),
        answers=held.answers,
    )


def _conversation(definitions: Definitions, held: LeadFile, session: Session) -> str:
    """The conversation of a session: the one whose script it pinned, else one of its framework for its side."""
    for name in definitions.conversations:
        if definitions.script(name).hash == session.script:
            return name
    started = next((entry.said for entry in held.transcript if entry.session == session.id and entry.kind == "start"), "")
    if started in definitions.conversations:
        return started
    raise UnknownName(f"The conversation of session {session.id} is no longer among the definitions.")


class Recorded(Protocol):
    """What rescoring needs of the store."""

    def recorded(self, size: int = ...) -> Iterator[list[Outcome]]:
        """The newest outcome of every session, in chunks."""
        ...

    def record(self, outcomes: list[Outcome]) -> None:
        """Each of these outcomes is its session's next one."""
        ...


@dataclass(frozen=True, slots=True)
class Flip:
    """A recorded verdict that today's framework would not give."""

    lead: int
    session: int
    framework: str
    before: tuple[Verdict, int]
    """Verdict and score."""
    after: tuple[Verdict, int]


@dataclass(slots=True)
class Rescored:
    """What a rescoring found, growing while it runs."""

    seen: int = 0
    changed: int = 0
    """Outcomes whose score, interval or verdict differ."""
    unknown: int = 0
    """Outcomes of frameworks that are no longer among the definitions."""
    flips: list[Flip] = field(default_factory=list)


def rescore(
    definitions: Definitions, store: Recorded, framework: str | None = None, *, apply: bool = False
) -> Iterator[Rescored]:
    """Evaluates the newest outcome of every session at its own time under today's framework; yields after every chunk.

    With `apply`, what differs is recorded as the session's next outcome. Memory does not grow with the number of outcomes,
    only with that of flipped verdicts.

    Raises:
        UnknownName: there is no such framework.
    """
    if framework is not None and framework not in definitions.frameworks:
        raise UnknownName(f"There is no framework '{framework}'. Known: {', '.join(definitions.frameworks)}.")
    result = Rescored()
    for chunk in store.recorded():
        again = [outcome for outcome in (_again(definitions, old, framework, result) for old in chunk) if outcome]
        if apply:
            store.record(again)
        yield result


def _again(definitions: Definitions, old: Outcome, framework: str | None, result: Rescored) -> Outcome | None:
    """The outcome as it would be today; None where nothing differs."""
    name = old.evaluation.framework.partition("@")[0]
    if framework not in (None, name):
        return None
    result.seen += 1
    script = _script(definitions, old, name)
    if script is None:
        result.unknown += 1
        return None
    present = definitions.script(script)
    evaluation = evaluate(present.framework, present.criteria, old.answers, old.evaluation.at)
    if _same(old.evaluation, evaluation):
        return None
    result.changed += 1
    if old.evaluation.verdict != evaluation.verdict:
        before, after = old.evaluation, evaluation
        flip = Flip(old.lead, old.session, evaluation.framework, (before.verdict, before.score), (after.verdict, after.score))
        result.flips.append(flip)
    found = findings(present.criteria, old.answers, old.evaluation.at)
    change = would_change(present.framework, present.criteria, found)
    return replace(old, number=old.number + 1, evaluation=evaluation, would_change=change)


def _script(definitions: Definitions, old: Outcome, framework: str) -> str | None:
    """A conversation of today that feeds the framework: its own if it is still there."""
    own = old.conversation.partition("@")[0]
    candidates = (own, *definitions.conversations)
    return next(
        (name for name in candidates if name in definitions.conversations and definitions.script(name).framework.id == framework),
        None,
    )


def _same(before: Evaluation, after: Evaluation) -> bool:
    keys = ("raw", "score", "low", "high", "coverage", "gaps", "verdict", "grade")
    return all(getattr(before, key) == getattr(after, key) for key in keys)
