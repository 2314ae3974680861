"""Bands of the score, and what follows from a verdict: tables, and the few lines that read them."""

from __future__ import annotations

from collections.abc import Mapping

from qualibot.model.result import Grade, Warmth
from qualibot.model.script import BANDS, Band, Framework, Verdict

RANK: Mapping[Band, int] = {band: place for place, band in enumerate(BANDS)}
TOP = len(BANDS) - 1
GRADES: tuple[Grade, ...] = ("D", "C", "B", "A")
"""The grade of each band, coldest first."""
WARMTH: Mapping[Verdict, Warmth] = {
    "invite": "hot",
    "qualified": "warm",
    "nurture": "warm",
    "unqualified": "cold",
    "disqualified": "cold",
}
"""The warmth of each verdict but `incomplete`, which takes that of its band."""
CLOSE = 3
"""Points from a cut-off within which a score is shown as close."""


def percent(part: int, whole: int) -> int:
    """How many percent of the whole, halves rounded up."""
    return (200 * part + whole) // (2 * whole)


def scaled(framework: Framework, raw: int) -> int:
    """The raw sum as a score: brought to the framework's scale, limited to 0–100."""
    score = raw if framework.scaled_from is None else percent(raw, framework.scaled_from)
    return min(max(score, 0), 100)


def rank(framework: Framework, score: int) -> int:
    """The place in `BANDS` of the score's band, before any cap; a cut-off is the lowest score of its band."""
    cut_offs = framework.cut_offs
    if score >= cut_offs["qualified"]:
        return TOP if score >= cut_offs["invite"] else RANK["qualified"]
    return RANK["nurture"] if score >= cut_offs["nurture"] else 0


def grade(verdict: Verdict, own: int) -> Grade:
    """A to D by the band of the score itself (`own`, its rank), whatever caps the verdict; D for a knock-out."""
    return "D" if verdict == "disqualified" else GRADES[own]


def warmth(verdict: Verdict, band: Band) -> Warmth:
    """The warmth of the verdict; while that is incomplete, of the band the score stands in, caps applied."""
    return WARMTH[band if verdict == "incomplete" else verdict]


def close_to(framework: Framework, score: int) -> int | None:
    """The nearest cut-off within 3 points of the score, the higher of two as near; None where there is none.

    A cut-off is the lowest score of a band, so with 25, 51 and 75 the scores 48 to 54 are close to 51.
    """
    cut_off = min(framework.cut_offs.values(), key=lambda value: (abs(score - value), -value))
    return cut_off if abs(score - cut_off) <= CLOSE else None
