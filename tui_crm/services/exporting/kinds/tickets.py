"""Tickets as they are taken out: as objects with all that happened to them, and as rows of a table that our import reads.

What is said is enough to work every report out again: what was promised, every state, every word, every score.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from tui_crm.db import activities, contacts, scores, tickets
from tui_crm.i18n import N_
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant
from tui_crm.models.score import ScoreEntry, ScoreKind
from tui_crm.models.ticket import Clock, ClockRun, Move, TicketCard, TicketRow
from tui_crm.services.exporting.kinds.scores import score_object
from tui_crm.services.exporting.shape import Column, Only, Shape
from tui_crm.services.exporting.spreadsheet import Cell, CellType

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.models.cards import ActivityEntry, ContactRow
    from tui_crm.services.crm import Crm


@dataclass(frozen=True)
class Taken:
    """A ticket with its thread, its scores (the newest first) and who asks; ``numbers`` are those of the tickets outside
    the trash that it names, by id.
    """

    card: TicketCard
    thread: "Sequence[ActivityEntry]"
    scores: "Sequence[ScoreEntry]"
    asker: "ContactRow"
    numbers: Mapping[int, str]

    @property
    def rating(self) -> "ScoreEntry | None":
        """How content the customer was last."""
        return next((score for score in self.scores if score.kind == ScoreKind.CSAT), None)

    @property
    def row(self) -> TicketRow:
        """Its line."""
        return self.card.row

    def run(self, clock: Clock) -> ClockRun | None:
        """Return the one run of a clock that has no more than one: the first response, the resolution."""
        return next((run for run in self.card.clocks if run.clock == clock), None)


def taken(connection: "Connection", ids: Sequence[int]) -> Iterator[Taken]:
    """Yield these tickets in this order."""
    cards = tickets.cards_for(connection, ids)
    threads = tickets.threads(connection, ids)
    said = activities.by_ids(connection, [key for thread in threads.values() for key in thread])
    askers = {line.id: line for line in contacts.rows_for(connection, list({card.row.contact_id for card in cards}))}
    named = {key for card in cards for key in (card.row.merged_into_id, card.split_from_id) if key is not None}
    numbers = {row.id: row.number for row in tickets.rows_for(connection, tickets.live_ids(connection, sorted(named)))}
    given: Mapping[int, list[ScoreEntry]] = defaultdict(list)
    for entry in scores.entries(connection, scores.of_tickets(connection, ids)):
        given[entry.ticket_id or 0].append(entry)
    for card in cards:
        thread = [said[key] for key in threads[card.row.id]]
        yield Taken(card, thread, given[card.row.id], askers[card.row.contact_id], numbers)


def _instant(at: datetime | None) -> str | None:
    return None if at is None else stored_instant(at)


def ticket_object(ticket: Taken) -> dict[str, object]:
    """Return everything about a ticket, without what depends on now; keys are those of ``crm ticket show``."""
    row, card = ticket.row, ticket.card
    return {
        "id": shown("ticket", row.id),
        "number": row.number,
        "state": row.state,
        "kind": row.kind,
        "priority": row.priority,
        "subject": row.subject,
        "text": card.text or None,
        "contact": row.contact,
        "contact_id": shown("contact", row.contact_id),
        "email": ticket.asker.email or None,
        "phone": ticket.asker.phone or None,
        "company": row.company or None,
        "customer_id": shown("contact", row.customer_id),
        "owner": row.owner or None,
        "team": row.team or None,
        "by": card.by or None,
        "channel": row.channel or None,
        "product": row.product or None,
        "cause": row.cause or None,
        "remedy": card.remedy or None,
        "confirmed": row.confirmed or None,
        "problem": card.problem or None,
        "opened_at": _instant(row.opened_at),
        "first_at": _instant(row.first_at),
        "resolved_at": _instant(row.resolved_at),
        "closed_at": _instant(row.closed_at),
        "awaiting_since": _instant(row.awaiting_since),
        "targets": {"first": card.first_minutes, "next": card.next_minutes, "resolution": card.resolution_minutes},
        "merged_into": _other(row.merged_into_id),
        "merged_into_number": ticket.numbers.get(row.merged_into_id or 0),
        "split_from": _other(card.split_from_id),
        "split_from_number": ticket.numbers.get(card.split_from_id or 0),
        "links": [_named(other) for other in card.links],
        "merged": [_named(other) for other in card.merged],
        "moves": [_move(move) for move in card.moves],
        "clocks": [_run(run) for run in card.clocks],
        "checklist": [
            {"text": line.text, "done_at": _instant(line.done_at), "done_by": line.done_by or None}
            for line in card.checklist
        ],
        "replies": [_word(entry) for entry in ticket.thread],
        "scores": [score_object(entry) for entry in ticket.scores],
    }


def _other(ticket_id: int | None) -> str | None:
    return None if ticket_id is None else shown("ticket", ticket_id)


def _named(row: TicketRow) -> dict[str, object]:
    return {"id": shown("ticket", row.id), "number": row.number, "state": row.state, "subject": row.subject}


def _move(move: Move) -> dict[str, object]:
    return {
        "at": stored_instant(move.at),
        "from_state": move.from_state or None,
        "to_state": move.to_state,
        "by": move.by or None,
        "why": move.why or None,
    }


def _run(run: ClockRun) -> dict[str, object]:
    return {
        "clock": run.clock,
        "target_minutes": run.target,
        "started_at": stored_instant(run.started_at),
        "ended_at": _instant(run.ended_at),
        "spent_seconds": run.spent,
        "due_at": _instant(run.due_at),
        "met": run.met,
    }


def _word(entry: "ActivityEntry") -> dict[str, object]:
    return {
        "id": shown("activity", entry.id),
        "kind": entry.kind,
        "direction": entry.direction or None,
        "at": stored_instant(entry.at),
        "author": entry.by or None,
        "contact": entry.contact,
        "contact_id": shown("contact", entry.contact_id),
        "channel": entry.channel or None,
        "minutes": entry.minutes,
        "subject": entry.subject or None,
        "text": entry.text or None,
    }


Reader: TypeAlias = Callable[[Taken], Cell]


def _of(name: str) -> Reader:
    return lambda ticket: cast("Cell", getattr(ticket.row, name))


def _rated(name: str) -> Reader:
    return lambda ticket: None if ticket.rating is None else cast("Cell", getattr(ticket.rating, name))


def _spent(clock: Clock) -> Reader:
    """Return what tells how many minutes of working time a clock took, to the second, where it is over."""

    def minutes(ticket: Taken) -> Cell:
        run = ticket.run(clock)
        return None if run is None or run.ended_at is None else f"{run.spent / 60:.6g}"

    return minutes


def _met(clock: Clock) -> Reader:
    def met(ticket: Taken) -> Cell:
        run = ticket.run(clock)
        return None if run is None else run.met

    return met


def _moves(ticket: Taken) -> str:
    """Return each state that a ticket came into, as our import reads it."""
    return "; ".join(f"{stored_instant(move.at)} {move.to_state} {move.by}".strip() for move in ticket.card.moves)


_READERS: Final[Mapping[str, Reader]] = {
    "id": lambda ticket: shown("ticket", ticket.row.id),
    "number": _of("number"),
    "kind": _of("kind"),
    "state": _of("state"),
    "priority": _of("priority"),
    "subject": _of("subject"),
    "text": lambda ticket: ticket.card.text,
    "contact": _of("contact"),
    "contact_id": lambda ticket: shown("contact", ticket.row.contact_id),
    "email": lambda ticket: ticket.asker.email,
    "phone": lambda ticket: ticket.asker.phone,
    "company": _of("company"),
    "owner": _of("owner"),
    "team": _of("team"),
    "author": lambda ticket: ticket.card.by,
    "channel": _of("channel"),
    "product": _of("product"),
    "cause": _of("cause"),
    "remedy": lambda ticket: ticket.card.remedy,
    "confirmed": _of("confirmed"),
    "problem": lambda ticket: ticket.card.problem,
    "opened_at": _of("opened_at"),
    "first_response_at": _of("first_at"),
    "resolved_at": _of("resolved_at"),
    "closed_at": _of("closed_at"),
    "first_target": lambda ticket: ticket.card.first_minutes,
    "first_minutes": _spent(Clock.FIRST),
    "first_met": _met(Clock.FIRST),
    "next_target": lambda ticket: ticket.card.next_minutes,
    "resolution_target": lambda ticket: ticket.card.resolution_minutes,
    "resolution_minutes": _spent(Clock.RESOLUTION),
    "resolution_met": _met(Clock.RESOLUTION),
    "replies": _of("replies"),
    "rating": _rated("value"),
    "rating_comment": _rated("comment"),
    "rated_at": _rated("at"),
    "merged_into": lambda ticket: ticket.numbers.get(ticket.row.merged_into_id or 0),
    "split_from": lambda ticket: ticket.numbers.get(ticket.card.split_from_id or 0),
    "links": lambda ticket: "; ".join(other.number for other in ticket.card.links),
    "moves": _moves,
}
_TYPES: Final = {
    **dict.fromkeys(("opened_at", "first_response_at", "resolved_at", "closed_at", "rated_at"), CellType.DATETIME),
    **dict.fromkeys(
        (
            "first_target", "first_minutes", "next_target", "resolution_target", "resolution_minutes", "replies", "rating",
        ),
        CellType.NUMBER,
    ),
    **dict.fromkeys(("first_met", "resolution_met"), CellType.YES_NO),
}  # fmt: skip

COLUMNS: Final[Mapping[str, Column[Taken]]] = {
    name: Column(read, _TYPES.get(name, CellType.TEXT)) for name, read in _READERS.items()
}
"""What a row of the table says, a header each. Minutes are of working time, pauses out."""

LEFT_OUT: Final[Mapping[str, Callable[[Taken], bool]]] = {
    "words": lambda ticket: bool(ticket.thread),
    "checklists": lambda ticket: bool(ticket.card.checklist),
    "whys": lambda ticket: any(move.why for move in ticket.card.moves),
}
"""What a row has no cell for: what was said (export activities), the checklist, and why a ticket went where it went."""


def _find(crm: "Crm", text: str, only: Only) -> Sequence[int]:
    """Return the tickets that a filter finds, in its order or by id; without one all, closed and merged ones too."""
    del only
    wanted = crm.tickets.parse(text)
    if text.strip():
        found = crm.tickets.find(wanted)
        return list(found) if wanted.sort else sorted(found)
    with crm.database.read() as connection:
        return tickets.all_ids(connection)


def _read(crm: "Crm", connection: "Connection", ids: Sequence[int]) -> list[Taken]:
    del crm
    return list(taken(connection, ids))


SHAPE: Final[Shape[Taken]] = Shape(
    N_("tickets"), _find, _read, lambda _crm, _connection: COLUMNS, ticket_object, LEFT_OUT
)
