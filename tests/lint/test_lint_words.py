"""The rules about words: labels, phrases, placeholders."""

import pytest
from lint_house import Case, Houses

WORDING = "conversations/wording.yaml"
CRITERIA = "frameworks/criteria.yaml"
PROSPECT = "conversations/bant-prospect.yaml"

NOTED = 'en: "Noted: {label}.", ar: "سجّلتُ إجابتكم: {label}."'
PASSED = "say: {en: Skipped. You can come back to it at the end., ar: لا بأس، تخطّينا هذا السؤال، ويمكنكم العودة إليه في النهاية.}"
WHY = "why: {en: So that we match our pace to yours., ar: حتى نسير معكم بالوتيرة التي تناسبكم.}"

IN_WORDING = (
    Case(
        "label-duplicate",
        (("gt_100k: {en: More than 100k", "gt_100k: {en: Less is not enough"),),
        "Less is not enough",
        "criteria.budget.options.gt_100k: the label of 'gt_100k', “Less is not enough”, begins like that of 'lt_10k', “Less than "
        "10k”; begin them with different words",
    ),
    Case(
        "label-duplicate",
        (("later: {en: Later than six months", "later: {en: No plan to buy yet"),),
        "no_plan: {en",
        "criteria.timeline.options.no_plan: the label of 'no_plan', “No plan to buy yet”, is that of 'later' as well; change one "
        "of them",
    ),
    Case(
        "label-duplicate",
        (("Lower on the list", "Don’t care much"),),
        "Don’t care much",
        "criteria.priority.options.on_the_list: the label of 'on_the_list', “Don’t care much”, begins like that of the button of "
        "`dont_know`, “Don't know yet”; begin them with different words",
    ),
    Case(
        "label-duplicate",
        (("Lower on the list", "Don’t know YET"),),
        "Don’t know YET",
        "criteria.priority.options.on_the_list: the label of 'on_the_list', “Don’t know YET”, is that of the button of "
        "`dont_know` as well; change one of them",
    ),
    Case(
        "label-too-long",
        (("Within six months (by {half_year_end})", "Within the next six months or so (by {half_year_end})"),),
        "Within the next",
        "criteria.timeline.options.half_year: 'en' has 44 characters, where a label takes 40; shorten “Within the next six "
        "months or so (by {half_year_end})”",
    ),
    Case(
        "label-too-long",
        (("resume: {en: Resume, ar: متابعة}", f"resume: {{en: {'Resume' * 11}, ar: متابعة}}"),),
        "ResumeResume",
        f"phrases.paused.buttons.resume: 'en' has 66 characters, where a button in Telegram takes 64; shorten “{'Resume' * 11}”",
    ),
    Case(
        "phrase-missing",
        (("  skipped:\n", "  skiped:\n"),),
        "phrases:",
        "phrases: has no 'skipped', which conversations rely on (did you mean 'skiped'?); add `skipped: …`",
    ),
    Case(
        "phrase-missing",
        (("    nothing_known: {en: nothing yet, ar: لا شيء بعد}\n", ""),),
        "  summary:",
        "terms.summary: has no 'nothing_known', which conversations rely on; add `nothing_known: …`",
    ),
    Case(
        "phrase-missing",
        (("en: {one: 1 minute, other:", "en: {one: 1 minute, few:"),),
        "one: 1 minute",
        "counts.minute.en: has no form 'other', which stands for every number without a form of its own; add `other: …`",
    ),
    Case(
        "phrase-missing",
        (('    en: {one: 1 minute, other: "{n} minutes"}\n', ""),),
        "  minute:",
        "counts.minute: has no 'en', which conversations rely on; add `en: …`",
    ),
    Case(
        "placeholder-unknown",
        ((NOTED, NOTED.replace("{label}", "{lable}")),),
        "Noted: {lable}",
        "phrases.noted.say: nothing fills in {lable} (did you mean 'label'?); known here: label, the names in company.yaml",
    ),
    Case(
        "placeholder-unknown",
        ((PASSED, 'say: {en: "Skipped {minutes}.", ar: "تخطّينا {minutes}."}'),),
        "Skipped {minutes}",
        "phrases.skipped.say: nothing fills in {minutes}; known here: the names in company.yaml",
    ),
    Case(
        "placeholder-unknown",
        ((WHY, 'why: {en: "For {team}.", ar: "من أجل {team}."}'),),
        "  priority:",
        "criteria.priority: nothing fills in {team}; nothing is filled in here",
    ),
    Case(
        "placeholder-unknown",
        (('other: "{n} minutes"}', 'other: "{m} minutes"}'),),
        "{m} minutes",
        "counts.minute.en: nothing fills in {m}; known here: n",
    ),
)


@pytest.mark.parametrize("case", IN_WORDING, ids=lambda case: f"{case.rule} {case.says[:40]}")
def test_one_fault_of_the_wording_leads_to_one_message(houses: Houses, case: Case) -> None:
    """The message names the file, the line, the text, what is wrong and what to do."""
    case.holds(houses("champ-prospect"), WORDING)


def test_a_question_in_between_without_its_button(houses: Houses) -> None:
    """phrase-missing: nobody could answer it."""
    house = houses("bant-rep")
    house.edit(WORDING, "      delete.keep: {en: Keep", "      delete.keeep: {en: Keep")
    assert str(house.problem()) == (
        f"{WORDING}:{house.line(WORDING, '      delete.confirm') - 1} phrases.delete_ask.buttons: has no 'delete.keep', which "
        "conversations rely on (did you mean 'delete.keeep'?); add `delete.keep: …`"
    )


