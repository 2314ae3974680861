"""The worked examples of docs/scoring.md are what scoring really says."""

from datetime import UTC, datetime

import pytest
from docs_pages import Row, tables

from qualibot.definitions import Definitions
from qualibot.model import Answer
from qualibot.scoring import evaluate

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
EXAMPLES = tables()["examples"]


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: f"{row.names[0]}-{row.cells[2]}")
def test_worked_example(row: Row, definitions: Definitions) -> None:
    """The answers of a row lead to its score, interval, coverage, verdict and grade."""
    said = [answer.split(": ") for answer in row.codes[1]]
    answers = [Answer(question, "rep", value, NOW, "tapped", 1, detail="so much") for question, value in said]
    script = definitions.script(f"{row.names[0]}-rep")
    found = evaluate(script.framework, script.criteria, answers, NOW)
    could_be = str(found.low) if found.low == found.high else f"{found.low}–{found.high}"
    verdict = f"`{found.verdict}`"
    assert row.cells[2:] == (str(found.score), could_be, f"{found.coverage} %", verdict, found.grade)
