"""The pane beside the history: what the operation did that the cursor is on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.errors import NotFound
from tui_crm.screens.history_words import operation_page
from tui_crm.screens.preview import Preview
from tui_crm.widgets.card import CardSection

if TYPE_CHECKING:
    from tui_crm.clock import Clock
    from tui_crm.models.changes import OperationChanges
    from tui_crm.services.crm import Crm

_RECORDS: Final = 20


class OperationPreview(Preview["OperationChanges"]):
    """Shows one operation at a time, with the first records that it changed."""

    def read(self, crm: "Crm", record_id: int) -> "OperationChanges | None":
        """Return what an operation did."""
        try:
            return crm.history.changes_of(record_id, limit=_RECORDS)
        except NotFound:
            return None

    def drawn(self, found: "OperationChanges", clock: "Clock") -> Sequence[CardSection]:
        """Return the page of an operation, cut."""
        return operation_page(found, clock, _RECORDS)
