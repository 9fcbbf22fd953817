"""What the steps of an import have in common: one of them is shown at a time, and says how things stand on a line or two."""

from enum import IntEnum
from typing import Final

from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui_crm.errors import CrmError
from tui_crm.i18n import N_, _
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.safe_text import safe_content


class At(IntEnum):
    """Where one is."""

    FILE = 0
    COLUMNS = 1
    PLAN = 2
    WRITING = 3
    DONE = 4


_TITLES: Final = (N_("File"), N_("Columns"), N_("Plan"), N_("Import"), N_("Done"))


def step_line(at: At) -> list[Cell]:
    """Return the steps side by side, with a mark where one is."""
    found = []
    for number, title in enumerate(_TITLES):
        here = number == at
        role = Role.ACCENT if here else Role.PLAIN if number < at else Role.MUTED
        mark = "●" if number <= at else "○"
        found += [Cell(_(title), role, bold=here, mark=mark, mark_role=role), Cell(" ")]
    return found


class Step(Vertical):
    """A step; what has the ``first`` focus is used first."""

    first: Widget

    def __init__(self) -> None:
        super().__init__()
        self.note = Static(classes="note")

    def tell(self, *lines: str, style: str = "$muted") -> None:
        """Say how things stand."""
        self.note.update(Content("\n").join(safe_content(line, style) for line in lines if line))

    def tell_failure(self, error: CrmError) -> None:
        """Say what went wrong, and what can be done about it here."""
        self.tell(error.message, said_here(error.hint), style="$error")


def said_here(hint: str) -> str:
    """Return a hint as it is said on the screen, which has none of the options of the command line."""
    return _("in a shell: {hint}").format(hint=hint) if "--" in hint else hint
