"""What a template may leave open, ``$name`` or ``${name}``, how that is found in a text, and how it is filled in.

The rules are those of :class:`string.Template`, with a sign that no letter follows (``$5``) standing for itself; ``$$`` is
one sign. A value is put in as it is: whatever signs stand in it mean nothing.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.models.nearest import nearest

PLACEHOLDERS: Final[Mapping[str, str]] = {
    "salutation": N_("Mr Smith, Ms Smith, 张先生, 张女士 where gender and family name are known, else the name"),
    "name": N_("the whole name"),
    "given_name": N_("the given name"),
    "family_name": N_("the family name"),
    "company": N_("the company"),
    "role": N_("what they are there"),
    "city": N_("the city, or that of the company"),
    "me": N_("your name"),
    "owner": N_("the name of whoever looks after the customer"),
    "last_touch": N_("the day of the last contact"),
    "next_follow_up": N_("the day of the next follow-up, with its time"),
    "birthday": N_("the next birthday, a lunar one as a day of this calendar"),
    "today": N_("the day of today"),
    "number": N_("the number of the ticket"),
    "subject": N_("what the ticket is about"),
    "promised": N_("when the ticket is answered first, as is promised"),
    "solved_by": N_("when the ticket is solved, as is promised"),
    "state": N_("in which state the ticket is"),
    "question": N_("what a survey asks"),
    "scale": N_("what can be answered, such as 1 (very dissatisfied) to 5 (very satisfied)"),
}
"""Every placeholder, with marked words for what stands in its place."""

_SIGN: Final = re.compile(
    r"\$(?:(?P<sign>\$)|(?P<bare>[A-Za-z_][A-Za-z0-9_]*)|\{(?P<braced>[^{}\n]*)\}|(?P<stray>\{|[^\W\d_]))"
)


@dataclass(frozen=True)
class Filled:
    """A text with its placeholders filled in; those in ``missing`` stand there as they were, since nothing is known."""

    text: str
    missing: tuple[str, ...]


def placeholders_in(text: str) -> tuple[str, ...]:
    """Return the names of the placeholders in a checked text, each once, in their order."""
    return tuple(dict.fromkeys(name for name, _match in _found(text)))


def check(text: str, field: str) -> None:
    """Raise BadInput, which names the ``field`` and the nearest placeholder, where ``text`` leaves open what nobody fills in."""
    for name, match in _found(text):
        if name not in PLACEHOLDERS:
            known = _("there are: {names}").format(names=" ".join(f"${each}" for each in PLACEHOLDERS))
            near = nearest(name.strip(), PLACEHOLDERS)
            message = _("there is no placeholder “{text}”").format(text=match)
            raise BadInput(message, field=field, hint=near or known)


def fill(text: str, values: Mapping[str, str]) -> Filled:
    """Return ``text`` with the ``values`` of its placeholders, in one pass; a value that is empty or not there is missing."""
    missing: dict[str, None] = {}

    def put(match: re.Match[str]) -> str:
        if match["sign"]:
            return "$"
        name = match["bare"] or match["braced"] or ""
        if not values.get(name):
            missing[name] = None
            return match[0]
        return values[name]

    return Filled(_SIGN.sub(put, text), tuple(missing))


def left_open(text: str, missing: tuple[str, ...]) -> tuple[str, ...]:
    """Return which of ``missing`` still stand as placeholders in a text that was filled in."""
    found = {name for name, _match in _found(text)}
    return tuple(name for name in missing if name in found)


def _found(text: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each placeholder with how it is written."""
    for match in _SIGN.finditer(text):
        if not match["sign"]:
            yield match["bare"] or match["braced"] or "", match[0]
