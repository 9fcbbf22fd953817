"""Which columns of a file this program has put there for people, not to be imported: ids, and reasons of rejected rows."""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from operator import contains
from typing import Final

from tui_crm.i18n import N_, in_every_language
from tui_crm.models.ids import number_of
from tui_crm.services.importing.columns.fields import Kind
from tui_crm.services.importing.files.header import normal

TOLD: Final = (N_("line"), N_("column"), N_("value"), N_("reason"))
"""What stands over the columns of rejected rows that tell where in the file it stood and what is wrong, translated."""

_ID = "id"
_COMPANIES, _KIND, _COMPANY = "companies", "kind", "company"
_NUMBER = re.compile(r" \(\d+\)\s*\Z")


def place_told(names: Sequence[str]) -> int | None:
    """Return where the columns ``TOLD`` stand among ``names``, written in any of our languages; None where they do not.

    They may have numbers, as ``value (2)``, where the file has such a column itself.
    """
    known = _told()
    forms = [normal(_NUMBER.sub("", name)) for name in names]
    places = range(len(forms) - len(known) + 1)
    return next((place for place in places if all(map(contains, known, forms[place:]))), None)


@cache
def _told() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(normal, in_every_language(name))) for name in TOLD)


def is_own(kind: Kind, header: str, samples: Iterable[str]) -> bool:
    """Tell whether a column is one of our export that no record is made of; its ids say nothing of what is on file here."""
    said = tuple(samples)
    is_what_they_are = kind.name == _COMPANIES and normal(header) == _KIND and set(said) <= {_COMPANY}
    return normal(header) in map(normal, kind.own) or is_what_they_are or is_own_id(kind.thing, header, said)


def is_own_id(thing: str, header: str, samples: Iterable[str]) -> bool:
    """Tell whether a column holds the ids of our export."""
    return normal(header) == _ID and all(number_of(thing, sample) is not None for sample in samples)
