"""Follow-ups: what shall happen, as a list, a week or a month; each is answered where it stands, or many at once."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Static

from tui_crm.commands import Where, bindings
from tui_crm.i18n import _
from tui_crm.screens.call_list import of_reminders
from tui_crm.screens.contact_preview import ContactPreview
from tui_crm.screens.followup_columns import columns
from tui_crm.screens.followup_search import FollowupSearch, Listed, Placed
from tui_crm.screens.followup_view import Look
from tui_crm.screens.messages import ShowJourney
from tui_crm.screens.reminder_verbs import ReminderAtHand, ReminderVerbs
from tui_crm.widgets.calendar_grid import CalendarGrid
from tui_crm.widgets.filter_bar import FilterBar
from tui_crm.widgets.id_set import IdSet
from tui_crm.widgets.painting import is_plain
from tui_crm.widgets.pick_table import PickTable
from tui_crm.widgets.record_table import RecordTable
from tui_crm.widgets.safe_text import safe_content

if TYPE_CHECKING:
    from datetime import date

    from textual.timer import Timer

    from tui_crm.models.worklist import Worklist
    from tui_crm.screens.call_list import CallList
    from tui_crm.screens.followup_rows import FollowupRows
    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes

_REST: Final = 0.15  # seconds without a key before words are looked for


class FollowupsScreen(ReminderVerbs):
    """The follow-ups of the person at the keyboard, of everybody, or those that are nobody's."""

    MODE = "followups"
    PLACES = (
        Where.FOLLOWUPS, Where.CONTACT, Where.LIST, Where.PICKS, Where.CALENDAR, Where.FILTER, Where.EVERYWHERE,
    )  # fmt: skip
    CSS_PATH = "followups.tcss"
    AUTO_FOCUS = "RecordTable"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.FOLLOWUPS)

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self._filter = FilterBar(placeholder=_("words of what they say, or of whom they are with"))
        self._head = Static(id="head")
        self._grid = CalendarGrid()
        self._grid.display = False
        self._list = PickTable(columns(of_a_day=False, owned=False))
        self._preview = ContactPreview()
        self._look: Look | None = None
        self._search: FollowupSearch | None = None
        self._answer_shown: Listed | Placed | None = None
        self._look_shown: Look | None = None
        self._rows: FollowupRows | None = None
        self._gone: tuple[IdSet, int] = (IdSet(), 0)
        self._rest: Timer | None = None

    def body(self) -> ComposeResult:
        """Compose what is shown and the filter, and below them calendar and list with the card beside them."""
        yield self._filter
        yield self._head
        with Container(id="body"):
            yield self._grid
            with Container(id="beside"):
                yield self._list
                yield self._preview

    def opened(self, crm: "Crm") -> None:
        """Begin to show the follow-ups of ``crm``."""
        self._answer_shown = self._look_shown = self._rows = None
        self._preview.open(crm)
        self._list.clear_selection()
        self._stop_searching()
        self._look = self._look or Look(crm.clock.today())
        self._search = FollowupSearch(self, crm, self._look)
        self._ask(self._look)

    def on_unmount(self) -> None:
        """Leave nothing running behind."""
        self._stop_searching()

    def _stop_searching(self) -> None:
        if self._search is not None:
            self._search.close()

    def data_changed(self, changes: "Changes") -> None:  # noqa: ARG002 - whatever was written may show
        """Read again what is shown."""
        self._list.refresh_records()
        self._preview.forget()
        if self._search is not None:
            self._search.ask_again()

    @property
    def places(self) -> tuple[Where, ...]:
        """Where the person is: the calendar takes the keys of the list."""
        others = {Where.LIST, Where.PICKS} if isinstance(self.focused, CalendarGrid) else {Where.CALENDAR}
        return tuple(place for place in super().places if place not in others)

    def reminder_at_hand(self) -> ReminderAtHand | None:
        """Return the reminder under the cursor, or else the first of those selected."""
        here = self._list.highlighted_id
        chosen = next(iter(self._list.selection), None) if here is None else here
        entry = None if self._rows is None else self._rows.entry(chosen)
        return None if entry is None else ReminderAtHand.of(entry)

    def chosen_reminders(self) -> IdSet:
        """Return the selected reminders, or else the one under the cursor."""
        here = self._list.highlighted_id
        return self._list.selected() or IdSet(() if here is None else (here,))

    def call_list(self) -> "CallList | None":
        """Return those whom the selected follow-ups are with, or else all that are listed."""
        if self._rows is None or not (self._rows.ids or self._list.selection):
            return None
        if self._list.selection:
            return of_reminders([*self._list.selected()])
        return of_reminders(self._rows.ids, f"{self._look_shown}")

    def forget_chosen(self) -> None:
        """Take the selection back."""
        self._list.clear_selection()

    def answered(self, ids: IdSet, *, changed: bool) -> None:
        """Let the cursor stay where it is when these go elsewhere, in the next answer that knows of it."""
        if changed and self._search is not None:
            self._gone = (ids, self._search.number)
            self._search.ask_again()

    def day_at_hand(self) -> "date | None":
        """Return the day of the calendar that the cursor is on."""
        return self._look.day if self._look is not None and self._look.is_calendar else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        if action in {"turn_view", "whose", "state", "copy_command"}:
            return self._look is not None and self._search is not None
        return super().check_action(action, parameters)

    def _ask(self, look: Look) -> None:
        """Look at something else, which is read off the event loop."""
        self._look = look
        if self._search is not None:
            self._search.ask(look)

    @on(Listed)
    @on(Placed)
    def _show(self, answer: Listed | Placed) -> None:
        if self._search is None or self._look is None or not self._search.is_current(answer.question):
            return
        self._answer_shown = answer
        self._lay_out(self._look)
        self._show_look(self._look)
        if answer.question.number > self._gone[1]:
            self._gone = (IdSet(), 0)

    def _lay_out(self, look: Look) -> None:
        """Unfold what a view needs; the keys go to the calendar where one appears, and to the list where it goes."""
        if self._grid.display != look.is_calendar:
            self._grid.display = look.is_calendar
            if not self._filter.input.has_focus:
                (self._grid if look.is_calendar else self._list).focus()
        self.set_class(look.is_calendar, "-calendar")
        self.set_class(not look.is_calendar, "-list")
        self._list.columns = columns(of_a_day=look.is_calendar, owned=look.is_of_several)

    def _show_look(self, look: Look) -> None:
        """Show what was read, of a calendar the day that one looks at."""
        from tui_crm.screens.followup_rows import FollowupRows  # noqa: PLC0415 - behind the first paint
        from tui_crm.screens.followup_texts import empty_lines  # noqa: PLC0415 - as above

        answer, crm = self._answer_shown, self.crm
        assert answer is not None
        assert crm is not None
        ids = answer.ids if isinstance(answer, Listed) else answer.days.get(look.day, ())
        complete = isinstance(answer, Placed) or answer.complete
        self._rows = FollowupRows(
            crm,
            ids,
            self.tell_failure,
            of_a_day=look.is_calendar,
            owned=look.is_of_several,
            plain=is_plain(self),
            complete=complete,
        )
        self._list.empty = empty_lines(look, crm.clock.today())
        self._list.show(self._rows, keep_cursor=self._look_shown == look, leaving=self._gone[0])
        self._look_shown = look
        self.set_class(not ids, "-nothing")
        if isinstance(answer, Placed):
            self._show_days(answer, look)
        self._show_head()
        self._look_at()

    def _show_days(self, answer: Placed, look: Look) -> None:
        from tui_crm.screens.followup_days import page_of  # noqa: PLC0415 - as above

        assert self.crm is not None
        page = page_of(look, answer, self.crm.clock)
        self._grid.show(page, look.day, self._list.cursor_position)

    @on(RecordTable.SelectionChanged)
    def _show_head(self) -> None:
        from tui_crm.screens.followup_texts import period, selected, shown  # noqa: PLC0415 - as above

        look, answer = self._look_shown, self._answer_shown
        if self.crm is not None and look is not None and answer is not None:
            said = shown(look, self.crm.actor.login, answer.count(look))
            marked = selected(len(self._list.selection))
            head = safe_content(period(look), "bold") + safe_content(f"  {said}", "$muted")
            unknown = "".join(f"  {each.in_short}" for each in answer.unknown) if isinstance(answer, Placed) else ""
            self._head.update(head + safe_content(marked, "$primary") + safe_content(unknown, "$warning"))

    @on(RecordTable.Highlighted)
    @on(RecordTable.SelectionChanged)
    def _look_at(self) -> None:
        self._preview.look_at(self.contact_at_hand())
        self._grid.point_at(self._list.cursor_position)
        self.show_keys()

    @on(RecordTable.Selected)
    def _open(self) -> None:
        contact_id = self.contact_at_hand()
        if contact_id is not None:
            self.post_message(ShowJourney(contact_id))
        else:
            self.action_edit_reminder()

    @on(CalendarGrid.Moved)
    def _go_to_day(self, event: CalendarGrid.Moved) -> None:
        assert self._look is not None
        look = self._look.at(event.day)
        if (look.first, look.last) == (self._look.first, self._look.last) and self._answer_shown is not None:
            self._look = look
            self._show_look(look)
        else:
            self._ask(look)

    @on(CalendarGrid.Turned)
    def _turn_page(self, event: CalendarGrid.Turned) -> None:
        assert self._look is not None
        self._ask(self._look.paged(event.pages))

    @on(CalendarGrid.Stepped)
    def _step(self, event: CalendarGrid.Stepped) -> None:
        self._list.action_move(event.rows)

    @on(CalendarGrid.Entered)
    def _enter_day(self) -> None:
        if self._list.highlighted_id is not None:
            self._list.focus()

    def action_turn_view(self) -> None:
        """Show a list, a week or a month, whichever comes next."""
        assert self._look is not None
        self._ask(self._look.turned())

    def action_whose(self) -> None:
        """Show one's own, everybody's or nobody's follow-ups, whichever comes next."""
        assert self._look is not None
        worklist = self._look.worklist
        self._narrow(replace(worklist, whose=worklist.whose.next))

    def action_state(self) -> None:
        """Show what is done, or what is still open."""
        assert self._look is not None
        worklist = self._look.worklist
        self._narrow(replace(worklist, done=not worklist.done))

    def _narrow(self, worklist: "Worklist") -> None:
        """Show other reminders; a selection of some that may not be among them is taken back."""
        assert self._look is not None
        self._list.clear_selection()
        self._ask(replace(self._look, worklist=worklist))

    def action_filter(self) -> None:
        """Go to the filter."""
        self.add_class("-filtering")
        self._filter.input.focus()

    @on(FilterBar.Changed)
    def _filter_soon(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST, self._filter_now)

    def _filter_now(self) -> None:
        if self._look is not None and self._filter.text != self._look.worklist.text:
            self._narrow(replace(self._look.worklist, text=self._filter.text))

    @on(FilterBar.Submitted)
    @on(FilterBar.Left)
    def _leave_filter(self) -> None:
        self.set_class(bool(self._filter.text.strip()), "-filtering")
        (self._grid if self._grid.display else self._list).focus()

    def action_clear(self) -> None:
        """Take the selection back, else the filter; else go from a day back to the calendar."""
        if self._list.selection:
            self._list.clear_selection()
        elif self._filter.text:
            self._filter.text = ""
            self.remove_class("-filtering")
        elif self._grid.display:
            self._grid.focus()

    def action_copy_command(self) -> None:
        """Copy the command that prints what is shown."""
        from tui_crm.screens.followup_texts import command  # noqa: PLC0415 - as above

        assert self.crm is not None
        assert self._look is not None
        self.copy(command(self.crm, self._look))
