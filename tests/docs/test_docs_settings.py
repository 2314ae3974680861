"""`.env.example` is what the settings are."""

from docs_pages import HOME

from qualibot.settings import Settings


def test_the_example_names_every_setting_with_its_default() -> None:
    """Copying `.env.example` to `.env` names everything there is, and changes nothing."""
    lines = (HOME / ".env.example").read_text(encoding="utf-8").splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    defaults = {f"QUALIBOT_{name.upper()}": field.default for name, field in Settings.model_fields.items()}
    assert example == {name: "" if value is None else str(value) for name, value in defaults.items()}


def test_every_setting_of_the_example_is_explained() -> None:
    """Each variable stands below a comment."""
    lines = (HOME / ".env.example").read_text(encoding="utf-8").splitlines()
    before = [lines[place - 1] for place, line in enumerate(lines) if line.startswith("QUALIBOT_")]
    assert all(line.startswith("#") for line in before)
