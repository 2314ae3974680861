"""Summaries: verdict and score first, the person's own words, in the reader's language; overridden by a team's own template."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from qualibot.definitions import Definitions
from qualibot.errors import DefinitionError
from qualibot.model import Answer, Lead, Outcome, Side, Source
from qualibot.scoring import evaluate, findings, stage, would_change
from qualibot.summary import Summary, Templates, document, summary

NOW = datetime(2026, 11, 21, 10, tzinfo=ZoneInfo("Asia/Riyadh"))


def answer(question: str, value: str, text: str = "", side: Side = "rep", source: Source = "rep-entered") -> Answer:
    """One live answer, given today."""
    return Answer(question, side, value, NOW, source, 1, text)


def outcome(definitions: Definitions, *answers: Answer, conversation: str = "bant-rep") -> Outcome:
    """The outcome of these answers."""
    script = definitions.script(conversation)
    evaluation = evaluate(script.framework, script.criteria, answers, NOW)
    return Outcome(
        session=7, number=1, lead=3, conversation=script.conversation.ref, script=script.hash, language="en", status="completed",
        evaluation=evaluation, stage=stage(evaluation, "rep", ()),
        would_change=would_change(script.framework, script.criteria, findings(script.criteria, answers, NOW)), answers=answers,
    )  # fmt: skip


def view(definitions: Definitions, *answers: Answer, language: str = "en", lead: Lead | None = None) -> Summary:
    """What a reader of that language is told."""
    made = outcome(definitions, *answers)
    return summary(made, lead or Lead(3, "Nakhla Logistics"), definitions.script("bant-rep"), language)


QUALIFIED = (
    answer("budget", "not_set", "lumpsum, TBD"),
    answer("authority", "i_recommend"),
    answer("need", "important", "7"),
    answer("timeline", "half_year"),
)


def test_verdict_score_and_lines_come_first(definitions: Definitions) -> None:
    """The worked example BANT 2 as a manager reads it."""
    text = Templates(definitions.home).render("summary.txt.j2", view(definitions, *QUALIFIED))
    assert text.splitlines()[:3] == [
        "Nakhla Logistics: Qualified",
        "Score 51, could be 51–70 · B, warm, SQL · Coverage 75 %",
        "close: the cut-off is 51",
    ]
    assert "? Budget 6/25 · Not set yet · answer still open · “lumpsum, TBD”" in text
    assert "+ Timeline 13/25 · Within six months (by 21 May)" in text
    assert "Gaps: Budget" in text
    assert "Next: Discovery call this week; close the top gap first · Map the committee" in text


def test_an_arabic_reader_reads_arabic(definitions: Definitions) -> None:
    """Labels, verdict and steps in Arabic; the own words as typed, isolated from the direction around them."""
    text = Templates(definitions.home).render("summary.txt.j2", view(definitions, *QUALIFIED, language="ar"))
    assert text.startswith("\u2068Nakhla Logistics\u2069: مؤهَّل\nالدرجة 51، قد تتراوح بين 51 و70")
    assert "«\u2068lumpsum, TBD\u2069»" in text
    assert "Budget" not in text


def test_the_lines_of_a_summary_add_up(definitions: Definitions) -> None:
    """What is shown is what was counted."""
    shown = view(definitions, *QUALIFIED)
    assert sum(line.points for line in shown.lines) == shown.score == 51


def test_while_there_is_more_to_ask(definitions: Definitions) -> None:
    """The grade says what it can become, the next step names the widest gap, and nothing is said about lifting a band."""
    shown = view(definitions, answer("need", "critical"), answer("timeline", "half_year"))
    assert (shown.key, shown.grade, shown.lift) == ("incomplete", "C (C–A)", "")
    assert shown.next_steps == ("Ask about the widest gap: Budget",)
    text = Templates(definitions.home).render("summary.txt.j2", shown)
    assert "What would change it" not in text
    budget = answer("budget", "not_set")
    assert view(definitions, answer("need", "critical"), budget).next_steps == ("Ask about the widest gap: Authority",)
    arabic = view(definitions, answer("need", "critical"), language="ar")
    assert arabic.next_steps == ("السؤال عن أكبر معلومة ناقصة: الميزانية",)


def test_a_settled_grade_has_no_range(definitions: Definitions) -> None:
    """A verdict that is not open has one grade, though its score can still move."""
    assert view(definitions, *QUALIFIED).grade == "B"


def test_how_to_reach_the_person_stands_near_the_top(definitions: Definitions) -> None:
    """E-mail address and phone number; in Arabic they keep their direction."""
    lead = Lead(3, "Nakhla", email="a@example.com", phone="+971501234567")
    text = Templates(definitions.home).render("summary.txt.j2", view(definitions, *QUALIFIED, lead=lead))
    assert text.splitlines()[1] == "Contact: a@example.com · +971501234567"
    assert view(definitions, *QUALIFIED, lead=lead, language="ar").contact.endswith("\u2066+971501234567\u2069")
    assert "Contact" not in Templates(definitions.home).render("summary.txt.j2", view(definitions, *QUALIFIED))


def test_who_wants_no_contact_is_not_called(definitions: Definitions) -> None:
    """The wish stands where the number would; a later answer takes it back."""
    made, script = outcome(definitions, *QUALIFIED), definitions.script("bant-rep")
    lead = Lead(3, "Nakhla", phone="+971501234567")
    wish = answer("contact", "no_contact", side="prospect")
    later = Answer("contact", "rep", "phone", NOW + timedelta(days=1), "rep-entered", 2)
    assert summary(made, lead, script, "en", [wish]).contact == "No contact, please"
    assert summary(made, lead, script, "ar", [wish]).contact == "دون تواصل لاحق، من فضلكم"
    assert summary(made, lead, script, "en", [later, wish]).contact == "+971501234567"


def test_a_conversation_that_was_not_completed_says_so(definitions: Definitions) -> None:
    """Right under the verdict, in the reader's language."""
    made, script = replace(outcome(definitions, *QUALIFIED), status="human"), definitions.script("bant-rep")
    templates, lead = Templates(definitions.home), Lead(3, "Nakhla")
    shown = [templates.render("summary.txt.j2", summary(made, lead, script, language)).splitlines() for language in ("en", "ar")]
    assert [lines[1] for lines in shown] == ["Conversation: with a person", "المحادثة: لدى أحد الزملاء"]


