"""Names that lead nowhere and texts that are missing: each rule, broken once, with place and remedy."""

from pathlib import Path

import pytest
from support.homes import copied, edited

from qualibot.definitions import load
from qualibot.errors import DefinitionError, Problem

CRITERIA, WORDING, COMPANY = "frameworks/criteria.yaml", "conversations/wording.yaml", "company.yaml"
BANT, REP, PROSPECT = "frameworks/bant.yaml", "conversations/bant-rep.yaml", "conversations/bant-prospect.yaml"
NEED = "need: {ask: need, on: {answer: timeline, skip: timeline}}"


def _problems(home: Path) -> tuple[Problem, ...]:
    with pytest.raises(DefinitionError) as raised:
        load(home)
    return raised.value.problems


RULES = {
    # wording
    "a translation is missing": (
        WORDING, "name: {en: Need, ar: الحاجة}", "name: {en: Need}", "translation-missing",
        "criteria.need.name: has no text in 'ar'; add `ar: …`",
    ),
    "a translation is empty": (
        WORDING, "name: {en: Need, ar: الحاجة}", 'name: {en: Need, ar: " "}', "translation-missing",
        "criteria.need.name: has no text in 'ar'; add `ar: …`",
    ),
    "a language is not named": (
        WORDING, "name: {en: Need, ar: الحاجة}", "name: {en: Need, ar: الحاجة, de: Bedarf}", "translation-unknown",
        "criteria.need.name: has a text in 'de', which `languages` of wording.yaml does not name",
    ),
    "a placeholder is only in one language": (
        WORDING, 'ar: "سجّلتُ إجابتكم: {label}."', 'ar: "سجّلتُ إجابتكم."', "placeholder-differs",
        "phrases.noted.say: has different placeholders per language (en: label; ar: none)",
    ),
    "a placeholder is not closed": (
        WORDING, 'en: "Noted: {label}."', 'en: "Noted: {label."', "placeholder-broken",
        "phrases.noted.say: 'en' has a broken {placeholder}",
    ),
    "a placeholder with a form": (
        WORDING, 'en: "Noted: {label}."', 'en: "Noted: {label:d}."', "placeholder-broken",
        "'label' should be a plain name in curly brackets",
    ),
    "a placeholder that reaches inside": (
        WORDING, 'en: "Noted: {label}."', 'en: "Noted: {label.__class__}."', "placeholder-broken",
        "'label.__class__' should be a plain name in curly brackets",
    ),
    "a placeholder without a name": (
        WORDING, 'en: "Noted: {label}."', 'en: "Noted: {}."', "placeholder-broken", "'' should be a plain name in curly brackets",
    ),
    "a direction for no language": (
        WORDING, "rtl: [ar]", "rtl: [arr]", "language-unknown", "rtl.arr: arr 'arr' is not a language (did you mean 'ar'?)",
    ),
    # criteria and their words
    "a criterion without words": (
        CRITERIA, "\n  consent:\n",
        "\n  mood:\n    kind: choice\n    stale_after: P90D\n    answers: {good: {level: 4}, bad: {level: 0}}\n\n  consent:\n",
        "wording-missing", "conversations/wording.yaml:14 criteria: has no words for the criterion 'mood'; add `mood: …`",
    ),
    "an answer without a label": (
        WORDING, '      "none": {en: Not a problem (1-2), ar: ليست مشكلة (1 أو 2)}\n', "", "wording-missing",
        "criteria.need.options: has no label for the answer 'none'",
    ),
    "a label without an answer": (
        WORDING, '      "none": {en: Not a problem (1-2)', '      nice: {en: A, ar: ب}\n      "none": {en: Not a problem (1-2)',
        "option-unknown", "criteria.need.options.nice: nice 'nice' is not an option",
    ),
    "a rep's label without an answer": (
        WORDING, "    options_rep:\n", "    options_rep:\n      i_decid: {en: A, ar: ب}\n", "option-unknown",
        "'i_decid' is not an option (did you mean 'i_decide'?)",
    ),
    "a claim without a question": (
        CRITERIA, "level: 4\n        range: {gte: 9, lte: 10}", "level: 4\n        without_evidence: important",
        "wording-missing", "criteria.need: has no `evidence` question, though the answer 'critical' is a claim",
    ),
    "not knowing is no answer": (
        CRITERIA, "dont_know_is: not_mapped", "dont_know_is: not_maped", "option-unknown",
        "criteria.committee.dont_know_is: dont_know_is 'not_maped' is not an option (did you mean 'not_mapped'?)",
    ),
    "something follows for no criterion": (
        CRITERIA, "infers: {committee: all_named}", "infers: {comittee: all_named}", "criterion-unknown",
        "infers.comittee: comittee 'comittee' is not a criterion (did you mean 'committee'?)",
    ),
    "something follows that is no answer": (
        CRITERIA, "infers: {committee: all_named}", "infers: {committee: all_name}", "option-unknown",
        "infers.committee: committee 'all_name' is not an option (did you mean 'all_named'?)",
    ),
    "a contradiction with no criterion": (
        CRITERIA, "contradicts: {committee: {all_named: one_contact}}", "contradicts: {comitee: {all_named: one_contact}}",
        "criterion-unknown", "contradicts.comitee: comitee 'comitee' is not a criterion (did you mean 'committee'?)",
    ),
    "a contradiction with no answer": (
        CRITERIA, "{all_named: one_contact}", "{all_name: one_contact}", "option-unknown", "'all_name' is not an option",
    ),
    "a contradiction that counts as nothing": (
        CRITERIA, "{all_named: one_contact}", "{all_named: one_contac}", "option-unknown", "'one_contac' is not an option",
    ),
    "a claim that counts as nothing": (
        CRITERIA, "without_evidence: goal_number", "without_evidence: goal_nmber", "option-unknown",
        "without_evidence 'goal_nmber' is not an option (did you mean 'goal_number'?)",
    ),
    "a day that is none": (
        CRITERIA, "range: {gte: today, lte: month_end}", "range: {gte: today, lte: monthend}", "day-unknown",
        "range.lte: lte 'monthend' is not a day (did you mean 'month_end'?)",
    ),
    "a number among days": (
        CRITERIA, "range: {gte: today, lte: month_end}", "range: {gte: 5, lte: month_end}", "day-unknown", "gte '5",
    ),
    "a day among numbers": (
        CRITERIA, "range: {gte: 9, lte: 10}", "range: {gte: today, lte: 10}", "range-not-number",
        "criteria.need.answers.critical.range.gte: is 'today', but a scale ranges over numbers",
    ),
    "phrases in no language": (
        CRITERIA, "match:\n          en: [10 out of 10", "match:\n          eng: [10 out of 10", "language-unknown",
        "match.eng: eng 'eng' is not a language (did you mean 'en'?)",
    ),
    # frameworks
    "points for no criterion": (
        BANT, "  need: {critical: 25", "  needs: {critical: 25", "criterion-unknown",
        "points.needs: needs 'needs' is not a criterion (did you mean 'need'?)",
    ),
    "points for no answer": (
        BANT, "critical: 25", "critcal: 25", "option-unknown",
        "points.need.critcal: critcal 'critcal' is not an option (did you mean 'critical'?)",
    ),
    "no points for an answer": (
        BANT, "  need: {critical: 25, ", "  need: {", "points-missing", "points.need: has no points for the answer 'critical'",
    ),
    "a required criterion without points": (
        BANT, "required: [need]", "required: [needs]", "criterion-unknown",
        "required.needs: needs 'needs' is not a criterion (did you mean 'need'?)",
    ),
    "cut-offs that fall": (
        BANT, "qualified: 51, invite: 75", "qualified: 80, invite: 75", "cut-offs-order",
        "cut_offs: must rise from nurture over qualified to invite",
    ),
    "a framework's name in one language": (
        BANT, "con: {en: cannot always", "con: {eng: cannot always", "translation-missing", "con: has no text in 'en'",
    ),
    # conversations
    "a framework that is none": (
        REP, "framework: bant", "framework: bannt", "framework-unknown",
        "framework: framework 'bannt' is not a framework (did you mean 'bant'?)",
    ),
    "a beginning that is no state": (
        REP, "initial: budget", "initial: budgt", "target-unknown",
        "initial: initial 'budgt' is not a state (did you mean 'budget'?)",
    ),
    "a finish that is no state": (
        REP, "finish: review ", "finish: revue ", "target-unknown", "finish: finish 'revue' is not a state",
    ),
    "a greeting that is no phrase": (
        REP, "greeting: greeting_rep", "greeting: greting_rep", "phrase-unknown",
        "greeting: greeting 'greting_rep' is not a phrase (did you mean 'greeting_rep'?)",
    ),
    "a target that is no state": (
        REP, NEED, NEED.replace("answer: timeline", "answer: timline"), "target-unknown",
        "state 'need': target 'timline' is not a state (did you mean 'timeline'?)",
    ),
    "a miss that is no phrase": (
        REP, "say: [not_understood_1,", "say: [not_understod_1,", "phrase-unknown", "'not_understod_1' is not a phrase",
    ),
    "misses that lead nowhere": (
        REP, "no_match: {limit: 2,", "no_match: {target: nowhere, limit: 2,", "target-unknown",
        "no_match.target: target 'nowhere' is not a state",
    ),
    "a state's misses that lead nowhere": (
        REP, NEED, "need: {ask: need, no_match: {target: nowhere}, on: {answer: timeline}}", "target-unknown",
        "state 'need': target 'nowhere' is not a state",
    ),
    "a state's miss that is no phrase": (
        REP, NEED, "need: {ask: need, no_match: {say: [kept, kep]}, on: {answer: timeline}}", "phrase-unknown",
        "state 'need': say 'kep' is not a phrase (did you mean 'kept'?)",
    ),
    "a reminder that is no phrase": (
        REP, "say: reminder_rep", "say: reminder_reps", "phrase-unknown",
        "after.0.say: say 'reminder_reps' is not a phrase (did you mean 'reminder_rep'?)",
    ),
    "an expiry that is no state": (
        REP, "target: expired", "target: expird", "target-unknown", "after.1.target: target 'expird' is not a state",
    ),
    "a state that says no phrase": (
        REP, "say: recorded_rep", "say: recorded", "phrase-unknown",
        "state 'recorded': say 'recorded' is not a phrase (did you mean 'recorded_rep'?)",
    ),
    "a question for no criterion": (
        REP, NEED, NEED.replace("ask: need", "ask: needs"), "criterion-unknown",
        "state 'need': ask 'needs' is not a criterion (did you mean 'need'?)",
    ),
    "an answer that is none": (
        REP, NEED, "need: {ask: need, on: {answer.critcal: timeline, answer: timeline}}", "option-unknown",
        "state 'need': answer.critcal 'critcal' is not an option (did you mean 'critical'?)",
    ),
    "an event that is none": (
        REP, NEED, NEED.replace("skip:", "skp:"), "event-unknown",
        "state 'need': skp 'skp' is not an event (did you mean 'skip'?)",
    ),
    "a transition that says no phrase": (
        REP, NEED, NEED.replace("skip: timeline", "skip: {target: timeline, say: skiped}"), "phrase-unknown",
        "state 'need': say 'skiped' is not a phrase (did you mean 'skipped'?)",
    ),
    "a guard over no verdict": (
        PROSPECT, "guard: {verdict: invite}", "guard: {verdict: invit}", "verdict-unknown",
        "state 'ending': verdict 'invit' is not a verdict (did you mean 'invite'?)",
    ),
    "a guard over no criterion": (
        PROSPECT, "guard: {verdict: invite}", "guard: {known: needs}", "criterion-unknown",
        "state 'ending': needs 'needs' is not a criterion (did you mean 'need'?)",
    ),
    "a guard over no answer": (
        PROSPECT, "guard: {verdict: invite}", "guard: {answer: {need: [critcal]}}", "option-unknown",
        "state 'ending': need 'critcal' is not an option (did you mean 'critical'?)",
    ),
    "a guard over an answer of no criterion": (
        PROSPECT, "guard: {verdict: invite}", "guard: {answer: {needs: critical}}", "criterion-unknown",
        "state 'ending': needs 'needs' is not a criterion (did you mean 'need'?)",
    ),
    "a question that is a capture as well": (
        REP, NEED, "need: {ask: need, capture: name, on: {answer: timeline}}", "state-shape",
        "state 'need': has both `ask` and `capture`; keep one",
    ),
    "an end that goes on": (
        REP, "type: final, say: recorded_rep", "type: final, always: review", "state-shape",
        "state 'recorded': is final, so it takes no `ask`, `capture`, `on` or `always`",
    ),
    "a state that does nothing": (
        REP, "type: final, say: recorded_rep", "say: recorded_rep", "state-shape",
        "state 'recorded': asks nothing and leads nowhere; give it `ask`, `capture`, `always`, or `type: final`",
    ),
    "a status before the end": (
        REP, NEED, NEED.replace("ask: need", "ask: need, status: partial"), "state-shape",
        "state 'need': has a `status`, which only a final state has",
    ),
    # company
    "a fact in one language": (
        COMPANY, "rep: {en: Dana, ar: دانة}", "rep: {en: Dana}", "translation-missing", "rep: has no text in 'ar'",
    ),
    "a summary in no language": (
        COMPANY, "summary_language: en", "summary_language: eng", "language-unknown",
        "summary_language: summary_language 'eng' is not a language (did you mean 'en'?)",
    ),
    "a zone that is none": (
        COMPANY, "zone: Asia/Riyadh", "zone: Asia/Riyad", "zone-unknown",
        "zone: 'Asia/Riyad' is not a time zone; use a name such as Asia/Riyadh or Europe/Berlin",
    ),
    "a zone that is a path": (COMPANY, "zone: Asia/Riyadh", "zone: ../../etc/passwd", "zone-unknown", "is not a time zone"),
    "a zone that is a folder": (COMPANY, "zone: Asia/Riyadh", "zone: Asia", "zone-unknown", "'Asia' is not a time zone"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "rule", "message"), RULES.values(), ids=RULES.keys())
