"""A list whose records can be marked while space does something with them: marking has a key of its own there."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from tui_crm.widgets import keys
from tui_crm.widgets.columns import Column
from tui_crm.widgets.record_table import RecordTable


class PickTable(RecordTable, inherit_bindings=False):
    """A list in declared ``columns``, whose records can be marked."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.LIST, *keys.PICKS]

    def __init__(self, columns: Sequence[Column]) -> None:
        super().__init__(columns, selectable=True)
