"""What the tests share: the home directory of the shipped definitions, and the definitions themselves."""

import sys
from pathlib import Path

import pytest

from qualibot.definitions import Definitions, load

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def home() -> Path:
    """The directory that holds the shipped frameworks, conversations and company facts."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def definitions(home: Path) -> Definitions:
    """The shipped definitions, loaded once."""
    return load(home)
