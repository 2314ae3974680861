"""The scoring rules a second time, written down apart from the package: plain data in, plain data out.

`given` maps criteria to options and is closed under inference; every answer is fresh and undisputed.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

BANDS = ["unqualified", "nurture", "qualified", "invite"]


def rounded(part: int, whole: int) -> int:
    """The percentage, rounded half up."""
    return int((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal(1), ROUND_HALF_UP))


def close(criteria: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, str]:
    """These answers and what follows from them where nothing was said."""
    closed = dict(given)
    for name, option in given.items():
        for other, inferred in criteria[name]["answers"][option].get("infers", {}).items():
            closed.setdefault(other, inferred)
    return closed


def evaluate(framework: Mapping[str, Any], criteria: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """What the framework says of these answers."""
    chosen = {name: criteria[name]["answers"][option] for name, option in given.items()}
    weights = {name: max(points.values()) for name, points in framework["points"].items()}
    gaps = [name for name in weights if name not in given or chosen[name].get("gap")]
    floor = {name: points[given[name]] if name in given else 0 for name, points in framework["points"].items()}
    raw = sum(floor.values())
    low = raw + sum(min(0, *points.values()) for name, points in framework["points"].items() if name not in given)
    high = raw + sum(weights[name] - floor[name] for name in gaps)
    full = framework.get("scaled_from", 100)
    score, low, high = (min(100, max(0, rounded(value, full))) for value in (raw, low, high))
    coverage = rounded(sum(weights.values()) - sum(weights[name] for name in gaps), sum(weights.values()))

    def band(value: int) -> str:
        return BANDS[sum(value >= framework["cut_offs"][name] for name in BANDS[1:])]

    knock_outs = sorted(name for name in given if chosen[name].get("knock_out"))
    caps = sorted(name for name in given if chosen[name].get("cap"))
    best = min([BANDS.index(chosen[name]["cap"]) for name in caps], default=3)
    bottom, own, top = (BANDS[min(BANDS.index(band(value)), best)] for value in (low, score, high))
    may_cap = any("cap" in option for name in gaps for option in criteria[name]["answers"].values())
    settled = bool(knock_outs) or (bottom == top and not may_cap)
    if knock_outs:
        verdict = "disqualified"
    elif not settled and (coverage < framework["minimum_coverage"] or set(gaps) & set(framework["required"])):
        verdict = "incomplete"
    else:
        verdict = own
    return {
        "raw": raw,
        "score": score,
        "low": low,
        "high": high,
        "coverage": coverage,
        "gaps": sorted(gaps),
        "verdict": verdict,
        "settled": settled,
        "grade": "D" if knock_outs else "DCBA"[BANDS.index(band(score))],
        "knock_outs": knock_outs,
        "caps": caps,
    }
