"""`qualibot leads`, `show` and `rescore`."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest

from qualibot.cli.data import COLUMNS


def said(*replies: str) -> str:
    """Replies, one a line."""
    return "".join(f"{reply}\n" for reply in replies)


@pytest.fixture
def three(run):
    """Three leads: an invitation, a qualified one, and one that does not fit."""
    run("chat", "bant-rep", "--lead", "Hot Ltd", says=said("60k", "she signs", "9", "asap", "send"))
    run("chat", "bant-rep", "--lead", "Warm Ltd", says=said("not set yet", "he recommends", "7", "next quarter", "send"))
    run("chat", "bant-rep", "--lead", "=cmd|' /C calc'!A0", says=said("they cannot pay", "finish", "send"))


def test_leads_are_listed_hottest_first(run, three):
    """As a table and as JSON, in the same order."""
    found = run("leads", "--format", "json").json
    assert [lead["verdict"] for lead in found] == ["invite", "qualified", "disqualified"]
    assert found[0].keys() >= {"id", "name", "score", "verdict", "grade", "stage", "updated"}
    assert (found[0]["score"], found[0]["grade"], found[0]["stage"]) == (100, "A", "sql")
    table = run("leads").out
    assert table.index("Hot Ltd") < table.index("Warm Ltd")


def test_unfinished_leads_stand_where_they_belong(run, three):
    """As they stand now, among the others, with what is to be done; who waits for a person is marked."""
    run("chat", "bant-rep", "--lead", "Open Ltd", says=said("60k", "she signs", "9"))
    run("chat", "champ-prospect", says=said("agree", "I want a colleague"))
    run("chat", "four-questions-prospect", says=said("agree"))
    found = run("leads", "--format", "json").json
    assert [(lead["name"], lead["verdict"], lead["status"]) for lead in found] == [
        ("Hot Ltd", "invite", "completed"),
        ("Open Ltd", "invite", "open"),
        ("Warm Ltd", "qualified", "completed"),
        ("=cmd|' /C calc'!A0", "disqualified", "completed"),
        ("", "incomplete", "human"),
    ]
    assert (found[1]["score"], found[1]["low"], found[1]["high"], found[1]["grade"]) == (75, 75, 100, "A")
    entries = run("show", str(found[1]["id"]), "--format", "json").json["transcript"]
    assert datetime.fromisoformat(found[1]["updated"]) == datetime.fromisoformat(entries[-1]["at"]).replace(microsecond=0)
    table = run("leads").out
    assert "! human" in table
    assert table.endswith("\n! 1 asked for a person and waits for an answer.\n")
    assert [lead["name"] for lead in run("leads", "--verdict", "invite", "--format", "json").json] == ["Hot Ltd", "Open Ltd"]
    assert [lead["name"] for lead in run("leads", "--limit", "2", "--format", "json").json] == ["Hot Ltd", "Open Ltd"]


def test_who_waits_is_marked_whatever_was_recorded_before(run, three):
    """A second conversation with a person does not hide behind the first one's outcome."""
    run("chat", "champ-prospect", "--lead", "Warm Ltd", says=said("agree", "I want a colleague"))
    found = {lead["name"]: (lead["verdict"], lead["status"]) for lead in run("leads", "--format", "json").json}
    assert found["Warm Ltd"] == ("qualified", "human")


def test_an_unfinished_lead_says_so_under_the_verdict(run):
    """In the reader's language."""
    run("chat", "bant-rep", "--lead", "Open Ltd", says=said("60k", "pause"))
    assert run("show", "1").out.splitlines()[:2] == ["Open Ltd: More to ask", "Conversation: paused"]
    assert run("show", "1", "--lang", "ar").out.splitlines()[1] == "المحادثة: متوقفة مؤقتًا"


def test_leads_can_be_filtered_by_verdict(run, three):
    """Only the verdict asked for; an unknown one is refused with what there is."""
    assert [lead["name"] for lead in run("leads", "--verdict", "qualified", "--format", "json").json] == ["Warm Ltd"]
    ran = run("leads", "--verdict", "warm")
    assert ran.code == 2
    assert "qualified" in ran.err


def test_a_cell_that_looks_like_a_formula_stays_text(run, three):
    """A name typed by a stranger must not run in a spreadsheet."""
    rows = list(csv.DictReader(io.StringIO(run("leads", "--format", "csv").out)))
    assert tuple(rows[0]) == COLUMNS
    assert rows[2]["name"] == "'=cmd|' /C calc'!A0"


def test_no_leads_yet_says_what_to_do(run):
    """An empty database is no error."""
    ran = run("leads")
    assert (ran.code, ran.out) == (0, "No leads yet. `qualibot chat` makes one.\n")


