"""Replaying: what differs is shown, what is recorded comes back, what is broken is named."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from qualibot.definitions import Definitions
from qualibot.errors import DefinitionError
from qualibot.replay import duration, heading_of, load, play, write

SMALL = """# A heading that stays.
schema: qualibot/transcript@1
conversation: bant-rep
language: en
now: "2026-11-21T10:00:00+03:00"
steps:
  - expect: []
  - say: "10-50k"
    expect: ["something else"]
  - command: pause
  - wait: PT16H
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A transcript whose expectations are wrong."""
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_a_difference_shows_what_was_expected_and_what_was_said(definitions: Definitions, small: Path) -> None:
    """As a diff, with the step it happened in."""
    played = play(definitions, "small", load(small, "small.yaml")[1])
    assert "small, step 2: expected" in played.differences[1]
    assert "-something else" in played.differences[1]
    assert "+Noted: 10-50k." in played.differences[1]


def test_what_was_said_can_become_what_is_expected(definitions: Definitions, small: Path) -> None:
    """Rewritten, it replays without a difference and keeps its heading."""
    write(small, play(definitions, "small", load(small, "small.yaml")[1]).actual, heading_of(small))
    assert small.read_text(encoding="utf-8").startswith("# A heading that stays.\n")
    assert 'wait: "PT16H"' in small.read_text(encoding="utf-8")
    assert play(definitions, "small", load(small, "small.yaml")[1]).differences == ()


def test_a_silence_lets_timers_run_out(definitions: Definitions, small: Path) -> None:
    """A step that waits shows what the reminder says."""
    played = play(definitions, "small", load(small, "small.yaml")[1])
    assert "open since" in played.actual.steps[3].expect[0]


def test_an_outcome_that_was_not_expected_is_a_difference(definitions: Definitions, tmp_path: Path) -> None:
    """A transcript without an outcome that comes to one has changed."""
    path = tmp_path / "ends.yaml"
    path.write_text(SMALL.replace("  - command: pause\n  - wait: PT16H\n", "  - command: stop\n"), encoding="utf-8")
    assert any("ends, outcome" in text for text in play(definitions, "ends", load(path, "ends.yaml")[1]).differences)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("language: en", "langage: en", "langage"),
        ('now: "2026-11-21T10:00:00+03:00"', 'now: "2026-11-21T10:00:00"', "timezone"),
        ('now: "2026-11-21T10:00:00+03:00"', 'now: "tomorrow"', "isoformat"),
        ("wait: PT16H", "wait: a while", "duration"),
        ("  - expect: []\n", "  - {expect: [], expect: []}\n", "twice"),
    ],
)
def test_a_broken_transcript_is_named_with_its_line(small: Path, old: str, new: str, message: str) -> None:
    """File, line and what is wrong."""
    small.write_text(SMALL.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError, match=message) as raised:
        load(small, "small.yaml")
    assert str(raised.value).startswith("small.yaml:")


@pytest.mark.parametrize(("hours", "text"), [(1, "PT1H"), (24, "PT24H"), (72, "P3D"), (30, "PT30H")])
def test_durations_are_written_as_they_are_read(hours: int, text: str) -> None:
    """Days where they are whole, hours otherwise."""
    assert duration(timedelta(hours=hours)) == text
