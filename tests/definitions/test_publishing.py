"""What a session pins: hashes, bodies, publications, and what is read live."""

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from support.homes import changed, copied, edited
from support.walking import Walk

from qualibot.definitions import Definitions, load, resolve_body
from qualibot.errors import UnknownName
from qualibot.model import Script

CRITERIA, WORDING = "frameworks/criteria.yaml", "conversations/wording.yaml"
BANT, REP = "frameworks/bant.yaml", "conversations/bant-rep.yaml"


def test_every_conversation_resolves(definitions: Definitions) -> None:
    """Each file is a script of its side and framework, whose questions are those the framework counts."""
    for name in definitions.conversations:
        script = definitions.script(name)
        assert script.conversation.id == name
        assert script.side == name.rpartition("-")[2]
        assert script.framework.id == name.rpartition("-")[0]
        asked = {script.conversation.states[state].ask for state in script.questions}
        assert asked == set(script.framework.points)
        assert definitions.script(name) is script


def test_an_unknown_conversation_is_named_with_what_was_meant(definitions: Definitions) -> None:
    """The error is one sentence with the names there are."""
    with pytest.raises(UnknownName) as raised:
        definitions.script("bant-reps")
    assert str(raised.value).startswith("There is no conversation 'bant-reps' (did you mean 'bant-rep'?). Known: bant-prospect, ")
    with pytest.raises(UnknownName, match=r"There is no conversation ''\. Known: "):
        definitions.script("")


def _same(one: Script, other: Script) -> bool:
    return all(getattr(one, field.name) == getattr(other, field.name) for field in fields(Script))


def test_a_body_resolves_to_the_same_script(definitions: Definitions) -> None:
    """What a database keeps as JSON gives the same script, hash and walk."""
    for name in definitions.conversations:
        script = definitions.script(name)
        body = json.loads(json.dumps(script.body, ensure_ascii=False))
        again = resolve_body(body, definitions.lexicon, definitions.company)
        assert again.hash == script.hash
        assert _same(again, script)
    walks = [Walk(one) for one in (script, again)]
    for walk in walks:
        while walk.status == "open" and walk.reply.options:
            walk.tap(walk.reply.options[0].event)
    assert walks[0].turns == walks[1].turns


KEEPS = {
    "a typed phrase of an answer": (CRITERIA, "[10 out of 10, nine,", "[10 out of 10, nine, enormous,"),
    "a rep's typed phrase": (CRITERIA, "[he decides alone,", "[he decides all alone, he decides alone,"),
    "a typed phrase of a command": (WORDING, "[skip, skip it,", "[skip, skip it, jump over,"),
    "what an answer means": (CRITERIA, "means: work stops or money is lost every week", "means: it burns"),
    "a remark": (REP, "states:", "# remark\nstates:"),
    "the order of keys": (BANT, "required: [need]\nminimum_coverage: 70", "minimum_coverage: 70\nrequired: [need]"),
    "quotes": (BANT, "lt_10k: 6", '"lt_10k": 6'),
    "company facts": ("company.yaml", "rep: {en: Dana", "rep: {en: Sami"),
    "another conversation": ("conversations/champ-rep.yaml", "early_end: offer", "early_end: never"),
    "another framework": ("frameworks/champ.yaml", "lt_10k: 5", "lt_10k: 4"),
}
CHANGES = {
    "a question": (WORDING, "How serious is the problem that brought you here", "How bad is the problem that brought you here"),
    "a label": (WORDING, "Critical (9-10)", "Burning (9-10)"),
    "a phrase": (WORDING, "Noted: {label}.", "OK: {label}."),
    "points": (BANT, "lt_10k: 6", "lt_10k: 7"),
    "a cut-off": (BANT, "invite: 75", "invite: 76"),
    "a level": (CRITERIA, "level: 4\n        range: {gte: 9", "level: 3\n        range: {gte: 9"),
    "a range": (CRITERIA, "range: {gte: 9, lte: 10}", "range: {gte: 8.5, lte: 10}"),
    "how long it stays fresh": (CRITERIA, "stale_after: P90D", "stale_after: P91D"),
    "a state": (REP, "timeline: {ask: timeline, on: {answer: review", "timeline: {ask: timeline, say: kept, on: {answer: review"),
    "a target": (REP, "need: {ask: need, on: {answer: timeline", "need: {ask: need, on: {answer: review"),
    "a setting": (REP, "early_end: offer", "early_end: never"),
    "a version": (REP, 'version: "1"', 'version: "2"'),
}


@pytest.mark.parametrize("edit", KEEPS.values(), ids=KEEPS.keys())
def test_what_is_read_live_changes_no_hash(
    home: Path, tmp_path: Path, definitions: Definitions, edit: tuple[str, str, str]
) -> None:
    """Phrases, remarks, order, company facts and other files leave a pinned script as it is."""
    assert changed(home, tmp_path, edit).script("bant-rep").hash == definitions.script("bant-rep").hash


