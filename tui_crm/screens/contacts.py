"""Contacts: everybody one works with, found as one types, with the card of whoever the cursor is on beside the list."""

import asyncio
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tui_crm.commands import Where, bindings, given_at, key_hints
from tui_crm.errors import CrmError, UsageError
from tui_crm.i18n import _, ngettext
from tui_crm.screens.contact_columns import columns
from tui_crm.screens.contact_preview import ContactPreview, read_story
from tui_crm.screens.contact_search import Answer, ContactSearch, Doubted, NotUnderstood
from tui_crm.screens.contact_texts import count_text, empty_lines, list_command
from tui_crm.screens.filter_words import FilterWords
from tui_crm.screens.messages import DataChanged, OpenDemo, ReadFailed, RunWrite
from tui_crm.screens.screen import CrmScreen
from tui_crm.screens.toasts import toast
from tui_crm.widgets.filter_bar import FilterBar
from tui_crm.widgets.id_set import IdSet
from tui_crm.widgets.key_bar import KeyBar
from tui_crm.widgets.record_table import RecordTable
from tui_crm.widgets.tab_bar import Tab, TabBar

if TYPE_CHECKING:
    from textual.timer import Timer

    from tui_crm.screens.dialogs.tagging import TagWords
    from tui_crm.services.crm import Crm

_PAGE_ACTIVITIES: Final = 100
_GENTLE: Final = 0.5  # seconds before a mistake is pointed at, since most are half-typed words
_MINUTE: Final = 60.0
_MANY: Final = 100  # contacts; before more of them are changed a question is asked


