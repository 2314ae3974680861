"""The command line. Commands import what they need when they run, so that `--help` answers at once."""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress

import typer

from qualibot.cli import chat, data, scripts, vocabulary
from qualibot.errors import DefinitionError, QualibotError

app = typer.Typer(
    name="qualibot",
    help="Lead qualification as a conversation: questions in YAML, answers to points, points to a verdict that says why.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
chat.register(app)
scripts.register(app)
data.register(app)
vocabulary.register(app)


def main() -> None:
    """Runs a command; whatever a person can mend ends in one clear sentence and exit code 1."""
    # A person at a terminal reads sentences; the log is for programs that serve others.
    logging.getLogger("qualibot").addHandler(logging.NullHandler())
    try:
        app()
    except DefinitionError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        if len(error.problems) > 1:
            print(f"{len(error.problems)} problems; nothing was loaded.", file=sys.stderr)
        sys.exit(1)
    except QualibotError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of a pipe has gone (`qualibot leads | head`): not a fault, but nothing may be flushed any more.
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
