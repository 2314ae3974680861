"""`qualibot chat` through a pipe and in a real terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest

from qualibot.replay import load, play

REP = ("not set yet", "he recommends", "7", "next quarter", "send")
KEYS = {
    "session", "conversation", "framework", "lead", "language", "status", "raw", "score", "reachable", "coverage", "gaps",
    "verdict", "grade", "warmth", "stage", "dimensions", "lines", "would_change",
}  # fmt: skip


def said(*replies: str) -> str:
    """Replies, one a line."""
    return "".join(f"{reply}\n" for reply in replies)


def test_a_checklist_through_a_pipe_ends_with_its_outcome_as_json(run):
    """The worked example BANT 2, typed line by line."""
    ran = run("chat", "bant-rep", "--lead", "Nakhla Logistics", "--json", says=said(*REP))
    assert ran.code == 0
    assert ran.last.keys() >= KEYS
    assert (ran.last["raw"], ran.last["reachable"], ran.last["coverage"]) == (51, [51, 70], 75)
    assert (ran.last["verdict"], ran.last["grade"], ran.last["stage"]) == ("qualified", "B", "sql")
    assert ran.last["framework"] == "bant@1"
    assert ran.last["lead"]["name"] == "Nakhla Logistics"
    assert sum(line["points"] for line in ran.last["lines"]) == ran.last["raw"]


def test_the_words_a_person_typed_stand_in_their_line(run):
    """A line quotes what was typed; a button leaves it empty."""
    ran = run("chat", "bant-rep", "--json", says=said("3", "he recommends", "7", "next quarter", "send"))
    texts = {line["criterion"]: (line["text"], line["source"]) for line in ran.last["lines"]}
    assert texts["authority"] == ("he recommends", "rep-entered")
    assert texts["budget"] == ("", "tapped")


def test_arabic_and_english_give_the_same_outcome(run):
    """The same answers in two languages differ in nothing but the language."""
    english = run(
        "chat",
        "--json",
        "--new",
        says=said("agree", "9", "this quarter", "a committee", "10-50k", "skip", "skip", "skip", "send"),
    )
    arabic = run(
        "chat", "--lang", "ar", "--json", "--new",
        says=said("أوافق", "٩", "هذا الربع", "لجنة", "10 إلى 50 ألفًا", "تخطي", "تخطي", "تخطي", "إرسال"),
    )  # fmt: skip
    keys = ("raw", "score", "reachable", "coverage", "verdict", "grade", "warmth", "stage", "would_change", "dimensions")
    assert {key: english.last[key] for key in keys} == {key: arabic.last[key] for key in keys}
    assert (english.last["language"], arabic.last["language"]) == ("en", "ar")
    assert "شكرًا لكم" in arabic.out


def test_the_system_language_is_used_where_none_is_named(run, monkeypatch):
    """LANG decides without --lang; an unknown one falls back to the first language of the wording."""
    monkeypatch.setenv("LANG", "ar_SA.UTF-8")
    assert "مرحبًا بكم" in run("chat").out
    monkeypatch.setenv("LANG", "de_DE.UTF-8")
    assert "Hello" in run("chat", "--new").out


def test_an_unfinished_conversation_is_resumed_and_new_begins_anew(run):
    """The end of the pipe loses nothing; --new closes what was open as partial."""
    first = run("chat", "bant-rep", says=said("10-50k", "she signs"))
    assert first.code == 0
    assert "Saved." in first.out
    again = run("chat", "bant-rep", "--json", says=said("7", "next quarter", "send"))
    assert "Welcome back. 2 of 4 answered" in again.out
    assert (again.last["status"], again.last["raw"]) == ("completed", 19 + 25 + 19 + 13)
    run("chat", "bant-rep", says=said("10-50k"))
    fresh = run("chat", "bant-rep", "--new")
    assert "Welcome back" not in fresh.out
    assert "[1/4]" in fresh.out


def test_an_unfinished_conversation_shows_how_it_stands_as_json(run):
    """--json prints what is known so far, though nothing is recorded as an outcome."""
    ran = run("chat", "bant-rep", "--json", says=said("10-50k"))
    assert (ran.last["status"], ran.last["raw"], ran.last["verdict"], ran.last["number"]) == ("open", 19, "incomplete", 0)


def test_declining_keeps_nothing(run):
    """Who declines is thanked, and no answer is on record."""
    ran = run("chat", "--json", says=said("no, thank you"))
    assert ran.code == 0
    assert (ran.last["status"], ran.last["raw"]) == ("declined", 0)
    assert run("leads", "--format", "json").json == []
    assert run("show", "1").out == "Lead 1: declined · nothing yet.\n"


@pytest.mark.parametrize("reply", ["", "   ", "😀", "\x00\x1b[31m\x07", "z" * 100_000, "\u202e\u200b\u2066", "؟؟؟"])
def test_a_reply_that_says_nothing_is_asked_again(run, reply):
    """Nothing is recorded, the question is shown again, and nothing breaks."""
    ran = run("chat", "bant-rep", "--json", says=said(reply))
    assert ran.code == 0
    assert ran.out.count("[1/4]") == 2
    assert ran.last["raw"] == 0
    assert "\x1b[31m" not in ran.out


def test_bytes_that_are_no_text_are_asked_again(run):
    """A pipe may carry anything."""
    ran = run("chat", "bant-rep", "--json", says=b"\xff\xfe\x80\n10-50k\n")
    assert ran.code == 0
    assert ran.last["raw"] == 19


def test_what_a_lead_told_before_is_not_asked_again(run):
    """Another framework asks only what is missing, and its review shows the rest."""
    run("chat", "bant-rep", "--lead", "Nakhla", says=said(*REP))
    ran = run("chat", "champ-rep", "--lead", "Nakhla", says=said("we lose leads", "most of them", "top priority"))
    assert "Already known" in ran.out
    assert "In their own words: how serious" not in ran.out
    assert "told" in ran.out


def test_an_unknown_conversation_or_language_is_named_with_what_there_is(run):
    """A slip of the finger costs one clear sentence."""
    ran = run("chat", "bant-prospct")
    assert (ran.code, ran.out) == (1, "")
    assert "There is no conversation 'bant-prospct' (did you mean 'bant-prospect'?). Known: bant-prospect" in ran.err
    ran = run("chat", "--lang", "fr")
    assert ran.code == 1
    assert "There is no language 'fr'. Known: en, ar." in ran.err


def test_a_recorded_chat_replays_without_a_difference(run, tmp_path, definitions):
    """What --record writes is what `replay` checks."""
    path = tmp_path / "chat.yaml"
    assert run("chat", "bant-rep", "--lead", "Nakhla", "--record", str(path), says=said(*REP)).code == 0
    _, transcript = load(path, path.name)
    assert [step.say or step.tap for step in transcript.steps] == [None, *REP]
    assert play(definitions, "chat", transcript).differences == ()
    assert run("replay", str(path)).code == 0


def test_a_chat_that_goes_on_with_an_old_one_is_not_recorded(run, tmp_path):
    """A transcript begins with its conversation."""
    run("chat", "bant-rep", says=said("10-50k"))
    ran = run("chat", "bant-rep", "--record", str(tmp_path / "chat.yaml"))
    assert ran.code == 1
    assert "add --new" in ran.err
    assert not (tmp_path / "chat.yaml").exists()


def test_a_transcript_never_replaces_a_file(run, tmp_path, database: Path):
    """It is refused before the first question, so that nothing said is lost."""
    path = tmp_path / "chat.yaml"
    path.write_text("mine")
    ran = run("chat", "bant-rep", "--record", str(path), says=said(*REP))
    assert (ran.code, ran.out, ran.err) == (1, "", f"{path} exists already; --record takes a new file.\n")
    assert path.read_text() == "mine"
    ran = run("chat", "bant-rep", "--record", str(tmp_path / "nowhere" / "chat.yaml"))
    assert (ran.code, ran.out) == (1, "")
    assert "cannot be written" in ran.err
    assert not database.exists()


def test_a_prospects_chat_ends_with_what_the_team_sees(run):
    """A person who tries a prospect's conversation is told who reads the summary; a rep's needs no such line."""
    ran = run("chat", "--lang", "ar", says=said("أوافق", "9", "إنهاء هنا", "إرسال", "تخطي", "تخطي", "تخطي", "تخطي", "إرسال"))
    assert "\nWhat your team sees:\nLead 1: More to ask\n" in ran.out
    assert "What your team sees" not in run("chat", "bant-rep", says=said(*REP)).out


def test_after_stop_a_pipe_is_heard_to_its_end(run):
    """Who stops and then writes "delete" is erased, and no summary is shown of what is gone."""
    ran = run("chat", "--json", says=said("agree", "9", "stop", "", "delete", "1"))
    assert ran.code == 0
    assert "Erased on" in ran.out
    assert "Score" not in ran.out.split("Erased on")[1]
    assert (ran.last["status"], ran.last["raw"]) == ("stopped", 0)


def terminal(*args: str, width: int = 80) -> tuple[subprocess.Popen[bytes], int]:
    """A chat in a pseudo-terminal of its own."""
    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 24, width, 0, 0))
    chat = subprocess.Popen(
        [sys.executable, "-m", "qualibot", "chat", *args],
        stdin=follower,
        stdout=follower,
        stderr=follower,
        start_new_session=True,
        env={name: value for name, value in os.environ.items() if name != "COLUMNS"} | {"TERM": "xterm"},
    )
    os.close(follower)
    return chat, leader


def until(leader: int, text: str) -> str:
    """Reads the terminal until the text appears."""
    seen = b""
    deadline = time.monotonic() + 30
    while text.encode() not in seen and time.monotonic() < deadline:
        try:
            seen += os.read(leader, 4096)
        except OSError:
            break
    shown = seen.decode(errors="replace")
    assert text in shown, shown[-2000:]
    return shown


@pytest.mark.parametrize("way", ["interrupt", "kill"])
def test_a_terminal_that_goes_away_leaves_the_conversation_to_resume(database: Path, run, way):
    """Ctrl-C says how to go on; a killed terminal says nothing; both can be resumed."""
    chat, leader = terminal("bant-rep")
    until(leader, "[1/4]")
    os.write(leader, b"10-50k\n")
    until(leader, "[2/4]")
    chat.send_signal(signal.SIGINT if way == "interrupt" else signal.SIGKILL)
    if way == "interrupt":
        shown = until(leader, "Saved.")
        assert "Traceback" not in shown
    assert chat.wait(timeout=30) == (130 if way == "interrupt" else -signal.SIGKILL)
    os.close(leader)
    ran = run("chat", "bant-rep", "--json")
    assert "Welcome back. 1 of 4 answered" in ran.out
    assert ran.last["raw"] == 19


def test_after_stop_a_person_can_still_say_delete(database: Path):
    """The terminal prompts on after "stop"; an empty line ends it."""
    chat, leader = terminal("bant-prospect", "--lang", "en")
    for seen, reply in (("May I start?", "agree"), ("[1/4]", "9"), ("[2/4]", "stop"), ("Stopped.", "delete"), ("Erase all", "1")):
        until(leader, seen)
        os.write(leader, f"{reply}\n".encode())
    until(leader, "Erased on")
    os.write(leader, b"\n")
    assert chat.wait(timeout=30) == 0
    os.close(leader)


def test_a_terminal_wraps_at_words(database: Path):
    """No word is cut at the right edge, and further lines of an option begin below its text."""
    chat, leader = terminal("bant-prospect", "--lang", "en", width=30)
    shown = until(leader, "3. Tell me more first")
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in shown.splitlines()]
    os.close(leader)
    chat.wait(timeout=30)
    assert max(map(len, lines)) <= 30
    assert "Hello, I am the automatic" in lines
