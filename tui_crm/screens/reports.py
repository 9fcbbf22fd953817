"""Reports: a question, its numbers drawn, and the records behind any of them."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from tui_crm.commands import Where, bindings
from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.models.report import Asked
from tui_crm.models.report_period import COMPARISONS
from tui_crm.models.viewpoint import ME
from tui_crm.screens.filter_words import FilterWords
from tui_crm.screens.messages import GoBack, ShowJourney, ShowThere, ShowTicket
from tui_crm.screens.report_asking import NotUnderstood, Opened, Refused, ReportAsking, Reported
from tui_crm.screens.screen import CrmScreen
from tui_crm.services.reports.registry import REPORTS
from tui_crm.widgets.charts import Chart
from tui_crm.widgets.filter_bar import FilterBar
from tui_crm.widgets.headline import Headline
from tui_crm.widgets.painting import is_plain
from tui_crm.widgets.record_source import ReadRows
from tui_crm.widgets.record_table import RecordTable
from tui_crm.widgets.safe_text import safe_content
from tui_crm.widgets.word_row import WordRow

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui_crm.models.report import Report
    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes

_GENTLE: Final = 0.5  # seconds before a mistake is pointed at, since most are half-typed words
_EDGES: Final = 5  # cells beside the lines of the chart: its margins, and the scrollbar


class ReportsScreen(CrmScreen):
    """One report at a time; a number is opened in the list of contacts where a filter says the same, else here."""

    MODE = "reports"
    PLACES = (Where.REPORTS, Where.CHART, Where.LIST, Where.FILTER, Where.EVERYWHERE)
    CSS_PATH = "reports.tcss"
    AUTO_FOCUS = "Chart"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.REPORTS)

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.words = FilterWords()
        hint = _("contacts whose numbers count: stage:active owner:me")
        self._names = WordRow()
        self._names.can_focus = False
        self._head = Headline()
        self._filter = FilterBar(highlight=self.words.coloured, complete=self.words.completions, placeholder=hint)
        self._chart = Chart()
        self._list = RecordTable(())
        self._meaning = Static(id="meaning")
        self._report = next(iter(REPORTS))
        self._asked = Asked()
        self._asking: ReportAsking | None = None
        self._shown: Report | None = None
        self._opened: Opened | None = None
        self._fresh = True
        self._mistake: UsageError | None = None
        self._pointing: Timer | None = None

    def body(self) -> ComposeResult:
        """Compose the reports to choose from, what is asked, the numbers, and what the one under the cursor means."""
        yield self._names
        yield self._head
        yield self._filter
        yield self._chart
        yield self._list
        yield self._meaning

    def opened(self, crm: "Crm") -> None:
        """Begin to report on ``crm``."""
        self.words.open(crm.contacts)
        self._stop_asking()
        self._shown = self._opened = None
        self._asking = ReportAsking(self, crm)
        self._ask()

    def on_unmount(self) -> None:
        """Leave nothing running behind."""
        self._stop_asking()

    def _stop_asking(self) -> None:
        if self._asking is not None:
            self._asking.close()

    def data_changed(self, changes: "Changes") -> None:  # noqa: ARG002 - whatever was written may count
        """Count again."""
        if self._asking is not None:
            self._asking.ask_again()

    def on_resize(self) -> None:
        """Draw the numbers as wide as the screen is now."""
        self._draw(keep_cursor=True)

    @property
    def places(self) -> tuple[Where, ...]:
        """Where the person is: among the numbers, or in the list of records."""
        away = Where.CHART if self._list.has_focus else Where.LIST
        return tuple(place for place in super().places if place is not away)

    def choose(self, name: str) -> None:
        """Show another report."""
        if name != self._report or self._opened is not None:
            self._report, self._fresh = name, True
            self._ask()

    def _ask(self, behind: str = "") -> None:
        from tui_crm.screens.report_lines import words  # noqa: PLC0415 - behind the first paint

        self._names.show(words(self._report))
        self._forget_mistake()
        if self._asking is not None:
            self._asking.ask(self._report, self._asked, behind)

    def _forget_mistake(self) -> None:
        if self._pointing is not None:
            self._pointing.stop()
        self._mistake = None
        self._filter.clear_problem()

    def _is_current(self, answer: "Reported | Opened | NotUnderstood | Refused") -> bool:
        return self._asking is not None and self._asking.is_current(answer.question)

    @on(Reported)
    def _show(self, answer: Reported) -> None:
        if self._is_current(answer):
            self._shown = answer.report
            self._close_records()
            self._draw(keep_cursor=not self._fresh)
            self._fresh = False
            self.show_keys()

    def _draw(self, *, keep_cursor: bool) -> None:
        from tui_crm.screens.report_lines import chart_lines, head  # noqa: PLC0415 - as above

        if self._shown is not None and self.size.width:
            self._head.show(*head(self._shown, self.size.width - _EDGES))
            lines = chart_lines(self._shown, self.size.width - _EDGES, plain=is_plain(self))
            self._chart.show(lines, keep_cursor=keep_cursor)
            self._tell()

    @on(Chart.Highlighted)
    def _tell(self) -> None:
        from tui_crm.screens.report_lines import meaning  # noqa: PLC0415 - as above

        if self._shown is not None:
            self._meaning.update(safe_content(meaning(self._shown, self._chart.highlighted)))

    @on(Refused)
    def _show_refusal(self, answer: Refused) -> None:
        """Say where the numbers would stand why there are none."""
        from tui_crm.screens.report_lines import refusal  # noqa: PLC0415 - as above

        if self._is_current(answer):
            self._shown = None
            self._close_records()
            self._head.show(())
            self._chart.show(refusal(answer.error, self.size.width - _EDGES), keep_cursor=False)
            self._meaning.update("")
            self.show_keys()

    @on(NotUnderstood)
    def _point_soon(self, event: NotUnderstood) -> None:
        """Point at a mistake after a while, but at a word that can still become right only when the filter is left."""
        if self._is_current(event):
            self._mistake = event.error
            if not self.words.is_unfinished(event.question.asked.filter, event.error.at):
                self._pointing = self.set_timer(_GENTLE, lambda: self._show_mistake(event.error))

    def _show_mistake(self, error: UsageError) -> None:
        said = " · ".join(filter(None, (error.hint, error.message)))  # what to do first: the rest may not fit
        self._filter.show_problem(said, error.at)

    @on(WordRow.Toggled)
    def _choose(self, event: WordRow.Toggled) -> None:
        self.choose(event.key)

    @on(Chart.Chosen)
    def _open(self, event: Chart.Chosen) -> None:
        self._ask(event.key)

    @on(Opened)
    def _show_records(self, answer: Opened) -> None:
        from tui_crm.screens.report_lines import behind_text  # noqa: PLC0415 - as above
        from tui_crm.screens.report_records import columns_of, rows_of  # noqa: PLC0415 - as above
        from tui_crm.widgets.cell import Cell, Role  # noqa: PLC0415 - as above

        if not self._is_current(answer) or self.crm is None:
            return
        behind, fresh = answer.behind, self._opened is None
        if fresh and behind.filter:
            self._ask()  # to go on counting while one is away
            self.post_message(ShowThere("contacts", lambda screen: screen.look_for(behind.filter)))
            return
        self._opened, self._shown = answer, answer.report
        self._list.columns = columns_of(behind.thing)
        self._list.empty = (Cell(_("There is no record behind this number."), Role.STRONG),)
        rows = ReadRows(behind.ids, partial(rows_of, self.crm, behind.thing), self.tell_failure)
        self._list.show(rows, keep_cursor=not fresh)
        self._head.show((Cell(behind_text(answer.report, answer.number), Role.STRONG, bold=True),))
        self.set_class(True, "-behind")
        if fresh:
            self._list.focus()
        self.show_keys()

    def _close_records(self) -> None:
        if self._opened is not None:
            self._opened = None
            self.set_class(False, "-behind")
            self._chart.focus()

    @on(RecordTable.Selected)
    def _follow(self, event: RecordTable.Selected) -> None:
        from tui_crm.screens.report_records import contact_of, ticket_of  # noqa: PLC0415 - as above

        if self.crm is not None and self._opened is not None:
            thing = self._opened.behind.thing
            ticket = ticket_of(self.crm, thing, event.record_id)
            contact = contact_of(self.crm, thing, event.record_id) if ticket is None else None
            if ticket is not None:
                self.post_message(ShowTicket(ticket, self.MODE))
            elif contact is not None:
                self.post_message(ShowJourney(contact))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        if action == "export":
            return self._shown is not None and self._opened is None
        if action in {"next", "period", "filter", "compare", "whose", "copy_command"}:
            return self._shown is not None
        return super().check_action(action, parameters)

    def action_next(self, reports: int) -> None:
        """Show the next report, or the one before."""
        names = list(REPORTS)
        self.choose(names[(names.index(self._report) + reports) % len(names)])

    def action_period(self) -> None:
        """Ask for another period."""
        from tui_crm.screens.dialogs.period import PeriodDialog  # noqa: PLC0415 - a dialog is loaded when it opens

        assert self._shown is not None

        def chosen(period: str | None) -> None:
            if period is not None:
                self._change(period=period)

        now = self._asked.period or REPORTS[self._report].period
        self.app.push_screen(PeriodDialog(now, self._shown.today), chosen)

    def _change(self, **asked: str) -> None:
        self._asked = replace(self._asked, **asked)
        self._ask()

    def action_compare(self) -> None:
        """Compare with the period before, then with last year, then with nothing."""
        ways = ("", *COMPARISONS)
        now = ways.index(self._asked.compare) if self._asked.compare in ways else 0
        self._change(compare=ways[(now + 1) % len(ways)])

    def action_whose(self) -> None:
        """Report on oneself only, or on everybody again."""
        self._change(owner="" if self._asked.owner else ME[0])

    def action_filter(self) -> None:
        """Go to the filter."""
        self.set_class(True, "-filtering")
        self._filter.input.focus()

    @on(FilterBar.Changed)
    def _filter_by(self, event: FilterBar.Changed) -> None:
        self._change(filter=event.text)

    @on(FilterBar.Submitted)
    @on(FilterBar.Left)
    def _leave_filter(self) -> None:
        self.set_class(bool(self._filter.text.strip()), "-filtering")
        (self._list if self._opened is not None else self._chart).focus()
        if self._mistake is not None:
            self._show_mistake(self._mistake)

    def action_leave(self) -> None:
        """Go back to the numbers, else take the filter back, else go back to where one came from."""
        if self._opened is not None:
            self._close_records()
            self._draw(keep_cursor=True)
            self._ask()
        elif self._filter.text:
            self._filter.text = ""
            self.set_class(False, "-filtering")
        else:
            self.post_message(GoBack(self.came_from or "contacts"))

    def action_export(self) -> None:
        """Write the report into a file, where the person says."""
        from tui_crm.screens.sharing import share_report  # noqa: PLC0415 - as above

        if self.crm is not None and self._shown is not None:
            share_report(self, self.crm, self._shown)

    def action_copy_command(self) -> None:
        """Copy the command that prints this report, or the records behind its number."""
        from tui_crm.screens.report_lines import report_command  # noqa: PLC0415 - as above

        if self.crm is not None:
            behind = self._opened.number.key if self._opened else ""
            self.copy(report_command(self.crm, self._report, self._asked, behind))
