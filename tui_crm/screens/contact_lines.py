"""How a contact looks as a line of the list: its cells, one for each of ``contact_columns``."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_crm.i18n import _
from tui_crm.models.cards import ContactRow
from tui_crm.models.codes import KIND_LABELS, Kind
from tui_crm.screens.stages import stage_badge
from tui_crm.screens.times import Moment, coming, touch_by, touched
from tui_crm.widgets.cell import Cell, Role, known

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


def cells_of(row: ContactRow, crm: "Crm", moment: Moment) -> tuple[Cell, ...]:
    """Return the cells of a line, one for each column."""
    return (
        Cell(row.name, Role.STRONG),
        _company(row),
        stage_badge(row.stage),
        known(row.level, Role.MUTED),
        known(row.city, Role.MUTED),
        known(row.owner, Role.MUTED),
        touched(row.last_at, crm.clock, moment.today),
        coming(row.next, moment),
        touch_by(row.touch_by, crm.clock, moment.today),
    )


def _company(row: ContactRow) -> Cell:
    if row.kind == Kind.COMPANY:
        return Cell(_(KIND_LABELS[row.kind]), Role.MUTED, mark="▰", mark_role=Role.FAINT)
    return known(row.company, Role.MUTED)


def contact_rows(crm: "Crm", ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
    """Return the cells of these contacts. Raises CrmError."""
    moment = Moment.of(crm.clock)
    return {row.id: cells_of(row, crm, moment) for row in crm.contacts.rows(ids)}
