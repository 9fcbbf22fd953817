"""How a contact looks as a line of the list: its cells, one for each of ``contact_columns``."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_crm.errors import CrmError
from tui_crm.i18n import _
from tui_crm.models.cards import ContactRow
from tui_crm.models.codes import KIND_LABELS, Kind
from tui_crm.screens.stages import stage_badge
from tui_crm.screens.times import Moment, coming, touched
from tui_crm.widgets.cell import Cell, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui_crm.services.crm import Crm

_NOTHING = Cell("—", Role.FAINT)


def cells_of(row: ContactRow, crm: "Crm", moment: Moment) -> tuple[Cell, ...]:
    """Return the cells of a line, one for each column."""
    return (
        Cell(row.name, Role.STRONG),
        _company(row),
        stage_badge(row.stage),
        Cell(row.level, Role.MUTED) if row.level else _NOTHING,
        Cell(row.city, Role.MUTED) if row.city else _NOTHING,
        Cell(row.owner, Role.MUTED) if row.owner else _NOTHING,
        touched(row.last_at, crm.clock, moment.today),
        coming(row.next, moment),
    )


def _company(row: ContactRow) -> Cell:
    if row.kind == Kind.COMPANY:
        return Cell(_(KIND_LABELS[row.kind]), Role.MUTED, mark="▰", mark_role=Role.FAINT)
    return Cell(row.company, Role.MUTED) if row.company else _NOTHING


class ContactLines:
    """What the list shows of one result: ``ids`` so far, and ``count``, how many there are (see ``RecordSource``)."""

    def __init__(self, crm: "Crm", ids: Sequence[int], failed: "Callable[[CrmError], None]") -> None:
        self._crm = crm
        self._failed = failed
        self.ids = ids
        self.count = len(ids)

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Return the cells of these contacts; where they cannot be read the failure is told and the lines stay empty."""
        try:
            found = self._crm.contacts.rows(ids)
        except CrmError as error:
            self._failed(error)
            return {}
        moment = Moment.of(self._crm.clock)
        return {row.id: cells_of(row, self._crm, moment) for row in found}
