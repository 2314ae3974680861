"""The report as a whole: nothing on what we ship, everything at once on what is broken, and never an exception."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from lint_house import Houses

from qualibot.definitions import Definitions
from qualibot.lint import Report, check, lint
from qualibot.lint.rules import RULES

PROSPECT = "conversations/bant-prospect.yaml"
WORDING = "conversations/wording.yaml"
FAULTS = (
    (PROSPECT, "answer: timeline, skip: timeline", "answer: timeline"),
    (PROSPECT, "answer.decline: declined", "answer.decline: declined\n      skip: need"),
    (PROSPECT, "  review: {type", "  extra: {ask: region, on: {answer: review, skip: review}}\n  review: {type"),
    (PROSPECT, "answer: name, skip: name", "answer: name, answer.no_money: name, skip: name"),
    (PROSPECT, "answer: review, skip: review}\n", "answer.chat: review, skip: review}\n"),
    (PROSPECT, "      - {target: more_to_ask}", "      - {target: more_to_ask}\n      - {guard: {known: need}, target: no_fit}"),
    ("conversations/bant-rep.yaml", "{ask: timeline,", "{ask: region,"),
    ("frameworks/bant.yaml", "i_recommend: 13", "i_recommend: 31"),
    (WORDING, "gt_100k: {en: More than 100k", "gt_100k: {en: Less is not enough"),
    (WORDING, "half_year: {en: \"Within six", "half_year: {en: \"Within any of the next six"),
    (WORDING, "  kept:\n", "  kept_all:\n"),
    ("frameworks/criteria.yaml", "en: [top priority,", "en: [third on the list, top priority,"),
)  # fmt: skip
RULES_BROKEN = (
    "asked-before-consent", "state-unreachable", "answer-without-option", "option-without-answer", "transition-shadowed",
    "criterion-not-asked", "points-not-100", "label-duplicate", "label-too-long", "phrase-missing", "phrase-in-two-answers",
)  # fmt: skip


@pytest.fixture(scope="module")
def report(definitions: Definitions) -> Report:
    """What lint says of the files we ship."""
    return lint(definitions)


def test_the_shipped_files_are_clean(report: Report) -> None:
    """No problem in any of them."""
    assert [str(problem) for problem in report.problems] == []
    assert report.ok


def test_every_shipped_conversation_is_proved(report: Report, definitions: Definitions) -> None:
    """All states, all paths, and every verdict its side's answers can lead to."""
    assert [proof.conversation for proof in report.proofs] == list(definitions.conversations)
    paths = {proof.conversation: proof.paths for proof in report.proofs}
    assert paths["bant-rep"] == 8 * 6 * 6 * 7
    assert paths["gpctba-ci-rep"] == 125_991_936
    assert all(proof.steps > 200 for proof in report.proofs)
    assert all({"incomplete", "nurture", "qualified", "invite"} <= set(proof.reached) for proof in report.proofs)
    assert all(set(proof.reached) <= set(proof.possible) for proof in report.proofs)


def test_all_faults_are_reported_at_once(houses: Houses) -> None:
    """A dozen faults in five files lead to their own messages in one go, sorted by file and line."""
    house = houses("bant-prospect", "bant-rep")
    for file, old, new in FAULTS:
        house.edit(file, old, new)
    report = house.check()
    assert not report.ok
    assert report.proofs == ()
    assert set(RULES_BROKEN) <= {problem.rule for problem in report.problems}
    assert [(problem.file, problem.line) for problem in report.problems] == sorted((p.file, p.line) for p in report.problems)


def test_what_keeps_files_from_loading_comes_with_what_can_be_said_without(houses: Houses) -> None:
    """A name that leads nowhere hides neither the labels nor the points."""
    house = houses("bant-prospect")
    house.edit(PROSPECT, "skip: timeline", "skip: timline")
    house.edit("frameworks/bant.yaml", "i_recommend: 13", "i_recommend: 31")
    house.edit(WORDING, "gt_100k: {en: More than 100k", "gt_100k: {en: Less is not enough")
    assert [problem.rule for problem in house.check().problems] == ["target-unknown", "label-duplicate", "points-not-100"]


def test_files_that_cannot_be_read_at_all(houses: Houses) -> None:
    """Every file that is broken is named; nothing is guessed about the rest."""
    house = houses("bant-prospect")
    house.edit(PROSPECT, "states:", "states")
    house.write("company.yaml", "- no mapping")
    (house.path / WORDING).unlink()
    report = house.check()
    assert {problem.file for problem in report.problems} == {PROSPECT, WORDING, "company.yaml"}


def test_an_empty_directory_is_reported(tmp_path: Path) -> None:
    """Where nothing is, the missing files are named."""
    report = check(tmp_path)
    assert [problem.file for problem in report.problems] == [
        "company.yaml",
        WORDING,
        "frameworks/criteria.yaml",
    ]


def test_other_conversations_are_walked_although_one_is_broken(houses: Houses) -> None:
    """A fault that only a walk finds is reported beside one of another conversation."""
    house = houses("bant-prospect", "bant-rep")
    house.edit(PROSPECT, "  review: {type", "  extra: {ask: region, on: {answer: review, skip: review}}\n  review: {type")
    house.edit("conversations/bant-rep.yaml", "skip: review", "skip: budget")
    assert [problem.rule for problem in house.check().problems] == ["state-unreachable", "circle"]


def test_every_rule_is_registered_and_tested(home: Path) -> None:
    """Each file of `rules/` gives the registry one rule, and every rule's name stands in a test."""
    folder = home / "qualibot" / "lint"
    files = {path.stem for path in (folder / "rules").glob("[a-z]*.py")}
    assert {rule.__name__ for rule in RULES} == files
    names = {name for path in folder.rglob("*.py") for name in _rule_names(path)}
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert {name for name in names if f'"{name}"' not in tests} == set()
    assert len(names) > 20


def _rule_names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    firsts = (call.args[0] for call in calls if call.func.attr == "problem" and call.args)  # type: ignore[attr-defined]
    texts = (first.value for first in firsts if isinstance(first, ast.Constant))
    return {text for text in texts if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+|circle", str(text))}
