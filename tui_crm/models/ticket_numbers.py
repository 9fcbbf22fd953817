"""Which words of a subject may be the number of a ticket."""

import re
from typing import Final

_USUAL: Final = re.compile(r"(?<![\w-])T-[1-9][0-9]{0,17}(?:-[0-9]{1,9})?(?![\w-])", re.ASCII | re.IGNORECASE)
_BRACKETED: Final = re.compile(r"[\[【［]\s*#?([^\[\]【】［］]{1,60})[\]】］]")
_HASHED: Final = re.compile(r"#([^\s#\[\]【】［］:：,，;；()]{1,60})")
_MOST: Final = 20


def numbers_in(subject: str) -> tuple[str, ...]:
    """Return the words of a subject that may be a ticket's number, folded, the surest first, each once.

    ``T-42`` counts wherever it stands as a word; other numbers, of tickets that were imported, in brackets or behind a ``#``.
    """
    found = [match[0] for match in _USUAL.finditer(subject)]
    found += [match[1] for pattern in (_BRACKETED, _HASHED) for match in pattern.finditer(subject)]
    return tuple(dict.fromkeys(one.strip().casefold() for one in found))[:_MOST]