def test_one_lead_is_shown_with_points_words_and_transcript(run, three):
    """Verdict and score first, a line per criterion with the own words, what would change it, what was said."""
    out = run("show", "2").out
    assert out.startswith("Warm Ltd: Qualified\nScore 51, could be 51–70 · B, warm, SQL")
    assert "+ Authority 13/25 · Advises, others decide · “he recommends”" in out
    assert "? Budget 6/25 · Not set yet · answer still open · “not set yet”" in out
    assert "What would change it: Budget: 50-100k, Need: Critical (9-10), or better, would make it Invite to a call" in out
    assert "› he recommends" in out


def test_a_summary_is_read_in_the_readers_language(run, three):
    """Whatever the conversation's language was; the person's own words stay as typed."""
    out = run("show", "2", "--lang", "ar").out
    assert "مؤهَّل" in out
    assert "he recommends" in out


def test_one_lead_as_json_is_the_outcome_and_more(run, three):
    """The same document as `chat --json`, with answers and transcript."""
    found = run("show", "2", "--format", "json").json
    assert (found["raw"], found["framework"], found["status"]) == (51, "bant@1", "completed")
    assert {answer["question"] for answer in found["answers"]} >= {"budget", "need", "name"}
    assert found["transcript"][1]["said"] == "not set yet"


def test_a_lead_that_is_not_there_is_one_clear_sentence(run):
    """No traceback, exit code 1."""
    ran = run("show", "77")
    assert (ran.code, ran.err) == (1, "There is no lead 77; `qualibot leads` lists them.\n")


@pytest.mark.parametrize("number", ["P1", "1.5", "²", "one"])
def test_what_is_no_number_is_one_clear_sentence(run, number):
    """Whoever mistakes a number is told where numbers stand."""
    ran = run("show", number)
    assert (ran.code, ran.err) == (1, f"{number} is not the number of a lead; `qualibot leads` lists them.\n")


def test_a_number_beyond_every_database_is_nobodys(run):
    """So many digits fit into no column."""
    ran = run("show", "9" * 30)
    assert (ran.code, ran.err) == (1, f"There is no lead {'9' * 30}; `qualibot leads` lists them.\n")


def test_rescoring_shows_what_would_flip_and_changes_nothing(run, three, own_home):
    """A stricter framework flips a verdict; without --apply the record stays."""
    framework = own_home / "frameworks" / "bant.yaml"
    text = framework.read_text(encoding="utf-8")
    text = text.replace('version: "1"', 'version: "2"').replace("qualified: 51", "qualified: 55")
    framework.write_text(text, encoding="utf-8")
    ran = run("rescore")
    assert "bant@2: qualified 51 → nurture 51" in ran.out
    assert "Outcomes evaluated: 3; different: 1; verdicts that flip: 1." in ran.out
    assert run("show", "2", "--format", "json").json["verdict"] == "qualified"
    assert "Recorded as further outcomes." in run("rescore", "--apply").out
    again = run("show", "2", "--format", "json").json
    assert (again["verdict"], again["number"], again["framework"]) == ("nurture", 2, "bant@2")
    assert "different: 0" in run("rescore", "--framework", "bant").out
    assert "Outcomes evaluated: 0" in run("rescore", "--framework", "champ").out
    assert "There is no framework 'bent'" in run("rescore", "--framework", "bent").err


def test_rescoring_refuses_content_that_changed_under_its_version(run, three, own_home):
    """What is recorded as bant@1 was evaluated by the bant@1 that everybody knows."""
    framework = own_home / "frameworks" / "bant.yaml"
    framework.write_text(framework.read_text(encoding="utf-8").replace("qualified: 51", "qualified: 55"), encoding="utf-8")
    ran = run("rescore", "--apply")
    assert ran.code == 1
    assert "frameworks/bant.yaml" in ran.err
    assert run("show", "2", "--format", "json").json["number"] == 1


def test_rescoring_moves_the_stage_with_the_verdict(run, three, own_home):
    """A lead that is no longer qualified is no longer accepted by sales."""
    framework = own_home / "frameworks" / "bant.yaml"
    text = framework.read_text(encoding="utf-8").replace('version: "1"', 'version: "2"').replace("qualified: 51", "qualified: 55")
    framework.write_text(text, encoding="utf-8")
    run("rescore", "--apply")
    found = run("show", "2", "--format", "json").json
    assert (found["verdict"], found["stage"]) == ("nurture", "mql")


def test_what_a_person_asked_for_is_shown(run):
    """A request for the price or a person has to be seen to by somebody."""
    run("chat", says=said("agree", "9", "how much does it cost?", "I want a colleague"))
    out = run("show", "1").out
    assert "! asked for the price · " in out
    assert "! asked for a person · " in out
    assert "“how much does it cost?”" in out
