"""Which columns of a file this program has put there for people, not to be imported: ids, and reasons of rejected rows."""

from collections.abc import Iterable

from tui_crm.i18n import N_, in_every_language
from tui_crm.models.ids import number_of
from tui_crm.services.importing.columns.fields import Kind
from tui_crm.services.importing.files.header import normal

REASON = N_("reason")
"""What stands over the last column of rejected rows, translated."""

_ID = "id"


def is_reason(header: str) -> bool:
    """Tell whether a file's last column holds why rows were rejected, written in any of our languages."""
    return normal(header) in map(normal, in_every_language(REASON))


def is_own(kind: Kind, header: str, samples: Iterable[str]) -> bool:
    """Tell whether a column is one of our export that no record is made of; its ids say nothing of what is on file here."""
    return normal(header) in map(normal, kind.own) or is_own_id(kind.thing, header, samples)


def is_own_id(thing: str, header: str, samples: Iterable[str]) -> bool:
    """Tell whether a column holds the ids of our export."""
    return normal(header) == _ID and all(number_of(thing, sample) is not None for sample in samples)
