"""One pure function takes the next step of a conversation."""

from qualibot.engine.step import reshow, step

__all__ = ["reshow", "step"]
