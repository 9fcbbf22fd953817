"""Which columns the list of tickets has, which of them stay where it is narrow, and what a line says."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.i18n import _, pgettext
from tui_crm.models.ticket import TicketRow
from tui_crm.screens.ticket_texts import (
    age,
    clock_cell,
    contact_text,
    kind_cell,
    owner_text,
    priority_cell,
    state_badge,
)
from tui_crm.screens.times import Moment
from tui_crm.widgets.cell import Cell, Role, known
from tui_crm.widgets.columns import Column

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

FIELDS: Final[Mapping[str, str]] = {
    "number": "id",
    "contact": "contact",
    "state": "state",
    "kind": "kind",
    "priority": "priority",
    "owner": "owner",
    "product": "product",
    "age": "opened",
    "due": "due",
}
"""The fields of the filter language that the columns can be sorted by, by the columns' keys."""


def columns() -> tuple[Column, ...]:
    """Return the columns of the list; where it is narrow product, kind and priority go first."""
    return (
        Column("number", _("Ticket"), 7, priority=9),
        Column("subject", _("Subject"), 18, fraction=4, priority=9),
        Column("contact", _("Who asks"), 12, fraction=2, priority=6),
        Column("state", _("State"), 12, priority=7),
        Column("kind", _("Kind"), 10, priority=3),
        Column("priority", _("Priority"), 8, priority=2),
        Column("owner", pgettext("of a ticket", "Owner"), 8, fraction=1, priority=5),
        Column("product", _("Product"), 12, fraction=1, priority=1),
        Column("age", _("Age"), 7, align="right", priority=4),
        Column("due", _("Runs out"), 18, align="right", priority=8),
    )


def cells_of(row: TicketRow, moment: Moment) -> tuple[Cell, ...]:
    """Return the cells of a line, one for each column."""
    return (
        Cell(row.number, Role.MUTED),
        Cell(row.subject, Role.STRONG),
        Cell(contact_text(row)),
        state_badge(row.state),
        kind_cell(row),
        priority_cell(row.priority),
        Cell(owner_text(row), Role.MUTED),
        known(row.product, Role.MUTED),
        age(row, moment),
        clock_cell(row, moment),
    )


def ticket_rows(crm: "Crm", kept: "dict[int, TicketRow]", ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
    """Return the cells of these tickets, and keep their rows. Raises CrmError."""
    moment = Moment.of(crm.clock)
    rows = crm.tickets.rows(ids)
    kept.update((row.id, row) for row in rows)
    return {row.id: cells_of(row, moment) for row in rows}
