"""The screen that the steps of an import are shown on: where one is, which keys that gives, and what is done in threads."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from tui_crm.commands import Command, Where, bindings
from tui_crm.errors import CrmError
from tui_crm.i18n import _
from tui_crm.screens.import_words import rows_text
from tui_crm.screens.importing.column_lines import GO_ON
from tui_crm.screens.importing.columns_step import ColumnsStep
from tui_crm.screens.importing.done_step import DoneStep
from tui_crm.screens.importing.file_step import FileStep
from tui_crm.screens.importing.plan_step import PlanStep
from tui_crm.screens.importing.reading import Attempt, GivenUp, Looked
from tui_crm.screens.importing.steps import At, Step, step_line
from tui_crm.screens.importing.wanted import Wanted
from tui_crm.screens.screen import CrmScreen
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.headline import Headline
from tui_crm.widgets.word_row import WordRow

if TYPE_CHECKING:
    from tui_crm.services.importing.columns.mapping import Mappable
    from tui_crm.services.importing.report import ImportReport

_Came = TypeVar("_Came")


class StepScreen(CrmScreen):
    """Shows one step at a time, over the screen of ``mode``."""

    PLACES = (Where.IMPORT, Where.LIST, Where.EVERYWHERE)
    CSS_PATH = "importing.tcss"
    AUTO_FOCUS = "PathLine"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.IMPORT, Where.IMPORT_DONE)

    class Progressed(Message):
        """So many rows are done."""

        def __init__(self, attempt: Attempt, rows: int) -> None:
            super().__init__()
            self.attempt = attempt
            self.rows = rows

    def __init__(self, note: str, mode: str) -> None:
        from tui_crm.services.importing.kinds.registry import DECLARED  # noqa: PLC0415 - few people come by here

        self.MODE = mode  # type: ignore[misc]  # the tab of the screen one came from stays the active one
        super().__init__(note)
        self.at = At.FILE
        self.wanted = Wanted()
        self._looked: Looked | None = None
        self._fields: dict[str, Mappable] = {}
        self._attempt: Attempt | None = None
        self._is_working = False
        self._doing = ""
        self._report: ImportReport | None = None
        self._is_undone = False
        self._head = Headline()
        self.file = FileStep([(kind.name, _(kind.several)) for kind in DECLARED], self.wanted.kind)
        self.columns = ColumnsStep()
        self.plan = PlanStep()
        self.done = DoneStep()

    def body(self) -> ComposeResult:
        """Compose the line of steps, and below it every step, of which one is shown."""
        yield self._head
        yield self.file
        yield self.columns
        yield self.plan
        yield self.done

    def on_unmount(self) -> None:
        """Leave nothing running, and nothing lying about; what is being written goes in."""
        if not (self.at is At.WRITING and self._is_working):
            self._give_up()

    @property
    def places(self) -> tuple[Where, ...]:
        """Where the person is: in the line of the path, in the row of kinds, or in a step."""
        if isinstance(self.focused, Input):
            return Where.IMPORT_FILE, Where.FILTER
        if isinstance(self.focused, WordRow):
            return (Where.WORDS,)
        return self.PLACES

    @property
    def may_go_on(self) -> bool:
        """Whether there is anything behind this step just now: of a plan that changes nothing there is not."""
        plan = self._attempt.plan if self._attempt is not None and self.at is At.PLAN else None
        return not self._is_working and (plan is None or bool(plan.report.created or plan.report.updated))

    def commands(self) -> list[Command]:
        """Return what the keys do just now; enter is called by what it does in this step."""
        words = {At.COLUMNS: _("change"), At.PLAN: _("import")}
        if self.at is At.COLUMNS and self.columns.line and self.columns.line.key == GO_ON:
            words[At.COLUMNS] = _("go on")
        found = super().commands()
        said = {"list.open": words.get(self.at), "filter.submit": _("go on"), "filter.leave": _("close")}
        if self._is_working:
            said |= {"import.back": _("give up"), "filter.leave": _("give up")}
        if not self.may_go_on:
            found = [each for each in found if each.id not in {"list.open", "import.next"}]
        weights = {"list.open": 96 if self.at is At.PLAN else 89, "app.undo": 94 if self.at is At.DONE else 20}
        return [
            replace(each, title=said.get(each.id) or each.title, bar=each.bar and weights.get(each.id, each.bar))
            for each in found
        ]

    @property
    def _step(self) -> Step:
        steps = (self.file, self.columns, self.plan, self.done, self.done)
        return steps[self.at]

    def _show_step(self, at: At) -> None:
        """Show a step."""
        self.at = at
        over = At.DONE, At.WRITING
        places = (Where.IMPORT, Where.IMPORT_DONE, Where.EVERYWHERE) if at in over else type(self).PLACES
        self.PLACES = places  # type: ignore[misc]  # so that keys and palette offer what this step takes
        for step in (self.file, self.columns, self.plan, self.done):
            step.display = step is self._step
        self._tell_head()
        if at in over:
            self.set_focus(None)
        else:
            self._step.first.focus()
        self.show_keys()

    def _tell_head(self) -> None:
        path = self.wanted.path
        title = Cell(_("Import"), Role.STRONG, bold=True)
        name = [Cell(path.name, Role.MUTED)] if path is not None and self.at is not At.FILE else []
        self._head.show([title, Cell(" "), *step_line(self.at), *name])

    def _give_up(self) -> None:
        if self._attempt is not None:
            self._attempt.give_up()

    def _begin(self, doing: str) -> Attempt:
        """Begin something long; what was going on is given up."""
        self._give_up()
        self._is_working = True
        self._doing = doing

        def told(rows: int) -> None:
            self.post_message(self.Progressed(attempt, rows))

        self._attempt = attempt = Attempt(told)
        self._step.tell(doing)
        self.show_keys()
        return attempt

    async def _in_thread(self, attempt: Attempt, call: Callable[[], _Came]) -> "_Came | CrmError | None":
        """Return what came of a call in a thread, or why nothing did; None where nobody wants to know any more."""
        try:
            came: _Came | CrmError = await asyncio.to_thread(call)
        except GivenUp:
            return None
        except CrmError as error:
            came = error
        if attempt is not self._attempt or attempt.is_given_up or not self.is_attached:
            return None
        self._is_working = False
        return came

    @on(Progressed)
    def _show_progress(self, event: Progressed) -> None:
        event.stop()
        if event.attempt is not self._attempt or not self._is_working:
            return
        preview = self._looked.preview if self._looked else None
        if self.at is At.WRITING:
            self._show_writing(event.rows)
        elif self.at is At.COLUMNS and preview is not None and event.rows <= preview.rows:
            share = event.rows * 100 // max(1, preview.rows)
            self._step.tell(f"{self._doing} {rows_text(event.rows)} · {share} %")
        else:
            self._step.tell(f"{self._doing} {rows_text(event.rows)}")

    def _show_writing(self, rows: int) -> None:
        attempt = self._attempt
        if attempt is not None and attempt.plan is not None and self.wanted.path is not None:
            report = attempt.plan.report
            self.done.show_writing(self.wanted.path, rows, report.created + report.updated)
