"""Bands, grades, warmth and what is close."""

import pytest
from scoring_builder import shipped

from qualibot.model.script import BANDS
from qualibot.scoring.bands import close_to, grade, percent, rank, scaled, warmth

BANT = shipped("bant")


@pytest.mark.parametrize(
    ("score", "band"),
    [
        (0, "unqualified"),
        (24, "unqualified"),
        (25, "nurture"),
        (50, "nurture"),
        (51, "qualified"),
        (74, "qualified"),
        (75, "invite"),
        (100, "invite"),
    ],
)
def test_a_cut_off_is_the_lowest_score_of_its_band(score: int, band: str) -> None:
    """The boundaries 24/25, 50/51 and 74/75."""
    assert BANDS[rank(BANT, score)] == band


@pytest.mark.parametrize(("part", "whole", "expected"), [(1, 200, 1), (1, 201, 0), (5, 16, 31), (2, 16, 13), (0, 3, 0)])
def test_percentages_are_rounded_half_up(part: int, whole: int, expected: int) -> None:
    """An exact half goes up."""
    assert percent(part, whole) == expected


@pytest.mark.parametrize(("raw", "score"), [(-16, 0), (-1, 0), (0, 0), (5, 31), (16, 100)])
def test_a_raw_sum_is_scaled(raw: int, score: int) -> None:
    """Four questions: 16 raw points are a score of 100, and below 0 there is nothing."""
    assert scaled(shipped("four-questions"), raw) == score


@pytest.mark.parametrize(("raw", "score"), [(-3, 0), (56, 56), (104, 100)])
def test_a_score_stays_within_0_and_100(raw: int, score: int) -> None:
    """Where raw points are the score."""
    assert scaled(BANT, raw) == score


@pytest.mark.parametrize(
    ("score", "cut_off"),
    [(21, None), (22, 25), (28, 25), (29, None), (47, None), (48, 51), (51, 51), (54, 51), (55, None), (78, 75)],
)
def test_a_score_is_close_within_three_points_of_a_cut_off(score: int, cut_off: int | None) -> None:
    """On either side."""
    assert close_to(BANT, score) == cut_off


def test_between_two_cut_offs_as_near_the_higher_is_named() -> None:
    """A framework may have narrow bands."""
    narrow = {"nurture": 25, "qualified": 51, "invite": 55}
    assert close_to(type(BANT)("x", "1", {}, BANT.points, (), narrow), 53) == 55


def test_the_grade_follows_the_score_and_the_warmth_the_verdict() -> None:
    """A capped 56 is B and nurture, warm; what is incomplete is as warm as its band; a knock-out is D and cold."""
    assert [grade("nurture", own) for own in range(4)] == ["D", "C", "B", "A"]
    assert grade("disqualified", 3) == "D"
    assert warmth("invite", "invite") == "hot"
    assert warmth("qualified", "qualified") == warmth("nurture", "nurture") == "warm"
    assert warmth("unqualified", "unqualified") == warmth("disqualified", "invite") == "cold"
    assert [warmth("incomplete", band) for band in BANDS] == ["cold", "warm", "warm", "hot"]
