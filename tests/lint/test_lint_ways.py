"""The rules about the way through a conversation: one thing broken, one message with its place and its remedy."""

import pytest
from lint_house import Case, Houses

FILE = "conversations/bant-prospect.yaml"
BUDGET = "  budget: {ask: budget, on: {answer: name, skip: name}}"
REVIEW = "  review: {type: review, on: {send: ending}}"
CONTACT = "    on: {answer.phone: phone, answer.email: email, answer: review, skip: review}"
LAST = "      - {target: more_to_ask}"
INVITE = "      - {guard: {verdict: invite}, target: invited}"

CASES = (
    Case(
        "target-unknown",
        ((BUDGET, "  budget: {ask: budget, on: {answer: name, skip: nam}}"),),
        "skip: nam}",
        "state 'budget': target 'nam' is not a state (did you mean 'name'?)",
    ),
    Case(
        "state-unreachable",
        ((REVIEW, f"{REVIEW}\n  extra: {{ask: region, on: {{answer: review, skip: review}}}}"),),
        "  extra:",
        "state 'extra': is never entered; lead an event of another state to it, or remove it",
    ),
    Case(
        "dead-end",
        ((BUDGET, f"{BUDGET.replace('skip: name', 'skip: aside')}\n  aside: {{type: review}}"),),
        "  aside:",
        "state 'aside': leads to no other state; give one of its events a target, or make it `type: final`",
    ),
    Case(
        "transition-shadowed",
        ((LAST, f"{LAST}\n      - {{guard: {{score: {{lt: 10}}}}, target: not_now}}"),),
        "{score: {lt: 10}}",
        "state 'ending': the transition to 'not_now' is never taken, because the one before it has no guard; move that to the "
        "end, or remove this one",
    ),
    Case(
        "transition-shadowed",
        ((INVITE, f"{INVITE}\n      - {{guard: {{verdict: invite}}, target: qualified}}"),),
        "{verdict: invite}, target: qualified}",
        "state 'ending': the transition to 'qualified' is never taken, because one before it has the same guard; change one of "
        "them, or remove this one",
    ),
    Case(
        "transition-shadowed",
        ((CONTACT, CONTACT.replace("answer: review", "answer.chat: review, answer.no_contact: review, answer: company")),),
        "answer.no_contact",
        "state 'contact': is never taken, because every answer has a transition of its own; remove `answer`, or one of "
        "the others",
    ),
    Case(
        "transition-shadowed",
        ((BUDGET, BUDGET.replace("ask: budget,", "ask: budget, always: name,")),),
        "always: name",
        "state 'budget': is never shown, because its `always` has a transition without a guard; give it one, or remove what is "
        "asked",
    ),
    Case(
        "answer-without-option",
        ((BUDGET, BUDGET.replace("answer: name,", "answer: name, answer.no_money: name,")),),
        "answer.no_money",
        "state 'budget': 'answer.no_money' never happens, because a prospect is not offered 'no_money'; remove it, or add "
        "prospect to `offered_to` of that answer in frameworks/criteria.yaml",
    ),
    Case(
        "option-without-answer",
        ((CONTACT, CONTACT.replace("answer: review, ", "answer.chat: review, ")),),
        "answer.chat",
        "state 'contact': nothing follows on 'answer.no_contact'; add `answer.no_contact: …` or `answer: …` to its `on`",
    ),
    Case(
        "option-without-answer",
        ((REVIEW, REVIEW.replace("send: ending", "go_on: ending")),),
        "go_on: ending",
        "state 'review': nothing follows on 'send'; add `send: …` to its `on`",
    ),
    Case(
        "menu-broken",
        ((REVIEW, "  review: {type: review, on: {send: thanks}}\n  thanks: {say: kept, on: {go_on: ending}}"),),
        "  thanks:",
        "state 'thanks': is a menu without buttons; give it a `say` whose phrase has `buttons` named like the events of its `on`",
    ),
    Case(
        "menu-broken",
        ((REVIEW, "  review: {type: review, on: {send: thanks}}\n  thanks: {say: team_or_company, on: {team.yes: ending}}"),),
        "  thanks:",
        "state 'thanks': the button 'team.no' of 'team_or_company' does nothing here (did you mean 'team.yes'?); add "
        "`team.no: …` to `on`",
    ),
    Case(
        "delay-empty",
        (("delay: PT72H, say: reminder_2}", "delay: PT72H}"),),
        "delay: PT72H}",
        "after.1: nothing happens when 'reminder_2' is due; give it a `say` or a `target`",
    ),
    Case(
        "route-uncovered",
        ((f"{LAST}\n", ""), ("  more_to_ask: {type: final, say: finish_incomplete}\n", "")),
        "    always:",
        "state 'ending': no transition is sure to be taken for the verdict 'incomplete'; add a last one without a guard: "
        "`- {target: …}`",
    ),
    Case(
        "asked-before-consent",
        (("      answer.more: {target: consent, say: privacy}", "      answer.more: budget"),),
        "  budget: {ask",
        "state 'budget': is asked of somebody who may not have agreed; lead there only from an answer that is a consent",
    ),
    Case(
        "asked-before-consent",
        (("      answer.agree: need", "      answer.agree: need\n      skip: need"),),
        "  need: {ask",
        "state 'need': is asked of somebody who may not have agreed; lead there only from an answer that is a consent",
    ),
    Case(
        "criterion-not-asked",
        (("  timeline: {ask: timeline,", "  timeline: {ask: priority,"),),
        "states:",
        "states: no state asks 'timeline', for which frameworks/bant.yaml gives points; add a state with `ask: timeline`, or "
        "take it out of the framework",
    ),
    Case(
        "id-unfit",
        (("  invited: {type", '  "invited; at once": {type'), ("target: invited}", 'target: "invited; at once"}')),
        '"invited; at once": {type',
        "state 'invited; at once': the id 'invited; at once' does not fit on a button; use at most 32 of the letters a-z, "
        "digits, `_` and `-`",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule} {case.says[:40]}")
def test_one_fault_leads_to_one_message(houses: Houses, case: Case) -> None:
    """The message names the rule, the file, the line, the state, what is wrong and what to do."""
    case.holds(houses("bant-prospect"), FILE)


def test_states_that_only_lead_to_each_other_are_all_named(houses: Houses) -> None:
    """path-without-final: what leads into a circle and the circle itself are reported, each with its line."""
    house = houses("bant-prospect")
    house.edit(FILE, REVIEW, "  review: {type: review, on: {send: phone}}")
    house.edit(FILE, "  ending:", "  thanks: {type: review, on: {send: ending}}\n  ending:")
    problems = [problem for problem in house.check().problems if problem.rule == "path-without-final"]
    named = [problem.place for problem in problems]
    assert named[:2] == ["state 'need'", "state 'timeline'"]
    assert named[-1] == "state 'review'"
    assert str(problems[-1]) == (
        f"{FILE}:{house.line(FILE, '  review:')} state 'review': reaches no final state, whatever is answered; lead one of the "
        "states after it to a `type: final`"
    )