@pytest.mark.parametrize("edit", CHANGES.values(), ids=CHANGES.keys())
def test_what_a_person_would_notice_changes_the_hash(
    home: Path, tmp_path: Path, definitions: Definitions, edit: tuple[str, str, str]
) -> None:
    """Wording, points, levels, freshness, states and settings are what a session pins."""
    assert changed(home, tmp_path, edit).script("bant-rep").hash != definitions.script("bant-rep").hash


def test_a_script_is_four_publications(home: Path, tmp_path: Path, definitions: Definitions) -> None:
    """Each file has its version and a hash of its own, so that only the changed one must be raised."""
    before = {p.kind: p for p in definitions.publications(definitions.script("bant-rep"))}
    assert {kind: (p.name, p.version, p.file) for kind, p in before.items()} == {
        "conversation": ("bant-rep", "1", REP),
        "framework": ("bant", "1", BANT),
        "criteria": ("criteria", "1", CRITERIA),
        "wording": ("wording", "1", WORDING),
    }
    edits = (BANT, "lt_10k: 6", "lt_10k: 7"), (BANT, 'version: "1"', 'version: "2"')
    other = changed(home, tmp_path, *edits)
    after = {p.kind: p for p in other.publications(other.script("bant-rep"))}
    assert [kind for kind in before if after[kind] != before[kind]] == ["framework"]
    assert after["framework"].version == "2"
    assert other.script("bant-rep").framework.ref == "bant@2"


def test_a_new_phrase_helps_a_session_that_is_open(home: Path, tmp_path: Path, definitions: Definitions) -> None:
    """Phrases are today's, even for a script that was published long ago."""
    edit = (CRITERIA, "[10 out of 10, nine,", "[10 out of 10, nine, ENORMOUS!,")
    today = changed(home, tmp_path, edit)
    pinned = resolve_body(definitions.script("bant-rep").body, today.lexicon, today.company)
    walk = Walk(pinned)
    walk.through("budget=", "authority=")
    walk.say("enormous")
    assert walk.value("need") == "critical"


def test_a_phrase_for_an_answer_that_the_script_does_not_have(definitions: Definitions) -> None:
    """A newer lexicon may know answers that an older script does not: they are no answers there."""
    script = definitions.script("bant-rep")
    options = {**script.lexicon.options["rep"], "need": {"gigantic": "gigantic_pain", "tiny": "none"}}
    lexicon = replace(script.lexicon, options={**script.lexicon.options, "rep": options})
    walk = Walk(resolve_body(script.body, lexicon, script.company))
    walk.through("budget=", "authority=")
    walk.say("gigantic")
    assert walk.value("need") is None
    walk.say("tiny")
    assert walk.value("need") == "none"


def test_phrases_of_each_side(definitions: Definitions) -> None:
    """A rep's own phrases stand in place of the buyer's; what a prospect is not offered has no phrases for prospects."""
    options = definitions.lexicon.options
    assert options["rep"]["authority"]["he decides alone"] == "i_decide"
    assert "i decide alone" not in options["rep"]["authority"]
    assert options["prospect"]["authority"]["i decide alone"] == "i_decide"
    assert options["rep"]["budget"]["they cannot pay"] == "no_money"
    assert "they cannot pay" not in options["prospect"]["budget"]
    assert definitions.lexicon.events["skip it"] == "skip"


def test_a_framework_needs_no_praise(home: Path, tmp_path: Path) -> None:
    """Pro, con and next step may be left out."""
    copied(home, tmp_path)
    text = (tmp_path / BANT).read_text(encoding="utf-8")
    edited(tmp_path, BANT, text[text.index("pro: ") :], "")
    assert load(tmp_path).script("bant-rep").framework.pro == {}


def test_company_facts_may_be_the_same_in_every_language(home: Path, tmp_path: Path) -> None:
    """Each fact may be written once, the price as well."""
    copied(home, tmp_path)
    lines = [
        "schema: qualibot/company@1",
        "zone: Europe/Berlin",
        "region: DE",
        "price: {from: 49 USD, page: https://example.com}",
    ]
    names = ("company", "team", "rep", "manager", "hours", "zone_name", "reply_within", "booking_link", "guide", "pointer",
             "contact_line", "privacy_contact", "retention")  # fmt: skip
    lines += [f"{name}: {name.title()}" for name in names]
    for price in (True, False):
        (tmp_path / "company.yaml").write_text(
            "\n".join(line for line in lines if price or "price" not in line), encoding="utf-8"
        )
        company = load(tmp_path).company
        assert company.texts["rep"] == {"en": "Rep", "ar": "Rep"}
        assert ("price_page" in company.texts) is price
    assert (company.currency, company.summary_language, company.reply_days) == ("USD", "en", 2)
