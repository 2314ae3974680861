"""Numbers, money and dates of both languages, one line each."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from qualibot.definitions.questions import shipped
from qualibot.understanding import (
    Ambiguous,
    Chosen,
    DontKnow,
    Event,
    Question,
    Unclear,
    days,
    key,
    normalise,
    requests,
    understand,
    understand_many,
)
from qualibot.understanding.calendar import Calendar
from qualibot.understanding.evaluate import TODAY
from qualibot.understanding.numbers import number_at
from qualibot.understanding.quantities import quantities
from qualibot.understanding.reply import Reply

QUESTIONS = shipped("prospect", TODAY)
LANGUAGE = QUESTIONS["need"].language


def read(question: str, text: str) -> object:
    """The reading at the fixed day."""
    return understand(QUESTIONS[question], text, "en", TODAY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,500", 1500),
        ("1.500", 1500),
        ("60 000", 60000),
        ("1.5", 1.5),
        ("1,5", 1.5),
        ("2.5k", 2500),
        ("50k", 50000),
        ("3m", 3e6),
        ("40 grand", 40000),
        ("10 lakh", 1e6),
        ("2 crore", 2e7),
        ("seventy-five thousand", 75000),
        ("a hundred and twenty", 120),
        ("two hundred fifty", 250),
        ("one and a half million", 1.5e6),
        ("half a million", 5e5),
        ("a quarter of a million", 25e4),
        ("two thousand five hundred", 2500),
        ("twelve", 12),
        ("a couple dozen", 24),
        ("خمسة وسبعين الف", 75000),
        ("خمستلاف", 5000),
        ("خمسطعش", 15),
        ("ألفين", 2000),
        ("الفين وخمسمية", 2500),
        ("مليون ونص", 1.5e6),
        ("ربع مليون", 25e4),
        ("مية وعشرين", 120),
        ("٣ آلاف", 3000),
        ("٧٥ ألف", 75000),
        ("۷۵", 75),
        ("ثلاثمية وخمسين", 350),
        ("ميتين الف", 2e5),
        ("khamsa w 3eshreen alf", 25000),
        ("الف وميتين", 1200),
        ("تلتمية", 300),
    ],
)
def test_a_number_is_read_whole(text: str, value: float) -> None:
    """To its last word, in digits, English, Arabic, dialect and arabizi."""
    reply = Reply(text, LANGUAGE)
    found = number_at(reply, 0)
    assert found is not None
    assert (found.low, found.end) == (value, len(reply))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("70 - 90,000", 70000, 90000),
        ("70-80k", 70000, 80000),
        ("10k-20", 10000, 20000),
        ("between 15 and 30k", 15000, 30000),
        ("بين 15 و30 ألف", 15000, 30000),
        ("ستين سبعين الف", 60000, 70000),
        ("من ١٠٠ ل ١٥٠", 100, 150),
        ("$12k-$18k", 12000, 18000),
        ("several thousand", 3000, 9000),
        ("بضعة آلاف", 3000, 9000),
        ("30 or 40k", 30000, 40000),
    ],
)
def test_a_range_carries_its_suffix(text: str, low: float, high: float) -> None:
    """What is said once counts for both ends."""
    assert [(q.low, q.high) for q in quantities(Reply(text, LANGUAGE))] == [(low, high)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("march", (2027, 3, 1), (2027, 3, 31)),
        ("november", (2026, 11, 1), (2026, 11, 30)),
        ("آذار", (2027, 3, 1), (2027, 3, 31)),
        ("شهر 3", (2027, 3, 1), (2027, 3, 31)),
        ("Q1", (2027, 1, 1), (2027, 3, 31)),
        ("الربع الثاني", (2027, 4, 1), (2027, 6, 30)),
        ("next month", (2026, 12, 1), (2026, 12, 31)),
        ("السنة الجاية", (2027, 1, 1), (2027, 12, 31)),
        ("15 march", (2027, 3, 15), (2027, 3, 15)),
        ("3/2027", (2027, 3, 1), (2027, 3, 31)),
        ("2027-03-15", (2027, 3, 15), (2027, 3, 15)),
        ("رمضان", (2027, 2, 8), (2027, 3, 8)),
        ("end of the year", (2026, 9, 2), (2026, 12, 31)),
        ("summer", (2027, 6, 1), (2027, 8, 31)),
        ("شهرين", (2027, 1, 21), (2027, 1, 21)),
        ("2-3 months", (2027, 1, 21), (2027, 2, 21)),
        ("سنة ونص", (2028, 5, 21), (2028, 5, 21)),
        ("friday", (2026, 11, 27), (2026, 11, 27)),
        ("start of next month", (2026, 12, 1), (2026, 12, 10)),
        ("أول السنة", (2027, 1, 1), (2027, 5, 1)),
        ("h2", (2026, 7, 1), (2026, 12, 31)),
        ("tomorrow", (2026, 11, 22), (2026, 11, 22)),
        ("christmas", (2026, 12, 25), (2026, 12, 25)),
        ("15/3", (2027, 3, 15), (2027, 3, 15)),
    ],
)
def test_a_period_is_read_as_its_days(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    """As seen from 21 November 2026."""
    named = Calendar(Reply(text, LANGUAGE), TODAY.date()).named_at(0)
    assert named is not None
    assert (named.period.first, named.period.last) == (date(*first), date(*last))


@pytest.mark.parametrize(
    ("question", "text", "option", "confirm"),
    [
        ("budget", "75k", "50_100k", False),
        ("budget", "48k", "10_50k", True),
        ("budget", "100k dirhams", "10_50k", True),
        ("budget", "was 200k, now 30k", "10_50k", True),
        ("budget", "up to 44k", "10_50k", True),
        ("budget", "more than 200k", "gt_100k", True),
        ("headcount", "used to be 600, now 120", "hc_50_500", True),
        ("headcount", "30 in Cairo and 25 in Dubai", "hc_50_500", True),
        ("headcount", "3 offices with 20 people each", "hc_50_500", False),
        ("headcount", "120", "hc_50_500", False),
        ("headcount", "my team is 10 people", "hc_10_49", True),
        ("timeline", "after ramadan", "half_year", True),
        ("timeline", "not before september", "later", True),
        ("timeline", "march or april", "half_year", True),
        ("need", "8/10", "important", False),
        ("need", "٧ من ١٠", "important", False),
        ("need", "7 or 8", "important", False),
        ("authority", "me and the CFO", "committee", False),
        ("authority", "option 2", "i_recommend", False),
        ("authority", "the last one", "someone_else", False),
        ("industry", "tecnology", "technology", True),
        ("authority", "it isn't a committee, I decide on my own", "i_decide", True),
        ("uses_crm", "yess", "yes", False),
    ],
)
def test_what_is_chosen_and_whether_it_is_asked_back(question: str, text: str, option: str, confirm: bool) -> None:
    """Sure where the reply is, asked back where it was pieced together."""
    found = read(question, text)
    assert isinstance(found, Chosen)
    assert (found.event, found.confirm) == (f"answer.{option}", confirm)


@pytest.mark.parametrize(
    ("question", "text", "options"),
    [
        ("budget", "50k", ("10_50k", "50_100k")),
        ("budget", "around 50k", ("10_50k", "50_100k")),
        ("budget", "30 to 70k", ("10_50k", "50_100k")),
        ("timeline", "next year", ("half_year", "later")),
        ("timeline", "may", ("half_year", "later")),
        ("need", "5 or 6", ("important", "nice_to_have")),
        ("headcount", "40-60", ("hc_10_49", "hc_50_500")),
        ("need", "5.5", ("nice_to_have", "important")),
    ],
)
def test_what_straddles_is_offered_as_neighbours(question: str, text: str, options: tuple[str, ...]) -> None:
    """Nothing is guessed where two answers fit."""
    found = read(question, text)
    assert isinstance(found, Ambiguous)
    assert sorted(found.events) == sorted(f"answer.{option}" for option in options)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("budget", "0551234567"),
        ("headcount", "+966 50 123 4567"),
        ("headcount", "founded in 2019"),
        ("budget", "30%"),
        ("need", "12"),
        ("headcount", "7elw"),
        ("budget", "$30 per user"),
        ("timeline", "last month"),
        ("headcount", "5pm"),
        ("need", "8 people"),
        ("headcount", "50 foos"),
        ("budget", "zork 50k"),
        ("uses_crm", "yes and no"),
        ("authority", "show me"),
        ("timeline", "soon"),
        ("uses_crm", "yes?"),
        ("uses_crm", "إيه؟"),
        ("budget", "what is it for"),
        ("authority", "yes"),
        ("need", "10:30"),
    ],
)
def test_what_is_no_answer_is_asked_again(question: str, text: str) -> None:
    """Phone numbers, years, unknown units, counter-questions and small talk."""
    assert isinstance(read(question, text), Unclear | Ambiguous | Event)


def test_commands_and_doubts_are_heard_with_fillers_around_them() -> None:
    """Courtesies and hedges change nothing."""
    assert read("need", "can we skip this one please") == Event("skip")
    assert read("need", "رجعني للسؤال السابق لو سمحت") == Event("back")
    assert isinstance(read("authority", "مو عارف مين بيقرر"), DontKnow)
    assert isinstance(read("budget", "not sure, maybe 60k"), Chosen)


def test_a_long_reply_is_not_read_for_an_answer() -> None:
    """Neither by its letters nor by its words."""
    assert read("need", "a very long story " * 20) == Unclear("long")
    assert read("need", "a b " * 60) == Unclear("long")


def test_several_answers_of_one_message_are_each_asked_back() -> None:
    """Each clause answers the question its own words point to."""
    asked = {name: QUESTIONS[name] for name in ("headcount", "budget", "timeline", "need", "authority", "industry")}
    found = understand_many(asked, "we're 120 people and have about 80k, need it by March", "en", TODAY)
    assert {name: chosen.event for name, chosen in found.items()} == {
        "headcount": "answer.hc_50_500",
        "budget": "answer.50_100k",
        "timeline": "answer.half_year",
    }
    assert all(chosen.confirm for chosen in found.values())
    assert understand_many(asked, "the meeting with 20 people is tomorrow", "en", TODAY) == {}
    assert understand_many({}, "120 people", "en", TODAY) == {}


@pytest.mark.parametrize("text", ["my team is 10 people, may I have pricing?", "فريقي من 10 أشخاص، هل يمكنني معرفة الأسعار؟"])
def test_a_team_may_be_less_than_the_company_and_a_price_is_asked_for(text: str) -> None:
    """The sentence of the story, in both languages."""
    found = understand_many({"headcount": QUESTIONS["headcount"]}, text, "ar", TODAY)
    assert found == {"headcount": Chosen("answer.hc_10_49", "team_or_company", confirm=True)}
    assert requests(QUESTIONS["headcount"], text, "ar", TODAY) == ("price",)


@pytest.mark.parametrize("day", [date(2024, 2, 29), date(2026, 12, 31), date(2027, 1, 1), date(2027, 3, 9)])
def test_every_day_of_the_calendar_has_an_answer_to_next_month(day: date) -> None:
    """Leap days and year ends too."""
    now = datetime(day.year, day.month, day.day, tzinfo=UTC)
    asked = QUESTIONS["timeline"]
    question = Question(asked.kind, asked.choices, {}, {}, asked.ranges, language=LANGUAGE, days=days(day))
    assert isinstance(understand(question, "next month", "en", now), Chosen | Ambiguous)


def test_letters_digits_and_marks_are_folded() -> None:
    """Marks of direction, diacritics and digits make no difference."""
    assert normalise("\u2067أَهلاً ٧٥٪\u2069") == "اهلا 75٪"
    assert key("I don’t KNOOOW") == key("i dont know") == "i do not know"
