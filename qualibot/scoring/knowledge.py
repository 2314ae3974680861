"""What counts for every criterion, once staleness, disputes, evidence, contradictions and inference are settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from qualibot.model.result import Finding, Openness
from qualibot.model.script import Criterion, Option
from qualibot.model.talk import Answer
from qualibot.scoring.freshness import stale_from


class _Said(NamedTuple):
    """One side's live answer, the option it counts as, and whether it is still fresh."""

    answer: Answer
    option: Option
    fresh: bool


def findings(criteria: Mapping[str, Criterion], answers: Sequence[Answer], now: datetime) -> dict[str, Finding]:
    """What counts for each criterion something is known about; the order of the answers does not matter.

    `answers` are the live ones of both sides and `now` is aware. Captured names and addresses, and options that a newer
    version of the criterion no longer has, are passed over.

    - A claim without its evidence counts as the option named for that.
    - A stale answer is a gap; a fresh one of the other side counts in its place.
    - "Not known" on one side gives way to what the other side knows; otherwise sides that differ are disputed, and the
      lower option is the floor.
    - Two fresh answers of the prospect that cannot both be true leave a gap, unless the rep confirms the doubted one.
    - What follows from a known answer is inferred only where neither side ever said anything, and nothing is inferred
      from what was inferred.
    """
    said = _by_criterion(criteria, answers, now)
    found = {name: _weighed(criteria[name], said[name]) for name in criteria if name in said}
    for name, fallback in _contradicted(criteria, said, found).items():
        old = found[name]
        found[name] = Finding(name, fallback.id, old.source, "contradicted", old.answers)
    return with_inferred(criteria, found)


def with_inferred(criteria: Mapping[str, Criterion], found: Mapping[str, Finding]) -> dict[str, Finding]:
    """These findings and what follows from them; of two things that would follow, the lower one."""
    follows: dict[str, Option] = {}
    for finding in found.values():
        if finding.openness:
            continue
        for name, option in criteria[finding.criterion].by_id[finding.option].infers.items():
            if name not in found and name in criteria and option in criteria[name].by_id:
                _keep_lower(criteria[name], follows, criteria[name].by_id[option])
    result = dict(found)
    for name, inferred in follows.items():
        result[name] = Finding(name, inferred.id, "inferred", "open_answer" if inferred.gap else "")
    return result


def _by_criterion(criteria: Mapping[str, Criterion], answers: Iterable[Answer], now: datetime) -> dict[str, list[_Said]]:
    """The newest usable answer of each side, by criterion."""
    newest: dict[tuple[str, str], Answer] = {}
    for answer in answers:
        criterion = criteria.get(answer.question)
        if criterion is None or answer.value not in criterion.by_id:
            continue
        key = (answer.question, answer.side)
        if key not in newest or _recency(newest[key]) < _recency(answer):
            newest[key] = answer
    said: dict[str, list[_Said]] = {}
    for (name, _), answer in newest.items():
        said.setdefault(name, []).append(_read(criteria[name], answer, now))
    return said


def _recency(answer: Answer) -> tuple[object, ...]:
    """Sorts answers by time; those of the same moment in a fixed order of their own."""
    return (answer.at, answer.id or 0, answer.session, answer.side, answer.value, answer.detail, answer.text)


def _read(criterion: Criterion, answer: Answer, now: datetime) -> _Said:
    option = criterion.by_id[answer.value]
    if option.without_evidence and not answer.detail.strip():
        option = criterion.by_id[option.without_evidence]
    return _Said(answer, option, now < stale_from(answer.at, option.stale_after or criterion.stale_after, now.tzinfo))


def _weighed(criterion: Criterion, said: list[_Said]) -> Finding:
    """What the one or two sides that answered come to."""
    if len(said) == 1:
        return _finding(criterion, said[0], _openness(said[0]), said)
    counted = [one for one in said if one.fresh] or said
    counted = [one for one in counted if not one.option.gap] or counted
    chosen = max(counted, key=lambda one: _recency(one.answer))
    if any(one.option is not chosen.option for one in counted):
        chosen = min(counted, key=lambda one: _height(criterion, one.option))
        return _finding(criterion, chosen, "disputed" if chosen.fresh else "stale", counted)
    return _finding(criterion, chosen, _openness(chosen), [chosen])


def _finding(criterion: Criterion, chosen: _Said, openness: Openness, shown: list[_Said]) -> Finding:
    if len(shown) > 1:
        shown = sorted(shown, key=lambda one: one.answer.side)
    answers = tuple([one.answer for one in shown])
    return Finding(criterion.id, chosen.option.id, chosen.answer.source, openness, answers)


def _openness(one: _Said) -> Openness:
    """Why an answer that nobody disputes leaves a gap."""
    if not one.fresh:
        return "stale"
    return "open_answer" if one.option.gap else ""


def _height(criterion: Criterion, option: Option) -> tuple[int, int]:
    """Sorts options from the lowest: by level, and within a level the later in the file first."""
    return (option.level, -criterion.options.index(option))


def _keep_lower(criterion: Criterion, kept: dict[str, Option], option: Option) -> None:
    present = kept.setdefault(criterion.id, option)
    kept[criterion.id] = min(present, option, key=lambda one: _height(criterion, one))


def _contradicted(
    criteria: Mapping[str, Criterion], said: Mapping[str, list[_Said]], found: Mapping[str, Finding]
) -> dict[str, Option]:
    """Criterion → the option that counts until the prospect's own contradiction is cleared up."""
    fallbacks: dict[str, Option] = {}
    for name, option, fallback in _clashes(said):
        doubted = found.get(name)
        if doubted is None or doubted.openness or doubted.option != option or not _rests_on_prospect(said[name]):
            continue
        _keep_lower(criteria[name], fallbacks, criteria[name].by_id[fallback])
    return fallbacks


def _clashes(said: Mapping[str, list[_Said]]) -> Iterator[tuple[str, str, str]]:
    """Criterion, option that cannot be true, and its fallback, for every fresh answer of the prospect."""
    for one in _flat(said):
        if one.fresh and one.option.contradicts and one.answer.side == "prospect":
            for name, options in one.option.contradicts.items():
                for option, fallback in options.items():
                    yield name, option, fallback


def _flat(said: Mapping[str, list[_Said]]) -> Iterator[_Said]:
    return (one for several in said.values() for one in several)


def _rests_on_prospect(said: list[_Said]) -> bool:
    """Whether the prospect alone holds the answer that counts: the rep said nothing, nothing fresh, or "not known"."""
    return all(one.answer.side == "prospect" or not one.fresh or one.option.gap for one in said)
