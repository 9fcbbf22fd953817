"""How ids look outside: a letter that tells the thing, then the number (``c42``). Inside they are plain integers."""

import re

from tui_crm.errors import UsageError
from tui_crm.i18n import _

LETTERS = {
    "contact": "c",
    "activity": "a",
    "reminder": "r",
    "user": "u",
    "team": "g",
    "tag": "l",
    "custom_field": "f",
    "stage_transition": "s",
    "setting": "o",
    "calendar_day": "w",
    "template": "m",
    "cadence": "y",
    "segment": "e",
    "import_profile": "ip",
    "ticket": "t",
    "ticket_transition": "tt",
    "problem": "pr",
    "sla_policy": "sp",
    "escalation": "es",
    "service_way": "sw",
    "score": "sc",
    "survey": "sv",
    "invitation": "iv",
    "operation": "op",
    "import": "i",
}
_SHAPE = re.compile(r"([a-z]{1,2})(\d{1,18})\Z")


def shown(thing: str, number: int) -> str:
    """Return the id of a ``thing`` as people see it, for example ``c42``."""
    return f"{LETTERS[thing]}{number}"


def number_of(thing: str, text: str) -> int | None:
    """Return the number in ``text`` if it has the shape of an id of ``thing``, else None."""
    match = _SHAPE.match(text.strip().lower())
    return int(match[2]) if match and match[1] == LETTERS[thing] else None


def required(thing: str, text: str) -> int:
    """Return the number in ``text``; raises UsageError where it is no id of ``thing`` (the bare number will do)."""
    number = number_of(thing, text)
    if number is None and text.strip().isdecimal() and len(text) < 19:  # noqa: PLR2004 - fits 64 bits
        number = int(text)
    if number is None:
        raise UsageError(
            _("“{text}” is no id of this kind; they look like {example}").format(text=text, example=shown(thing, 12))
        )
    return number
