"""Scores as they are taken out: an answer with its aspects, as an object and as a row of a table that our import reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui_crm.db import contacts, scores
from tui_crm.i18n import N_
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant
from tui_crm.models.score import ASPECTS, ScoreEntry, Wanted
from tui_crm.services.exporting.shape import Column, Only, Shape
from tui_crm.services.exporting.spreadsheet import CellType

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.models.cards import ContactRow
    from tui_crm.services.crm import Crm


@dataclass(frozen=True)
class Given:
    """An answer with who gave it."""

    score: ScoreEntry
    by: "ContactRow"


def _read(crm: "Crm", connection: "Connection", ids: Sequence[int]) -> list[Given]:
    del crm
    entries = scores.entries(connection, ids)
    people = {line.id: line for line in contacts.rows_for(connection, list({entry.contact_id for entry in entries}))}
    return [Given(entry, people[entry.contact_id]) for entry in entries]


def score_object(entry: ScoreEntry) -> dict[str, object]:
    """Return everything about an answer."""
    return {
        "id": shown("score", entry.id),
        "kind": entry.kind,
        "value": entry.value,
        "comment": entry.comment or None,
        "contact": entry.contact,
        "contact_id": shown("contact", entry.contact_id),
        "company": entry.company or None,
        "customer_id": shown("contact", entry.customer_id),
        "ticket": entry.ticket or None,
        "ticket_id": shown("ticket", entry.ticket_id) if entry.ticket_id is not None else None,
        "activity_id": shown("activity", entry.activity_id) if entry.activity_id is not None else None,
        "at": stored_instant(entry.at),
        "author": entry.by or None,
        "stage": entry.stage or None,
        "survey": entry.survey or None,
        "aspects": dict(entry.aspects),
    }


def _find(crm: "Crm", text: str, only: Only) -> list[int]:
    """Return the answers that are wanted, the oldest first."""
    del text
    since, until = only.span(crm.clock.zone)
    wanted = Wanted(only.kind, since, until, ticket_id=only.ticket, contact_id=only.contact)
    return list(reversed(crm.scores.find_ids(wanted)))


def _aspect(kind: str) -> Column[Given]:
    return Column(lambda row: row.score.aspects.get(kind), CellType.NUMBER)


COLUMNS: Final[Mapping[str, Column[Given]]] = {
    "id": Column(lambda row: shown("score", row.score.id)),
    "kind": Column(lambda row: str(row.score.kind)),
    "value": Column(lambda row: row.score.value, CellType.NUMBER),
    "comment": Column(lambda row: row.score.comment),
    "contact": Column(lambda row: row.score.contact),
    "contact_id": Column(lambda row: shown("contact", row.score.contact_id)),
    "email": Column(lambda row: row.by.email),
    "phone": Column(lambda row: row.by.phone),
    "company": Column(lambda row: row.score.company),
    "ticket": Column(lambda row: row.score.ticket),
    "at": Column(lambda row: row.score.at, CellType.DATETIME),
    "author": Column(lambda row: row.score.by),
    "stage": Column(lambda row: row.score.stage),
    "survey": Column(lambda row: row.score.survey),
    **{str(kind): _aspect(str(kind)) for kind in ASPECTS},
}
"""What a row of the table says, a header each."""


def _object(row: Given) -> dict[str, object]:
    return {**score_object(row.score), "email": row.by.email or None, "phone": row.by.phone or None}


SHAPE: Final[Shape[Given]] = Shape(N_("scores"), _find, _read, lambda _crm, _connection: COLUMNS, _object)
"""Scores, as they are taken out."""
