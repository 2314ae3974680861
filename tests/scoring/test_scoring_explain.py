"""What would lift a verdict: examples, and every possible set of answers tried on small frameworks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_builder import (
    NOW,
    SHIPPED,
    all_said,
    criteria,
    framework,
    said,
    shipped,
    shipped_criteria,
    small,
)

from qualibot.model.result import Change, Finding
from qualibot.model.script import BANDS, Criterion, Framework
from qualibot.model.talk import Answer
from qualibot.scoring import Tally, findings, tally, would_change


def change(given_: Mapping[str, str], **changes: Any) -> Change | None:
    """What would change the verdict of a rep's answers in the small framework."""
    own, known = small(**changes)
    return would_change(own, known, findings(known, all_said(given_), NOW))


def test_nothing_lifts_an_invitation() -> None:
    """There is no better verdict."""
    assert change({"pain": "high", "money": "much", "when": "month"}) is None


def test_an_open_question_goes_before_a_fact() -> None:
    """The least that lifts it: 40 + 15 + 23 = 78, though a better timing of 30 would do as well."""
    assert change({"pain": "high", "money": "some"}) == Change("invite", {"when": "quarter"}, True, 78)


def test_a_fact_is_changed_where_no_open_question_would_do() -> None:
    """Nothing is open."""
    assert change({"pain": "middle", "money": "some", "when": "year"}) == Change("qualified", {"money": "much"}, False, 58)


def test_a_cap_is_lifted_by_its_own_criterion() -> None:
    """The score alone would be enough."""
    assert change({"pain": "nothing", "money": "much", "when": "month"}) == Change("invite", {"pain": "middle"}, False, 80)


def test_a_knock_out_is_lifted_by_its_own_criterion_and_what_else_is_needed() -> None:
    """Any verdict will do then, but it must be one."""
    assert change({"pain": "high", "money": "never", "when": "month"}) == Change("invite", {"money": "some"}, False, 85)
    assert change({"money": "never"}) == Change("nurture", {"pain": "middle", "money": "some"}, False, 35)


def test_a_knock_out_outside_of_the_framework_is_named() -> None:
    """Consent is worth no points."""
    assert change({"consent": "refuse", "pain": "high", "money": "much"}) == Change("qualified", {"consent": "agree"}, False, 70)


def test_from_incomplete_it_leads_to_the_band_of_the_score() -> None:
    """Required and coverage must both be met; the least ambitious answers that do."""
    assert change({}) == Change("nurture", {"pain": "middle", "when": "year"}, True, 28)
    assert change({"money": "much", "when": "month"}) == Change("invite", {"pain": "middle"}, True, 80)


def test_what_follows_from_an_answer_is_counted() -> None:
    """Who decides alone has named everybody: one answer instead of two."""
    points = {"pain": {"high": 40, "middle": 20, "nothing": 0}, "signer": {"alone": 35, "several": 26, "others": 13}}
    points["people"] = {"all": 25, "one": 5, "nobody": 0}
    assert change({"pain": "high"}, points=points, minimum_coverage=100) == Change("invite", {"signer": "alone"}, True, 100)


def test_what_followed_from_a_changed_answer_is_not_counted() -> None:
    """Changing who decides would lose what was inferred, so something else is changed."""
    points = {"signer": {"alone": 20, "several": 30, "others": 0}, "people": {"all": 20, "one": 5, "nobody": 0}}
    points["when"] = {"month": 50, "quarter": 10, "year": 5}
    assert change({"signer": "alone", "when": "quarter"}, points=points, required=()) == Change(
        "invite", {"when": "month"}, False, 90
    )


def test_findings_that_name_no_answers_count_as_said() -> None:
    """Only what is marked as inferred is worked out anew."""
    own, known = small()
    stated = {name: Finding(name, option, "known") for name, option in (("pain", "high"), ("money", "some"))}
    assert would_change(own, known, stated) == Change("invite", {"when": "quarter"}, True, 78)


