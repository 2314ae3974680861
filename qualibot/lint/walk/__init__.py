"""Every path of a conversation through the real engine: ways that cannot be told apart later are walked once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from qualibot.errors import Problem
from qualibot.lint.report import Proof
from qualibot.lint.subject import Subject, Talk
from qualibot.lint.walk.facts import Facts
from qualibot.lint.walk.moves import Move, asides, moves
from qualibot.lint.walk.paths import count
from qualibot.lint.walk.reads import Key, Reads
from qualibot.lint.walk.steps import Spot, Steps
from qualibot.model import VERDICTS, Answer, Command, Due, Start, Verdict

DATES = (datetime(2026, 5, 12, 9), datetime(2026, 6, 10, 9))  # noqa: DTZ001 - the zone is the company's
"""An ordinary day, and one in a quarter's last month, when nothing is left between the month's end and the quarter's."""
MOST = 1500
"""Configurations that are walked; the conversations we ship have fewer than a hundred."""
Picks = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk found."""

    problems: tuple[Problem, ...]
    proof: Proof


def walk(subject: Subject, talk: Talk) -> Walked:
    """Takes every step of a conversation, on two dates and in every language."""
    zone = ZoneInfo(talk.script.company.zone)
    walks = [_Walk(subject, talk, date.replace(tzinfo=zone)) for date in DATES]
    for each in walks:
        each.go()
        if each.too_wide:
            break
    problems = {key: problem for each in walks for key, problem in each.steps.problems.items()}
    return Walked(tuple(problems.values()), _proof(subject, talk, walks))


def _proof(subject: Subject, talk: Talk, walks: Iterable[_Walk]) -> Proof:
    script = talk.script
    first, *_ = walks
    reached = subject.reach(script.framework.id, script.side, talk.asked).verdicts
    possible = frozenset[Verdict]().union(*(reach.verdicts for reach in subject.possible(script.framework.id)))
    return Proof(
        script.conversation.id,
        len(talk.states),
        sum(each.steps.taken for each in walks),
        first.paths(),
        tuple(verdict for verdict in VERDICTS if verdict in reached),
        tuple(verdict for verdict in VERDICTS if verdict in possible | reached),
    )


class _Walk:
    """One date's walk: from configuration to configuration, each event once."""

    def __init__(self, subject: Subject, talk: Talk, now: datetime) -> None:
        self.steps = Steps(talk, now)
        self._talk = talk
        self._reads = Reads(talk)
        self._first: Key | None = None
        self._ways: dict[Key, dict[str, frozenset[Key]]] = {}
        self._met: set[Key] = set()
        self._types: set[str] = set()
        self._decisive = tuple(_decisive(subject, talk))
        self._contradictions = tuple(_contradictions(talk))

    def go(self) -> None:
        """Walks until nothing new is met."""
        begun = self.steps.begin(Start(self._talk.script.conversation.id, self._talk.script.wording.languages[0]))
        ahead = [begun] if begun else []
        self._first = self._way(begun) if begun else None
        while ahead and len(self._met) < MOST:
            spot = ahead.pop()
            key = self._key(spot)
            if key not in self._met:
                self._met.add(key)
                ahead += self._from(spot)
        if self.too_wide:
            message = f"guards read so many answers that more than {MOST} situations differ; read fewer of them"
            self.steps.problems["walk-too-wide", ()] = self._talk.problem("walk-too-wide", ("states",), message)

    @property
    def too_wide(self) -> bool:
        """The walk was given up."""
        return len(self._met) >= MOST

    def paths(self) -> int | None:
        """Ways to an end; None where not all were walked."""
        return None if self._first is None or self.too_wide else count(self._ways, self._first)

    def _key(self, spot: Spot) -> Key:
        facts = Facts(self._talk.script, spot.session, spot.answers, self.steps.now)
        return self._reads.key(spot.session, facts)

    def _way(self, spot: Spot) -> Key:
        """The configuration as paths count it: a question in between is no way of its own."""
        return self._key(Spot(replace(spot.session, aside=""), spot.answers))

    def _from(self, spot: Spot) -> Iterator[Spot]:
        """Everything that can be done here, and where it leads."""
        state = self._talk.states[spot.session.state]
        if state.type not in self._types:
            self._types.add(state.type)
            self._say_all(spot)
        way = self._way(spot)
        variants = tuple(self._variants(spot))
        for move in moves(self._talk.script, spot.session, self.steps.days):
            for variant in variants:
                after = self.steps.walk(variant, move)
                if after:
                    yield after
                    self._count(way, variant, move, after)

    def _count(self, way: Key, before: Spot, move: Move, after: Spot) -> None:
        """Remembers a way on, for the counting of paths: not questions in between, and not leaving early."""
        own = self._talk.states[before.session.state].on
        if not before.session.aside and (move.event != "finish" or "finish" in own):
            name = f"{move.event} {type(move.payload).__name__} {getattr(move.payload, 'event', '')}"
            ways = self._ways.setdefault(way, {})
            ways[name] = ways.get(name, frozenset()) | {self._way(after)}

    def _say_all(self, spot: Spot) -> None:
        """Everything that may be said at any time, once for every kind of state; it only has to be answered."""
        for move in asides():
            self.steps.all_languages(spot, move)
        if spot.session.status == "open":
            self.steps.all_languages(
                Spot(replace(spot.session, status="paused"), spot.answers), Move("resume", Command("resume"))
            )
        for delay in self._talk.script.conversation.after:
            due = Due(spot.session.id, delay.name, spot.session.seq)
            self.steps.all_languages(spot, Move(delay.name, due))

    def _variants(self, spot: Spot) -> Iterator[Spot]:
        """The session as it is, and with other answers where these decide where an event leads."""
        yield spot
        if spot.session.aside:
            return
        if spot.session.state in self._reads.decided:
            yield from (self._answered(spot, picks, only=True) for picks in self._decisive)
        if any(self._talk.states[edge.target].type == "review" for edge in self._talk.own(spot.session.state)):
            yield from (self._answered(spot, picks) for picks in self._contradictions)

    def _answered(self, spot: Spot, picks: Picks, *, only: bool = False) -> Spot:
        """The same session with these answers; with `only`, every other scored question was passed over."""
        session, points = spot.session, self._talk.script.framework.points
        gone = {*picks, *points} if only else set(picks)
        kept = tuple(answer for answer in spot.answers if answer.question not in gone)
        answers = tuple(
            Answer(question, session.side, option, self.steps.now, "tapped", session.id, detail="1")
            for question, option in picks.items()
        )
        passed = session.passed | (set(points) - set(picks) if only else set())
        return Spot(replace(session, passed=frozenset(passed - set(picks))), kept + answers)


def _decisive(subject: Subject, talk: Talk) -> Iterator[Picks]:
    """Answers for every way in which guards on score and verdict can come out."""
    guards = [edge.guard for edge in talk.edges if edge.guard and (edge.guard.score or edge.guard.verdict)]
    if not guards:
        return
    reach = subject.reach(talk.script.framework.id, talk.script.side, talk.asked)
    cuts = sorted({bound for guard in guards for bound in guard.score.values()})
    kinds: dict[tuple[object, ...], tuple[Verdict, int]] = {}
    for verdict, score in sorted(reach.results):
        kinds.setdefault((verdict, *((score < cut, score > cut) for cut in cuts)), (verdict, score))
    yield from (reach.witness(result) for result in kinds.values())


def _contradictions(talk: Talk) -> Iterator[Picks]:
    """Two answers that cannot both be true, for every such pair that is asked."""
    for name in sorted(talk.asked):
        for option in talk.script.criteria[name].offered_to(talk.script.side):
            for other, options in option.contradicts.items():
                if other in talk.asked:
                    yield from ({name: option.id, other: doubted} for doubted in options)