def test_a_knock_out_and_a_cap_name_the_answer_that_did_it(definitions: Definitions) -> None:
    """Nobody has to guess why plenty of points led nowhere."""
    out = view(definitions, answer("budget", "no_money"), answer("need", "critical"))
    assert out.limits == ("Knocked out by: Budget (Zero, and none can be found)",)
    capped = view(definitions, *QUALIFIED[:3], answer("timeline", "no_plan"))
    assert capped.limits == ("Capped by: Timeline (No plan to buy yet)",)


def test_an_answer_about_days_keeps_the_days_it_meant(definitions: Definitions) -> None:
    """What "within six months" meant in September is not moved on by reading it in November."""
    early = Answer("timeline", "rep", "half_year", NOW - timedelta(days=60), "tapped", 1)
    (line,) = [line for line in view(definitions, early).lines if line.name == "Timeline"]
    assert line.label == "Within six months (by 22 Mar)"


def test_a_lead_without_a_name_has_its_number(definitions: Definitions) -> None:
    """A prospect need not say who they are."""
    assert view(definitions, lead=Lead(3)).lead == "Lead 3"


def test_a_template_of_ones_own_is_used(definitions: Definitions, tmp_path: Path) -> None:
    """A file of the same name in the home's templates folder wins."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "summary.txt.j2").write_text("{{ s.lead }} has {{ s.score }}", encoding="utf-8")
    assert Templates(tmp_path).render("summary.txt.j2", view(definitions, *QUALIFIED)) == "Nakhla Logistics has 51"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ s.scor }}", "scor"),
        ("{% if %}", "Expected an expression"),
        ("{{ s.__class__.__mro__ }}", "unsafe|__class__"),
        ("\n{{ range(10 ** 9) | list }}", "summary.txt.j2:2 has a fault: OverflowError"),
        ("{{ 1 // 0 }}", "summary.txt.j2:1 has a fault: ZeroDivisionError"),
        ("{{ s.score + s.grade }}", "TypeError"),
    ],
)
def test_a_broken_template_is_named(definitions: Definitions, tmp_path: Path, text: str, message: str) -> None:
    """Its file and what is wrong, no traceback; and it cannot reach into the program."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "summary.txt.j2").write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError, match=message) as raised:
        Templates(tmp_path).render("summary.txt.j2", view(definitions, *QUALIFIED))
    assert str(raised.value).startswith("templates/summary.txt.j2")


def test_words_that_look_like_a_template_stay_words(definitions: Definitions) -> None:
    """What a person typed is data, in a summary as in a reply."""
    shown = view(definitions, answer("budget", "lt_10k", "{{ 7 * 7 }} {score} <b>"), lead=Lead(3, "{{ evil }}"))
    text = Templates(definitions.home).render("summary.txt.j2", shown)
    assert "{{ 7 * 7 }} {score} <b>" in text
    assert text.startswith("{{ evil }}: ")


def test_the_document_is_plain_data_that_adds_up(definitions: Definitions) -> None:
    """What CRM systems read: the same numbers, the own words, what would change the verdict."""
    made = document(outcome(definitions, *QUALIFIED), Lead(3, "Nakhla Logistics", email="a@example.com"))
    assert (made["framework"], made["lead"]["email"], made["reachable"]) == ("bant@1", "a@example.com", [51, 70])
    assert sum(line["points"] for line in made["lines"]) == made["raw"]
    budget = next(line for line in made["lines"] if line["criterion"] == "budget")
    assert budget == {
        "criterion": "budget", "answer": "not_set", "points": 6, "max": 25, "text": "lumpsum, TBD", "source": "rep-entered",
        "gap": "open_answer",
    }  # fmt: skip
    assert made["would_change"] is not None
    assert made["would_change"]["verdict"] == "invite"


def test_who_wants_no_contact_is_left_alone(definitions: Definitions) -> None:
    """However good the score, the next step is not a call."""
    answers = (*QUALIFIED, answer("contact", "no_contact", side="prospect"))
    shown = summary(outcome(definitions, *answers), Lead(3), definitions.script("bant-rep"), "en", answers)
    assert shown.contact == "No contact, please"
    assert shown.next_steps == ("Leave them alone until they write themselves",)
