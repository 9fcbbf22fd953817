"""Journey: the story of one customer on one line, what lies ahead above now, what happened below."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tui_crm.commands import Where, bindings
from tui_crm.errors import CrmError
from tui_crm.i18n import _
from tui_crm.models.journey import REMINDER, Asked, JourneyEntry, Outline
from tui_crm.screens.contact_preview import ContactPreview
from tui_crm.screens.contact_verbs import ContactVerbs
from tui_crm.screens.journey_lines import JourneyLines
from tui_crm.screens.journey_reading import JourneyReading, Told
from tui_crm.screens.journey_texts import empty_lines, kind_words, nobody_lines, standing, timeline_command, who
from tui_crm.screens.messages import GoBack, RunWrite, ShowTicket
from tui_crm.screens.reminder_verbs import ReminderAtHand, ReminderVerbs
from tui_crm.screens.sharing import share_journey
from tui_crm.widgets.filter_bar import FilterBar
from tui_crm.widgets.headline import Headline
from tui_crm.widgets.timeline import Timeline
from tui_crm.widgets.timeline_lines import NOTHING
from tui_crm.widgets.word_row import WordRow

if TYPE_CHECKING:
    from tui_crm.screens.call_list import CallList
    from tui_crm.screens.prepared import Prepared
    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes


class JourneyScreen(ReminderVerbs):
    """The journey of the customer that one looks at; without one it says how to choose."""

    MODE = "journey"
    PLACES = (Where.JOURNEY, Where.CONTACT, Where.TIMELINE, Where.WORDS, Where.FILTER, Where.EVERYWHERE)
    CSS_PATH = "journey.tcss"
    AUTO_FOCUS = "Timeline"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.JOURNEY)

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self._head = Headline()
        self._kinds = WordRow()
        self._filter = FilterBar(placeholder=_("words to look for in this journey"))
        self._timeline = Timeline()
        self._preview = ContactPreview()
        self._reading: JourneyReading | None = None
        self._contact_id: int | None = None
        self._offered: int | None = None
        self._chosen: frozenset[str] = frozenset()
        self._told: Told | None = None
        self._lines: JourneyLines | None = None

    def body(self) -> ComposeResult:
        """Compose whose journey it is, the kinds, the search, and below them the line of time with the card beside it."""
        yield self._head
        yield self._kinds
        yield self._filter
        with Horizontal(id="body"):
            yield self._timeline
            yield self._preview

    def opened(self, crm: "Crm") -> None:
        """Begin to show journeys as ``crm`` knows them."""
        self._preview.open(crm)
        self._stop_reading()
        self._reading = JourneyReading(self, crm)
        self._told = self._lines = None
        self._ask() if self._contact_id is not None else self._show_nobody()

    def look_at(self, contact_id: int) -> None:
        """Show the journey of a contact, from now on."""
        if contact_id != self._contact_id:
            self._contact_id, self._told = contact_id, None
            self._filter.text = ""
            self.set_class(False, "-searching")
        self._preview.look_at(contact_id)
        self._timeline.focus()
        self._ask()

    def on_screen_resume(self) -> None:
        """Offer the contact that one looked at last, where no customer is chosen yet."""
        if self._contact_id is None and self.crm is not None:
            self._show_nobody()

    def _looked_at_last(self) -> int | None:
        """Return the contact at hand on the screen that one came from."""
        before = self._came_from()
        return None if before is None else before.contact_at_hand()

    def _came_from(self) -> ContactVerbs | None:
        """Return the screen that one came from, where it has contacts."""
        stack = self.app.get_screen_stack(self.came_from) if self.came_from else ()
        before = stack[-1] if stack else None
        return before if isinstance(before, ContactVerbs) and before is not self else None

    def call_list(self) -> "CallList | None":
        """Return the list of the screen that one came from."""
        before = self._came_from()
        return None if before is None else before.call_list()

    def on_unmount(self) -> None:
        """Leave nothing running behind."""
        self._stop_reading()

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.close()

    @property
    def places(self) -> tuple[Where, ...]:
        """Where the person is: the row of kinds takes the keys that it needs."""
        if isinstance(self.focused, WordRow):
            return (Where.WORDS, Where.EVERYWHERE)
        return tuple(place for place in super().places if place is not Where.WORDS)

    def contact_at_hand(self) -> int | None:
        """Return whose journey it is."""
        return self._contact_id if self._told is not None and self._told.whole is not None else None

    def entry_at_hand(self) -> JourneyEntry | None:
        """Return the entry under the cursor."""
        return self._lines.entry(self._timeline.highlighted) if self._lines is not None else None

    def reminder_at_hand(self) -> ReminderAtHand | None:
        """Return the reminder under the cursor; None where it is something else."""
        entry = self.entry_at_hand()
        if entry is None or entry.id is None or entry.kind != REMINDER:
            return None
        return ReminderAtHand(entry.id, entry.text, entry.done, entry.priority)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        match action:
            case "search" | "kinds" | "share" | "copy_command":
                return self._lines is not None
            case "open_offered":
                return self._contact_id is None and self._offered is not None
            case "delete" | "only" | "take_back" | "edit_entry":
                return self._answers(action, self.entry_at_hand())
            case "repeat" if (here := self.reminder_at_hand()) is not None:
                return not here.is_done
            case _:
                return super().check_action(action, parameters)

    @staticmethod
    def _answers(action: str, entry: JourneyEntry | None) -> bool:
        """Return whether an entry has an answer to an action."""
        if entry is None:
            return False
        match action:
            case "take_back":
                return entry.operation_id is not None
            case "delete" | "edit_entry":
                return entry.id is not None
            case _:
                return True

    def data_changed(self, changes: "Changes") -> None:  # noqa: ARG002 - a journey tells of all kinds of things
        """Read again what is shown."""
        self._preview.forget()
        if self._reading is not None and self._contact_id is not None:
            self._reading.ask_again()

    def _ask(self) -> None:
        if self._reading is not None and self._contact_id is not None:
            self._reading.ask(self._contact_id, self._filter.text)

    @on(FilterBar.Changed)
    def _search(self) -> None:
        self._ask()

    @on(Told)
    def _tell(self, told: Told) -> None:
        if self._reading is None or not self._reading.is_current(told.question):
            return
        before, self._told = self._told, told
        if told.whole is None:
            self._contact_id = None
            self._show_nobody()
        else:
            self._show(keep_cursor=before is not None)

    def _show(self, *, keep_cursor: bool) -> None:
        """Show what was told, of the kinds that are chosen."""
        assert self.crm is not None
        assert self._told is not None
        whole, found = self._told.whole, self._told.found
        assert whole is not None
        assert found is not None
        shown = found.of_kinds(self._chosen)
        self._lines = JourneyLines(self.crm, shown, self.tell_failure)
        self._timeline.empty = empty_lines(narrowed=len(whole) > 0)
        self._timeline.show(self._lines, keep_cursor=keep_cursor)
        self.set_class(False, "-nobody")
        self._kinds.show(list(kind_words(whole, self._chosen)))
        self._filter.show_count(f"{len(shown):,}")
        self._show_head(whole)
        self.show_keys()

    def _show_head(self, whole: Outline) -> None:
        assert self.crm is not None
        width = self.size.width - 2
        self._head.show(who(whole.head), standing(whole.head, self.crm.clock, width))

    def _show_nobody(self) -> None:
        """Say what a journey is, and how to choose one."""
        assert self.crm is not None
        self._lines = None
        self.set_class(True, "-nobody")
        self._offered, name = self._looked_at_last(), ""
        try:
            found = self.crm.contacts.rows([self._offered]) if self._offered is not None else []
            name = found[0].name if found else ""
        except CrmError as error:
            self.tell_failure(error)
        self._offered = self._offered if name else None
        self._timeline.empty = nobody_lines(name)
        self._timeline.show(NOTHING, keep_cursor=False)
        self._preview.look_at(None)
        self.show_keys()

    def on_resize(self) -> None:
        """Tell as much of the way as there is room for."""
        if self._told is not None and self._told.whole is not None:
            self._show_head(self._told.whole)

    @on(Timeline.Chosen)
    def _open_ticket(self, event: Timeline.Chosen) -> None:
        entry = self._lines.entry(event.key) if self._lines is not None else None
        if entry is not None and entry.ticket_id is not None:
            self.post_message(ShowTicket(entry.ticket_id, self.MODE))

    @on(Timeline.Highlighted)
    def _show_answers(self) -> None:
        self.show_keys()

    @on(WordRow.Toggled)
    def _toggle(self, event: WordRow.Toggled) -> None:
        self._choose(self._chosen ^ {event.key})

    def _choose(self, kinds: frozenset[str]) -> None:
        self._chosen = kinds
        if self._told is not None and self._told.whole is not None:
            self._show(keep_cursor=True)

    @on(FilterBar.Submitted)
    @on(FilterBar.Left)
    @on(WordRow.Left)
    def _go_to_timeline(self) -> None:
        self._timeline.focus()
        self.set_class(bool(self._filter.text), "-searching")

    def action_search(self) -> None:
        """Go to the line of the search."""
        self.set_class(True, "-searching")
        self._filter.input.focus()

    def action_kinds(self) -> None:
        """Go to the row of kinds."""
        self._kinds.focus()

    def action_only(self) -> None:
        """Show only entries of the kind under the cursor, or all again."""
        entry = self.entry_at_hand()
        if entry is not None:
            only = frozenset({entry.kind})
            self._choose(frozenset() if self._chosen == only else only)

    def action_clear(self) -> None:
        """Take the search back, else the kinds, else go back to where one came from."""
        if self._filter.text:
            self._filter.text = ""
            self.set_class(False, "-searching")
        elif self._chosen:
            self._choose(frozenset())
        else:
            self.post_message(GoBack(self.came_from or "contacts"))

    def action_open_offered(self) -> None:
        """Open the journey of the contact that one looked at last."""
        if self._offered is not None:
            self.look_at(self._offered)

    def action_delete(self) -> None:
        """Put the activity or reminder under the cursor in the trash; contacts are deleted where one sees which."""
        entry = self.entry_at_hand()
        if entry is None or (number := entry.id) is None:
            return
        if entry.kind == REMINDER:
            super().action_delete()
        else:
            self.post_message(RunWrite(_("Deleting…"), lambda crm: crm.activities.delete(number)))

    def action_take_back(self) -> None:
        """Take back the operation that the entry under the cursor tells of."""
        entry = self.entry_at_hand()
        if entry is not None and (operation := entry.operation_id) is not None:
            self.post_message(RunWrite(_("Undoing…"), lambda crm: crm.history.undo(operation), back="app.redo"))

    def action_edit_entry(self) -> None:
        """Open the form of the activity or reminder under the cursor."""
        entry = self.entry_at_hand()
        if entry is None or (number := entry.id) is None:
            return
        if entry.kind == REMINDER:
            self.action_edit_reminder()
            return

        def prepare(crm: "Crm") -> "Prepared":
            from tui_crm.screens.dialogs import activity_form  # noqa: PLC0415 - a dialog is loaded when it opens

            return activity_form.prepared_edit(crm, number)

        self.open_form(prepare)

    def action_copy_command(self) -> None:
        """Copy the command that tells this journey."""
        if self.crm is not None and self._contact_id is not None:
            self.copy(timeline_command(self.crm, self._contact_id, self._chosen, self._filter.text))

    def action_share(self) -> None:
        """Write this journey as a page to share, where the person says."""
        if self.crm is not None and self._told is not None and self._told.whole is not None:
            asked = Asked(kinds=tuple(self._chosen), search=self._filter.text)
            share_journey(self, self.crm, self._told.whole.head, asked)
