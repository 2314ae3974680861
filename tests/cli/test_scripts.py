"""`qualibot check`, `replay`, `graph`, `init`, and the program itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from support.editing import edit


def test_check_ends_with_what_it_proved(run):
    """States, steps, paths and verdicts of all ten conversations."""
    ran = run("check")
    assert ran.code == 0
    assert "No problems. 10 conversations" in ran.out
    assert "125,991,936" in ran.out


def test_check_names_every_problem_and_fails(run, own_home: Path):
    """All at once, each with file, line, state and remedy; exit code 1."""
    edit(own_home / "conversations" / "bant-prospect.yaml", "answer: timeline", "answer: timline")
    edit(own_home / "frameworks" / "bant.yaml", "i_decide: 25", "i_decide: 24")
    ran = run("check")
    assert ran.code == 1
    assert "state 'need': target 'timline' is not a state (did you mean 'timeline'?)" in ran.out
    assert "frameworks/bant.yaml:" in ran.out
    assert "Traceback" not in ran.err


def test_check_as_json_is_for_programs(run, own_home: Path):
    """Proofs where all is well, problems with rule and line where not."""
    assert run("check", str(own_home), "--format", "json").json["proofs"][0]["conversation"] == "bant-prospect"
    edit(own_home / "conversations" / "bant-rep.yaml", "audience: rep", "audience: reps")
    found = run("check", str(own_home), "--format", "json").json
    assert not found["ok"]
    assert (found["problems"][0]["file"], found["problems"][0]["rule"]) == ("conversations/bant-rep.yaml", "value-wrong")


def test_check_says_what_it_checked(run, own_home: Path, database: Path):
    """The directory, also for programs; looking makes no database."""
    assert run("check").out.startswith(f"Checked: {own_home}\n\n")
    assert run("check", "--format", "json").json["home"] == str(own_home)
    assert not database.exists()


def test_check_and_chat_agree_about_versions(run, own_home: Path):
    """A file that changed under its version is named by `check` before `chat` refuses it."""
    run("chat", "bant-rep")
    assert run("check").code == 0
    edit(own_home / "frameworks" / "bant.yaml", "name: {en: BANT", "name: {en: The four of BANT")
    ran = run("check")
    assert ran.code == 1
    assert "frameworks/bant.yaml has changed, but version '1' was published with another content; raise its version" in ran.out
    found = run("check", "--format", "json").json["problems"]
    assert [(problem["file"], problem["rule"]) for problem in found] == [("frameworks/bant.yaml", "changed-under-old-version")]
    assert run("check", str(own_home / "frameworks" / "champ.yaml")).code == 0
    refused = run("chat", "bant-rep", "--new")
    assert (refused.code, refused.err.strip()) == (1, ran.out.splitlines()[2])
    edit(own_home / "frameworks" / "bant.yaml", 'version: "1"', 'version: "2"')
    assert run("check").code == 0
    assert run("chat", "bant-rep", "--new").code == 0


def test_check_of_another_directory_asks_no_database(run, own_home: Path, tmp_path: Path, database: Path):
    """What was published belongs to the files in use."""
    run("chat", "bant-rep")
    run("init", str(tmp_path / "other"))
    edit(tmp_path / "other" / "frameworks" / "bant.yaml", "name: {en: BANT", "name: {en: The four of BANT")
    assert run("check", str(tmp_path / "other")).code == 0


def test_check_without_a_readable_database(run, database: Path):
    """The files are right all the same; what was not looked at is said."""
    database.write_text("Dear diary, " * 500)
    ran = run("check")
    assert ran.code == 0
    assert ran.err.startswith("Versions were not compared with what was published: Database")
    assert database.read_text().startswith("Dear diary")


def test_check_of_one_file_speaks_of_that_file(run, own_home: Path):
    """A fault elsewhere is not its business."""
    edit(own_home / "conversations" / "bant-rep.yaml", "ask: need", "ask: ned")
    assert run("check", str(own_home / "conversations" / "champ-rep.yaml")).code == 0
    assert run("check", str(own_home / "conversations" / "bant-rep.yaml")).code == 1
    assert "does not exist" in run("check", str(own_home / "nowhere.yaml")).err


def test_replay_of_everything_that_ships(run):
    """All transcripts go as they went."""
    ran = run("replay")
    assert ran.code == 0
    assert "different: 0." in ran.out


def test_replay_shows_what_differs_and_updates_when_told(run, own_home: Path):
    """A changed wording shows as a diff; --update accepts it."""
    edit(own_home / "conversations" / "wording.yaml", 'en: "Recorded. {verdict}: {score}."', 'en: "Done. {verdict}: {score}."')
    folder = own_home / "conversations" / "transcripts"
    ran = run("replay", str(folder / "bant-2-rep.yaml"))
    assert ran.code == 1
    assert "+Done. Qualified: 51." in ran.out
    assert "rewritten" in run("replay", str(folder / "bant-2-rep.yaml"), "--update").out
    assert run("replay", str(folder / "bant-2-rep.yaml")).code == 0


def test_replay_without_transcripts_says_how_to_make_one(run, tmp_path: Path):
    """An empty folder is no success."""
    ran = run("replay", str(tmp_path))
    assert ran.code == 1
    assert "--record FILE" in ran.err


def test_graph_draws_a_conversation_in_three_ways(run):
    """Mermaid and dot for people, XState for programs; another format is refused."""
    assert run("graph", "bant-prospect").out.startswith("stateDiagram-v2")
    assert run("graph", "bant-prospect", "--format", "dot").out.startswith("digraph")
    assert json.loads(run("graph", "bant-prospect", "--format", "xstate").out)["initial"] == "consent"
    assert run("graph", "bant-prospect", "--format", "png").code == 2
    assert "There is no conversation 'bent'" in run("graph", "bent").err


def test_a_directory_of_ones_own_works_at_once(run, tmp_path: Path, monkeypatch):
    """`init` copies everything that can be edited, never over something, and the copy is used where it lies."""
    ran = run("init", str(tmp_path / "acme"))
    assert ran.code == 0
    assert {path.name for path in (tmp_path / "acme").iterdir()} == {
        "frameworks",
        "conversations",
        "company.yaml",
        ".env.example",
    }
    assert "choose an empty directory" in run("init", str(tmp_path / "acme")).err
    edit(tmp_path / "acme" / "company.yaml", "company: {en: Masar", "company: {en: Acme")
    monkeypatch.chdir(tmp_path / "acme")
    assert "assistant of Acme" in run("chat").out
    assert run("check").code == 0


def test_a_directory_that_cannot_be_written(run, tmp_path: Path):
    """A file stands where the directory should be."""
    (tmp_path / "file").write_text("")
    ran = run("init", str(tmp_path / "file" / "acme"))
    assert ran.code == 1
    assert "cannot be written" in ran.err


def test_help_imports_nothing_heavy(process):
    """`--help` answers at once because commands import what they need when they run."""
    code = "import sys, qualibot.cli; print(sorted({'sqlalchemy', 'sqlmodel', 'pydantic', 'jinja2', 'yaml'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    ran = process("--help")
    assert ran.code == 0
    for command in ("chat", "check", "replay", "graph", "leads", "show", "rescore", "init"):
        assert command in ran.out


def test_the_wheel_carries_the_definition_files(tmp_path: Path):
    """Installed from a wheel, away from the checkout, it finds its own files."""
    root = Path(__file__).parents[2]
    wheels, site = tmp_path / "wheels", tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run([*pip, "wheel", "-q", "--no-deps", "-w", str(wheels), str(root)], check=True, capture_output=True, timeout=180)
    (wheel,) = wheels.glob("qualibot-*.whl")
    subprocess.run(
        [*pip, "install", "-q", "--no-deps", "--target", str(site), str(wheel)], check=True, capture_output=True, timeout=180
    )
    environment = os.environ | {"PYTHONPATH": str(site), "QUALIBOT_DATABASE_URL": f"sqlite:///{tmp_path}/q.db"}
    environment.pop("QUALIBOT_HOME", None)
    code = "import qualibot.home as home; print(home.shipped())"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(site / "qualibot" / "shipped")
    done = subprocess.run(
        [sys.executable, "-m", "qualibot", "chat", "bant-rep"],
        cwd=tmp_path,
        env=environment,
        input="",
        capture_output=True,
        text=True,
        check=True,
    )
    assert "[1/4]" in done.stdout
