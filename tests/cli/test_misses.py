"""`qualibot misses`: the backlog of the vocabulary."""

from __future__ import annotations

from support.editing import edit


def said(*replies: str) -> str:
    """Replies, one a line."""
    return "".join(f"{reply}\n" for reply in replies)


def test_what_was_not_understood_is_counted_most_frequent_first(run):
    """Spellings that make no difference are one; what was understood is not listed."""
    run("chat", "bant-rep", says=said("karma", "10-50k", "Karma!", "vibes"))
    run("chat", "bant-rep", "--lead", "Another", says=said("karma"))
    found = run("misses", "--format", "json").json
    assert found[0] == {"question": "budget", "text": "karma", "count": 2}
    assert {(miss["question"], miss["text"]) for miss in found[1:]} == {("authority", "Karma!"), ("authority", "vibes")}
    assert "karma" in run("misses").out
    assert len(run("misses", "--format", "json", "--limit", "1").json) == 1


def test_a_phrase_that_is_added_is_a_miss_no_more(run, own_home):
    """The list names the phrase, the team adds it, and the next one who writes it is understood."""
    run("chat", "bant-rep", says=said("a brown envelope"))
    (miss,) = run("misses", "--format", "json").json
    path = own_home / "frameworks" / "criteria.yaml"
    edit(path, 'en: ["5k", under 10k', f'en: [{miss["text"]}, "5k", under 10k')
    assert "Noted: Less than 10k." in run("chat", "bant-rep", says=said("A brown envelope")).out


def test_nothing_was_missed(run):
    """An empty list is good news; an unknown format is refused."""
    assert run("misses").out == "Every reply was understood.\n"
    assert run("misses", "--format", "xml").code == 2


def test_what_an_erased_person_wrote_is_not_listed(run):
    """Erasing takes the misses as well."""
    run("chat", "bant-prospect", says=said("agree", "karma", "delete", "Erase"))
    assert run("misses").out == "Every reply was understood.\n"
