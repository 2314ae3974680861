"""What a typed reply means at a question: the order of what is tried, and that nothing can break it."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualibot.model import Kind, Range
from qualibot.understanding import Ambiguous, Chosen, DontKnow, Event, Question, Unclear, Value, captured, understand

NOW = datetime(2026, 11, 21, tzinfo=UTC)
CHOICES = ("answer.one", "answer.two", "answer.three")
ACCEPTED = {"one": "answer.one", "two": "answer.two", "help": "answer.two", "7": "answer.three", "ten": "answer.three"}
COMMANDS = {"help": "help", "skip": "skip", "why": "why", "10": "pause"}
RANGES = (("answer.one", Range(gte=1, lt=3)), ("answer.two", Range(gt=3, lte=9)), ("answer.three", Range(gte=10)))
KINDS: tuple[Kind, ...] = ("choice", "number", "money", "date", "scale", "yes_no", "text", "email", "phone")


def _question(kind: Kind = "choice", **fields: object) -> Question:
    return Question(kind, CHOICES, ACCEPTED, COMMANDS, RANGES, region="SA", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "text", "reading"),
    [
        ("choice", "Two!", "answer.two"),
        ("choice", "help", "answer.two"),
        ("choice", "help?", Event("help")),
        ("choice", "why?", Event("why")),
        ("choice", "two?", Unclear("question")),
        ("choice", "?", Unclear("question")),
        ("choice", "3", "answer.three"),
        ("choice", "#1", "answer.one"),
        ("choice", "4", Unclear("unknown")),
        ("choice", "0", Unclear("unknown")),
        ("choice", "7", "answer.three"),
        ("choice", "10", Event("pause")),
        ("choice", "", Unclear("empty")),
        ("choice", "...", Unclear("unknown")),
        ("choice", "x" * 300, Unclear("unknown")),
        ("choice", "x" * 301, Unclear("long")),
        ("scale", "7", "answer.two"),
        ("scale", "ten", "answer.three"),
        ("scale", "2.9", "answer.one"),
        ("scale", "3", Ambiguous(("answer.one", "answer.two"), "scale")),
        ("scale", "9", "answer.two"),
        ("scale", "10", "answer.three"),
        ("scale", "1000000000", Unclear("unknown")),
        ("number", "1234567", "answer.three"),
        ("number", "123456789", Unclear("unknown")),
        ("number", "-1", Unclear("unknown")),
        ("money", "2", Ambiguous(("answer.two", "answer.three"), "thousands")),
        ("date", "2", "answer.two"),
        ("text", "2", "answer.two"),
        ("text", "four", Value("four")),
        ("text", "skip", Event("skip")),
        ("text", "44", Unclear("invalid")),
        ("text", "who?", Unclear("question")),
        ("email", "a@example.com", Value("a@example.com")),
        ("email", "four", Unclear("invalid")),
        ("phone", "0501234567", Value("+966501234567")),
        ("phone", "four", Unclear("invalid")),
    ],
)
def test_what_is_tried_in_which_order(kind: Kind, text: str, reading: object) -> None:
    """Options before commands, commands before values; a question mark is never an answer."""
    found = understand(_question(kind), text, "en", NOW)
    if isinstance(found, Chosen):
        assert found.event == reading
    elif isinstance(found, Unclear):
        assert isinstance(reading, Unclear)
        assert found.reason == reading.reason
    else:
        assert found == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("44", Value("44")),
        ("skip", Event("skip")),
        ("44?", Unclear("question")),
        ("x" * 301, Unclear("long")),
        (" ", Unclear("empty")),
    ],
)
def test_any_line_is_an_answer_where_one_is_asked_for(text: str, reading: object) -> None:
    """The content of a claim may be a bare number, not a whole page."""
    assert understand(Question("text", (), {}, COMMANDS, free=True), text, "en", NOW) == reading


def test_a_label_of_nothing_but_punctuation_is_no_trap() -> None:
    """Where a label folds to nothing, a reply that folds to nothing is still no answer."""
    question = Question("choice", ("answer.one",), {"": "answer.one"}, {"": "skip"})
    assert understand(question, "...", "en", NOW) == Unclear("unknown")
    assert understand(question, "?", "en", NOW) == Unclear("question")


@pytest.mark.parametrize(
    ("kind", "words", "value"),
    [
        ("text", "a  b\n c", "a b c"),
        ("text", "x" * 120, "x" * 120),
        ("text", "x" * 121, None),
        ("text", "123", None),
        ("text", "_", None),
        ("email", "A.B@Example.com", "A.B@example.com"),
        ("email", "سارة@example.com", "سارة@example.com"),
        ("email", "a@xn--", None),
        ("phone", "+966 (50) 123-4567", "+966501234567"),
        ("phone", "tel:0501234567;ext=1", "+966501234567"),
        ("phone", "0501234567890123", None),
        ("phone", "+", None),
    ],
)
def test_captured_values(kind: Kind, words: str, value: str | None) -> None:
    """One normal form each, or nothing."""
    assert captured(kind, words, "SA") == value


@given(st.text(st.characters(), max_size=400), st.sampled_from(KINDS), st.booleans())
@settings(derandomize=True, max_examples=400, deadline=None)
def test_any_reply_has_a_meaning_or_none(text: str, kind: Kind, free: bool) -> None:
    """Whatever is sent is an event on offer, a command, a value, or unclear; it never raises."""
    reading = understand(_question(kind, free=free), text, "en", NOW)
    assert isinstance(reading, Ambiguous | Chosen | DontKnow | Event | Value | Unclear)
    if isinstance(reading, Chosen | Event):
        assert reading.event in {*CHOICES, *COMMANDS.values()}
    if isinstance(reading, Value):
        assert reading.value.strip()
        assert free or kind in ("text", "email", "phone")


@given(st.text(st.sampled_from("aا1٢@.+-, \u202e\u0301\ufdfa\U0001f600\x00"), min_size=1, max_size=30), st.sampled_from(KINDS))
@settings(derandomize=True, max_examples=80, deadline=None)
def test_a_hundred_kilobytes_are_read_quickly(piece: str, kind: Kind) -> None:
    """No reply can keep the bot busy."""
    text = (piece * (100_000 // len(piece) + 1))[:100_000]
    begun = time.perf_counter()
    understand(_question(kind), text, "en", NOW)
    assert time.perf_counter() - begun < 2
