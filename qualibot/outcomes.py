"""Outcomes outside of a turn: how an unfinished session stands, and what recorded ones would be under today's frameworks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from qualibot.definitions import Definitions, Publication
from qualibot.errors import UnknownName
from qualibot.model import Evaluation, Headline, LeadFile, Outcome, Ranked, Script, Session, Unfinished, Verdict, Warmth
from qualibot.scoring import evaluate, findings, stage, would_change

_WARMTHS: tuple[Warmth, ...] = ("hot", "warm", "cold")


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


class Listed(Protocol):
    """What a list of leads needs of the store."""

    def leads(self, verdict: Verdict | None = ..., limit: int = ...) -> list[Ranked]:
        """Leads with their headline outcome, the hottest first."""
        ...

    def unfinished(self, limit: int) -> list[Unfinished]:
        """Leads without an outcome that are being talked with, the latest first."""
        ...


def ranking(definitions: Definitions, store: Listed, verdict: Verdict | None, limit: int, now: datetime) -> list[Ranked]:
    """Leads, the hottest first: by what was recorded, and where nothing is yet, by how the conversation stands.

    Of unfinished ones, as many as `limit` are looked at, those that spoke last.
    """
    recorded = [one for one in store.leads(verdict, limit) if one.headline]
    standing = [
        Ranked(one.lead, _standing(definitions, one, now), one.session.status == "human") for one in store.unfinished(limit)
    ]
    if verdict is not None:
        standing = [one for one in standing if one.headline and one.headline.verdict == verdict]
    return sorted((*recorded, *standing), key=_heat)[:limit]


def _heat(one: Ranked) -> tuple[int, int, int]:
    if one.headline is None:
        return len(_WARMTHS), 0, one.lead.id
    return _WARMTHS.index(one.headline.warmth), -one.headline.score, one.lead.id


def _standing(definitions: Definitions, one: Unfinished, now: datetime) -> Headline | None:
    """How the lead stands under today's framework; None where the conversation is no longer among the definitions."""
    name = one.conversation.partition("@")[0]
    if name not in definitions.conversations:
        return None
    script, session = definitions.script(name), one.session
    made = evaluate(script.framework, script.criteria, one.answers, now.astimezone(ZoneInfo(session.zone)))
    reached = stage(made, session.side, one.acts)
    return Headline(
        session.id,
        0,
        one.conversation,
        made.framework,
        session.status,
        one.at,
        *(made.score, made.low, made.high, made.coverage, made.verdict, made.grade, made.warmth, reached),
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

    def acts(self, leads: Iterable[int]) -> Mapping[int, tuple[str, ...]]:
        """The kinds of all acts of each of these leads."""
        ...

    def publish(self, script: Script, publications: Iterable[Publication], now: datetime) -> None:
        """The script is in the database; a PublishError where its content changed under an old version."""
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


class Rescoring:
    """Evaluates recorded outcomes again, each at its own time, under today's frameworks.

    Memory does not grow with the number of outcomes, only with that of flipped verdicts.
    """

    def __init__(self, definitions: Definitions, store: Recorded, framework: str | None = None) -> None:
        if framework is not None and framework not in definitions.frameworks:
            known = ", ".join(definitions.frameworks)
            raise UnknownName(f"There is no framework '{framework}'. Known: {known}.")
        self.result = Rescored()
        self._definitions = definitions
        self._store = store
        self._framework = framework
        self._published: set[str] = set()

    def run(self, now: datetime | None = None) -> Iterator[Rescored]:
        """Yields the growing result after every chunk. With `now`, what differs is recorded as its session's next outcome.

        Raises:
            PublishError: a file was changed under its old version; what earlier chunks recorded stays.
        """
        for chunk in self._store.recorded():
            again = [pair for pair in map(self._again, chunk) if pair]
            if now is not None:
                self._record(again, now)
            yield self.result

    def _again(self, old: Outcome) -> tuple[Outcome, Script] | None:
        """The outcome as it would be today, but for its stage; None where nothing differs."""
        name = old.evaluation.framework.partition("@")[0]
        if self._framework not in (None, name):
            return None
        self.result.seen += 1
        script = self._script(old, name)
        if script is None:
            self.result.unknown += 1
            return None
        evaluation = evaluate(script.framework, script.criteria, old.answers, old.evaluation.at)
        if _same(old.evaluation, evaluation):
            return None
        self._count(old, evaluation)
        found = findings(script.criteria, old.answers, old.evaluation.at)
        change = would_change(script.framework, script.criteria, found)
        ref = script.conversation.ref
        made = replace(
            old, number=old.number + 1, conversation=ref, script=script.hash, evaluation=evaluation, would_change=change
        )
        return made, script

    def _script(self, old: Outcome, framework: str) -> Script | None:
        """Today's script that feeds the framework: the outcome's own conversation if it is still there."""
        own = old.conversation.partition("@")[0]
        names = [name for name in (own, *self._definitions.conversations) if name in self._definitions.conversations]
        scripts = map(self._definitions.script, names)
        return next((script for script in scripts if script.framework.id == framework), None)

    def _count(self, old: Outcome, after: Evaluation) -> None:
        before = old.evaluation
        self.result.changed += 1
        if before.verdict != after.verdict:
            judged = (before.verdict, before.score), (after.verdict, after.score)
            self.result.flips.append(Flip(old.lead, old.session, after.framework, *judged))

    def _record(self, again: list[tuple[Outcome, Script]], now: datetime) -> None:
        for script in {script.hash: script for _, script in again}.values():
            if script.hash not in self._published:
                self._store.publish(script, self._definitions.publications(script), now)
                self._published.add(script.hash)
        acts = self._store.acts(outcome.lead for outcome, _ in again)
        self._store.record([_staged(outcome, script, acts[outcome.lead]) for outcome, script in again])


def _staged(outcome: Outcome, script: Script, acts: tuple[str, ...]) -> Outcome:
    return replace(outcome, stage=stage(outcome.evaluation, script.side, acts, outcome.stage))


def _same(before: Evaluation, after: Evaluation) -> bool:
    keys = ("raw", "score", "low", "high", "coverage", "gaps", "verdict", "grade")
    return all(getattr(before, key) == getattr(after, key) for key in keys)
