"""A list to choose from by typing a part of a name: fields for a column, and answers to what is asked of a file."""

from collections.abc import Iterator, Sequence

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from tui_crm.i18n import N_, _
from tui_crm.screens.dialogs.chooser import Choice, Chooser
from tui_crm.screens.dialogs.palette import PaletteLine
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.safe_text import safe_content


class Picker(Chooser):
    """Asks ``question``; of the ``choices`` one is chosen, the one with the key ``begin`` unless another is looked for."""

    CSS_PATH = "../dialogs/dialogs.tcss"
    LEAST = 8
    KEYS = {"filter.submit": N_("choose"), "dialog.leave": N_("close")}  # noqa: RUF012 - as in Dialog

    def __init__(self, question: str, choices: Sequence[Choice], begin: str, samples: str) -> None:
        super().__init__(choices, (_("Field"), "", ""), begin)
        self._samples = samples
        self._all = tuple(choices)
        self._question = question
        self.list.empty = (Cell(_("Nothing is called like that."), Role.MUTED),)
        self._line = PaletteLine(placeholder=_("a part of its name"))

    def above(self) -> Iterator[Widget]:
        """Yield the question, and the line to type into."""
        yield Static(safe_content(self._question, "bold"), classes="question")
        yield Static(safe_content(self._samples, "$muted"), classes="question")
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
        words = event.value.lower().split()
        found = [each for each in self._all if each.fits(words)]
        self.offer(sorted(found, key=lambda each: -each.fits(words)) if words else found)

    @on(Input.Submitted)
    def _choose(self, event: Input.Submitted) -> None:
        event.stop()
        self.list.action_choose()

    @on(FilterInput.Left)
    def _give_up(self) -> None:
        self.dismiss(None)


class ShortPicker(Chooser):
    """Asks ``question``, with so few answers that nobody need type."""

    CSS_PATH = "../dialogs/dialogs.tcss"

    def __init__(self, question: str, choices: Sequence[Choice], begin: str = "") -> None:
        super().__init__(choices, ("", "", ""), begin)
        self._question = question

    def above(self) -> Iterator[Widget]:
        """Yield the question."""
        yield Static(safe_content(self._question, "bold"), classes="question")