def test_a_phrase_that_cannot_be_filled_in_where_it_is_said(houses: Houses) -> None:
    """placeholder-unknown: what a transition says above the next question has no facts but those of company.yaml."""
    house = houses("bant-prospect")
    house.edit(PROSPECT, "{target: consent, say: privacy}", "{target: consent, say: finish_qualified}")
    problem = house.problem()
    assert (problem.rule, str(problem)) == (
        "placeholder-unknown",
        (
            f"{WORDING}:{house.line(WORDING, '  finish_qualified:') + 1} phrases.finish_qualified.say: nothing fills in "
            f"{{date}}, where {PROSPECT}:{house.line(PROSPECT, 'answer.more')} says it; known here: the names in company.yaml"
        ),
    )


def test_a_broken_bracket_is_no_stumbling_block(houses: Houses) -> None:
    """placeholder-broken is reported by loading; the rules go on beside it."""
    house = houses("bant-rep")
    house.edit(WORDING, NOTED, NOTED.replace("{label}", "{label"))
    assert {problem.rule for problem in house.check().problems} == {"placeholder-broken"}


def test_a_missing_question_in_between_is_missed_once(houses: Houses) -> None:
    """phrase-missing: a phrase that is gone is reported, not its buttons as well."""
    house = houses("bant-rep")
    house.edit(WORDING, "  robot:\n    say:", "  robott:\n    say:")
    assert str(house.problem()).endswith("has no 'robot', which conversations rely on (did you mean 'robott'?); add `robot: …`")


def test_a_company_fact_fills_in_others_and_holds_none(houses: Houses) -> None:
    """placeholder-unknown: a placeholder inside a fact of company.yaml would be read as it stands."""
    Case(
        "placeholder-unknown",
        (("rep: {en: Dana, ar: دانة}", 'rep: {en: "Dana of {company}", ar: "دانة {company}"}'),),
        "rep: {en",
        "rep: nothing fills in {company}; nothing is filled in here",
    ).holds(houses("bant-rep"), "company.yaml")


def test_prices_are_filled_in_only_where_there_are_any(houses: Houses) -> None:
    """placeholder-unknown: without prices in company.yaml a phrase of one's own cannot name them; the engine's may."""
    house = houses("bant-prospect")
    house.edit(WORDING, "say: {en: Nothing was erased., ar: لم يُمسح شيء.}", 'say: {en: "{price_from}", ar: "{price_from}"}')
    assert house.check().ok
    text = (house.path / "company.yaml").read_text(encoding="utf-8")
    house.write("company.yaml", text[: text.index("\nprice:")])
    assert str(house.problem()).endswith("phrases.kept.say: nothing fills in {price_from}; known here: the names in company.yaml")


IN_CRITERIA = (
    Case(
        "phrase-in-two-answers",
        (("en: [third on the list,", "en: [NUMBER one!, third on the list,"),),
        "NUMBER one!",
        "criteria.priority.answers.top_3_5.match.en.0: “number one” is also a phrase of 'top_1_2'; keep it under one of "
        "'top_1_2' and 'top_3_5'",
    ),
    Case(
        "phrase-in-two-answers",
        (("en: [top priority,", "en: [among the first five, top priority,"),),
        "among the first five",
        "criteria.priority.answers.top_1_2.match.en.0: “among the first five” is the label or id of 'top_3_5'; keep it under one "
        "of 'top_3_5' and 'top_1_2'",
    ),
    Case(
        "phrase-in-two-answers",
        (("en: [top priority,", 'en: ["?!", top priority,'),),
        '"?!"',
        "criteria.priority.answers.top_1_2.match.en.0: has an empty phrase; remove it",
    ),
)


@pytest.mark.parametrize("case", IN_CRITERIA, ids=lambda case: case.says[:60])
def test_one_fault_of_the_criteria_leads_to_one_message(houses: Houses, case: Case) -> None:
    """The message names the phrase and both answers."""
    case.holds(houses("champ-prospect"), CRITERIA)


def test_a_phrase_of_two_commands(houses: Houses) -> None:
    """phrase-in-two-answers: nobody could say which command was meant."""
    Case(
        "phrase-in-two-answers",
        (("en: [skip, skip it,", "en: [skip, undo, skip it,"),),
        "en: [back, go back",
        "commands.back.match.en.4: “undo” is also a phrase of 'skip'; keep it under one of 'skip' and 'back'",
    ).holds(houses("bant-rep"), WORDING)


def test_an_id_that_does_not_fit_on_a_button(houses: Houses) -> None:
    """id-unfit: an answer's id travels with session and sequence number in 64 bytes."""
    long = "manager_or_team_lead_or_something_like_it"
    house = houses("four-questions-rep")
    for file in (CRITERIA, WORDING):
        house.edit(file, "      manager:", f"      {long}:")
    house.edit("frameworks/four-questions.yaml", "manager:", f"{long}:")
    assert str(house.problem()) == (
        f"{CRITERIA}:{house.line(CRITERIA, long)} criteria.role.answers.{long}: the id '{long}' does not fit on a button; use at "
        "most 32 of the letters a-z, digits, `_` and `-`"
    )
