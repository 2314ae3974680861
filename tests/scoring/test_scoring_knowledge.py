"""What counts for each criterion: one test for each rule."""

from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from scoring_builder import NOW, SMALL, criteria, said

from qualibot.model.result import Finding
from qualibot.model.talk import Answer
from qualibot.scoring import findings

CRITERIA = criteria(SMALL)
OLD = NOW - timedelta(days=90)
NEWER = NOW - timedelta(hours=1)
OLDER = NOW - timedelta(hours=2)


def found(*answers: Answer, now: datetime = NOW) -> dict[str, Finding]:
    """The findings, after a check that the order of the answers makes no difference."""
    first, *others = [findings(CRITERIA, list(order), now) for order in permutations(answers)]
    assert all(other == first for other in others)
    return first


def counted(finding: Finding) -> tuple[str, str]:
    """Option and openness."""
    return finding.option, finding.openness


def test_one_answer_is_known() -> None:
    """The finding names the option, its source and the answer it rests on."""
    answer = said("pain", "high", "prospect", source="typed")
    assert found(answer) == {"pain": Finding("pain", "high", "typed", "", (answer,))}


def test_captures_and_options_that_are_gone_are_passed_over() -> None:
    """A name is no criterion, and an option of an older version says nothing any more."""
    assert found(said("name", "Huda"), said("pain", "unbearable")) == {}


@pytest.mark.parametrize(("seconds", "openness"), [(-1, ""), (0, "stale"), (1, "stale")])
def test_an_answer_is_stale_once_its_time_is_up(seconds: int, openness: str) -> None:
    """The criterion's ninety days; the option stays as the floor."""
    answer = said("pain", "high", at=NOW)
    finding = found(answer, now=NOW + timedelta(days=90, seconds=seconds))["pain"]
    assert counted(finding) == ("high", openness)


@pytest.mark.parametrize(
    ("value", "fresh", "stale"),
    [
        ("month", datetime(2026, 11, 30, 23, 59, tzinfo=UTC), datetime(2026, 12, 1, tzinfo=UTC)),
        ("quarter", datetime(2026, 12, 31, 23, 59, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)),
        ("year", NOW + timedelta(days=29), NOW + timedelta(days=30)),
    ],
)
def test_an_options_own_time_goes_before_the_criterions(value: str, fresh: datetime, stale: datetime) -> None:
    """Until month end, until quarter end, else the criterion's thirty days."""
    assert found(said("when", value), now=fresh)["when"].openness == ""
    assert found(said("when", value), now=stale)["when"].openness == "stale"


def test_an_open_answer_is_a_gap() -> None:
    """What was said is kept as the floor."""
    assert counted(found(said("money", "later"))["money"]) == ("later", "open_answer")


def test_agreement_rests_on_the_newest_answer() -> None:
    """Both sides say the same."""
    prospect, rep = said("pain", "high", "prospect", at=NEWER), said("pain", "high", at=OLDER)
    assert found(rep, prospect)["pain"] == Finding("pain", "high", "tapped", "", (prospect,))


def test_sides_that_differ_are_disputed() -> None:
    """The lower option is the floor, and both answers are shown, the prospect's first."""
    prospect, rep = said("pain", "high", "prospect", at=NEWER), said("pain", "middle", source="rep-entered")
    assert found(rep, prospect)["pain"] == Finding("pain", "middle", "rep-entered", "disputed", (prospect, rep))


def test_of_two_options_of_one_level_the_later_is_the_lower() -> None:
    """So the floor does not depend on who said it."""
    for one, other in (("prospect", "rep"), ("rep", "prospect")):
        answers = said("signer", "several", one), said("signer", "others", other)
        assert counted(found(*answers)["signer"]) == ("others", "disputed")


def test_a_fresh_answer_goes_before_a_stale_one_of_the_other_side() -> None:
    """They do not dispute."""
    fresh = said("pain", "high", "prospect")
    assert found(fresh, said("pain", "nothing", at=OLD))["pain"] == Finding("pain", "high", "tapped", "", (fresh,))


def test_two_stale_answers_that_differ_are_stale() -> None:
    """There is nothing to settle between them, both are asked again; the lower one is the floor."""
    finding = found(said("pain", "high", "prospect", at=OLD), said("pain", "middle", at=OLD))["pain"]
    assert counted(finding) == ("middle", "stale")
    assert len(finding.answers) == 2


def test_not_known_on_one_side_gives_way_to_what_the_other_knows() -> None:
    """A rep files what the prospect left open."""
    rep = said("money", "never")
    assert found(said("money", "later", "prospect"), rep)["money"] == Finding("money", "never", "tapped", "", (rep,))


def test_a_stale_answer_does_not_close_a_fresh_open_one() -> None:
    """Only what is known now does."""
    assert counted(found(said("money", "later"), said("money", "much", "prospect", at=OLD))["money"]) == (
        "later",
        "open_answer",
    )


def test_the_newest_answer_of_a_side_counts() -> None:
    """Should two be handed in; of the same moment, the one recorded last."""
    assert counted(found(said("pain", "high", at=OLDER), said("pain", "middle", at=NEWER))["pain"]) == ("middle", "")
    assert counted(found(said("pain", "high", id=2), said("pain", "middle", id=1))["pain"]) == ("high", "")


@pytest.mark.parametrize(("detail", "option"), [("", "vague"), ("  ", "vague"), ("40 calls by June", "dated")])
def test_a_claim_without_its_content_counts_as_less(detail: str, option: str) -> None:
    """It is no gap either way."""
    assert counted(found(said("aim", "dated", detail=detail))["aim"]) == (option, "")


