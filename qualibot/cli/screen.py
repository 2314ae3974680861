"""Text for people: wrapped at words in a terminal, line by line as it is in a pipe or a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console

_MARK = re.compile(r"\s*(?:\d+\.|[•+−?!›])\s+")
"""What stands before the text of an option or of a line of the score; further lines of it begin below the text."""


class Screen:
    """The standard output. Words longer than a line, such as web addresses, are left whole."""

    def __init__(self) -> None:
        from rich.console import Console

        self.console: Console = Console(highlight=False, soft_wrap=True)

    @property
    def is_terminal(self) -> bool:
        """A person looks at it now."""
        return self.console.is_terminal

    def show(self, text: str, style: str = "") -> None:
        """Prints a text, coloured where the terminal has colours."""
        from rich.text import Text

        for line in text.split("\n"):
            for part in wrapped(line, self.console.width) if self.is_terminal else [line]:
                self.console.print(Text(part, style=style))

    def frame(self, text: str, title: str, style: str) -> None:
        """Prints a text with a frame of this colour around it."""
        from rich.panel import Panel
        from rich.text import Text

        width = self.console.width - 4
        lines = [part for line in text.split("\n") for part in wrapped(line, width)]
        panel = Panel(Text("\n".join(lines)), title=title, title_align="left", border_style=style)
        self.console.print(panel, soft_wrap=False)


def wrapped(line: str, width: int) -> Iterator[str]:
    """The line in parts of at most so many columns; a word that is longer has a part of its own."""
    from rich.cells import cell_len

    mark = _MARK.match(line)
    part, indent = (mark[0], " " * cell_len(mark[0])) if mark else ("", "")
    is_empty = True
    for word in line[len(part) :].split(" "):
        if not is_empty and cell_len(part) + 1 + cell_len(word) > width:
            yield part
            part, is_empty = indent, True
        part += word if is_empty else f" {word}"
        is_empty = False
    yield part
