"""What goes wrong ends in one clear sentence and a non-zero exit, never in a traceback."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from support.editing import edit

REP = "10-50k\nshe signs\n7\nnext quarter\nsend\n"


def one_sentence(ran, *words: str) -> None:
    """The command failed with a sentence that holds these words."""
    assert ran.code == 1
    assert "Traceback" not in ran.out + ran.err
    assert len(ran.err.strip().splitlines()) == 1, ran.err
    for word in words:
        assert word in ran.err, ran.err


def test_a_locked_database(process, database: Path):
    """Somebody else holds the write lock for longer than we wait."""
    assert process("leads").code == 0
    holder = sqlite3.connect(database, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    one_sentence(process("chat", "bant-rep", says=REP), str(database), "locked")
    holder.close()


def test_a_file_that_is_no_database(process, database: Path):
    """A text file under the database's name is left as it is."""
    database.write_text("Dear diary, " * 500)
    one_sentence(process("leads"), str(database))
    assert database.read_text().startswith("Dear diary")


def test_a_directory_that_is_not_there(process, monkeypatch, tmp_path: Path):
    """The database's folder is missing."""
    monkeypatch.setenv("QUALIBOT_DATABASE_URL", f"sqlite:///{tmp_path}/nowhere/q.db")
    one_sentence(process("leads"), "nowhere")


def test_a_database_newer_than_the_program(process, database: Path):
    """A schema this program does not know is not touched."""
    assert process("leads").code == 0
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    one_sentence(process("leads"), "newer", "9999")


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("nonsense", "database address"),
        ("mysql://u:secret@h/d", "mysql"),
        ("postgresql+psycopg://u:secret@127.0.0.1:1/d", "127.0.0.1"),
    ],
)
def test_an_address_that_leads_nowhere(process, monkeypatch, url, word):
    """The address is named, its password is not."""
    monkeypatch.setenv("QUALIBOT_DATABASE_URL", url)
    ran = process("leads")
    one_sentence(ran, word)
    assert "secret" not in ran.err


def test_a_home_without_its_folders(process, monkeypatch, tmp_path: Path):
    """QUALIBOT_HOME names a directory that is none."""
    monkeypatch.setenv("QUALIBOT_HOME", str(tmp_path / "elsewhere"))
    one_sentence(process("chat"), "QUALIBOT_HOME", "qualibot init")


def test_broken_files_are_all_named_at_once(process, own_home: Path):
    """Three faults in three files, each with file, line and remedy; nothing is loaded."""
    edit(own_home / "conversations" / "bant-prospect.yaml", "answer: timeline", "answer: timline")
    edit(own_home / "frameworks" / "champ.yaml", "challenge:", "chalenge:")
    edit(own_home / "company.yaml", "zone: Asia/Riyadh", "zone: Asia/Riad")
    ran = process("chat")
    assert ran.code == 1
    assert "conversations/bant-prospect.yaml:" in ran.err
    assert "state 'need': target 'timline' is not a state (did you mean 'timeline'?)" in ran.err
    assert "did you mean 'challenge'?" in ran.err
    assert "'Asia/Riad' is not a time zone" in ran.err
    assert "Traceback" not in ran.err


def test_an_edited_file_does_not_touch_an_open_conversation(run, own_home: Path):
    """The open one goes on as it began; a new one asks for a new version, and then uses it."""
    run("chat", "bant-rep", says="10-50k\n")
    wording = own_home / "conversations" / "wording.yaml"
    edit(wording, "Who decides at this amount, and where does our contact stand?", "Who signs?")
    again = run("chat", "bant-rep")
    assert "Who decides at this amount" in again.out
    refused = run("chat", "bant-rep", "--lead", "Another")
    assert refused.code == 1
    assert "conversations/wording.yaml" in refused.err
    assert "version" in refused.err
    edit(wording, 'version: "1"', 'version: "2"')
    assert "Who signs?" in run("chat", "bant-rep", "--lead", "Another", says="10-50k\n").out
    assert "Who decides at this amount" in run("chat", "bant-rep").out


def test_a_new_phrase_helps_an_open_conversation_at_once(run, own_home: Path):
    """Typed phrases are read live and need no new version."""
    assert "could not match" in run("chat", "bant-rep", says="a brown envelope\n").out
    edit(own_home / "frameworks" / "criteria.yaml", '["5k", under 10k', '[a brown envelope, "5k", under 10k')
    assert "Noted: Less than 10k." in run("chat", "bant-rep", says="a brown envelope\n").out


def test_a_reader_that_goes_away_is_no_fault(database: Path):
    """`qualibot leads | head` ends quietly."""
    command = f"{sys.executable} -m qualibot graph gpctba-ci-prospect | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """A command line with `qualibot` in it, run by bash."""
    line = command.replace("qualibot", f"{sys.executable} -m qualibot")
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, timeout=60, check=False, stdin=subprocess.DEVNULL, env=os.environ | environment
    )


def test_postgresql_without_its_driver(database: Path):
    """The remedy is the command that installs it."""
    code = "import sys; sys.modules['psycopg'] = None; sys.argv = ['qualibot', 'leads']; from qualibot.cli import main; main()"
    environment = os.environ | {"QUALIBOT_DATABASE_URL": "postgresql+psycopg://u:secret@127.0.0.1:1/d"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr == "PostgreSQL needs a driver that is not installed; run pip install 'qualibot[postgresql]'.\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1256"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_output_that_cannot_show_every_letter(database: Path, encoding, language):
    """What it cannot show is replaced; the conversation goes on to its end."""
    chat = f"printf '%s\\n' 60k 'she signs' 9 asap send | qualibot chat bant-rep --lang {language}"
    command = f"{chat} && qualibot show 1 && qualibot leads"
    done = shell(command, LC_ALL="C", PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"100" in done.stdout


def test_settings_that_are_not_utf_8(process, database: Path):
    """The file is named, wherever the byte stands."""
    Path(".env").write_bytes("QUALIBOT_HOME=caf\u00e9\n".encode("latin-1"))
    one_sentence(process("leads"), str(Path.cwd() / ".env"), "UTF-8")


def test_a_closed_input_is_an_empty_one(database: Path):
    """The first question is shown, and the same command goes on from there."""
    done = shell("qualibot chat bant-rep <&-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"[1/4]" in done.stdout
    assert b"Saved." in done.stdout


@pytest.mark.parametrize("command", ["leads", "graph bant-rep", "chat bant-rep", "check", "--help"])
def test_an_output_that_is_full(database: Path, command):
    """One sentence, exit code 1, also where the text would be written at the exit only."""
    done = shell(f"qualibot {command} > /dev/full")
    assert (done.returncode, done.stderr) == (1, b"The output cannot be written or read: No space left on device.\n")


def test_an_output_that_is_closed(database: Path):
    """Nothing is begun that nobody would see."""
    done = shell("qualibot chat bant-rep >&-")
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert not database.exists()
