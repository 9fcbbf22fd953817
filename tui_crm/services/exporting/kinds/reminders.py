"""Reminders, as they are taken out: tables and objects that our own import reads, and a calendar that others subscribe to."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from tui_crm.db import contacts, reminders, tickets
from tui_crm.db.reminders import Wanted
from tui_crm.i18n import N_
from tui_crm.models.cards import ContactRow, ReminderEntry
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant
from tui_crm.models.worklist import State
from tui_crm.services.exporting.calendar import Feed
from tui_crm.services.exporting.report import ExportFormat, ExportOptions
from tui_crm.services.exporting.shape import Column, Document, Only, Shape
from tui_crm.services.exporting.spreadsheet import Cell, CellType

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.services.crm import Crm

_A_DAY: Final = timedelta(days=1)  # a feed that is written every quarter of an hour is noted once in it


@dataclass(frozen=True)
class Kept:
    """A reminder with whom it is about, None for nobody."""

    entry: ReminderEntry
    person: ContactRow | None


def _find(crm: "Crm", text: str, only: Only) -> list[int]:
    """Return the reminders that a search finds, soonest first."""
    wanted = Wanted(
        contact_id=only.contact,
        ticket_id=only.ticket,
        unowned=only.unowned,
        since=only.since,
        until=only.until,
        priority=only.priority or None,
        text=text,
        state=State.ALL if only.done else State.OPEN,
        zone=crm.clock.zone,
    )
    return crm.followups.find_ids(wanted, owner=only.owner)


def _read(crm: "Crm", connection: "Connection", ids: Sequence[int]) -> list[Kept]:
    entries = reminders.by_ids(connection, ids, crm.clock.now(), crm.clock.today())
    live = set(tickets.live_ids(connection, sorted({entry.ticket_id for entry in entries if entry.ticket_id})))
    entries = [entry if entry.ticket_id in live else replace(entry, ticket="") for entry in entries]
    people = sorted({entry.contact_id for entry in entries if entry.contact_id is not None})
    known = {line.id: line for line in contacts.rows_for(connection, people)}
    return [Kept(entry, known.get(entry.contact_id or 0)) for entry in entries]


def _calendar(
    crm: "Crm", connection: "Connection", pieces: Iterable[Sequence[Kept]], options: ExportOptions
) -> Iterator[str]:
    def changed() -> Iterator[tuple[ReminderEntry, datetime]]:
        for piece in pieces:
            written = reminders.last_written(connection, [kept.entry.id for kept in piece])
            yield from ((kept.entry, written[kept.entry.id]) for kept in piece)

    return Feed(crm.origin, options).lines(changed())


def _is_out_of_turn(kept: Kept) -> bool:
    return kept.entry.repeat_on not in (None, kept.entry.due_on)


def _of(name: str) -> Callable[[Kept], str]:
    return lambda kept: "" if kept.person is None else str(getattr(kept.person, name))


COLUMNS: Final[Mapping[str, Column[Kept]]] = {
    "id": Column(lambda kept: shown("reminder", kept.entry.id)),
    "due_on": Column(lambda kept: kept.entry.due_on, CellType.DATE),
    "due_time": Column(lambda kept: kept.entry.due_time),
    "zone": Column(lambda kept: kept.entry.zone),
    "contact": Column(lambda kept: kept.entry.contact),
    "contact_id": Column(lambda kept: "" if kept.person is None else shown("contact", kept.person.id)),
    "email": Column(_of("email")),
    "phone": Column(_of("phone")),
    "company": Column(_of("company")),
    "text": Column(lambda kept: kept.entry.text),
    "ticket": Column(lambda kept: kept.entry.ticket),
    "priority": Column(lambda kept: str(kept.entry.priority)),
    "owner": Column(lambda kept: kept.entry.owner),
    "place": Column(lambda kept: kept.entry.place),
    "minutes": Column(lambda kept: kept.entry.minutes, CellType.NUMBER),
    "repeat": Column(lambda kept: kept.entry.repeat),
    "done_at": Column(lambda kept: kept.entry.done_at, CellType.DATETIME),
}
"""What is said of a reminder in a table or an object: nothing that depends on today."""


def _object(kept: Kept) -> dict[str, object]:
    return {key: _json(column.read(kept)) for key, column in COLUMNS.items()}


def _json(cell: Cell) -> object:
    if isinstance(cell, datetime):
        return stored_instant(cell)
    return cell if isinstance(cell, int) else str(cell) if cell else None


SHAPE: Final[Shape[Kept]] = Shape(
    N_("reminders"),
    _find,
    _read,
    lambda _crm, _connection: COLUMNS,
    _object,
    {"turns": _is_out_of_turn},
    {ExportFormat.ICS: (Document(_calendar, N_("Exported reminders as a calendar"), _A_DAY), {})},
)
