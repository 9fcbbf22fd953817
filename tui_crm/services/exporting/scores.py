"""Scores as they are taken out: an answer with its aspects, as an object and as a row of a table that our import reads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui_crm.db import contacts, scores
from tui_crm.i18n import N_
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant
from tui_crm.models.score import ASPECTS, ScoreEntry
from tui_crm.services.exporting.records import Shape

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.models.cards import ContactRow


@dataclass(frozen=True)
class Given:
    """An answer with who gave it."""

    score: ScoreEntry
    by: "ContactRow"


def given(connection: "Connection", ids: Sequence[int]) -> Iterator[Given]:
    """Yield these answers in this order."""
    entries = scores.entries(connection, ids)
    people = {line.id: line for line in contacts.rows_for(connection, list({entry.contact_id for entry in entries}))}
    yield from (Given(entry, people[entry.contact_id]) for entry in entries)


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


def _aspect(kind: str) -> Callable[[Given], object]:
    return lambda row: row.score.aspects.get(kind)


COLUMNS: Final[Mapping[str, Callable[[Given], object]]] = {
    "id": lambda row: shown("score", row.score.id),
    "kind": lambda row: row.score.kind,
    "value": lambda row: row.score.value,
    "comment": lambda row: row.score.comment,
    "contact": lambda row: row.score.contact,
    "contact_id": lambda row: shown("contact", row.score.contact_id),
    "email": lambda row: row.by.email,
    "phone": lambda row: row.by.phone,
    "company": lambda row: row.score.company,
    "ticket": lambda row: row.score.ticket,
    "at": lambda row: stored_instant(row.score.at),
    "author": lambda row: row.score.by,
    "stage": lambda row: row.score.stage,
    "survey": lambda row: row.score.survey,
    **{str(kind): _aspect(str(kind)) for kind in ASPECTS},
}
"""What a row of the table says, a header each."""


def _object(row: Given) -> dict[str, object]:
    return {**score_object(row.score), "email": row.by.email or None, "phone": row.by.phone or None}


def _cells(row: Given) -> list[str]:
    said = (read(row) for read in COLUMNS.values())
    return ["" if value is None else str(value) for value in said]


SCORES: Final[Shape[Given]] = Shape(N_("scores"), COLUMNS, _cells, _object, given)
"""Scores, as they are taken out."""
