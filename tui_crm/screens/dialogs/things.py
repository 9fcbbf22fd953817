"""A short list of things that a team keeps, such as its tags: look at them, add one, change one, remove one."""

import asyncio
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Final, Generic, Protocol, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tui_crm.commands import COMMANDS, Where, bindings
from tui_crm.errors import CrmError
from tui_crm.i18n import N_, _
from tui_crm.screens.dialogs.dialog import Dialog
from tui_crm.screens.messages import ReadFailed, RunWrite
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import Column
from tui_crm.widgets.record_source import KnownRows
from tui_crm.widgets.record_table import RecordTable
from tui_crm.widgets.safe_text import safe_content

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.worker import WorkType

    from tui_crm.models.cards import Done
    from tui_crm.services.crm import Crm

_TALLEST: Final = 15  # lines


class HasId(Protocol):
    """A thing with its number."""

    @property
    def id(self) -> int:
        """Its number."""
        ...


Thing = TypeVar("Thing", bound=HasId)


class Things(Dialog[None], Generic[Thing]):
    """Shows the things of ``crm``; a kind of thing says how they are read, drawn and changed."""

    TITLE: ClassVar[str]
    EMPTY: ClassVar[str]
    """What an empty list says, a marked message with the ``{key}`` that adds one and the ``{tag}`` that tags a contact."""
    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.THINGS)
    KEYS: ClassVar[Mapping[str, str]] = {
        "things.new": N_("add"),
        "things.edit": N_("change"),
        "things.delete": N_("remove"),
        "things.undo": N_("undo"),
        "dialog.leave": N_("close"),
    }

    def __init__(self, crm: "Crm") -> None:
        super().__init__()
        self.crm = crm
        self.list = RecordTable(self.columns())
        self._things: dict[int, Thing] = {}

    @abstractmethod
    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the list."""

    @abstractmethod
    def read(self) -> Sequence[Thing]:
        """Return the things there are, in their order; called in a thread."""

    @abstractmethod
    def cells(self, thing: Thing) -> Sequence[Cell]:
        """Return the cells of a thing."""

    @abstractmethod
    def form(self, thing: Thing | None) -> "Screen[Done | None]":
        """Return the form that changes a thing, or with None adds one."""

    @abstractmethod
    def take_out(self, thing: Thing) -> None:
        """Remove a thing, after asking."""

    def compose(self) -> ComposeResult:
        """Lay the list out."""
        with Vertical(classes="box things"):
            yield Static(safe_content(_(self.TITLE), "bold"), classes="title")
            yield self.list
            yield self.key_bar()

    def on_mount(self) -> None:
        """Read the things."""
        keys = {"key": COMMANDS["things.new"].first_key, "tag": COMMANDS["contact.tag"].first_key}
        self.list.empty = (Cell(_(self.EMPTY).format(**keys), Role.MUTED),)
        self.list.styles.height = _TALLEST
        self.list.focus()
        self.read_again()

    def read_again(self) -> None:
        """Read the things anew, since one of them is another now."""
        reading: WorkType[None] = self._read
        self.run_worker(reading, group="things", exclusive=True)

    async def _read(self) -> None:
        try:
            found = await asyncio.to_thread(self.read)
        except CrmError as error:
            self.post_message(ReadFailed(error))
            return
        self._things = {thing.id: thing for thing in found}
        self.list.show(KnownRows({thing.id: self.cells(thing) for thing in found}), keep_cursor=True)

    @property
    def things(self) -> Sequence[Thing]:
        """The things, as they were read last."""
        return tuple(self._things.values())

    @property
    def here(self) -> Thing | None:
        """The thing under the cursor."""
        return self._things.get(self.list.highlighted_id or 0)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether there is something to change or to remove."""
        if action in {"edit", "delete"}:
            return self.here is not None
        return super().check_action(action, parameters)

    def action_new(self) -> None:
        """Ask for a new one."""
        self.ask(self.form(None))

    def action_edit(self) -> None:
        """Change the one under the cursor."""
        if self.here is not None:
            self.ask(self.form(self.here))

    @on(RecordTable.Selected)
    def _open(self) -> None:
        self.open_one()

    def open_one(self) -> None:
        """Do what enter does: change the one under the cursor."""
        self.action_edit()

    def ask(self, form: "Screen[Done | None]") -> None:
        """Open a form, and read the things again when it has written something."""
        self.app.push_screen(form, lambda done: self.read_again() if done else None)

    def action_delete(self) -> None:
        """Remove the one under the cursor."""
        if self.here is not None:
            self.take_out(self.here)

    def remove_after(self, question: str, write: RunWrite) -> None:
        """Have something removed where the person agrees."""
        from tui_crm.screens.dialogs.question import Question  # noqa: PLC0415 - a dialog is loaded when it opens

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual passes it by position
            if yes:
                self.write(write)

        self.app.push_screen(Question(question), answered)

    def action_undo(self) -> None:
        """Take back what the person did last."""
        self.write(RunWrite(_("Undoing…"), lambda crm: crm.history.undo(), back="app.redo"))

    def write(self, write: RunWrite) -> None:
        """Have something written, and read the things again when it is."""
        reply = write.reply

        def told(result: "Done | CrmError") -> bool:
            self.read_again()
            return reply is not None and reply(result)

        write.reply = told
        self.post_message(write)
