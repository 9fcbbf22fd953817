"""Which list call mode goes through: whom a filter finds, who is selected, whom reminders are with, or whoever else stands
on a screen.

By its name a list is the same one the next time, also when other contacts are on it by then.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from tui_crm.services.calling import CallQueue
    from tui_crm.services.crm import Crm
    from tui_crm.widgets.id_set import IdSet

CallList: TypeAlias = "Callable[[Crm], CallQueue]"
"""Makes the queue of a list, in a thread: there may be a million contacts on it. Raises CrmError."""


def of_filter(text: str, known: Sequence[int] | None) -> CallList:
    """Return the list of whom the filter ``text`` finds: ``known`` where that is known already."""

    def queue(crm: "Crm") -> "CallQueue":
        ids = crm.contacts.find(crm.contacts.parse(text)) if known is None else known
        return crm.calling.queue(ids, f"filter {' '.join(text.split())}")

    return queue


def of_selection(chosen: "IdSet", order: Sequence[int]) -> CallList:
    """Return the list of the chosen contacts, in the ``order`` of those that stand there, and then the others."""

    def queue(crm: "Crm") -> "CallQueue":
        ids, others = array("q"), chosen.copy()
        for number in order:
            if number in others:
                ids.append(number)
                others.discard(number)
        ids.extend(others)
        return crm.calling.queue(ids, f"selection {_digest(chosen)}")

    return queue


def of_reminders(ids: Sequence[int], name: str = "") -> CallList:
    """Return the list called ``name`` of those whom these reminders are with; without a name they were selected."""

    def queue(crm: "Crm") -> "CallQueue":
        known = (entry.contact_id for entry in crm.followups.rows(ids))
        return crm.calling.queue(_once(known), f"reminders {name or _digest(sorted(ids))}")

    return queue


def of_contacts(name: str, ids: Iterable[int | None]) -> "CallList | None":
    """Return the list called ``name`` of these contacts; None where there are none."""
    known = _once(ids)
    return (lambda crm: crm.calling.queue(known, name)) if known else None


def _once(ids: Iterable[int | None]) -> Sequence[int]:
    """Return each contact once, in the order of the first time."""
    return [number for number in dict.fromkeys(ids) if number is not None]


def _digest(ids: Iterable[int]) -> str:
    whole = sha256()
    for number in ids:
        whole.update(b"%d " % number)
    return whole.hexdigest()