def test_a_cap_of_another_criterion_stays() -> None:
    """Nothing but need is known, and it caps: one answer brings both ends to nurture, which settles it."""
    found = findings(shipped_criteria(), all_said({"need": "none"}), NOW)
    assert would_change(shipped("bant"), shipped_criteria(), found) == Change("nurture", {"timeline": "this_month"}, True, 25)


def test_where_nothing_lifts_it_there_is_nothing_to_say() -> None:
    """The framework's best cannot reach the cut-off."""
    cut_offs = {"nurture": 25, "qualified": 51, "invite": 101}
    assert change({"pain": "high", "money": "much", "when": "month"}, cut_offs=cut_offs) is None


def test_a_cut_off_may_be_the_very_best_score() -> None:
    """Everything must then be at its best."""
    cut_offs = {"nurture": 25, "qualified": 51, "invite": 100}
    assert change({"pain": "high", "money": "some"}, cut_offs=cut_offs) == Change(
        "invite", {"money": "much", "when": "month"}, False, 100
    )


def test_a_knock_out_without_another_option_cannot_be_lifted() -> None:
    """Nothing else could be answered."""
    own, known = small()
    only = criteria({"only": {"answers": {"out": {"level": 0, "knock_out": True}, "unsure": {"level": 1, "gap": True}}}})
    both = {**known, **only}
    assert would_change(own, both, findings(both, all_said({"only": "out", "pain": "high", "money": "much"}), NOW)) is None


def test_the_story_of_the_card_in_the_channel() -> None:
    """Need 25, budget 19, timeline 19: "advises" or better for authority makes it an invitation."""
    answers = all_said({"budget": "10_50k", "need": "critical", "timeline": "this_quarter"})
    found = findings(shipped_criteria(), answers, NOW)
    assert would_change(shipped("bant"), shipped_criteria(), found) == Change("invite", {"authority": "i_recommend"}, True, 76)


# Every set of answers, tried one by one.


@dataclass(frozen=True)
class Case:
    """A framework, its criteria, and what was said."""

    framework: Framework
    criteria: dict[str, Criterion]
    answers: tuple[Answer, ...]

    def count(self, picks: Mapping[str, str]) -> Tally:
        """The tally once a rep's fresh answers stand in the place of what was said of these criteria."""
        answers = [one for one in self.answers if one.question not in picks] + all_said(picks)
        return tally(self.framework, self.criteria, findings(self.criteria, answers, NOW))

    def choices(self) -> dict[str, list[str]]:
        """The options that may be proposed."""
        found = findings(self.criteria, self.answers, NOW)
        count = tally(self.framework, self.criteria, found)
        known = {name: one.option for name, one in found.items() if not one.openness}
        return {
            name: [
                option.id
                for option in self.criteria[name].options
                if option.id != known.get(name) and not option.gap and not option.knock_out and option.cap is None
            ]
            for name in {*self.framework.points, *count.knock_outs, *count.caps}
        }

    def lifting(self) -> Iterator[tuple[tuple[bool, int, int], dict[str, str]]]:
        """All sets that lift the verdict, each with what makes it better or worse than another."""
        before, choices = self.count({}), self.choices()
        target = 0 if before.verdict == "disqualified" else BANDS.index(before.band) + (before.verdict != "incomplete")
        for options in product(*([None, *options] for options in choices.values())):
            picks = {name: option for name, option in zip(choices, options, strict=True) if option is not None}
            after = self.count(picks)
            if picks and after.verdict in BANDS and BANDS.index(after.verdict) >= target:
                yield (not set(picks) <= set(before.gaps), len(picks), after.raw - before.raw), picks


def check(case: Case) -> None:
    """The proposed change lifts the verdict, says what it leads to, and no other set is better."""
    before = case.count({})
    proposed = would_change(case.framework, case.criteria, findings(case.criteria, case.answers, NOW))
    lifting = [] if before.verdict == "invite" else list(case.lifting())
    if proposed is None:
        assert not lifting
        return
    after = case.count(proposed.answers)
    assert (after.verdict, after.score) == (proposed.verdict, proposed.score)
    rating = not proposed.gap, len(proposed.answers), after.raw - before.raw
    assert (rating, dict(proposed.answers)) in lifting
    assert rating == min(lifting, key=lambda one: one[0])[0]


