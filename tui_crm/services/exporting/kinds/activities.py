"""Activities, as they are taken out: each with its author and time, whom it was with, and on which ticket."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tui_crm.db import activities, contacts, tickets
from tui_crm.i18n import N_
from tui_crm.models.cards import ActivityEntry, ContactRow
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant
from tui_crm.models.several import listed
from tui_crm.services.exporting.shape import Column, Only, Shape
from tui_crm.services.exporting.spreadsheet import CellType

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from tui_crm.services.crm import Crm


@dataclass(frozen=True)
class Happened:
    """An activity with whom it was, and who else took part, those in the trash left out, and tickets there, too."""

    entry: ActivityEntry
    person: ContactRow
    others: tuple[ContactRow, ...]


def _find(crm: "Crm", text: str, only: Only) -> list[int]:
    """Return what happened with those whom a filter over contacts finds, or with their company, the oldest first."""
    since, until = only.span(crm.clock.zone)
    return crm.activities.find_ids(
        whose=sorted(crm.contacts.find(crm.contacts.parse(text))) if text.strip() else None,
        contact_id=only.contact,
        ticket_id=only.ticket,
        since=since,
        until=until,
        kind=only.kind,
        by=only.by,
    )


def _read(crm: "Crm", connection: "Connection", ids: Sequence[int]) -> list[Happened]:
    del crm
    known = activities.by_ids(connection, ids)
    entries = [known[key] for key in ids if key in known]
    wanted = {key for entry in entries for key in (entry.contact_id, *entry.participants)}
    live = set(tickets.live_ids(connection, sorted({entry.ticket_id for entry in entries if entry.ticket_id})))
    entries = [entry if entry.ticket_id in live else replace(entry, ticket="") for entry in entries]
    people = {line.id: line for line in contacts.rows_for(connection, sorted(wanted)) if not line.deleted}
    return [
        Happened(entry, people[entry.contact_id], tuple(people[key] for key in entry.participants if key in people))
        for entry in entries
        if entry.contact_id in people
    ]


def _object(it: Happened) -> dict[str, object]:
    entry = it.entry
    return {
        "id": shown("activity", entry.id),
        "kind": entry.kind,
        "at": stored_instant(entry.at),
        "contact": entry.contact,
        "contact_id": shown("contact", entry.contact_id),
        "email": it.person.email or None,
        "phone": it.person.phone or None,
        "company": it.person.company or None,
        "customer_id": shown("contact", entry.customer_id),
        "participants": [{"id": shown("contact", line.id), "name": line.name} for line in it.others],
        "author": entry.by or None,
        "direction": entry.direction or None,
        "channel": entry.channel or None,
        "outcome": entry.outcome or None,
        "objection": entry.objection or None,
        "minutes": entry.minutes,
        "feeling": entry.feeling,
        "campaign": entry.campaign or None,
        "subject": entry.subject or None,
        "text": entry.text or None,
        "ticket": entry.ticket or None,
        "ticket_id": shown("ticket", entry.ticket_id) if entry.ticket_id is not None else None,
        "message_id": entry.message_id or None,
        "thread": entry.thread or None,
    }


def _said(name: str) -> "Callable[[Happened], str]":
    return lambda it: str(getattr(it.entry, name))


COLUMNS: Final[Mapping[str, Column[Happened]]] = {
    "id": Column(lambda it: shown("activity", it.entry.id)),
    "kind": Column(_said("kind")),
    "at": Column(lambda it: it.entry.at, CellType.DATETIME),
    "contact": Column(_said("contact")),
    "contact_id": Column(lambda it: shown("contact", it.entry.contact_id)),
    "email": Column(lambda it: it.person.email),
    "phone": Column(lambda it: it.person.phone),
    "company": Column(lambda it: it.person.company),
    "participants": Column(lambda it: listed((line.name, shown("contact", line.id)) for line in it.others)),
    "author": Column(_said("by")),
    "direction": Column(_said("direction")),
    "channel": Column(_said("channel")),
    "outcome": Column(_said("outcome")),
    "objection": Column(_said("objection")),
    "minutes": Column(lambda it: it.entry.minutes, CellType.NUMBER),
    "feeling": Column(lambda it: it.entry.feeling, CellType.NUMBER),
    "campaign": Column(_said("campaign")),
    "subject": Column(_said("subject")),
    "text": Column(_said("text")),
    "ticket": Column(_said("ticket")),
    "message_id": Column(_said("message_id")),
    "thread": Column(_said("thread")),
}
"""What a row of the table says, a header each."""

SHAPE: Final[Shape[Happened]] = Shape(N_("activities"), _find, _read, lambda _crm, _connection: COLUMNS, _object)
