"""The third step: what would become of every row, by outcome, with the row at the cursor beside the list."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message

from tui_crm.errors import CrmError
from tui_crm.i18n import _, ngettext
from tui_crm.screens.importing.plan_lines import card, columns
from tui_crm.screens.importing.plan_rows import PAGE, PlanRows
from tui_crm.screens.importing.steps import Step
from tui_crm.screens.importing.words import OUTCOMES
from tui_crm.screens.messages import ReadFailed
from tui_crm.widgets.card import Card
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.record_table import RecordTable
from tui_crm.widgets.word_row import Word, WordRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.worker import WorkType

    from tui_crm.screens.importing.reading import HeldPlan
    from tui_crm.services.importing.report import ImportReport

_ALL: Final = "all"


def counted(report: "ImportReport") -> dict[str, int]:
    """Return how many rows have which outcome, with what comes along; those that no row has are left out."""
    counts = {outcome: getattr(report, outcome) for outcome in OUTCOMES if outcome != "also_created"}
    counts["also_created"] = sum(report.also_created.values())
    return {outcome: count for outcome, count in counts.items() if count}


class PlanStep(Step):
    """The plan, as it is held open elsewhere."""

    class Agreed(Message):
        """Enter was pressed: it shall be done."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: HeldPlan | None = None
        self._counts: dict[str, int] = {}
        self._chosen = _ALL
        self._rows: PlanRows | None = None
        self.tabs = WordRow()
        self.tabs.can_focus = False
        self.first = self.table = RecordTable(columns())
        self._card = Card()

    def compose(self) -> ComposeResult:
        """Lay it out."""
        yield self.tabs
        with Horizontal(classes="plan"):
            yield self.table
            yield self._card
        yield self.note

    def show(self, plan: "HeldPlan", *, writes: bool) -> None:
        """Show a plan; ``writes`` says whether it would change anything."""
        self._plan = plan
        self._counts = counted(plan.report)
        if self._chosen not in self._counts:
            self._chosen = _ALL
        self._show_rows()
        self._tell(plan, writes=writes)

    def _tell(self, plan: "HeldPlan", *, writes: bool) -> None:
        report, place = plan.report, plan.rejects.name if plan.rejects else "—"
        if not writes:
            offer = _("There is nothing to import: everything is on file as it stands there.")
            if report.rejected:
                offer = _("There is nothing to import: escape goes back, to mend what the columns are.")
            self.tell(offer, style="$warning")
        elif report.rejected:
            good = report.created + report.updated
            text = ngettext("Enter imports {good} row.", "Enter imports {good} rows.", good).format(good=f"{good:,}")
            bad = ngettext(
                "The rejected one is written to {file}, to be mended there; escape goes back, to mend what columns are.",
                "The {count} rejected are written to {file}, to be mended there; escape goes back, to mend what columns are.",
                report.rejected,
            )
            self.tell(text, bad.format(count=f"{report.rejected:,}", file=place), style="$foreground")
        else:
            self.tell(_("Enter imports it, in one step that u takes back."), style="$foreground")

    def turn(self, step: int) -> None:
        """Show the rows with the next outcome, or the one before."""
        words = [_ALL, *self._counts]
        self._chosen = words[(words.index(self._chosen) + step) % len(words)]
        self._show_rows()

    def _show_rows(self) -> None:
        total = sum(self._counts.values())
        words = [Word(_ALL, _("All"), f"{total:,}", chosen=self._chosen == _ALL)]
        for outcome, count in self._counts.items():
            title, _one, role = OUTCOMES[outcome]
            words.append(Word(outcome, _(title), f"{count:,}", role, chosen=self._chosen == outcome))
        self.tabs.show(words)
        count = total if self._chosen == _ALL else self._counts[self._chosen]
        self._rows = PlanRows(count, self._want)
        self.table.empty = (Cell(_("The file has no rows."), Role.MUTED),)
        self.table.show(self._rows, keep_cursor=False)
        self._show_card()

    def _want(self, number: int) -> None:
        if self._plan is not None and self._rows is not None:
            reading: WorkType[None] = partial(self._read, self._plan, self._rows, self._chosen, number)
            self.call_later(lambda: self.run_worker(reading, group="plan"))

    async def _read(self, plan: "HeldPlan", rows: PlanRows, chosen: str, number: int) -> None:
        outcomes = None if chosen == _ALL else {chosen}
        page: Sequence[object] = ()
        try:
            page = await asyncio.to_thread(plan.page, outcomes, number * PAGE, PAGE)
        except CrmError as error:
            self.post_message(ReadFailed(error))
        rows.keep(number, page)  # type: ignore[arg-type]
        if rows is self._rows:
            self.table.refresh_records()
            self._show_card()

    def _show_card(self) -> None:
        here = self.table.highlighted_id
        row = None if here is None or self._rows is None else self._rows.row(here)
        self._card.show(() if row is None else card(row))

    @on(RecordTable.Highlighted)
    def _look_at(self, event: RecordTable.Highlighted) -> None:
        event.stop()
        self._show_card()

    @on(RecordTable.Selected)
    def _agree(self, event: RecordTable.Selected) -> None:
        event.stop()
        self.post_message(self.Agreed())

    @on(WordRow.Toggled)
    def _choose(self, event: WordRow.Toggled) -> None:
        event.stop()
        self._chosen = event.key
        self._show_rows()
