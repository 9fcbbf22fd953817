"""Every command by its name: type a part of it, press enter."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from tui_crm.commands import Command, Where, bindings
from tui_crm.i18n import N_, _
from tui_crm.screens.dialogs.chooser import Choice, Chooser
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.filter_input import FilterInput


class PaletteLine(FilterInput):
    """The line that is typed into; up and down move in the list meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.PALETTE)


class Palette(Chooser):
    """Asks which of ``commands`` to give; its answer is the command's id."""

    KEYS = {"filter.submit": N_("choose"), "dialog.leave": N_("close")}  # noqa: RUF012 - as in Dialog

    def __init__(self, commands: Sequence[Command]) -> None:
        choices = [Choice(each.id, _(each.title), _(each.help), each.first_key) for each in commands]
        super().__init__(choices, (_("Command"), "", _("Key")))
        self.list.empty = (Cell(_("No command is called like that."), Role.MUTED),)
        self._line = PaletteLine(highlight=None, complete=None, placeholder=_("type a part of a command’s name"))

    def above(self) -> Iterator[Widget]:
        """Yield the line to type into."""
        yield self._line

    def begin(self) -> None:
        """Give the focus to the line."""
        self._line.focus()

    def action_move(self, rows: int) -> None:
        """Move the cursor of the list."""
        self.list.action_move(rows)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self.narrow(event.value)

    @on(Input.Submitted)
    def _choose(self, event: Input.Submitted) -> None:
        event.stop()
        self.list.action_choose()

    @on(FilterInput.Left)
    def _give_up(self) -> None:
        self.dismiss(None)
