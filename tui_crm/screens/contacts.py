"""Contacts: everybody one works with, found as one types, with the card of whoever the cursor is on beside the list."""

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tui_crm.commands import COMMANDS, Where, bindings
from tui_crm.errors import CrmError, UsageError
from tui_crm.i18n import _
from tui_crm.screens.contact_columns import FIELDS, columns
from tui_crm.screens.contact_preview import ContactPreview
from tui_crm.screens.contact_search import Answer, ContactSearch, Doubted, NotUnderstood
from tui_crm.screens.contact_verbs import ContactVerbs
from tui_crm.screens.messages import OpenDemo, ShowJourney
from tui_crm.screens.toasts import toast
from tui_crm.widgets.filter_bar import FilterBar
from tui_crm.widgets.id_set import IdSet
from tui_crm.widgets.record_source import ReadRows
from tui_crm.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.timer import Timer

    from tui_crm.models.cards import Done
    from tui_crm.models.filters import SortKey
    from tui_crm.screens.call_list import CallList
    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes
    from tui_crm.services.segments import SegmentEntry

_GENTLE: Final = 0.5  # seconds before a mistake is pointed at, since most are half-typed words


class ContactsScreen(ContactVerbs):
    """The list of all contacts. It paints itself empty, and fills once a CRM is opened."""

    MODE = "contacts"
    PLACES = (Where.CONTACTS, Where.CONTACT, Where.LIST, Where.MARKS, Where.FILTER, Where.EVERYWHERE)
    CSS_PATH = "contacts.tcss"
    AUTO_FOCUS = "RecordTable"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.CONTACTS)

    def __init__(self, note: str) -> None:
        super().__init__(note)
        hint = _("a name, a phone number, any word, or a field: stage:active owner:me")
        self._filter = FilterBar(highlight=self.words.coloured, complete=self.words.completions, placeholder=hint)
        self._list = RecordTable(columns(), selectable=True)
        self._preview = ContactPreview()
        self._search: ContactSearch | None = None
        self._shown: Answer | None = None
        self._mistake: UsageError | None = None
        self._pointing: Timer | None = None
        self._added: int | None = None

    def body(self) -> ComposeResult:
        """Compose the filter, and below it the list with the card beside it."""
        yield self._filter
        with Horizontal(id="body"):
            yield self._list
            yield self._preview

    def opened(self, crm: "Crm") -> None:
        """Begin to show the contacts of ``crm``."""
        self._shown = None
        self._preview.open(crm)
        self._list.clear_selection()
        self._stop_searching()
        self._search = ContactSearch(self, crm)
        self._search.ask(self._filter.text)

    def on_unmount(self) -> None:
        """Leave nothing running behind."""
        self._stop_searching()

    def _stop_searching(self) -> None:
        if self._search is not None:
            self._search.close()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        match action:
            case "copy_command" | "sort" | "segments":
                return self._shown is not None
            case "export":
                return self._shown is not None and bool(self._shown.ids or self._list.selection)
            case "save_filter":
                return self._shown is not None and bool(self._shown.question.text.strip())
            case "demo":
                return self._shown is not None and self._shown.total == 0
            case _:
                return super().check_action(action, parameters)

    def contact_at_hand(self) -> int | None:
        """Return the contact under the cursor, or else the first of those selected."""
        here = self._list.highlighted_id
        return next(iter(self._list.selection), None) if here is None else here

    def chosen_contacts(self) -> IdSet:
        """Return the selected contacts, or else the one under the cursor."""
        return self._list.selected() or super().chosen_contacts()

    def call_list(self) -> "CallList | None":
        """Return the selected contacts, or else all that the filter finds."""
        from tui_crm.screens.call_list import of_filter, of_selection  # noqa: PLC0415 - behind the first paint

        shown = self._shown
        if shown is None or not (shown.ids or self._list.selection):
            return None
        if self._list.selection:
            return of_selection(self._list.selected(), shown.ids)
        return of_filter(shown.question.text, shown.ids if shown.complete else None)

    def forget_chosen(self) -> None:
        """Take the selection back."""
        self._list.clear_selection()

    def added(self, done: "Done") -> None:
        """Go to the contact that was added, if the filter lets it show."""
        self._added = next(iter(done.ids), None)
        if self._search is not None:
            self._search.ask_again()

    @on(FilterBar.Changed)
    def _ask(self, event: FilterBar.Changed) -> None:
        if self._pointing is not None:
            self._pointing.stop()
        self._mistake = self._added = None
        self._filter.clear_problem()
        if self._search is not None:
            self._search.ask(event.text)

    @on(NotUnderstood)
    @on(Doubted)
    def _point_soon(self, event: NotUnderstood | Doubted) -> None:
        """Point at a mistake after a while, but at a word that can still become right only when the filter is left."""
        if self._search is not None and self._search.is_current(event.question):
            self._mistake = event.error
            if not self.words.is_unfinished(event.question.text, event.error.at):
                self._pointing = self.set_timer(_GENTLE, lambda: self._point(event.error))

    def _point(self, error: UsageError) -> None:
        said = " · ".join(filter(None, (error.hint, error.message)))  # what to do first: the rest may not fit
        self._filter.show_problem(said, error.at)

    @on(Answer)
    def _show(self, answer: Answer) -> None:
        from tui_crm.screens import contact_texts  # noqa: PLC0415 - behind the first paint
        from tui_crm.screens.contact_lines import contact_rows  # noqa: PLC0415 - as above

        if self.crm is None or self._search is None or not self._search.is_current(answer.question):
            return
        asked_before = self._shown is not None and self._shown.question.text == answer.question.text
        self._shown = answer
        self.set_class(answer.total == 0, "-nobody")
        self._list.empty = contact_texts.empty_lines(answer)
        rows = ReadRows(answer.ids, partial(contact_rows, self.crm), self.tell_failure, complete=answer.complete)
        self._list.show(rows, keep_cursor=asked_before, onto=self._added)
        if self._added == self._list.highlighted_id:
            self._added = None
        self._show_order(answer.order)
        self._show_count()
        self.show_keys()

    @on(RecordTable.Highlighted)
    def _look_at(self, event: RecordTable.Highlighted) -> None:
        self._preview.look_at(event.record_id)

    @on(RecordTable.SelectionChanged)
    def _show_count(self) -> None:
        from tui_crm.screens.contact_texts import count_text  # noqa: PLC0415 - as above

        if self._shown is not None:
            self._filter.show_count(count_text(self._shown, len(self._list.selection)))

    def data_changed(self, changes: "Changes") -> None:  # noqa: ARG002 - whatever was written may show in the list
        """Read again what is shown."""
        self._list.refresh_records()
        self._preview.forget()
        if self._search is not None:
            self._search.ask_again()

    def look_for(self, text: str) -> None:
        """Show what a filter finds."""
        self._filter.text = text
        self._list.focus()

    def action_filter(self) -> None:
        """Go to the filter."""
        self._filter.input.focus()

    @on(FilterBar.Submitted)
    @on(FilterBar.Left)
    def _go_to_list(self) -> None:
        self._list.focus()
        if self._mistake is not None:
            self._point(self._mistake)

    def action_clear(self) -> None:
        """Take the selection back, else the filter."""
        if self._list.selection:
            self._list.clear_selection()
        else:
            self._filter.text = ""

    def action_demo(self) -> None:
        """Have the made-up business opened."""
        self.post_message(OpenDemo())

    def action_copy_command(self) -> None:
        """Copy the command that prints this list."""
        from tui_crm.screens.contact_texts import list_command  # noqa: PLC0415 - as above

        assert self.crm is not None
        assert self._shown is not None
        self.copy(list_command(self.crm, self._shown.question.text))

    def action_export(self) -> None:
        """Ask for a file, and write those selected into it, or else all that the filter finds."""
        from tui_crm.screens.sharing import share_contacts  # noqa: PLC0415 - as above

        assert self.crm is not None
        assert self._shown is not None
        text = "" if self._list.selection else self._shown.question.text
        share_contacts(self, self.crm, text, tuple(self._list.selected()))

    def action_segments(self) -> None:
        """Ask which segment to show."""
        assert self.crm is not None
        self.read_first(self.crm, lambda crm: crm.segments.all(), self._choose_segment)

    def _choose_segment(self, found: "Sequence[SegmentEntry]") -> None:
        from tui_crm.screens.dialogs.segment_form import SegmentChooser  # noqa: PLC0415 - a dialog is loaded when it opens

        if found:
            self.app.push_screen(SegmentChooser(found), lambda asked: self.look_for(asked) if asked else None)
        else:
            text = _("No segments yet: {key} gives a filter a name.").format(key=COMMANDS["contacts.save"].first_key)
            toast(self.app, text)

    def action_save_filter(self) -> None:
        """Ask for a name for the filter; its order is left out."""
        assert self.crm is not None
        assert self._shown is not None
        crm, text = self.crm, self._shown.question.text

        def ask(unsorted: str) -> None:
            from tui_crm.screens.dialogs.segment_form import SegmentForm  # noqa: PLC0415 - as above

            self.app.push_screen(SegmentForm(crm, None, unsorted))

        self.read_first(crm, lambda crm: crm.contacts.unsorted_text(text), ask)

    def action_sort(self) -> None:
        """Ask for another order, and put it into the filter."""
        from tui_crm.screens.dialogs.sorting import SortChooser  # noqa: PLC0415 - a dialog is loaded when it opens

        assert self.crm is not None
        assert self._shown is not None
        self.app.push_screen(SortChooser(self.crm.contacts.sortings(), self._shown.order), self._sort)

    @on(RecordTable.TitleChosen)
    def _sort_by_title(self, event: RecordTable.TitleChosen) -> None:
        from tui_crm.screens.dialogs.sorting import other_way  # noqa: PLC0415 - as above

        if self._shown is not None:
            self._sort(other_way(FIELDS[event.column], self._shown.order))

    def _show_order(self, order: "Sequence[SortKey]") -> None:
        """Mark the column that the list is sorted by."""
        columns = [key for key, field in FIELDS.items() if order and field == order[0].field]
        self._list.show_order(columns[0] if columns else None, descending=bool(order) and order[0].descending)

    def _sort(self, chosen: str | None) -> None:
        if chosen is not None and self.crm is not None and self._shown is not None:
            descending, field = chosen.startswith("-"), chosen.removeprefix("-")
            try:
                text = self.crm.contacts.sorted_text(self._shown.question.text, field, descending=descending)
            except CrmError as error:
                self.tell_failure(error)
            else:
                self._filter.text = text

    @on(RecordTable.Selected)
    def _open(self, event: RecordTable.Selected) -> None:
        self.post_message(ShowJourney(event.record_id))