@st.composite
def options(draw: st.DrawFn, name: str, names: list[str]) -> dict[str, Any]:
    """The options of one criterion, with any flags."""
    result: dict[str, Any] = {"a": {"level": 4}}
    for key in draw(st.sampled_from(["b", "bc", "bcd"])):
        flag = draw(st.sampled_from([{}, {}, {}, {"gap": True}, {"knock_out": True}, {"cap": "nurture"}, {"cap": "qualified"}]))
        result[key] = {"level": draw(st.integers(0, 3)), **flag}
    others = [other for other in names if other != name]
    if draw(st.booleans()) and draw(st.booleans()):
        target = draw(st.sampled_from(others))
        result[draw(st.sampled_from(sorted(result)))]["infers"] = {target: draw(st.sampled_from(["a", "b"]))}
    return result


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Two to four small criteria, of which one may not be scored, and answers of a rep to some."""
    names = ["w", "x", "y", "z"][: draw(st.integers(2, 4))]
    known = criteria({name: {"answers": draw(options(name, names))} for name in names})
    scored = names if draw(st.booleans()) else names[:-1]
    points = {
        name: {option.id: draw(st.integers(-8, 40)) for option in known[name].options[1:]} | {"a": draw(st.integers(10, 50))}
        for name in scored
    }
    rules = {
        "points": points,
        "required": draw(st.lists(st.sampled_from(scored), max_size=1)),
        "cut_offs": {"nurture": 25, "qualified": 51, "invite": 75},
        "minimum_coverage": draw(st.sampled_from([0, 50, 70, 100])),
        "scaled_from": draw(st.sampled_from([None, None, 60])),
    }
    answers = []
    for name in names:
        for side in draw(st.sampled_from([(), ("rep",), ("rep",), ("prospect", "rep")])):
            at = NOW.replace(year=draw(st.sampled_from([2026, 2026, 2026, 2020])))
            answers.append(said(name, draw(st.sampled_from([one.id for one in known[name].options])), side, at=at))
    return Case(framework("tiny", rules), known, tuple(answers))


@given(case=cases())
@settings(max_examples=300, deadline=None)
def test_no_smaller_set_of_answers_lifts_the_verdict(case: Case) -> None:
    """Every set of answers is tried on frameworks of two to four criteria with any flags and inferences."""
    check(case)


@pytest.mark.parametrize("name", [name for name in SHIPPED if len(shipped(name).points) == 4])
@given(data=st.data())
@settings(max_examples=30, deadline=None)
def test_no_smaller_set_lifts_it_in_the_frameworks_of_four_we_ship(name: str, data: st.DataObject) -> None:
    """The rep answers any of the four."""
    own, known = shipped(name), shipped_criteria()
    one = {key: st.sampled_from([option.id for option in known[key].options]) for key in own.points}
    chosen = data.draw(st.fixed_dictionaries({}, optional=one))
    check(Case(own, known, tuple(all_said(chosen))))


@pytest.mark.parametrize("name", SHIPPED)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_change_lifts_the_verdict_and_needs_every_one_of_its_answers(name: str, data: st.DataObject) -> None:
    """In every framework we ship, from any answers of a rep; and something can always be done."""
    own, known = shipped(name), shipped_criteria()
    one = {key: st.sampled_from([option.id for option in known[key].options]) for key in own.points}
    case = Case(own, known, tuple(all_said(data.draw(st.fixed_dictionaries({}, optional=one)))))
    before = case.count({})
    proposed = would_change(own, known, findings(known, case.answers, NOW))
    if before.verdict == "invite":
        assert proposed is None
        return
    assert proposed is not None
    after = case.count(proposed.answers)
    assert (after.verdict, after.score) == (proposed.verdict, proposed.score)
    order = ("disqualified", "incomplete", *BANDS)
    assert order.index(after.verdict) > order.index(before.verdict)
    for left_out in proposed.answers:
        fewer = {key: value for key, value in proposed.answers.items() if key != left_out}
        assert order.index(case.count(fewer).verdict) < order.index(after.verdict)
