"""What follows where a ticket becomes another: what is promised, in whose hands it is, what is to be ticked off."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui_crm.db import service_ways, tickets
from tui_crm.db.records import Values, as_tuples
from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.ticket import TicketKind, TicketState
from tui_crm.services.tickets.moving import missing, not_said
from tui_crm.services.tickets.promises import promised

if TYPE_CHECKING:
    from sqlalchemy import Connection


def what_follows(
    connection: "Connection", record: Values, changes: Mapping[str, object], author: int
) -> dict[str, object]:
    """Return what else changes of a ticket, by its record, with what is changed of it; ``author`` is who changes it.

    Another kind or priority is another promise. A ticket of another kind has the lines of that kind to tick off, and
    becomes a complaint in somebody's hands. Raises BadInput for a complaint in nobody's, and for a closed ticket of which
    something would no longer be said that closing it asks for.
    """
    now = {**record, **changes}
    fresh = {name for name in ("kind", "priority") if now[name] != record[name]}
    again = promised(connection, now) if fresh else {}
    if "kind" in fresh:
        again |= _checklist(connection, record, str(now["kind"]))
        if now["kind"] == TicketKind.COMPLAINT and now["owner_id"] is None and "owner_id" not in changes:
            again["owner_id"] = complaint_owner(connection, now, author)
    if "owner_id" in changes:
        check_in_hands(now)
    if now["state"] == TicketState.CLOSED:
        lost = set(missing(connection, now, TicketState.CLOSED)) - set(missing(connection, record, TicketState.CLOSED))
        if lost:
            raise not_said(record, tuple(sorted(lost)))
    return again


def check_in_hands(ticket: Mapping[str, object]) -> None:
    """Check that a complaint is somebody's, or a team's. Raises BadInput."""
    if ticket["kind"] == TicketKind.COMPLAINT and ticket.get("owner_id") is None and ticket.get("team_id") is None:
        raise BadInput(_("a complaint is always in somebody’s hands: name a user or a team"))


def complaint_owner(connection: "Connection", values: Mapping[str, object], author: int | None) -> int | None:
    """Return who sees to a complaint at once: whom its way names, else whose customer it is, else ``author``."""
    way = service_ways.ways(connection)[TicketKind.COMPLAINT]
    return way.owner_id or tickets.owner_of(connection, int(str(values["customer_id"]))) or author


def _checklist(connection: "Connection", record: Values, kind: str) -> dict[str, object]:
    """Return the checklist of a ticket that becomes of another kind: what is ticked off stays, what its way had goes."""
    ways = service_ways.ways(connection)
    old, new = ways[str(record["kind"])].checklist, ways[kind].checklist
    kept = [
        line for line in as_tuples(record["checklist"]) if line[1] is not None or line[0] not in old or line[0] in new
    ]
    known = {line[0] for line in kept}
    return {"checklist": (*kept, *((text, None, None) for text in new if text not in known))}