class ContactsScreen(CrmScreen):
    """The list of all contacts. It paints itself empty, and fills once a CRM is opened.

    ``note`` stands at the right end of the line of keys until then.
    """

    CSS_PATH = "contacts.tcss"
    AUTO_FOCUS = "RecordTable"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.CONTACTS)
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-roomy"), (170, "-wide")]  # noqa: RUF012 - as Textual declares it

    def __init__(self, note: str) -> None:
        super().__init__()
        self._words = FilterWords()
        hint = _("a name, a phone number, any word, or a field: stage:active owner:me")
        self._filter = FilterBar(highlight=self._words.coloured, complete=self._words.completions, placeholder=hint)
        self._list = RecordTable(columns())
        self._preview = ContactPreview()
        self._keys = KeyBar(note=note)
        self._note = note
        self._crm: Crm | None = None
        self._search: ContactSearch | None = None
        self._shown: Answer | None = None
        self._mistake: UsageError | None = None
        self._pointing: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield TabBar((Tab("2", _("Contacts")),), active="2")
        yield self._filter
        with Horizontal(id="body"):
            yield self._list
            yield self._preview
        yield self._keys

    def on_mount(self) -> None:
        """Keep true what the list says of the time."""
        self.set_interval(_MINUTE, self._list.refresh_records)

    def open(self, crm: "Crm") -> None:
        """Show the contacts of ``crm`` from now on."""
        self._crm = crm
        self._shown = None
        self._words.open(crm)
        self._preview.open(crm)
        self._list.clear_selection()
        self._note = f"{crm.database.path.name} · {crm.actor.login}"
        self.show_work("")
        self._stop_searching()
        self._search = ContactSearch(self, crm)
        self._search.ask(self._filter.text)

    def on_unmount(self) -> None:
        """Leave nothing running behind."""
        self._stop_searching()

    def _stop_searching(self) -> None:
        if self._search is not None:
            self._search.close()

    def show_work(self, label: str) -> None:
        """Say what is being written in the place of the file's name."""
        self._keys.show(note=label or self._note)

    @property
    def places(self) -> tuple[Where, ...]:
        """Where the person is, as far as keys are concerned."""
        typing = self._filter.input.has_focus
        return (Where.FILTER,) if typing else (Where.CONTACTS, Where.LIST, Where.EVERYWHERE)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether an action of this screen has something to work on."""
        match action:
            case "delete" | "tag":
                return bool(self._list.selection) or self._list.highlighted_id is not None
            case "copy_command":
                return self._shown is not None
            case "demo":
                return self._shown is not None and self._shown.total == 0
            case _:
                return super().check_action(action, parameters)

    def _chosen(self) -> IdSet:
        """Return the selected contacts, or else the one under the cursor."""
        here = self._list.highlighted_id
        return self._list.selected() or IdSet(() if here is None else (here,))

    @on(FilterBar.Changed)
    def _ask(self, event: FilterBar.Changed) -> None:
        if self._pointing is not None:
            self._pointing.stop()
        self._mistake = None
        self._filter.clear_problem()
        if self._search is not None:
            self._search.ask(event.text)

    @on(NotUnderstood)
    @on(Doubted)
    def _point_soon(self, event: NotUnderstood | Doubted) -> None:
        """Point at a mistake after a while, but at a word that can still become right only when the filter is left."""
        if self._search is not None and self._search.is_current(event.question):
            self._mistake = event.error
            if not self._words.is_unfinished(event.question.text, event.error.at):
                self._pointing = self.set_timer(_GENTLE, lambda: self._point(event.error))

    def _point(self, error: UsageError) -> None:
        said = " · ".join(filter(None, (error.hint, error.message)))  # what to do first: the rest may not fit
        self._filter.show_problem(said, error.at)

    @on(Answer)
    def _show(self, answer: Answer) -> None:
        from tui_crm.screens.contact_lines import ContactLines  # noqa: PLC0415 - behind the first paint

        if self._crm is None or self._search is None or not self._search.is_current(answer.question):
            return
        asked_before = self._shown is not None and self._shown.question.text == answer.question.text
        self._shown = answer
        self.set_class(answer.total == 0, "-nobody")
        self._list.empty = empty_lines(answer)
        self._list.show(ContactLines(self._crm, answer.ids, self._tell_failure), keep_cursor=asked_before)
        self._show_count()
        self._show_keys()

    def _tell_failure(self, error: CrmError) -> None:
        self.post_message(ReadFailed(error))

    @on(RecordTable.Highlighted)
    def _look_at(self, event: RecordTable.Highlighted) -> None:
        self._preview.look_at(event.record_id)

    @on(RecordTable.SelectionChanged)
    def _show_count(self) -> None:
        if self._shown is not None:
            self._filter.show_count(count_text(self._shown, len(self._list.selection)))

    @on(DataChanged)
    def _read_again(self) -> None:
        self._list.refresh_records()
        self._preview.forget()
        if self._search is not None:
            self._search.ask_again()

    def on_descendant_focus(self) -> None:
        """Show the keys of where one is now."""
        self._show_keys()

    def _show_keys(self) -> None:
        given = [command for command in given_at(*self.places) if command.is_enabled(self)]
        self._keys.show(key_hints(given))

    @on(KeyBar.Chosen)
    async def _press(self, event: KeyBar.Chosen) -> None:
        for command in given_at(*self.places):
            if command.bar is not None and command.first_key == event.key:
                await self.app.run_action(command.action)

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

    def action_delete(self) -> None:
        """Put the chosen contacts in the trash."""
        chosen = self._chosen()
        question = ngettext("Put {count} contact in the trash?", "Put {count} contacts in the trash?", len(chosen))
        self._write(chosen, question, RunWrite(_("Deleting…"), lambda crm: crm.contacts.delete([*chosen])))

    def action_tag(self) -> None:
        """Ask for tags, and put them on the chosen contacts or take them off."""
        from tui_crm.screens.dialogs.tagging import Tagging  # noqa: PLC0415 - a dialog is loaded when it opens

        chosen = self._chosen()
        question = ngettext("Tag {count} contact", "Tag {count} contacts", len(chosen)).format(count=f"{len(chosen):,}")

        def tag(words: "TagWords | None") -> None:
            if words is not None:
                write = RunWrite(_("Tagging…"), lambda crm: crm.contacts.tag([*chosen], words.add, words.remove))
                self._write(chosen, ngettext("Tag {count} contact?", "Tag {count} contacts?", len(chosen)), write)

        self.app.push_screen(Tagging(question, self._words.tags), tag)

    def _write(self, chosen: IdSet, question: str, write: RunWrite) -> None:
        """Have something written, after asking ``question`` where many contacts are concerned."""
        from tui_crm.screens.dialogs.question import Question  # noqa: PLC0415 - as above

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual passes it by position
            if yes:
                self._list.clear_selection()
                self.post_message(write)

        if len(chosen) < _MANY:
            answered(True)
        else:
            self.app.push_screen(Question(question.format(count=f"{len(chosen):,}")), answered)

    def action_demo(self) -> None:
        """Have the made-up business opened."""
        self.post_message(OpenDemo())

    def action_copy_command(self) -> None:
        """Copy the command that prints this list."""
        assert self._crm is not None
        assert self._shown is not None
        command = list_command(self._crm, self._shown.question.text)
        self.app.copy_to_clipboard(command)
        toast(self.app, _("Copied: {command}").format(command=command))

    @on(RecordTable.Selected)
    def _open(self, event: RecordTable.Selected) -> None:
        self.run_worker(self._show_page(event.record_id), group="page", exclusive=True)

    async def _show_page(self, contact_id: int) -> None:
        from tui_crm.screens.contact_card import whole  # noqa: PLC0415 - as above
        from tui_crm.screens.dialogs.reader import Reader  # noqa: PLC0415 - as above

        assert self._crm is not None
        try:
            story = await asyncio.to_thread(read_story, self._crm, contact_id, _PAGE_ACTIVITIES)
        except CrmError as error:
            self._tell_failure(error)
            return
        if story is not None:
            await self.app.push_screen(Reader(whole(story, self._crm.clock)))
