"""An outcome for people and for programs: a summary in the reader's language, a document as JSON."""

from qualibot.summary.document import document
from qualibot.summary.render import Templates
from qualibot.summary.view import Summary, SummaryLine, summary

__all__ = ["Summary", "SummaryLine", "Templates", "document", "summary"]
