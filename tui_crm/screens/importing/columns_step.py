"""The second step: what each column of the file becomes, with real values; what is unsure stands out."""

from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from tui_crm.i18n import _
from tui_crm.screens.importing.column_lines import Line
from tui_crm.screens.importing.steps import Step
from tui_crm.widgets.columns import Column
from tui_crm.widgets.record_source import KnownRows
from tui_crm.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from collections.abc import Sequence


class ColumnsStep(Step):
    """The table of columns, and below it what is to be known of the one at the cursor."""

    class Chosen(Message):
        """Enter was pressed on a line."""

        def __init__(self, line: Line) -> None:
            super().__init__()
            self.line = line

    class Moved(Message):
        """The cursor is on another line, where enter may do something else."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self.first = self.table = RecordTable(
            (
                Column("column", _("In the file"), 18, fraction=1, priority=9),
                Column("values", _("For example"), 16, fraction=2, priority=1),
                Column("field", _("Becomes"), 24, fraction=2, priority=8),
            )
        )

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield self.table
        yield self.note

    @property
    def line(self) -> Line | None:
        """The line at the cursor."""
        here = self.table.highlighted_id
        return None if here is None else self._lines[here - 1]

    def show(self, lines: "Sequence[Line]", *, onto: str = "") -> None:
        """Show other lines, the cursor where it was, or on the line with the key ``onto``."""
        was = onto or (self.line.key if self.line and self._lines else "")
        self._lines = tuple(lines)
        cells = {number if line.key else -number: line.cells for number, line in enumerate(self._lines, 1)}
        there = next((number for number, line in enumerate(self._lines, 1) if line.key and line.key == was), 1)
        self.table.show(KnownRows(cells), keep_cursor=True, onto=there)
        self.tell_line()

    def point_at_question(self) -> bool:
        """Put the cursor on what the file leaves open; returns whether there is such a thing."""
        found = next((line.key for line in self._lines if line.asks), None)
        if found is not None:
            self.show(self._lines, onto=found)
            self.call_after_refresh(self.table.scroll_home, animate=False)  # what is asked stands at the top
        return found is not None

    def tell_line(self) -> None:
        """Say what is to be known of the line at the cursor."""
        line = self.line
        self.tell(line.note if line else "", style="$warning" if line and line.asks else "$muted")

    @on(RecordTable.Highlighted)
    def _look_at(self, event: RecordTable.Highlighted) -> None:
        event.stop()
        self.tell_line()
        self.post_message(self.Moved())

    @on(RecordTable.Selected)
    def _choose(self, event: RecordTable.Selected) -> None:
        event.stop()
        self.post_message(self.Chosen(self._lines[event.record_id - 1]))
