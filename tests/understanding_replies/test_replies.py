"""How well typed replies are understood: labelled sets in both languages, and talk that is no answer at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from qualibot.definitions.questions import shipped
from qualibot.understanding import Chosen, understand
from qualibot.understanding.evaluate import TODAY, label

HERE = Path(__file__).parent
ASKED = ("budget", "headcount", "timeline", "authority", "need", "uses_crm", "industry")
NO_OPTION = {"dont_know", "skip", "back", "unclear"}
NOT_SET = {"not_set", "dont_know"}


@dataclass(frozen=True)
class Case:
    """One labelled reply."""

    question: str
    language: str
    label: str
    text: str

    @property
    def got(self) -> str:
        """The label that was given."""
        return label(self.question, self.text)

    @property
    def right(self) -> bool:
        """It is the one that was meant."""
        return self.got == self.label or (self.question == "budget" and {self.got, self.label} == NOT_SET)

    @property
    def wrong(self) -> bool:
        """An option was given that was not meant: the worst that can happen."""
        return not self.right and self.got not in NO_OPTION


def own(name: str) -> list[Case]:
    """The cases of one of our own sets."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [Case(*(part.strip() for part in line.split("|", 3))) for line in lines if line and line[0] != "#"]


def dev() -> Iterator[Case]:
    """The cases of the development set."""
    for item in yaml.load((HERE / "dev.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader):
        yield Case(item["question"], item["lang"], item["label"], item["text"])


def share_right(cases: list[Case]) -> float:
    """How many of the cases are right, from 0 to 1."""
    return sum(case.right for case in cases) / len(cases)


def test_the_development_set_is_understood_and_never_wrongly() -> None:
    """Right 97 % of the time, wrong never."""
    cases = list(dev())
    assert [case for case in cases if case.wrong] == []
    assert share_right(cases) >= 0.97, [case for case in cases if not case.right]


@pytest.mark.parametrize("name", ["held_out.txt", "fresh_1.txt", "fresh_2.txt", "fresh_3.txt", "fresh_4.txt"])
def test_own_sets_are_understood(name: str) -> None:
    """Right nine times in ten, wrong once in a hundred, both languages alike."""
    cases = own(name)
    assert sum(case.wrong for case in cases) <= len(cases) / 100, [case for case in cases if case.wrong]
    assert share_right(cases) >= 0.9, [case for case in cases if not case.right]
    english, arabic = ([case for case in cases if case.language == language] for language in ("en", "ar"))
    assert abs(share_right(english) - share_right(arabic)) <= 0.06


def test_talk_that_answers_nothing_is_hardly_ever_taken_for_an_answer() -> None:
    """Three in a thousand at most, over all questions."""
    messages = (HERE / "off_topic.txt").read_text(encoding="utf-8").split("\n")
    questions = shipped("prospect", TODAY)
    asked = [(name, text) for text in messages if text for name in ASKED]
    taken = [(name, text) for name, text in asked if isinstance(understand(questions[name], text, "en", TODAY), Chosen)]
    assert len(asked) >= 2100
    assert len(taken) / len(asked) <= 0.003, taken
