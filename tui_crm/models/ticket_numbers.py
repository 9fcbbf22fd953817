"""Which words of a subject may be the number of a ticket, and how an answer names it there."""

import re
from typing import Final

_USUAL: Final = re.compile(r"(?<![\w-])T-[1-9][0-9]{0,17}(?:-[0-9]{1,9})?(?![\w-])", re.ASCII | re.IGNORECASE)
_BRACKETED: Final = re.compile(r"[\[【［]\s*#?([^\[\]【】［］]{1,60})[\]】］]")
_HASHED: Final = re.compile(r"#([^\s#\[\]【】［］:：,，;；()]{1,60})")
_MOST: Final = 20
_ANSWERED: Final = re.compile(r"(?:\s*(?:re|aw|sv|fwd?|wg|回复|答复|转发)(?:\[[0-9]+\])?\s*[:：])+\s*", re.IGNORECASE)


def numbers_in(subject: str) -> tuple[str, ...]:
    """Return the words of a subject that may be a ticket's number, folded, the surest first, each once.

    ``T-42`` counts wherever it stands as a word; other numbers, of tickets that were imported, in brackets or behind a ``#``.
    """
    found = [match[0] for match in _USUAL.finditer(subject)]
    found += [match[1] for pattern in (_BRACKETED, _HASHED) for match in pattern.finditer(subject)]
    return tuple(dict.fromkeys(one.strip().casefold() for one in found))[:_MOST]


def naming(subject: str, number: str) -> str:
    """Return a subject that names a ticket, so that what answers it comes back there: ``Invoice [T-42]``."""
    if number.casefold() in numbers_in(subject):
        return subject
    return f"{subject} [{number}]".strip()


def answering(subject: str, number: str) -> str:
    """Return the subject of an answer on a ticket, to what was said under ``subject``: ``Re: Invoice [T-42]``."""
    match = _ANSWERED.match(subject)
    return f"Re: {naming(subject[match.end() :] if match else subject, number)}"
