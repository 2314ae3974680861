"""What happens when a person is silent."""

import pytest
from support.walking import opened

from qualibot.definitions import Definitions
from qualibot.model import Ended, Entered, Refused


def test_a_reminder_moves_nothing(definitions: Definitions) -> None:
    """It says what is left and how to go on; buttons shown before stay good."""
    walk = opened(definitions, "bant-prospect")
    walk.through("need=important")
    before = walk.session
    turn = walk.due("reminder_1")
    assert (turn.session, turn.events) == (before, ())
    assert walk.reply.text.startswith("Your answers are saved")
    assert "3 questions" in walk.reply.text
    assert list(walk.buttons) == ["resume", "pause", "stop"]
    walk.tap("answer.later", before.seq)
    assert walk.value("timeline") == "later"


def test_the_last_reminder_names_the_day(definitions: Definitions) -> None:
    """The day the answers go to a colleague is 14 days after the last word, 11 after a reminder at three."""
    walk = opened(definitions, "bant-prospect")
    walk.due("reminder_2")
    assert "by 2 Dec" in walk.reply.text
    assert list(walk.buttons) == ["resume", "human", "stop"]


def test_the_reminder_of_a_rep(definitions: Definitions) -> None:
    """It names the lead, what is open and since when."""
    walk = opened(definitions, "bant-rep", lead="Nakhla")
    walk.through("budget=10_50k")
    walk.due("reminder_rep")
    assert walk.reply.text == "Nakhla: 3 questions open since 20 Nov."


@pytest.mark.parametrize("conversation", ["bant-prospect", "bant-rep"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_button_of_a_reminder_does_something(definitions: Definitions, conversation: str, language: str) -> None:
    """Going on, putting off, closing and stopping can be pressed where they are offered."""
    for delay in definitions.script(conversation).conversation.after:
        walk = opened(definitions, conversation, language)
        walk.due(delay.name)
        for event in walk.buttons if delay.say else ():
            again = opened(definitions, conversation, language)
            again.due(delay.name)
            turn = again.tap(event)
            assert not any(isinstance(item, Refused) for item in turn.events)
            assert turn.session.seq > walk.session.seq


def test_a_reminder_can_be_put_off(definitions: Definitions) -> None:
    """The conversation is paused, and later reminders and the end still come."""
    walk = opened(definitions, "bant-rep")
    walk.due("reminder_rep")
    walk.tap("pause")
    assert walk.status == "paused"
    walk.due("reminder_rep")
    assert walk.status == "paused"
    assert list(walk.buttons) == ["resume", "pause", "finish"]
    walk.tap("pause")
    assert walk.status == "paused"
    walk.due("reminder_rep")
    walk.tap("finish")
    assert (walk.status, walk.state) == ("open", "review")
    walk.due("expire")
    assert walk.status == "partial"


def test_a_late_timer_is_refused(definitions: Definitions) -> None:
    """A timer that was set before the person's last word changes nothing and says nothing."""
    walk = opened(definitions, "bant-prospect")
    seq = walk.session.seq
    walk.through("need=important")
    for timer in ("reminder_1", "reminder_2", "expire"):
        before = walk.session
        turn = walk.due(timer, seq)
        assert (turn.events, turn.replies, turn.session) == ((Refused("late-timer"),), (), before)
    assert walk.due("no_such_timer").events == (Refused("late-timer"),)


def test_a_timer_after_the_end_is_refused(definitions: Definitions) -> None:
    """What is over is not expired."""
    walk = opened(definitions, "bant-prospect")
    walk.command("stop")
    assert walk.due("expire").events == (Refused("late-timer"),)
    assert walk.status == "stopped"


@pytest.mark.parametrize("event", ["help", "pause", "human"])
def test_silence_ends_in_a_partial_outcome(definitions: Definitions, event: str) -> None:
    """Open, paused or with a person: after the longest delay what is known goes on, and nothing is said."""
    walk = opened(definitions, "bant-prospect")
    walk.through("need=important")
    walk.command(event)
    turn = walk.due("expire")
    assert turn.events == (Entered("expired"), Ended("partial"))
    assert turn.replies == ()
    assert (walk.status, walk.value("need")) == ("partial", "important")
    assert walk.shown() == ()


def test_nobody_is_reminded_while_a_person_has_taken_over(definitions: Definitions) -> None:
    """The bot keeps its promise to stay silent."""
    walk = opened(definitions, "bant-prospect")
    walk.command("human")
    turn = walk.due("reminder_1")
    assert (turn.events, turn.replies) == ((Refused("with-a-person"),), ())
