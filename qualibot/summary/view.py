"""What a summary shows, in one language, before any template decides how it looks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from qualibot.engine.words import Words
from qualibot.model import Answer, Lead, Line, Outcome, Script
from qualibot.scoring.bands import grade, rank
from qualibot.summary.document import own_words
from qualibot.understanding import days

Mark = Literal["+", "−", "?"]


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One criterion: what was answered, what it is worth, why it is open."""

    mark: Mark
    """`+` for points, `−` for none, `?` for a gap."""
    name: str
    points: int
    max: int
    label: str
    words: str
    """The person's own, as typed; empty where a button was pressed."""
    open: str
    """Why it is a gap; empty where it is none."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything a reader is told about one outcome, in the reader's language."""

    language: str
    rtl: bool
    lead: str
    verdict: str
    key: str
    """The verdict's id, for colours and links."""
    status: str
    """How the conversation stands; empty where it was completed."""
    contact: str
    """How to reach the person, or that they want no contact; empty where neither is known."""
    score: int
    grade: str
    """A–D; while the verdict is incomplete, with the grades it can still become."""
    warmth: str
    stage: str
    could_be: str
    """The reachable interval; empty where the score cannot move."""
    coverage: int
    lines: tuple[SummaryLine, ...]
    gaps: tuple[str, ...]
    next_steps: tuple[str, ...]
    lift: str
    """What would lift the verdict one band; empty where nothing can, or where there is more to ask first."""
    close: str
    limits: tuple[str, ...]
    """What knocked the lead out, or capped the verdict."""
    dimensions: tuple[tuple[str, int], ...]
    framework: str
    session: int
    label: dict[str, str] = field(default_factory=dict)
    """The words of the template itself: `score`, `next`, `coverage`, …"""

    @property
    def comma(self) -> str:
        """What stands between the items of a list."""
        return "، " if self.rtl else ", "

    @property
    def quotes(self) -> tuple[str, str]:
        """What stands around somebody's own words."""
        return ("«", "»") if self.rtl else ("“", "”")


def summary(outcome: Outcome, lead: Lead, script: Script, language: str, answers: Sequence[Answer] = ()) -> Summary:
    """The outcome in the reader's language, whatever the conversation's was.

    `answers` are all live ones of the lead: no score counts whether a person wants to be called.
    """
    evaluation = outcome.evaluation
    view = _View(script, language, outcome)
    words = view.words
    moves = evaluation.low != evaluation.high
    return Summary(
        language=language,
        rtl=language in script.wording.rtl,
        lead=words.isolated(" · ".join(filter(None, (lead.name, lead.company)))) or f"{view.word('lead')} {outcome.lead}",
        verdict=words.term("verdicts", evaluation.verdict),
        key=evaluation.verdict,
        status="" if outcome.status == "completed" else words.term("statuses", outcome.status),
        contact=view.contact(lead, answers),
        score=evaluation.score,
        grade=view.grade(),
        warmth=words.term("warmth", evaluation.warmth),
        stage=words.term("stages", outcome.stage),
        could_be=view.word("could_be_range", low=evaluation.low, high=evaluation.high) if moves else "",
        coverage=evaluation.coverage,
        lines=tuple(map(view.line, evaluation.lines)),
        gaps=tuple(map(view.name, evaluation.gaps)),
        next_steps=view.next_steps(answers),
        lift=view.lift(),
        close=view.word("cut_off_close", cutoff=evaluation.close_to) if evaluation.close_to is not None else "",
        limits=view.limits(),
        dimensions=tuple((words.term("dimensions", key), part.score) for key, part in evaluation.dimensions.items()),
        framework=words.of(script.framework.name),
        session=outcome.session,
        label={key: words.of(text) for key, text in script.wording.terms["summary"].items()},
    )


