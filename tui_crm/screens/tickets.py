"""Tickets: what customers ask for, on a board by state or as a list, complaints first, each with the clock that runs out next."""

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tui_crm.commands import Where, bindings
from tui_crm.errors import CrmError, UsageError
from tui_crm.i18n import _
from tui_crm.models.ticket import TicketState
from tui_crm.screens.filter_words import FilterWords
from tui_crm.screens.messages import ShowTicket
from tui_crm.screens.ticket_board import Lanes
from tui_crm.screens.ticket_lines import FIELDS, columns
from tui_crm.screens.ticket_preview import TicketPreview
from tui_crm.screens.ticket_search import Boarded, Listed, Look, NotUnderstood, TicketSearch
from tui_crm.screens.ticket_verbs import TicketVerbs
from tui_crm.widgets.board import Board
from tui_crm.widgets.filter_bar import FilterBar
from tui_crm.widgets.id_set import IdSet
from tui_crm.widgets.record_source import ReadRows
from tui_crm.widgets.record_table import RecordTable

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui_crm.models.cards import Done
    from tui_crm.models.ticket import TicketRow
    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes
    from tui_crm.widgets.board_cards import BoardCard

_MINE: Final = re.compile(r"(?<!\S)owner:me(?!\S) ?")
_GENTLE: Final = 0.5  # seconds before a mistake is pointed at, since most are half-typed words


