"""Name, company, e-mail and phone: read into their normal form, or asked again."""

import pytest
from support.walking import Walk, opened

from qualibot.definitions import Definitions
from qualibot.model import Missed


def _at(definitions: Definitions, state: str, language: str = "en") -> Walk:
    walk = opened(definitions, "bant-prospect", language)
    walk.command(f"goto.{state}")
    return walk


@pytest.mark.parametrize(
    ("state", "text", "value"),
    [
        ("name", "  Huda \n Al-Waha ", "Huda Al-Waha"),
        ("name", "هدى", "هدى"),
        ("name", "O'Brien 3rd", "O'Brien 3rd"),
        ("company", "3M", "3M"),
        ("company", "شركة الواحة للتجارة", "شركة الواحة للتجارة"),
        ("email", "Sara@Example.COM", "Sara@example.com"),
        ("email", " sara+crm@example.com ", "sara+crm@example.com"),
        ("phone", "0501234567", "+966501234567"),
        ("phone", "٠٥٠١٢٣٤٥٦٧", "+966501234567"),
        ("phone", "۰۵۰۱۲۳۴۵۶۷", "+966501234567"),
        ("phone", "+971 50 123 4567", "+971501234567"),
        ("phone", "00971501234567", "+971501234567"),
        ("phone", "\u2066+966 50 123 4567\u2069", "+966501234567"),
    ],
)
def test_a_value_is_kept_in_its_normal_form(definitions: Definitions, state: str, text: str, value: str) -> None:
    """Spaces, digits of any script and direction marks make no difference; the words stay as typed."""
    walk = _at(definitions, state)
    assert walk.reply.takes == {"email": "email", "phone": "phone"}.get(state, "text")
    walk.say(text)
    assert walk.value(state) == value
    assert walk.source(state) == "typed"
    assert walk.reply.note == f"Noted: {value}." or "\u2068" in walk.reply.note


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("name", "12345"),
        ("name", "🙂"),
        ("name", "x" * 121),
        ("company", "--"),
        ("email", "sara"),
        ("email", "sara@"),
        ("email", "sara@localhost"),
        ("email", "a@b@c.com"),
        ("email", "x" * 5000 + "@example.com"),
        ("phone", "123"),
        ("phone", "call me"),
        ("phone", "+999 999 999 999"),
        ("phone", "0" * 5000),
        ("phone", ""),
    ],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_cannot_be_read_is_asked_again(definitions: Definitions, state: str, text: str, language: str) -> None:
    """The person is told how it should look; the second time the way out is shown."""
    walk = _at(definitions, state, language)
    turn = walk.say(text)
    assert [type(event) for event in turn.events] == [Missed]
    assert walk.reply.note == walk.script.wording.asked["prospect"][state].invalid[language]  # type: ignore[index]
    walk.say(text)
    assert walk.reply.note == walk.script.wording.phrases["not_understood_2"].say[language]
    assert walk.state == state


@pytest.mark.parametrize("state", ["name", "company", "phone", "email"])
def test_every_capture_is_optional(definitions: Definitions, state: str) -> None:
    """It can be skipped by button or by word, and is left out of the review if it was never asked."""
    for text in ("skip", "I'd rather not say", "تخطي"):
        walk = _at(definitions, state)
        assert "dont_know" not in walk.buttons
        walk.say(text)
        assert walk.state != state
        assert walk.value(state) is None


@pytest.mark.parametrize(("option", "states"), [("phone", ["phone"]), ("email", ["email"]), ("chat", []), ("no_contact", [])])
def test_only_the_contact_that_was_chosen_is_asked_for(definitions: Definitions, option: str, states: list[str]) -> None:
    """A number for calls, an address for mail, nothing for the chat."""
    walk = _at(definitions, "contact")
    walk.tap(f"answer.{option}")
    asked = []
    while walk.state != "review":
        asked.append(walk.state)
        walk.tap("skip")
    assert asked == states


def test_a_command_is_no_name(definitions: Definitions) -> None:
    """Commands go before names; a question is no name either."""
    walk = _at(definitions, "name")
    walk.say("help")
    assert walk.value("name") is None
    walk.say("who wants to know?")
    assert walk.value("name") is None
    assert walk.reply.note.startswith("Good question")


def test_a_captured_value_can_be_changed_and_is_shown_when_gone_back_to(definitions: Definitions) -> None:
    """Back says what was written; the new value supersedes it."""
    walk = _at(definitions, "name")
    walk.say("Huda")
    walk.command("back")
    assert walk.reply.note == "Back to the previous question. Your answer was: Huda."
    walk.say("Hoda")
    assert walk.value("name") == "Hoda"
    assert walk.state == "company"


def test_a_value_while_paused_goes_on(definitions: Definitions) -> None:
    """Writing the name is going on."""
    walk = _at(definitions, "name")
    walk.command("pause")
    walk.say("Huda")
    assert (walk.status, walk.state) == ("open", "company")
