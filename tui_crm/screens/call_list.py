"""Which list call mode goes through: whom a filter finds, who is selected, or whoever else stands on a screen."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm
    from tui_crm.widgets.id_set import IdSet


@dataclass(frozen=True)
class CallList:
    """A list of contacts to call. ``read`` returns their ids in order, in a thread; raises CrmError.

    By its ``key`` the list is the same one the next time, also when other contacts are on it by then.
    """

    key: str
    read: "Callable[[Crm], Sequence[int]]"


def of_filter(text: str, known: Sequence[int] | None) -> CallList:
    """Return the list of whom the filter ``text`` finds: ``known`` where that is known already."""

    def read(crm: "Crm") -> Sequence[int]:
        return crm.contacts.find(crm.contacts.parse(text)) if known is None else known

    return CallList(f"filter {' '.join(text.split())}", read)


def of_selection(chosen: "IdSet", order: Sequence[int]) -> CallList:
    """Return the list of the chosen contacts, in the ``order`` of those that stand there, and then the others."""
    name = sha256(b" ".join(b"%d" % number for number in chosen)).hexdigest()

    def read(_crm: "Crm") -> Sequence[int]:
        shown = [number for number in order if number in chosen]
        return [*shown, *sorted(set(chosen).difference(shown))]

    return CallList(f"selection {name}", read)


def of_contacts(name: str, ids: Sequence[int | None]) -> CallList | None:
    """Return the list called ``name`` of these contacts, each once; None where there are none."""
    known = [number for number in dict.fromkeys(ids) if number is not None]
    return CallList(name, lambda _crm: known) if known else None
