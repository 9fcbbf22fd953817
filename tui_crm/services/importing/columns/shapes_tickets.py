"""How cells become what only tickets and scores have: a rating, minutes, other tickets' numbers, the states they came through."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tui_crm.display import cut
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.codes import ActivityKind
from tui_crm.models.ticket import SPOKEN, TicketState
from tui_crm.services.importing.columns.fields import Claim, Compile, Reading, Step
from tui_crm.services.importing.columns.shapes import (
    ENDS,
    LISTED,
    REMEMBERED,
    converted,
    meaning,
    plain_line,
    says_nothing,
)
from tui_crm.services.importing.columns.ticket_words import ratings

_LONGEST = 1_000_000  # minutes: nearly two years
_WHOLE = re.compile(r"(\d{1,7})(?:\.0+)?")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_WORD = ("kind", "direction", "at", "author", "contact", "contact_id", "channel", "minutes", "subject", "text")
_KINDS = frozenset({*SPOKEN, ActivityKind.NOTE, ActivityKind.SYSTEM})
_SHOWN = 40  # cells of a thread that is told
_MOVE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (\w+)(?: (\S.*))?")


def _whole(cell: str, least: int, most: int) -> int:
    found = _WHOLE.fullmatch(plain_line(cell))
    if not found or not least <= int(found[1]) <= most:
        raise BadInput(
            _("“{value}” is no whole number from {least} to {most}").format(
                value=plain_line(cell), least=least, most=most
            )
        )
    return int(found[1])


def whole(key: str, least: int, most: int) -> Compile:
    """Return the shape of a whole number from ``least`` to ``most``."""
    read = lru_cache(maxsize=REMEMBERED)(lambda cell: None if says_nothing(cell) else _whole(cell, least, most))
    return converted(key, read)


def whole_minutes(key: str) -> Compile:
    """Return the shape of a promised time in minutes, from 1 on."""
    return whole(key, 1, _LONGEST)


waited = whole("first_response_after", 0, _LONGEST)
"""After how many minutes something happened."""


@lru_cache(maxsize=REMEMBERED)
def _rating(cell: str) -> object:
    if says_nothing(cell):
        return None
    number = _WHOLE.fullmatch(plain_line(cell))
    return meaning(number[1] if number else cell, ratings())


def rating(claims: Sequence[Claim], reading: Reading) -> Iterator[Step]:
    """Read CSAT from 1 to 5, as a number or in words."""
    yield from converted("rating", _rating)(claims, reading)


def numbers(key: str) -> Compile:
    """Return the shape of the numbers of tickets, several in a cell."""
    return converted(key, lambda cell: several(cell) or None)


def several(cell: str) -> tuple[str, ...]:
    """Return what stands in a cell with signs between, each once."""
    found = (plain_line(each) for each in LISTED.split(cell.strip(ENDS)))
    return tuple(dict.fromkeys(each for each in found if each and not says_nothing(each)))


def is_thread(cell: str) -> bool:
    """Tell whether a cell can be what was said on a ticket; our tables have how many words there are."""
    return cell.lstrip().startswith("[")


def _replies(cell: str) -> object:
    """Return what was said, each as it stands in our JSON export: kind and at, and what else is known."""
    try:
        found = json.loads(cell)
        said = [{name: word[name] for name in _WORD if word.get(name) is not None} for word in found]
        whole = all(word["kind"] in _KINDS and _INSTANT.fullmatch(word["at"]) for word in said)
    except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
        whole = False
    if not whole:
        raise BadInput(
            _("“{value}” is no thread as our JSON export has it").format(value=cut(plain_line(cell), _SHOWN))
        )
    return tuple(said) or None


def replies(claims: Sequence[Claim], reading: Reading) -> Iterator[Step]:
    """Read what was said on a ticket, as our JSON export has it."""
    yield from converted("replies", _replies)(claims, reading)


def _moves(cell: str) -> object:
    """Return (instant, state, login) of each state a ticket came into."""
    found = [_MOVE.fullmatch(each.strip()) for each in plain_line(cell).split(";") if each.strip()]
    steps = [(step[1], step[2], step[3] or "") for step in found if step]
    if len(steps) < len(found) or any(state not in set(TicketState) for _at, state, _by in steps):
        example = "2026-11-21T09:30:00Z new li; 2026-11-21T10:00:00Z open li"
        raise BadInput(_("“{value}” is no list of states; write it as {example}").format(value=cell, example=example))
    return tuple(steps) or None


def moves(claims: Sequence[Claim], reading: Reading) -> Iterator[Step]:
    """Read the states that a ticket came through, as our export writes them."""
    yield from converted("moves", _moves)(claims, reading)