class _View:
    """The outcome's parts as text of one language."""

    def __init__(self, script: Script, language: str, outcome: Outcome) -> None:
        self.words = Words(script, language, outcome.evaluation.at)
        self._script = script
        self._outcome = outcome

    def word(self, key: str, **values: object) -> str:
        """A word or sentence of the summary itself."""
        return self.words.fill(self.words.term("summary", key), values)

    def name(self, criterion: str) -> str:
        """The criterion's name; its id where the files no longer know it."""
        asked = self._script.wording.asked[self._script.side].get(criterion)
        return self.words.of(asked.name) if asked else criterion

    def option(self, criterion: str, option: str, line: Line | None = None) -> str:
        """The label of an option, with the days that were meant when it was chosen."""
        asked = self._script.wording.asked[self._script.side].get(criterion)
        if asked is None or option not in asked.labels:
            return option
        at = max((answer.at for answer in line.answers), default=None) if line else None
        moment = at or self._outcome.evaluation.at
        return self.words.label(criterion, option, days(moment.astimezone(self._outcome.evaluation.at.tzinfo).date()))

    def line(self, line: Line) -> SummaryLine:
        """One line of the score."""
        mark: Mark = "?" if line.openness else "+" if line.points > 0 else "−"
        label = self.option(line.criterion, line.answer, line) if line.answer else ""
        why = self.words.term("openness", line.openness) if line.openness else ""
        name, own = self.name(line.criterion), self.words.isolated(own_words(line))
        return SummaryLine(mark, name, line.points, line.max, label, own, why)

    def grade(self) -> str:
        """The grade; where the verdict is still open, with the grades that the interval spans."""
        evaluation = self._outcome.evaluation
        ends = [grade(evaluation.verdict, rank(self._script.framework, end)) for end in (evaluation.low, evaluation.high)]
        if evaluation.verdict != "incomplete" or ends[0] == ends[1]:
            return evaluation.grade
        return f"{evaluation.grade} ({ends[0]}–{ends[1]})"

    def contact(self, lead: Lead, answers: Iterable[Answer]) -> str:
        """E-mail address and phone number, unless the person wants no contact."""
        if _left_alone(answers):
            return self.option("contact", "no_contact")
        known = filter(None, (lead.email, lead.phone))
        is_rtl = self.words.language in self._script.wording.rtl
        return " · ".join(f"\u2066{item}\u2069" if is_rtl else item for item in known)

    def next_steps(self, answers: Iterable[Answer]) -> tuple[str, ...]:
        """What to do: nothing where no contact is wanted, else by the verdict, and after a good result by the framework."""
        if _left_alone(answers):
            return (self.words.term("next_steps", "no_contact"),)
        verdict = self._outcome.evaluation.verdict
        steps = [self.words.term("next_steps", verdict)]
        if verdict == "incomplete":
            steps = [": ".join((*steps, *self._widest_gap()))]
        if verdict in ("qualified", "invite") and self._script.framework.next_step:
            steps.append(self.words.of(self._script.framework.next_step))
        return tuple(steps)

    def _widest_gap(self) -> list[str]:
        """The name of the criterion that may still add the most points; empty where none is open."""
        evaluation = self._outcome.evaluation
        gaps = [line for line in evaluation.lines if line.criterion in evaluation.gaps]
        return [self.name(line.criterion) for line in sorted(gaps, key=lambda line: line.points - line.max)[:1]]

    def lift(self) -> str:
        """The smallest set of answers that would lift the verdict, as a sentence."""
        change = self._outcome.would_change
        if change is None or self._outcome.evaluation.verdict == "incomplete":
            return ""
        parts = (f"{self.name(key)}: {self.option(key, option)}" for key, option in change.answers.items())
        joint = "، " if self.words.language in self._script.wording.rtl else ", "
        return self.word("lift", answers=joint.join(parts), verdict=self.words.term("verdicts", change.verdict))

    def limits(self) -> tuple[str, ...]:
        """What ended or limited the verdict, with the answer that did."""
        evaluation = self._outcome.evaluation
        answers = {line.criterion: line for line in evaluation.lines}
        keys = (("knocked_out_by", evaluation.knock_outs), ("capped_by", evaluation.caps))
        return tuple(
            f"{self.word(key)}: {self._fact(criterion, answers.get(criterion))}"
            for key, criteria in keys
            for criterion in criteria
        )

    def _fact(self, criterion: str, line: Line | None) -> str:
        label = self.option(criterion, line.answer, line) if line and line.answer else ""
        return f"{self.name(criterion)} ({label})" if label else self.name(criterion)


def _left_alone(answers: Iterable[Answer]) -> bool:
    """The newest word on how to be reached is "no contact, please"."""
    said = [answer for answer in answers if answer.question == "contact"]
    return bool(said) and max(said, key=lambda answer: answer.at).value == "no_contact"
