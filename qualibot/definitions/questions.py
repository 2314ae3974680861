"""The questions of the shipped files as they are asked of one side, for whoever measures how replies are understood."""

from __future__ import annotations

from datetime import datetime

from qualibot.definitions import files as definition_files
from qualibot.definitions.build import criteria
from qualibot.definitions.lexicon import lexicon
from qualibot.model import Lexicon, Side
from qualibot.understanding import Question, days, normalise


def shipped(side: Side, now: datetime) -> dict[str, Question]:
    """Criterion → question, of the shipped files."""
    files = definition_files.read_files(definition_files.shipped())
    words = lexicon(files)
    named = days(now.date())
    made = {}
    for name, criterion in criteria(files.criteria[1]).items():
        options = criterion.offered_to(side)
        asked = files.wording[1].criteria[name]
        own = asked.options_rep if side == "rep" else {}
        labels = {o.id: own.get(o.id, asked.options[o.id]) for o in options}
        accepted = {normalise(text): f"answer.{o}" for o, texts in labels.items() for text in texts.values()}
        accepted |= {phrase: f"answer.{option}" for phrase, option in words.options[side][name].items()}
        made[name] = Question(
            criterion.kind,
            tuple(f"answer.{option.id}" for option in options),
            accepted,
            words.events,
            tuple((f"answer.{option.id}", option.range) for option in options if option.range),
            currency=files.company[1].currency,
            topic=words.topics[name],
            over=over(words, name),
            language=words.language,
            days=named,
        )
    return made


def over(words: Lexicon, criterion: str) -> dict[str, frozenset[str]]:
    """Event → events it wins over."""
    rules = words.over.get(criterion, {})
    return {f"answer.{option}": frozenset(f"answer.{other}" for other in others) for option, others in rules.items()}
