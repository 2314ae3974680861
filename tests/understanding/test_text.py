"""Folding away what does not change a reply's meaning."""

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualibot.understanding import clean, normalise
from qualibot.understanding.text import KEPT, is_question

ANYTHING = st.text(st.characters(), max_size=200)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Hello, World!", "hello world"),
        ("  a \t b\nc ", "a b c"),
        ("STRASSE Straße", "strasse strasse"),
        ("İstanbul", "istanbul"),
        ("أإآٱا", "ااااا"),
        ("علىٰ مكتبة", "علي مكتبه"),
        ("کتاب فارسی", "كتاب فارسي"),
        ("مُهِمَّةٌ جِدًّا", "مهمه جدا"),
        ("مـــهمة", "مهمه"),
        ("١٢٣ ۴۵۶ ７８９ १२", "123 456 789 12"),
        ("ﻻ", "لا"),
        ("don’t ‘quote’", "don't 'quote'"),
        ("«نعم»، لا؛ ربما؟", "نعم لا ربما"),
        ("1,5 a,b 1.5 a.b. 3.", "1,5 a b 1.5 a b 3"),
        ("9/10", "9/10"),
        ("10-50k", "10-50k"),
        ("\u200fنعم\u200e", "نعم"),
        ("a\u200bb\u200dc\ufeff", "abc"),
        ("a\x00b\x1bc\x7f", "a b c"),
        ("👍", "👍"),
        ("\ud800", ""),
        ("...", ""),
        ("", ""),
        ("#2", "#2"),
    ],
)
def test_what_is_compared(text: str, folded: str) -> None:
    """Case, diacritics, letter variants, digits of any script, direction marks and punctuation make no difference."""
    assert normalise(text) == folded


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  I said:\n“yes”  ", "I said:\n“yes”"),
        ("a \t  b", "a b"),
        ("مُهِمَّة", "مُهِمَّة"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("a\x00\x07\x1b[31m", "a[31m"),
        ("\u200b\u2060\ufeff", ""),
        ("\ud800x\udfff", "x"),
        ("\ue000private", "private"),
        ("x" * 5000, "x" * KEPT),
    ],
)
def test_what_is_kept_of_a_persons_words(text: str, kept: str) -> None:
    """Everything that can be read, nothing that can disturb a screen or a log; at most so much."""
    assert clean(text) == kept


@pytest.mark.parametrize(("text", "asks"), [
    ("why?", True), ("إيه؟", True), ("why? ", True), ("?", True), ("why", False), ("? no", False), ("", False), ("；", False),
])  # fmt: skip
def test_a_question_mark_at_the_end_asks(text: str, asks: bool) -> None:
    """Latin and Arabic question marks count, at the end only."""
    assert is_question(text) is asks


def test_more_letters_than_are_remembered() -> None:
    """Every script is folded alike, however many letters there are."""
    han = "".join(map(chr, range(0x4E00, 0x4E00 + 4000)))
    assert normalise(han) == han
    assert normalise("Ⅷ ﷺ مُهِمَّة") == "viii صلي الله عليه وسلم مهمه"


@given(ANYTHING)
@settings(derandomize=True, max_examples=300, deadline=None)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """Phrases that are compared have one form only, and it is never surrounded by or doubled in spaces."""
    folded = normalise(text)
    assert normalise(folded) == folded
    assert folded == " ".join(folded.split())


@given(ANYTHING)
@settings(derandomize=True, max_examples=300, deadline=None)
def test_nothing_kept_can_disturb(text: str) -> None:
    """No control, direction, surrogate or private character is kept but line breaks and tabs."""
    kept = clean(text)
    assert not [char for char in kept if unicodedata.category(char)[0] == "C" and char not in "\n\t"]
    assert clean(kept) == kept
    assert len(kept) <= KEPT


@given(st.text(st.characters(), min_size=1, max_size=20), st.integers(1, 5000))
@settings(derandomize=True, max_examples=60, deadline=None)
def test_any_text_up_to_a_hundred_kilobytes_is_folded_quickly(piece: str, times: int) -> None:
    """Whatever is sent takes less than a moment."""
    begun = time.perf_counter()
    clean((piece * times)[:100_000])
    normalise((piece * times)[:KEPT])
    assert time.perf_counter() - begun < 1