def test_a_name_that_leads_nowhere(home: Path, tmp_path: Path, file: str, old: str, new: str, rule: str, message: str) -> None:
    """One edit, one fault of that rule, with file, line, place and the name that was probably meant."""
    copied(home, tmp_path)
    line = edited(tmp_path, file, old, new)
    problems = [problem for problem in _problems(tmp_path) if problem.rule == rule and message in str(problem)]
    (problem,) = problems
    assert str(problem).startswith(f"{problem.file}:{problem.line} ")
    if problem.file == file and new:
        assert abs(problem.line - line) <= 1


def test_every_fault_of_every_file_at_once(home: Path, tmp_path: Path) -> None:
    """Faults of wording, criteria, frameworks, conversations and company are shown together."""
    copied(home, tmp_path)
    for name in ("a translation is missing", "a day that is none", "points for no answer", "a target that is no state",
                 "a zone that is none", "a framework that is none"):  # fmt: skip
        file, old, new, _, _ = RULES[name]
        edited(tmp_path, file, old, new)
    problems = _problems(tmp_path)
    assert {problem.file for problem in problems} == {WORDING, CRITERIA, BANT, REP, COMPANY}
    assert len(problems) == 7, [str(problem) for problem in problems]
    (target,) = (problem for problem in problems if problem.rule == "target-unknown")
    assert (tmp_path / REP).read_text(encoding="utf-8").splitlines()[target.line - 1].strip().startswith("need: {ask: need")
    assert target.message == "target 'timline' is not a state (did you mean 'timeline'?)"


def test_the_shipped_files_have_no_fault(home: Path) -> None:
    """What is shipped loads, with ten conversations over five frameworks."""
    definitions = load(home)
    assert len(definitions.conversations) == 10
    assert definitions.frameworks == ("bant", "champ", "four-questions", "gpctba-ci", "quick-four")
