"""Today: what waits for one, the overdue first; each line is answered where it stands, and goes."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Static

from tui_crm.commands import Where, bindings
from tui_crm.screens.contact_preview import ContactPreview
from tui_crm.screens.messages import ShowJourney, ShowThere, ShowTicket
from tui_crm.screens.reminder_verbs import ReminderAtHand, ReminderVerbs
from tui_crm.screens.today_columns import columns
from tui_crm.screens.today_reading import Answer, TodayReading
from tui_crm.widgets.id_set import IdSet
from tui_crm.widgets.painting import is_plain
from tui_crm.widgets.record_table import RecordTable
from tui_crm.widgets.safe_text import safe_content

if TYPE_CHECKING:
    from datetime import date

    from tui_crm.models.agenda import AgendaLine, Section
    from tui_crm.screens.call_list import CallList
    from tui_crm.screens.today_lines import TodayLines
    from tui_crm.services.crm import Crm
    from tui_crm.services.feed import Changes


class TodayScreen(ReminderVerbs):
    """What waits for the person at the keyboard, or for everybody."""

    MODE = "today"
    PLACES = (Where.TODAY, Where.CONTACT, Where.LIST, Where.EVERYWHERE)
    CSS_PATH = "today.tcss"
    AUTO_FOCUS = "RecordTable"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.TODAY)

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self._everybody = False
        self._head = Static(id="head")
        self._list = RecordTable(columns(everybody=False))
        self._preview = ContactPreview()
        self._lines: TodayLines | None = None
        self._reading: TodayReading | None = None
        self._leaving: dict[int, AgendaLine] = {}

    def body(self) -> ComposeResult:
        """Compose the day, and below it the list with the card beside it."""
        yield self._head
        with Horizontal(id="body"):
            yield self._list
            yield self._preview

    def opened(self, crm: "Crm") -> None:
        """Begin to show what waits in ``crm``."""
        self._lines = None
        self._leaving.clear()
        self._preview.open(crm)
        self._stop_reading()
        self._reading = TodayReading(self, crm)
        self._reading.ask(everybody=self._everybody)

    def on_unmount(self) -> None:
        """Leave nothing running behind."""
        self._stop_reading()

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.close()

    def data_changed(self, changes: "Changes") -> None:  # noqa: ARG002 - whatever was written may show
        """Read again what is shown."""
        self._preview.forget()
        if self._reading is not None:
            self._reading.ask_again()

    @on(Answer)
    def _show(self, answer: Answer) -> None:
        from tui_crm.screens.today_lines import TodayLines  # noqa: PLC0415 - behind the first paint
        from tui_crm.screens.today_texts import empty_lines, title  # noqa: PLC0415 - as above

        if self.crm is None or self._reading is None or not self._reading.is_current(answer.question):
            return
        everybody = answer.question.everybody
        before = self._lines
        lines = TodayLines(answer.pages, self.crm.clock, everybody=everybody, plain=is_plain(self))
        self._lines = lines
        self.set_class(not lines.ids, "-nothing")
        self._list.columns = columns(everybody=everybody)
        self._list.empty = empty_lines(everybody=everybody)
        self._list.show(lines, keep_cursor=before is not None, leaving=self._leaving)
        self._leaving = {key: line for key, line in self._leaving.items() if lines.lines.get(key) == line}
        day, whose = title(self.crm, everybody=everybody)
        self._head.update(safe_content(day, "bold") + safe_content(f"  {whose}", "$muted"))
        self.show_keys()

    @property
    def line(self) -> "AgendaLine | None":
        """The line under the cursor; None where there is none."""
        here = self._list.highlighted_id
        return None if here is None or self._lines is None else self._lines.lines.get(here)

    @property
    def _section(self) -> "Section | None":
        """The section that the cursor is in; None where nothing waits."""
        here = self._list.highlighted_id
        more = None if here is None or self._lines is None else self._lines.more.get(here)
        return self.line.section if self.line else more

    def contact_at_hand(self) -> int | None:
        """Return the contact of the line under the cursor."""
        return self.line.contact_id if self.line else None

    def reminder_at_hand(self) -> ReminderAtHand | None:
        """Return the reminder of the line under the cursor; None where it is something else."""
        line = self.line
        if line is None or not line.is_reminder:
            return None
        return ReminderAtHand(line.id, " · ".join(filter(None, (line.name, line.text))), priority=line.priority)

    def answering(self, ids: IdSet) -> None:
        """Let the cursor stay at its place when the lines of these go."""
        shown = self._lines.lines if self._lines is not None else {}
        self._leaving |= {key: line for key, line in shown.items() if line.is_reminder and line.id in ids}

    def answered(self, ids: IdSet, *, changed: bool) -> None:
        """Follow the lines again that could not be answered."""
        if not changed:
            self._leaving = {key: line for key, line in self._leaving.items() if line.id not in ids}

    def day_at_hand(self) -> "date | None":
        """Return the day of the holiday under the cursor; None where it is something else."""
        return self._holiday.day if self._holiday else None

    def text_at_hand(self) -> str:
        """Return what one sets a reminder for on the holiday under the cursor."""
        from tui_crm.screens.today_texts import greeting  # noqa: PLC0415 - behind the first paint

        return greeting(self._holiday) if self._holiday else ""

    @property
    def _holiday(self) -> "AgendaLine | None":
        return self.line if self.line is not None and self.line.thing == "holiday" else None

    def call_list(self) -> "CallList | None":
        """Return the contacts that wait today, in the order of the lines."""
        from tui_crm.screens.call_list import of_contacts  # noqa: PLC0415 - behind the first paint

        if self.crm is None or self._lines is None:
            return None
        name = f"today {self.crm.clock.today()} {'everybody' if self._everybody else 'mine'}"
        return of_contacts(name, [line.contact_id for line in self._lines.lines.values()])

    def occasion_at_hand(self) -> str:
        """Return what the line under the cursor asks to be written for."""
        from tui_crm.screens.today_texts import occasion  # noqa: PLC0415 - behind the first paint

        return occasion(self.line)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        if action in {"whose", "copy_command", "remind"}:
            return self._lines is not None
        return super().check_action(action, parameters)

    @on(RecordTable.Highlighted)
    def _look_at(self) -> None:
        self._preview.look_at(self.contact_at_hand())
        self.show_keys()

    @on(RecordTable.Selected)
    def _open(self) -> None:
        if self.line is None:
            self._list_all()
        elif self.line.clock:
            self.post_message(ShowTicket(self.line.id, self.MODE))
        elif (contact_id := self.contact_at_hand()) is not None:
            self.post_message(ShowJourney(contact_id))
        elif self.line.is_reminder:
            self.action_edit_reminder()
        else:
            self.action_remind()

    def _list_all(self) -> None:
        """List all the contacts of the section that has more of them than are shown."""
        from tui_crm.screens.today_texts import filter_of  # noqa: PLC0415 - behind the first paint

        wanted = filter_of(self._section, everybody=self._everybody)
        if wanted:
            self.post_message(ShowThere("contacts", lambda screen: screen.look_for(wanted)))

    def action_whose(self) -> None:
        """Show what waits for everybody, or for oneself again."""
        self._everybody = not self._everybody
        self._lines = None
        if self._reading is not None:
            self._reading.ask(everybody=self._everybody)

    def action_copy_command(self) -> None:
        """Copy the command that prints what the line under the cursor is among."""
        from tui_crm.screens.today_texts import command  # noqa: PLC0415 - as above

        assert self.crm is not None
        self.copy(command(self.crm, self._section, self.line, everybody=self._everybody))