def test_a_claim_without_its_content_does_not_dispute_the_lesser_claim() -> None:
    """What counts is compared, not what was tapped."""
    answers = said("aim", "dated", "prospect", detail=""), said("aim", "vague")
    assert counted(found(*answers)["aim"]) == ("vague", "")


def test_a_prospects_contradiction_leaves_a_gap() -> None:
    """Several decide, and yet the contact decides alone: the stated option counts until that is cleared up."""
    people = said("people", "all", "prospect")
    finding = found(said("signer", "several", "prospect"), people)["people"]
    assert finding == Finding("people", "one", "tapped", "contradicted", (people,))


@pytest.mark.parametrize(
    "answers",
    [
        (said("signer", "several"), said("people", "all")),
        (said("signer", "several"), said("people", "all", "prospect")),
        (said("signer", "several", "prospect"), said("people", "all")),
        (said("signer", "several", "prospect", at=NOW - timedelta(days=91)), said("people", "all", "prospect")),
        (said("signer", "several", "prospect"), said("people", "all", "prospect"), said("people", "all")),
        (said("signer", "alone", "prospect"), said("people", "all", "prospect")),
    ],
)
def test_only_two_fresh_answers_of_the_prospect_contradict(answers: tuple[Answer, ...]) -> None:
    """Not the rep's, not a stale one, not what the rep confirms, not what fits together."""
    assert counted(found(*answers)["people"]) == ("all", "")


def test_a_contradicted_answer_the_rep_cannot_judge_stays_contradicted() -> None:
    """The rep's "not known" confirms nothing."""
    answers = said("signer", "several", "prospect"), said("people", "all", "prospect"), said("people", "nobody")
    assert counted(found(*answers)["people"]) == ("one", "contradicted")


def test_a_stale_confirmation_confirms_nothing() -> None:
    """The rep said so too, but too long ago."""
    answers = (
        said("signer", "several", "prospect"),
        said("people", "all", "prospect"),
        said("people", "all", at=OLD),
    )
    assert counted(found(*answers)["people"]) == ("one", "contradicted")


def test_a_dispute_goes_before_a_contradiction() -> None:
    """The rep's lower answer is the floor already."""
    answers = said("signer", "several", "prospect"), said("people", "all", "prospect"), said("people", "one")
    assert counted(found(*answers)["people"]) == ("one", "disputed")


def test_a_contradiction_with_nothing_said_changes_nothing() -> None:
    """The other criterion may still be unanswered, or answered otherwise."""
    assert "people" not in found(said("signer", "several", "prospect"))
    answers = said("signer", "several", "prospect"), said("people", "one", "prospect")
    assert counted(found(*answers)["people"]) == ("one", "")


def test_of_two_contradictions_the_lower_option_counts() -> None:
    """Whichever is found first."""
    both = criteria(
        {
            **SMALL,
            "boss": {"answers": {"elsewhere": {"level": 1, "contradicts": {"people": {"all": "nobody"}}}}},
        }
    )
    answers = [
        said("signer", "several", "prospect"),
        said("boss", "elsewhere", "prospect"),
        said("people", "all", "prospect"),
    ]
    for order in permutations(answers):
        assert counted(findings(both, order, NOW)["people"]) == ("nobody", "contradicted")


def test_what_follows_from_an_answer_is_inferred() -> None:
    """It rests on no answer of its own, and a criterion we do not have is passed over."""
    result = found(said("signer", "alone"))
    assert result["people"] == Finding("people", "all", "inferred")
    assert set(result) == {"signer", "people"}


@pytest.mark.parametrize("at", [NOW, OLD])
@pytest.mark.parametrize("side", ["prospect", "rep"])
def test_an_answer_goes_before_an_inference(at: datetime, side: str) -> None:
    """Even a stale one: it is asked again instead."""
    result = found(said("signer", "alone"), said("people", "one", side, at=at))
    assert counted(result["people"]) == ("one", "" if at == NOW else "stale")


@pytest.mark.parametrize(
    "answers",
    [
        [said("signer", "alone", at=NOW - timedelta(days=91))],
        [said("signer", "alone"), said("signer", "several", "prospect")],
    ],
)
def test_nothing_is_inferred_from_a_gap(answers: list[Answer]) -> None:
    """Neither from a stale nor from a disputed answer."""
    assert "people" not in found(*answers)


def test_an_inferred_open_answer_is_a_gap_and_the_lower_inference_counts() -> None:
    """Two answers from which different things follow; an option that is gone does not follow."""
    world = criteria(
        {
            "one": {"answers": {"a": {"level": 4, "infers": {"third": "high"}}}},
            "two": {"answers": {"a": {"level": 4, "infers": {"third": "open", "one": "gone"}}}},
            "third": {"answers": {"high": {"level": 4, "infers": {"fourth": "x"}}, "open": {"level": 0, "gap": True}}},
            "fourth": {"answers": {"x": {"level": 4}, "y": {"level": 0}}},
        }
    )
    for order in permutations([said("one", "a"), said("two", "a")]):
        assert counted(findings(world, order, NOW)["third"]) == ("open", "open_answer")
    assert set(findings(world, [said("two", "a")], NOW)) == {"two", "third"}


def test_nothing_is_inferred_from_an_inference() -> None:
    """Only what somebody said has consequences."""
    world = criteria(
        {
            "one": {"answers": {"a": {"level": 4, "infers": {"two": "b"}}}},
            "two": {"answers": {"b": {"level": 4, "infers": {"three": "c"}}}},
            "three": {"answers": {"c": {"level": 4}}},
        }
    )
    assert set(findings(world, [said("one", "a")], NOW)) == {"one", "two"}
