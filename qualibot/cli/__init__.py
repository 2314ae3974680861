"""The command line. Commands import what they need when they run, so that `--help` answers at once."""

from __future__ import annotations

import errno
import io
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
        _open_streams()
        try:
            _run()
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()  # a full disk is noticed here, or by nobody
    except BrokenPipeError:
        # The reader of a pipe has gone (`qualibot leads | head`): not a fault, but nothing may be flushed any more.
        _discard_output()
        sys.exit(141)
    except OSError as error:
        _discard_output()
        what = error.filename or "The output"
        print(f"{what} cannot be written or read: {error.strerror or error}.", file=sys.stderr)
        sys.exit(1)


def _open_streams() -> None:
    """What a stream cannot show in its encoding is replaced; without any output, nothing is begun."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _discard_output() -> None:
    """What is still to be written goes nowhere, so that nothing fails once more at the exit."""
    with suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run() -> None:
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
