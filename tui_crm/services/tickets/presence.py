"""Which ticket is meant, and whether it is where it should be: outside the trash, or in it."""

from typing import TYPE_CHECKING

from tui_crm.db import ticket_ties, tickets
from tui_crm.db.records import Values
from tui_crm.db.transaction import Transaction
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import _
from tui_crm.models.ids import number_of, shown

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.models.ticket import TicketRow


def ticket_meant(connection: "Connection", text: str, *, trash: bool = False) -> int:
    """Return the ticket that a number (``T-42``) or an id (``t42``) means, of those in the trash if so said.

    Raises NotFound, and BadInput where the only one is not in the trash though it should be.
    """
    live, gone = _found(connection, text)
    found, other = (gone, live) if trash else (live, gone)
    if found is not None:
        return found
    if other is not None:
        (row,) = tickets.rows_for(connection, [other])
        raise _elsewhere(row.number, other, trash=trash)
    raise NotFound(_("there is no ticket “{number}”").format(number=text), hint=_("see: crm ticket list"))


def _found(connection: "Connection", text: str) -> tuple[int | None, int | None]:
    """Return the ticket outside the trash and the one in it that a text means; a number goes before an id."""
    live, gone = tickets.numbered(connection, text), tickets.trashed(connection, text)
    key = number_of("ticket", text)
    for row in tickets.rows_for(connection, [key] if key is not None else []):
        live, gone = (live, gone or row.id) if row.deleted else (live or row.id, gone)
    return live, gone


def present(writing: Transaction, ticket_id: int, *, trash: bool = False) -> Values:
    """Return the record of a ticket outside the trash, or in it. Raises NotFound, BadInput."""
    try:
        record = writing.record("ticket", ticket_id)
    except NotFound as error:
        raise not_there(ticket_id) from error
    if trash is (record["deleted_at"] is None):
        raise _elsewhere(str(record["number"]), ticket_id, trash=trash)
    return record


def unmerged(writing: Transaction, ticket_id: int) -> Values:
    """Return the record of a ticket outside the trash that is one of its own. Raises NotFound, and BadInput where it was
    merged into another: what is to be said of it is to be said there.
    """
    record = present(writing, ticket_id)
    if record["merged_into_id"] is not None:
        raise _merged(writing.connection, str(record["number"]), ticket_id)
    return record


def of_customer(writing: Transaction, ticket_id: int, customer_id: int, name: str) -> Values:
    """Return the record of a ticket on which something is set or said with ``name``, of this customer. Raises as
    :func:`unmerged` does, and BadInput for another customer's ticket.
    """
    ticket = unmerged(writing, ticket_id)
    if ticket["customer_id"] != customer_id:
        raise BadInput(
            _("{number} is a ticket of another customer than {name}").format(number=ticket["number"], name=name),
            hint=_("see whose it is: crm ticket show {number}").format(number=ticket["number"]),
            field="contact_id",
        )
    return ticket


def check_takes_words(connection: "Connection", row: "TicketRow") -> None:
    """Raise NotFound for a ticket in the trash, BadInput for one that was merged into another: nothing is said on these."""
    if row.deleted:
        raise _elsewhere(row.number, row.id, trash=False)
    if row.merged_into_id is not None:
        raise _merged(connection, row.number, row.id)


def _merged(connection: "Connection", number: str, ticket_id: int) -> BadInput:
    """Return what is said of a ticket that was merged into another."""
    (kept,) = tickets.rows_for(connection, [ticket_ties.kept(connection, ticket_id)])
    return BadInput(
        _("{number} was merged into {other}").format(number=number, other=kept.number),
        hint=_("use {other}; undoing the merge parts them again").format(other=kept.number),
    )


def not_there(ticket_id: int) -> NotFound:
    """Return what is said where no ticket has an id."""
    return NotFound(_("there is no ticket {id}").format(id=shown("ticket", ticket_id)), hint=_("see: crm ticket list"))


def _elsewhere(number: str, ticket_id: int, *, trash: bool) -> BadInput | NotFound:
    """Return what is said of a ticket that is not in the trash though it should be, or the other way round."""
    if trash:
        return BadInput(_("ticket {number} is not in the trash").format(number=number))
    hint = _("take it out with: crm ticket restore {id}").format(id=shown("ticket", ticket_id))
    return NotFound(_("ticket {number} is in the trash").format(number=number), hint=hint)
