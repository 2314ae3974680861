"""Lets the tests of lint import the helper beside them, and builds houses."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
pytest.register_assert_rewrite("lint_house")

from lint_house import House, Houses, build  # noqa: E402 - found by the line above


@pytest.fixture
def houses(tmp_path: Path, home: Path) -> Houses:
    """Builds a home directory of the conversations that are named."""

    def made(*conversations: str) -> House:
        return build(home, tmp_path, *conversations)

    return made
