"""Which ticket a row is about, and whose it is then: a ticket's own, or somebody's of the same customer."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui_crm.db import rows, tickets
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import _
from tui_crm.models.ids import number_of
from tui_crm.services.importing.records.whom import Person

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.records import Values
    from tui_crm.models.ticket import TicketRow


def ticket_named(connection: "Connection", values: Mapping[str, object]) -> "TicketRow | None":
    """Return the ticket that a row names. Raises NotFound, and BadInput for one that was merged into another."""
    if "ticket" not in values:
        return None
    number = str(values["ticket"])
    found = tickets.numbered(connection, number)
    if found is None:
        raise NotFound(_("there is no ticket “{number}”").format(number=number))
    (line,) = tickets.rows_for(connection, [found])
    if line.merged_into_id is not None:
        other = tickets.merged_number(connection, number)
        raise BadInput(_("{number} was merged into {other}").format(number=line.number, other=other))
    return line


def with_whom(
    person: Person | None, ticket: "TicketRow | None", on_file: "Callable[[], Values | None]" = lambda: None
) -> Person | None:
    """Return whom a row names, else who asked for its ticket. Raises BadInput where these are strangers.

    They may have become such since: not where the record ``on_file`` that the row is of says so, too.
    """
    if ticket is None or person is None:
        return person if ticket is None else Person(ticket.contact, (), ticket.contact_id, ticket.customer_id)
    are_strangers = person.id != ticket.contact_id and person.customer_id != ticket.customer_id
    if are_strangers and not (
        (there := on_file()) and (there["contact_id"], there["ticket_id"]) == (person.id, ticket.id)
    ):
        message = _("{number} is no ticket of {name}, nor of their company")
        raise BadInput(message.format(number=ticket.number, name=person.name))
    return person


def of_ours(connection: "Connection", thing: str, row: Mapping[str, object]) -> "Values | None":
    """Return the record of a ``thing`` with the id that a row of our own export has, None for none."""
    key = number_of(thing, str(row.get("id", "")))
    return None if key is None else rows.load(connection, thing, [key]).get(key)


def numbers_of(connection: "Connection", said: int, known: object) -> tuple[str, str | None]:
    """Return the numbers of the ticket that a row says and of the one on file, None for none."""
    found = {line.id: line.number for line in tickets.rows_for(connection, {said, known} - {None})}  # type: ignore[arg-type]
    return found[said], found.get(known)  # type: ignore[call-overload]
