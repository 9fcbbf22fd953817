"""History: who did what, when, and from where; any of it can be taken back, and what could not be is told and stays."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tui_crm.commands import COMMANDS, Where, bindings
from tui_crm.errors import CrmError
from tui_crm.i18n import _
from tui_crm.models.ids import shown
from tui_crm.screens.contact_texts import shell_command
from tui_crm.screens.history_words import columns, operation_page, operation_rows
from tui_crm.screens.messages import GoBack, RunWrite
from tui_crm.screens.operation_preview import OperationPreview
from tui_crm.screens.screen import CrmScreen
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.filter_bar import FilterBar
from tui_crm.widgets.record_source import ReadRows
from tui_crm.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.timer import Timer
    from textual.worker import WorkType

    from tui_crm.models.cards import Done
    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes

PAGE: Final = 500
"""So many operations are looked up at a time, more when the end of the list comes near."""

_NEAR: Final = 100  # lines
_REST: Final = 0.15  # seconds without a key before words are looked for
_RECORDS: Final = 200  # of an operation, on its page


class HistoryScreen(CrmScreen):
    """The list of all that was done, newest first, with what the highlighted one did beside it."""

    MODE = "history"
    PLACES = (Where.HISTORY, Where.LIST, Where.FILTER, Where.EVERYWHERE)
    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "RecordTable"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.HISTORY)

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self._filter = FilterBar(placeholder=_("words of what was done, who did it, or from where"))
        self._list = RecordTable(columns())
        self._preview = OperationPreview()
        self._ids: list[int] = []
        self._question = 0
        self._is_complete = False
        self._is_reading = False
        self._rest: Timer | None = None

    def body(self) -> ComposeResult:
        """Compose the filter, and below it the list with the pane beside it."""
        yield self._filter
        with Horizontal(id="body"):
            yield self._list
            yield self._preview

    def on_mount(self) -> None:
        """Read on when the end of the list comes near."""
        self.watch(self._list, "scroll_y", self._read_on, init=False)

    def opened(self, crm: "Crm") -> None:
        """Begin to show the history of ``crm``."""
        self._preview.open(crm)
        self._ask()

    def data_changed(self, changes: "Changes") -> None:  # noqa: ARG002 - every change is an operation
        """Put what was done since on top; older ones may be undone by now."""
        self._list.refresh_records()
        self._preview.forget()
        if self._ids:
            self._read(after=self._ids[0])
        else:
            self._ask()

    def _ask(self) -> None:
        """Look the words up from the newest operation on."""
        self._question += 1
        self._is_complete = self._is_reading = False
        self._ids = []
        self._read()

    def _read(self, *, before: int | None = None, after: int = 0) -> None:
        """Read those ``before`` an operation, the newest where None; or those that came ``after`` one."""
        if self.crm is not None and (after or not self._is_reading):
            self._is_reading = self._is_reading or not after
            reading: WorkType[None] = partial(self._read_in_thread, self.crm, self._question, before, after)
            self.run_worker(reading, group="history")

    async def _read_in_thread(self, crm: "Crm", question: int, before: int | None, after: int) -> None:
        ids: Sequence[int] | None = None
        try:
            ids = await asyncio.to_thread(crm.history.ids, self._filter.text, before=before, after=after, limit=PAGE)
        except CrmError as error:
            self.tell_failure(error)
        if question != self._question:
            return
        self._is_reading = self._is_reading and bool(after)
        if ids is None:
            return
        if not after:
            self._is_complete = len(ids) < PAGE
            self._show(crm, [*self._ids, *ids])
        elif len(ids) < PAGE:
            self._show(crm, [*(number for number in ids if number > self._ids[0]), *self._ids])
        else:
            self._ask()  # more than one looks up at a time

    def _show(self, crm: "Crm", ids: list[int]) -> None:
        fresh, self._ids = not self._ids, ids
        self._list.empty = self._empty()
        self._list.show(ReadRows(tuple(ids), partial(operation_rows, crm), self.tell_failure), keep_cursor=not fresh)
        self._filter.show_count(f"{len(self._ids):,}" if self._is_complete else f"{len(self._ids):,}+")
        self.show_keys()

    def _empty(self) -> tuple[Cell, ...]:
        if self._filter.text.strip():
            way = _("{key} in the list takes the filter back.").format(key=COMMANDS["history.leave"].first_key)
            return Cell(_("Nothing like that was done."), Role.STRONG), Cell(""), Cell(way, Role.MUTED)
        told = _("Whatever anybody does is written down here, and can be taken back.")
        return Cell(_("Nothing was done yet."), Role.STRONG), Cell(""), Cell(told, Role.MUTED)

    def _read_on(self) -> None:
        """Read more where the end of the list comes near."""
        seen = max(self._list.cursor_position, self._list.scroll_offset.y + self._list.size.height)
        if self._ids and not self._is_complete and seen > len(self._ids) - _NEAR:
            self._read(before=self._ids[-1])

    @on(RecordTable.Highlighted)
    def _look_at(self, event: RecordTable.Highlighted) -> None:
        self._preview.look_at(event.record_id)
        self._read_on()

    @on(RecordTable.Selected)
    def _open(self, event: RecordTable.Selected) -> None:
        self._open_page(event.record_id)

    def _open_page(self, operation_id: int) -> None:
        showing: WorkType[None] = partial(self._show_page, operation_id)
        self.run_worker(showing, group="page", exclusive=True)

    async def _show_page(self, operation_id: int) -> None:
        from tui_crm.screens.dialogs.reader import Reader  # noqa: PLC0415 - a dialog is loaded when it opens

        assert self.crm is not None
        try:
            changes = await asyncio.to_thread(self.crm.history.changes_of, operation_id, limit=_RECORDS)
        except CrmError as error:
            self.tell_failure(error)
            return
        if self.is_current:
            await self.app.push_screen(Reader(operation_page(changes, self.crm.clock, _RECORDS)))

    @on(FilterBar.Changed)
    def _ask_soon(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST, self._ask)

    @on(FilterBar.Submitted)
    @on(FilterBar.Left)
    def _go_to_list(self) -> None:
        self._list.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        match action:
            case "copy_command":
                return self.crm is not None and self._list.highlighted_id is not None
            case "leave":
                return bool(self._filter.text) or self.came_from is not None
            case _:
                return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Go to the filter."""
        self._filter.input.focus()

    def action_leave(self) -> None:
        """Take the filter back, else go back to where one came from."""
        if self._filter.text:
            self._filter.text = ""
        elif self.came_from is not None:
            self.post_message(GoBack(self.came_from))

    def action_copy_command(self) -> None:
        """Copy the command that takes the highlighted operation back."""
        here = self._list.highlighted_id
        if self.crm is not None and here is not None:
            self.copy(shell_command(self.crm, "undo", shown("operation", here)))

    def undo(self) -> None:
        """Take the highlighted operation back, whoever did it."""
        self._turn(_("Undoing…"), lambda crm, here: crm.history.undo(here), back="app.redo")

    def redo(self) -> None:
        """Do the highlighted operation again."""
        self._turn(_("Redoing…"), lambda crm, here: crm.history.redo(here), back="app.undo")

    def _turn(self, label: str, call: "Callable[[Crm, int], Done]", back: str) -> None:
        here = self._list.highlighted_id
        if here is None:
            return

        def told(result: "Done | CrmError") -> bool:
            if not isinstance(result, CrmError) and result.kept:
                self._open_page(here)
            return False

        self.post_message(RunWrite(label, lambda crm: call(crm, here), back=back, reply=told))
