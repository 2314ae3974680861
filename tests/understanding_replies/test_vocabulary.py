"""The shipped vocabulary: no phrase under two answers, no class that is not there."""

from __future__ import annotations

import re

import pytest

from qualibot.definitions.files import read_files, shipped
from qualibot.definitions.language import language
from qualibot.definitions.lexicon import phrases_of, shared
from qualibot.model import Side

FILES = read_files(shipped())
TABLES = language(FILES.language[1])


@pytest.mark.parametrize("side", ["prospect", "rep"])
@pytest.mark.parametrize("name", FILES.criteria[1].criteria)
def test_no_phrase_stands_under_two_answers(name: str, side: Side) -> None:
    """Neither as typed nor as it is looked for in a longer reply."""
    assert list(shared(FILES.criteria[1].criteria[name], side, TABLES)) == []


def test_a_phrase_that_stands_under_two_answers_is_named() -> None:
    """Also where two phrases differ as typed, but are one in a longer reply: an article makes no difference."""
    need = FILES.criteria[1].criteria["need"]
    twice = need.answers["none"].model_copy(update={"match": {"en": ["the quite serious", "unheard of"]}})
    file = need.model_copy(update={"answers": {**need.answers, "none": twice}})
    assert list(shared(file, "prospect", TABLES)) == [("the quite serious", "important", "none")]


def test_every_class_that_a_phrase_names_exists() -> None:
    """A misspelt {class} would never match."""
    named = {
        found
        for criterion in FILES.criteria[1].criteria.values()
        for answer in criterion.answers.values()
        for phrase in phrases_of(answer, "prospect")
        for found in re.findall(r"{(\w+)}", phrase)
    }
    assert named <= FILES.language[1].classes.keys()


def test_every_currency_has_a_rate() -> None:
    """Or an amount could not be converted."""
    codes = {code for codes in FILES.language[1].values["currency"] for code in codes.split()}
    assert codes <= FILES.language[1].rates.per_dollar.keys()
