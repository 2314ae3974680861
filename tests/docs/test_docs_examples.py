"""The examples of the pages are true: files load, commands are run and print what the page says.

Every page is one story in one empty directory: its blocks are taken from top to bottom. Of a `console` block, lines that
begin with `$` are run and lines that begin with `›` are typed into the command above them; everything else must be printed.
`…` stands for any text inside a line, and on a line of its own for any lines.
"""

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from docs_pages import HOME, PAGES, Block, blocks

from qualibot.cli import main
from qualibot.definitions import load

STORIES = [page for page in (*PAGES, HOME / "README.md") if any(block.language == "console" for block in blocks(page))]
SHORTENED = {HOME / "README.md": ["not set yet", "he recommends", "7", "half_year", "send"]}
"""What is really typed where a page leaves out parts of its conversation."""


def _steps(text: str) -> list[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines expected after it."""
    steps: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], []))
        elif steps:
            steps[-1][1].append(line.rstrip())
    for _, expected in steps:
        while expected and not expected[-1]:
            expected.pop()
    return steps


def _is_as_said(printed: str, expected: list[str]) -> bool:
    patterns = [r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line).replace("…", ".*") + r"\n" for line in expected]
    lines = [line.rstrip() for line in printed.strip("\n").splitlines()]
    return re.fullmatch("".join(patterns) + r"\n*", "".join(f"{line}\n" for line in lines)) is not None


class _Shell:
    """A directory of one's own, where the commands of a page are run one after another.

    `qualibot` runs within this process, which is ten times as fast as starting it; whatever else a page pipes to or from it
    is run by bash.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._environment = {"HOME": str(folder), "USER": "somebody", "LANG": "en_US.UTF-8", "COLUMNS": "120"}

    def tell(self, story: tuple[Block, ...]) -> list[str]:
        """Takes every block of a page; returns what was not as the page says."""
        wrong: list[str] = []
        for block in story:
            if block.file:
                file = self._folder / block.file
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(block.text, encoding="utf-8")
            if block.language == "console":
                for command, expected in _steps(block.text):
                    wrong += self._take(block, command, expected)
        return wrong

    def _take(self, block: Block, command: str, expected: list[str]) -> list[str]:
        word, _, rest = command.partition(" ")
        if word == "cd":
            self._folder = self._folder / rest
            return []
        if word == "export":
            self._environment |= [rest.split("=", 1)]
            return []
        shown = [line.removeprefix("›").removeprefix(" ") for line in expected if line.startswith("›")]
        output = "".join(f"{line}\n" for line in SHORTENED.get(block.page, shown))
        for part in command.split(" | "):
            output = self._run(part, output)
        if _is_as_said(output, expected):
            return []
        wanted = "\n".join(expected)
        return [f"{block.page.name}:{block.line} $ {command}\n--- the page says\n{wanted}\n--- printed\n{output}"]

    def _run(self, command: str, typed: str) -> str:
        if command.startswith("qualibot "):
            return self._qualibot(shlex.split(command), typed)
        environment = {"PATH": os.environ["PATH"], **self._environment}
        done = subprocess.run(
            ["bash", "-c", command],
            check=False,
            input=typed,
            cwd=self._folder,
            env=environment,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout + done.stderr

    def _qualibot(self, arguments: list[str], typed: str) -> str:
        output = io.StringIO()
        with (
            pytest.MonkeyPatch.context() as place,
            contextlib.chdir(self._folder),
            contextlib.redirect_stdout(output),
            contextlib.redirect_stderr(output),
            contextlib.suppress(SystemExit),
        ):
            for name in [name for name in os.environ if name.startswith(("QUALIBOT_", "LC_"))]:
                place.delenv(name)
            for name, value in self._environment.items():
                place.setenv(name, value)
            place.setattr(sys, "argv", arguments)
            place.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
            main()
        return output.getvalue()


@pytest.mark.parametrize("page", STORIES, ids=lambda page: page.name)
def test_commands_print_what_the_page_says(page: Path, tmp_path: Path) -> None:
    """Whoever types what a page shows sees what it shows."""
    wrong = _Shell(tmp_path).tell(blocks(page))
    assert not wrong, "\n\n".join(wrong)


FILES = [block for page in (*PAGES, HOME / "README.md") for block in blocks(page) if block.file.endswith(".yaml")]


@pytest.mark.parametrize("page", sorted({block.page for block in FILES}), ids=lambda page: page.name)
def test_whole_files_load(page: Path, tmp_path: Path) -> None:
    """The files of a page can be put beside the shipped ones, and all of them load."""
    for part in ("frameworks", "conversations", "company.yaml"):
        (tmp_path / part).symlink_to(HOME / part)
    for folder in ("frameworks", "conversations"):
        (tmp_path / folder).unlink()
        (tmp_path / folder).mkdir()
        for file in (HOME / folder).glob("*.yaml"):
            (tmp_path / folder / file.name).symlink_to(file)
    for block in FILES:
        if block.page == page:
            target = tmp_path / block.file
            target.unlink(missing_ok=True)
            target.write_text(block.text, encoding="utf-8")
    assert load(tmp_path).conversations