class TicketsScreen(TicketVerbs):
    """All tickets that go on, or those that a filter finds. It paints itself empty, and fills once a CRM is opened."""

    MODE = "tickets"
    PLACES = (Where.TICKETS, Where.TICKET, Where.BOARD, Where.LIST, Where.MARKS, Where.FILTER, Where.EVERYWHERE)
    CSS_PATH = "tickets.tcss"
    AUTO_FOCUS = "Board"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.TICKETS)

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.words = FilterWords()
        hint = _("any word, or a field: owner:me kind:complaint due:today")
        self._filter = FilterBar(highlight=self.words.coloured, complete=self.words.completions, placeholder=hint)
        self._board = Board()
        self._list = RecordTable(columns(), selectable=True)
        self._list.display = False
        self._preview = TicketPreview()
        self._look = Look(Lanes.NONE)
        self._search: TicketSearch | None = None
        self._shown: Boarded | Listed | None = None
        self._rows: dict[int, TicketRow] = {}
        self._mistake: UsageError | None = None
        self._pointing: Timer | None = None
        self._added: int | None = None

    def body(self) -> ComposeResult:
        """Compose the filter, and below it the board, or the list, with the ticket under the cursor beside it."""
        yield self._filter
        with Horizontal(id="body"):
            yield self._board
            yield self._list
            yield self._preview

    def opened(self, crm: "Crm") -> None:
        """Begin to show the tickets of ``crm``."""
        self._shown, self._rows = None, {}
        self.words.open(crm.tickets)
        self._preview.open(crm)
        self.forget_chosen()
        self._stop_searching()
        self._search = TicketSearch(self, crm, self._look)
        self._search.ask(self._look)

    def on_unmount(self) -> None:
        """Leave nothing running behind."""
        self._stop_searching()

    def _stop_searching(self) -> None:
        if self._search is not None:
            self._search.close()

    def data_changed(self, changes: "Changes") -> None:  # noqa: ARG002 - whatever was written may show on a card
        """Read again what is shown."""
        self._list.refresh_records()
        self._preview.forget()
        if self._search is not None:
            self._search.ask_again()

    def minute_passed(self) -> None:
        """Let the clocks tick; of the board nothing is read for that, of the list what is on the screen."""
        if self._shown is not None and self.is_current:
            self._board.refresh_cards()
            self._list.refresh_records()
            self._show_count()

    @property
    def _pane(self) -> Board | RecordTable:
        """What is shown of both."""
        return self._list if self._look.as_list else self._board

    @property
    def places(self) -> tuple[Where, ...]:
        """Where the person is: on the board or in the list."""
        others = {Where.BOARD} if self._look.as_list else {Where.LIST, Where.MARKS}
        return tuple(place for place in super().places if place not in others)

    def ticket_at_hand(self) -> "TicketRow | None":
        """Return the ticket under the cursor, or else the first of those selected."""
        here = self._pane.highlighted_id
        chosen = next(iter(self._pane.selection), None) if here is None else here
        return None if chosen is None else self._rows.get(chosen)

    def chosen_tickets(self) -> IdSet:
        """Return the selected tickets, or else the one under the cursor."""
        return self._pane.selected() or super().chosen_tickets()

    def forget_chosen(self) -> None:
        """Take the selection back."""
        self._board.clear_selection()
        self._list.clear_selection()

    def added(self, done: "Done") -> None:
        """Go to the ticket that was opened, if the filter lets it show."""
        self._added = next(iter(done.ids), None)
        if self._search is not None:
            self._search.ask_again()

    def look_for(self, text: str) -> None:
        """Show what a filter finds."""
        self._filter.text = text
        self._pane.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        match action:
            case "turn_lanes":
                return bool(self._rows) and not self._look.as_list
            case "sort":
                return self._shown is not None and self._look.as_list
            case "turn_view" | "copy_command" | "whose":
                return self._shown is not None
            case _:
                return super().check_action(action, parameters)

    def _ask(self, look: Look) -> None:
        """Look at something else, which is read off the event loop."""
        self._look = look
        if self._search is not None:
            self._search.ask(look)

    @on(Boarded)
    @on(Listed)
    def _show(self, answer: Boarded | Listed) -> None:
        if self.crm is None or self._search is None or not self._search.is_current(answer.question):
            return
        keep = self._shown is not None and self._shown.question.look.text == answer.question.look.text
        onto = self._added or (self._at_hand_elsewhere(answer) if keep else None)
        self._shown = answer
        self._unfold(answer.question.look)
        if isinstance(answer, Boarded):
            self._show_board(answer, keep=keep, onto=onto)
        else:
            self._show_list(answer, self.crm, keep=keep, onto=onto)
        if self._added == self._pane.highlighted_id:
            self._added = None
        self.set_class(self._pane.highlighted_id is None and not self._filter.text, "-nothing")
        self._show_count()
        self._look_at()

    def _at_hand_elsewhere(self, answer: Boarded | Listed) -> int | None:
        """Return the ticket that the cursor is on where one turns from board to list, or back."""
        turned = self._shown is not None and self._shown.question.look.as_list != answer.question.look.as_list
        return (self._board if answer.question.look.as_list else self._list).highlighted_id if turned else None

    def _unfold(self, look: Look) -> None:
        """Show the board or the list; the keys go there."""
        if self._list.display != look.as_list:
            had_focus = not self._filter.input.has_focus
            self._list.display, self._board.display = look.as_list, not look.as_list
            if had_focus:
                self._pane.focus()

    def _show_board(self, answer: Boarded, *, keep: bool, onto: int | None) -> None:
        from tui_crm.screens.ticket_texts import empty_lines  # noqa: PLC0415 - behind the first paint

        self._rows = {row.id: row for row in answer.found.rows}
        self._board.empty = empty_lines(answer.question.look.text)
        self._board.show(answer.board, self._card, keep_cursor=keep, onto=onto)

    def _show_list(self, answer: Listed, crm: "Crm", *, keep: bool, onto: int | None) -> None:
        from tui_crm.screens.ticket_lines import ticket_rows  # noqa: PLC0415 - as above
        from tui_crm.screens.ticket_texts import empty_lines  # noqa: PLC0415 - as above

        self._list.empty = empty_lines(answer.question.look.text)
        rows = ReadRows(answer.ids, partial(ticket_rows, crm, self._rows), self.tell_failure, complete=answer.complete)
        self._list.show(rows, keep_cursor=keep, onto=onto)
        here = self._list.highlighted_id
        if here is not None and here not in self._rows:
            rows.rows([here])
        order = answer.order
        column = next((key for key, field in FIELDS.items() if order and field == order[0].field), None)
        self._list.show_order(column, descending=bool(order) and order[0].descending)

    def _card(self, ticket_id: int) -> "BoardCard":
        """Return what the card of a ticket says at this moment."""
        from tui_crm.screens.ticket_board import card  # noqa: PLC0415 - as above
        from tui_crm.screens.times import Moment  # noqa: PLC0415 - as above

        assert self.crm is not None
        rating = self._shown.found.ratings.get(ticket_id) if isinstance(self._shown, Boarded) else None
        return card(self._rows[ticket_id], Moment.of(self.crm.clock), rating)

    @on(Board.SelectionChanged)
    @on(RecordTable.SelectionChanged)
    def _show_count(self) -> None:
        from tui_crm.screens.ticket_texts import board_count, list_count  # noqa: PLC0415 - as above

        shown, marked = self._shown, len(self._pane.selection)
        if isinstance(shown, Boarded) and self.crm is not None:
            self._filter.show_count(board_count(shown.found.rows, self._look.lanes, marked, self.crm.clock))
        elif isinstance(shown, Listed):
            self._filter.show_count(list_count(len(shown.ids), marked, complete=shown.complete))

    @on(Board.Highlighted)
    @on(Board.SelectionChanged)
    @on(RecordTable.Highlighted)
    @on(RecordTable.SelectionChanged)
    def _look_at(self) -> None:
        here = self._pane.highlighted_id
        if here is not None and here not in self._rows and self._look.as_list:
            self._list.source.rows([here])
        self._preview.look_at(here)
        self.show_keys()

    @on(Board.Selected)
    def _open_card(self, event: Board.Selected) -> None:
        self.post_message(ShowTicket(event.card_id, self.MODE))

    @on(RecordTable.Selected)
    def _open_line(self, event: RecordTable.Selected) -> None:
        self.post_message(ShowTicket(event.record_id, self.MODE))

    @on(Board.MoveWanted)
    def _move(self, event: Board.MoveWanted) -> None:
        self.move_tickets(self._board.selected() or IdSet((event.card_id,)), TicketState(event.column))

    @on(FilterBar.Changed)
    def _ask_for_text(self, event: FilterBar.Changed) -> None:
        if self._pointing is not None:
            self._pointing.stop()
        self._mistake = self._added = None
        self._filter.clear_problem()
        self._ask(replace(self._look, text=event.text))

    @on(NotUnderstood)
    def _point_soon(self, event: NotUnderstood) -> None:
        """Point at a mistake after a while, but at a word that can still become right only when the filter is left."""
        if self._search is not None and self._search.is_current(event.question):
            self._mistake = event.error
            if not self.words.is_unfinished(event.question.look.text, event.error.at):
                self._pointing = self.set_timer(_GENTLE, lambda: self._point(event.error))

    def _point(self, error: UsageError) -> None:
        said = " · ".join(filter(None, (error.hint, error.message)))  # what to do first: the rest may not fit
        self._filter.show_problem(said, error.at)

    @on(FilterBar.Submitted)
    @on(FilterBar.Left)
    def _leave_filter(self) -> None:
        self._pane.focus()
        if self._mistake is not None:
            self._point(self._mistake)

    def action_filter(self) -> None:
        """Go to the filter."""
        self._filter.input.focus()

    def action_clear(self) -> None:
        """Take the selection back, else the filter."""
        if self._pane.selection:
            self.forget_chosen()
        else:
            self._filter.text = ""

    def action_copy_command(self) -> None:
        """Copy the command that prints what is shown."""
        from tui_crm.screens.contact_texts import shell_command  # noqa: PLC0415 - behind the first paint

        assert self.crm is not None
        self.copy(shell_command(self.crm, "ticket", "list", *filter(None, (self._look.text.strip(),))))

    def action_turn_view(self) -> None:
        """Show the board, or a list."""
        self._ask(replace(self._look, as_list=not self._look.as_list))

    def action_turn_lanes(self) -> None:
        """Part the board by priority, by owner, or not at all, whichever comes next."""
        self._ask(replace(self._look, lanes=self._look.lanes.next))

    def action_whose(self) -> None:
        """Narrow the filter to one's own tickets, or take that back."""
        text = self._filter.text
        others = _MINE.sub("", text).strip()
        self._filter.text = others if _MINE.search(text) else f"{text} owner:me".strip()

    def action_sort(self) -> None:
        """Ask for another order of the list, and put it into the filter."""
        from tui_crm.screens.dialogs.sorting import SortChooser  # noqa: PLC0415 - a dialog is loaded when it opens

        assert self.crm is not None
        assert isinstance(self._shown, Listed)
        self.app.push_screen(SortChooser(self.crm.tickets.sortings(), self._shown.order), self._sort)

    @on(RecordTable.TitleChosen)
    def _sort_by_title(self, event: RecordTable.TitleChosen) -> None:
        from tui_crm.screens.dialogs.sorting import other_way  # noqa: PLC0415 - as above

        if isinstance(self._shown, Listed) and event.column in FIELDS:
            self._sort(other_way(FIELDS[event.column], self._shown.order))

    def _sort(self, chosen: str | None) -> None:
        if chosen is not None and self.crm is not None:
            descending, field = chosen.startswith("-"), chosen.removeprefix("-")
            try:
                text = self.crm.tickets.sorted_text(self._look.text, field, descending=descending)
            except CrmError as error:
                self.tell_failure(error)
            else:
                self._filter.text = text
