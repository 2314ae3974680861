"""Reading what a conversation captures about the lead itself: a name, a company, an e-mail address, a phone number."""

from __future__ import annotations

import re

from qualibot.model import Kind

LONGEST_NAME = 120
_LETTER = re.compile(r"[^\W\d_]")


def captured(kind: Kind, words: str, region: str) -> str | None:
    """The value in its normal form, or None where it cannot be one.

    E-mail addresses are checked for their form only: asking a name server would be I/O. Phone numbers come out as E.164.
    """
    if kind == "email":
        return _email(words)
    if kind == "phone":
        return _phone(words, region)
    line = " ".join(words.split())
    return line if len(line) <= LONGEST_NAME and _LETTER.search(line) else None


def _email(words: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email

    try:
        return str(validate_email(words, check_deliverability=False).normalized)
    except EmailNotValidError:
        return None


def _phone(words: str, region: str) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(words, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))
