"""Links between the pages lead somewhere."""

import re
from pathlib import Path

import pytest
from docs_pages import ALL_PAGES, HOME, PAGES, headings, prose

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def _anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    text = re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower())
    return text.replace(" ", "-")


@pytest.mark.parametrize("page", ALL_PAGES, ids=lambda page: page.name)
def test_internal_links_resolve(page: Path) -> None:
    """Every link to a file of the project names one that is there, and every anchor a heading of it."""
    broken = []
    for target in _LINK.findall("\n".join(prose(page))):
        if target.startswith(("https://", "http://", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists() or (anchor and anchor not in map(_anchor, headings(file))):
            broken.append(target)
    assert not broken


def test_the_map_names_every_page() -> None:
    """Whoever starts at docs/index.md finds every page."""
    linked = set(_LINK.findall((HOME / "docs" / "index.md").read_text(encoding="utf-8")))
    assert {page.name for page in PAGES} - {"index.md"} <= linked
