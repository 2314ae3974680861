"""The shape of the files: unknown keys, missing keys, wrong values, each with place and remedy."""

from pathlib import Path

import pytest
from support.homes import copied, edited

from qualibot.definitions import load
from qualibot.errors import DefinitionError, Problem

CRITERIA, WORDING, COMPANY = "frameworks/criteria.yaml", "conversations/wording.yaml", "company.yaml"
BANT, REP = "frameworks/bant.yaml", "conversations/bant-rep.yaml"


def _problems(home: Path) -> tuple[Problem, ...]:
    with pytest.raises(DefinitionError) as raised:
        load(home)
    return raised.value.problems


SHAPES = {
    "an unknown key": (
        REP, "greeting: greeting_rep", "greting: greeting_rep", "key-unknown",
        "greting: key 'greting' is not known here (did you mean 'greeting'?)",
    ),
    "an unknown key in a state": (
        REP, "type: final, say: recorded_rep", "type: final, sya: recorded_rep", "key-unknown",
        "state 'recorded': key 'sya' is not known here (did you mean 'say'?)",
    ),
    "an unknown key that is like none": (
        REP, "type: final, say: recorded_rep", "type: final, colour: blue", "key-unknown", "key 'colour' is not known here",
    ),
    "a schema of another version": (
        BANT, "qualibot/framework@1", "qualibot/framework@2", "value-wrong", "schema: Input should be 'qualibot/framework@1'",
    ),
    "a missing schema": (BANT, "schema: qualibot/framework@1\n", "", "key-missing", "schema: key 'schema' is missing"),
    "a missing version": (REP, 'version: "1"\n', "", "key-missing", "version: key 'version' is missing"),
    "a version that is a number": (
        BANT, 'version: "1"', "version: 1", "value-wrong", "version: should be text, but is 1; write it in quotes",
    ),
    "a version that is a decimal": (
        BANT, 'version: "1"', "version: 1.10", "value-wrong", "version: should be text, but is 1.1; write it in quotes",
    ),
    "a version that is nothing": (
        BANT, 'version: "1"', "version:", "value-wrong", "version: should be text, but is nothing; write it in quotes",
    ),
    "a version that is true": (
        BANT, 'version: "1"', "version: true", "value-wrong", "version: should be text, but is True; write it in quotes",
    ),
    "a version that is a date": (
        BANT, 'version: "1"', "version: 2026-11-21", "value-wrong",
        "version: is 2026-11-21, which is not text to every YAML reader; write it in quotes",
    ),
    "points that are text": (
        BANT, "lt_10k: 6", 'lt_10k: "6"', "value-wrong", "points.budget.lt_10k: Input should be a valid integer",
    ),
    "points with an underscore": (
        BANT, "lt_10k: 6", "lt_10k: 1_9", "value-wrong", "points.budget.lt_10k: is 1_9, which is not text to every YAML reader",
    ),
    "points that are a decimal": (
        BANT, "lt_10k: 6", "lt_10k: 6.5", "value-wrong", "points.budget.lt_10k: Input should be a valid integer",
    ),
    "a cut-off beyond 100": (BANT, "invite: 75", "invite: 750", "value-wrong", "cut_offs.invite: Input should be less than"),
    "a level beyond 4": (CRITERIA, "level: 4", "level: 5", "value-wrong", "criteria.need.answers.critical.level: Input should"),
    "an unknown kind": (CRITERIA, "kind: scale", "kind: scales", "value-wrong", "criteria.need.kind: Input should be 'choice'"),
    "an unknown side": (
        CRITERIA, "offered_to: [rep]", "offered_to: [buyer]", "value-wrong", "offered_to.0: Input should be 'prospect' or 'rep'",
    ),
    "a wrong duration": (
        CRITERIA, "stale_after: P90D", "stale_after: 90 days", "value-wrong",
        "criteria.need.stale_after: should be a duration in days or hours such as P90D or PT24H",
    ),
    "an empty duration": (REP, "delay: PT16H", "delay: PT", "value-wrong", "after.0.delay: should be a duration"),
    "a duration that is a number": (REP, "delay: PT16H", "delay: 16", "value-wrong", "after.0.delay: should be a duration"),
    "a target that is a list of lists": (
        REP, "{answer: authority, skip: authority}", "{answer: [[authority]], skip: authority}", "value-wrong",
        "state 'budget': Input should be",
    ),
    "a guard that is an expression": (
        REP, "type: review, on: {send: recorded}", 'type: review, on: {send: {target: recorded, guard: "score > 4"}}',
        "value-wrong", "state 'review': Input should be",
    ),
    "a guard over options that is no mapping": (
        REP, "type: review, on: {send: recorded}", "type: review, on: {send: {target: recorded, guard: {answer: need}}}",
        "value-wrong", "state 'review': Input should be a valid dictionary",
    ),
    "a region that is a word": (COMPANY, "region: SA", "region: Saudi", "value-wrong", "region: String should match pattern"),
    "a fact that is a number": (
        COMPANY, "booking_link: https://masar.example/call", "booking_link: 5", "value-wrong",
        "booking_link: Input should be",
    ),
    "a limit of none": (REP, "limit: 2", "limit: 0", "value-wrong", "no_match.limit: Input should be greater than or equal to 1"),
    "one phrase where two are needed": (
        REP, "say: [not_understood_1, not_understood_2]", "say: [not_understood_1]", "value-wrong",
        "no_match.say: List should have at least 2 items",
    ),
    "no states": (
        "conversations/own.yaml", "empty",
        'schema: qualibot/conversation@1\nversion: "1"\nframework: bant\naudience: rep\ninitial: a\nstates: {}\n',
        "value-wrong", "states: Dictionary should have at least 1 item",
    ),
    "an unknown capture": (
        "conversations/bant-prospect.yaml", "capture: company", "capture: compny", "value-wrong",
        "state 'company': Input should be 'name', 'company', 'email' or 'phone'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "rule", "message"), SHAPES.values(), ids=SHAPES.keys())
def test_a_wrong_shape_is_named_with_its_place(
    home: Path, tmp_path: Path, file: str, old: str, new: str, rule: str, message: str
) -> None:
    """File, line, place, what is wrong, and what was probably meant."""
    copied(home, tmp_path)
    if "own" in file:
        (tmp_path / file).write_text(old, encoding="utf-8")
    line = edited(tmp_path, file, old, new)
    problems = [problem for problem in _problems(tmp_path) if problem.rule == rule]
    assert problems
    assert any(message in str(problem) for problem in problems), [str(problem) for problem in problems]
    assert all(problem.file == file for problem in problems)
    if rule != "key-missing" and new.count("\n") < 2:
        assert {problem.line for problem in problems} == {line}


def test_all_problems_of_all_files_at_once(home: Path, tmp_path: Path) -> None:
    """One run shows everything that is to be mended, with each file named; nothing is half-loaded."""
    copied(home, tmp_path)
    edited(tmp_path, BANT, 'version: "1"', "version: 1")
    edited(tmp_path, REP, "greeting: greeting_rep", "greting: greeting_rep")
    edited(tmp_path, REP, "early_end: offer", "early_end: perhaps")
    edited(tmp_path, CRITERIA, "kind: scale", "kind: scales")
    edited(tmp_path, COMPANY, "company: {", "company: &c {")
    (tmp_path / WORDING).unlink()
    (tmp_path / "conversations" / "broken.yaml").write_text("a: [", encoding="utf-8")
    problems = _problems(tmp_path)
    assert {problem.file for problem in problems} == {BANT, REP, CRITERIA, COMPANY, WORDING, "conversations/broken.yaml"}
    assert len([problem for problem in problems if problem.file == REP]) == 2
    with pytest.raises(DefinitionError) as raised:
        load(tmp_path)
    assert str(raised.value) == "\n".join(map(str, problems))


def test_an_empty_home(tmp_path: Path) -> None:
    """The three files that every home has are named."""
    problems = _problems(tmp_path)
    assert [problem.file for problem in problems] == [CRITERIA, WORDING, COMPANY]
    assert {problem.rule for problem in problems} == {"file-unreadable"}


def test_shorthands_are_written_out(home: Path, tmp_path: Path) -> None:
    """A target alone, one option instead of a list, a fact that is the same in all languages."""
    copied(home, tmp_path)
    edited(
        tmp_path, REP, "type: review, on: {send: recorded}",
        "type: review, on: {send: [{target: recorded, guard: {answer: {need: critical}, verdict: invite}}, recorded]}",
    )  # fmt: skip
    script = load(tmp_path).script("bant-rep")
    guarded, plain = script.conversation.states["review"].on["send"]
    assert guarded.guard is not None
    assert (guarded.guard.answer, guarded.guard.verdict) == ({"need": ("critical",)}, ("invite",))
    assert (plain.target, plain.guard) == ("recorded", None)
    assert script.company.texts["booking_link"] == dict.fromkeys(("en", "ar"), "https://masar.example/call")


def test_durations_of_days_and_hours(home: Path, tmp_path: Path) -> None:
    """`P1DT12H` is a day and a half."""
    copied(home, tmp_path)
    edited(tmp_path, REP, "delay: PT16H", "delay: P1DT12H")
    assert load(tmp_path).script("bant-rep").conversation.after[0].delay.total_seconds() == 36 * 3600
