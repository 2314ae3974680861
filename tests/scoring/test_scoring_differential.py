"""The package against the same rules written down twice elsewhere: our reference, and the product's own check."""

import contextlib
import io
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import scoring_reference
from hypothesis import given, settings
from hypothesis import strategies as st
from scoring_builder import NOW, SHIPPED, all_said, criteria, framework, read, shipped, shipped_criteria

from qualibot.model.result import Evaluation
from qualibot.scoring import evaluate

PRODUCT = Path(__file__).resolve().parents[2].parent / "shared" / "product"
PLAIN: Mapping[str, Any] = read("criteria")["criteria"]
FOLLOWS = {("authority", "i_decide"): {"committee": "all_named"}, ("uses_crm", "no"): {"switching": "first_tool"}}
"""What the product's data says about inference in words only."""


def some_answers(plain: Mapping[str, Any], names: list[str]) -> st.SearchStrategy[dict[str, str]]:
    """Any options for any of these criteria, and for up to two others."""
    own = [(name, st.sampled_from([None, *plain[name]["answers"]])) for name in names]
    others = [(name, option) for name in plain if name not in names for option in plain[name]["answers"]]
    chosen = st.fixed_dictionaries(dict(own))
    more = st.lists(st.sampled_from(others), max_size=2).map(dict)
    return st.builds(lambda one, two: {key: value for key, value in (one | two).items() if value}, chosen, more)


def figures(result: Evaluation, *, keys: set[str]) -> dict[str, Any]:
    """These parts of an evaluation, lists sorted."""
    values = {key: getattr(result, key) for key in keys}
    return {key: sorted(value) if isinstance(value, tuple) else value for key, value in values.items()}


@pytest.mark.parametrize("name", SHIPPED)
@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_the_reference_says_the_same(name: str, data: st.DataObject) -> None:
    """For every framework we ship and any answers of a rep."""
    chosen = data.draw(some_answers(PLAIN, list(read(name)["points"])))
    expected = scoring_reference.evaluate(read(name), PLAIN, scoring_reference.close(PLAIN, chosen))
    result = evaluate(shipped(name), shipped_criteria(), all_said(chosen), NOW)
    assert figures(result, keys=set(expected)) == expected


@pytest.fixture(scope="module")
def check() -> dict[str, Any]:
    """The names of the product's own check; it prints and exits when it is run."""
    path = PRODUCT / "check.py"
    if not path.exists():
        pytest.skip("the product's own check does not lie beside this repository")
    names: dict[str, Any] = {"__file__": str(path), "__name__": "check"}
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(io.StringIO()):
        patch.setattr(sys, "argv", [str(path)])
        with contextlib.suppress(SystemExit):
            exec(compile(path.read_text(encoding="utf-8"), path, "exec"), names)
    return names


def as_file(criterion: Mapping[str, Any], name: str) -> dict[str, Any]:
    """A criterion of the product's data in the shape of our files."""
    answers = {}
    for answer in criterion["answers"]:
        one = {
            "level": answer["level"],
            "gap": answer.get("gap", False),
            "infers": FOLLOWS.get((name, answer["id"]), {}),
        }
        answers[answer["id"]] = {**one, "knock_out": answer.get("disqualifies", False), "cap": answer.get("caps")}
    return {"dimension": criterion["dimension"], "answers": answers}


@pytest.mark.parametrize("name", ["bant", "champ", "gpctba_ci", "quick_four", "four_questions"])
@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_the_products_own_check_says_the_same(check: dict[str, Any], name: str, data: st.DataObject) -> None:
    """Raw sum, interval, verdict, grade, gaps and coverage, from the product's own data."""
    plain = {key: as_file(one, key) for key, one in check["C"].items()}
    rules = {
        "points": check["F"]["frameworks"][name]["points"],
        "required": check["F"]["frameworks"][name]["required"],
        "cut_offs": {"nurture": 25, "qualified": 51, "invite": 75},
        "minimum_coverage": 70,
        "scaled_from": 16 if name == "four_questions" else None,
    }
    chosen = data.draw(some_answers(plain, list(rules["points"])))
    expected, _, gaps, coverage, out, capped = check["evaluate"](name, scoring_reference.close(plain, chosen))
    result = evaluate(framework(name, rules), criteria(plain), all_said(chosen), NOW)
    assert figures(result, keys=set(expected)) == expected
    assert (sorted(result.gaps), result.coverage) == (sorted(gaps), coverage)
    assert (sorted(result.knock_outs), sorted(result.caps)) == (sorted(out), sorted(capped))
