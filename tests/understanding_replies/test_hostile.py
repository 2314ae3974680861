"""Whatever is typed, reading it never fails and never takes long: the work is bounded by words that are looked at."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualibot.definitions.questions import shipped
from qualibot.understanding import Ambiguous, Chosen, DontKnow, Event, Unclear, understand, understand_many
from qualibot.understanding.evaluate import TODAY
from qualibot.understanding.reply import MOST_WORDS, Reply
from qualibot.understanding.text import LONGEST

QUESTIONS = shipped("prospect", TODAY)
ASKED = ("budget", "headcount", "timeline", "authority", "need", "uses_crm", "industry")
LANGUAGE = QUESTIONS["need"].language
RESULTS = (Ambiguous, Chosen, DontKnow, Event, Unclear)
WORDS = sorted(LANGUAGE.words)
NASTY = [
    "5" * 4096,
    "10 20 30 " * 400,
    "1-2-3-" * 500,
    "between 1 and " * 200,
    "two million and a half " * 100,
    "\u202e\u2067" * 2000,
    "\u200b" * 4096,
    "و" * 4096,
    "و " * 2000,
    "٩" * 300,
    "me and my boss " * 20,
    "march or april " * 20,
    "()[]{}" * 500,
    "{person} " * 30,
    "$" * 300,
    "9" * 30 + "k",
    "1e309",
    "0.0.0.0",
    "-1",
    "½",
    "²³",
    "Ⅷ",
    "9999-99-99",
    "31/2/2027",
    "0/0",
    "99 years",
    "9999999 months",
    "year 9999",
    "in 1000000 years",
    "\x00",
    "\ud83d",
    "🧑\u200d🤝\u200d🧑" * 50,
    "a" * 300,
    "?" * 300,
    "//////",
    "1/1/1/1/1/1",
    "5 - - - 6",
    "before before before march",
    "after after after",
    "not not not not me",
    "half half half",
    "k k k k",
    "شهر شهر شهر",
    "ب5",
    "و5و6و7",
]


@given(text=st.text(max_size=4096), name=st.sampled_from(ASKED))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_is_read(text: str, name: str) -> None:
    """Any Unicode is an event, a doubt or unclear."""
    assert isinstance(understand(QUESTIONS[name], text, "en", TODAY), RESULTS)


@given(words=st.lists(st.sampled_from(WORDS) | st.integers(0, 10**9).map(str), max_size=12), name=st.sampled_from(ASKED))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_mixture_of_known_words_is_read(words: list[str], name: str) -> None:
    """Words that mean something in an order that means nothing."""
    assert isinstance(understand(QUESTIONS[name], " ".join(words), "ar", TODAY), RESULTS)


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_hostile_text_is_read(text: str) -> None:
    """Neither one question nor all of them at once can be brought down."""
    for name in ASKED:
        assert isinstance(understand(QUESTIONS[name], text, "en", TODAY), RESULTS)
    understand_many({name: QUESTIONS[name] for name in ASKED}, text, "en", TODAY)


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_the_work_on_a_reply_is_bounded(text: str) -> None:
    """By the words that are read, whatever their number."""
    reply = Reply(text[:LONGEST], LANGUAGE)
    assert len(reply) <= MOST_WORDS + 2
    assert sum(len(parts) for parts in reply.parts) <= 5 * MOST_WORDS
