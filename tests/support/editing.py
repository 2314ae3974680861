"""Editing copies of definition files."""

from pathlib import Path


def edit(path: Path, old: str, new: str) -> None:
    """Replaces text that must be there, once."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} has no {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
