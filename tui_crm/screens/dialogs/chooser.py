"""A short list over a screen, of which one is chosen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from tui_crm.display import measure, safe
from tui_crm.i18n import N_
from tui_crm.screens.dialogs.dialog import Dialog
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import Column
from tui_crm.widgets.record_source import KnownRows
from tui_crm.widgets.record_table import RecordTable

_TALLEST: Final = 15  # lines


@dataclass(frozen=True)
class Choice:
    """Something to choose: ``key`` is the answer; it shows a title, a remark, and a note at the right end.

    ``also`` are other words, in lower case, by whose beginnings it is found.
    """

    key: str
    title: str
    remark: str = ""
    note: str = ""
    also: str = ""

    def fits(self, words: Sequence[str]) -> int:
        """Return how well it fits ``words``, in lower case: 3 its title begins so, 2 they stand there, 1 in the remark."""
        title, remark = self.title.lower(), self.remark.lower()
        if all(word in title for word in words):
            return 3 if title.startswith(" ".join(words)) else 2
        also = self.also.split()
        if also and all(word in title or any(other.startswith(word) for other in also) for word in words):
            return 2
        return int(all(word in title or word in remark for word in words))


class Chooser(Dialog[str]):
    """Shows ``choices`` under ``titles`` (of the title, the remark and the note), the one with the key ``begin`` first."""

    CSS_PATH = "dialogs.tcss"
    LEAST: ClassVar[int] = 0
    """For so many choices there is room in any case."""
    KEYS = {"list.open": N_("choose"), "dialog.leave": N_("close")}  # noqa: RUF012 - as in Dialog

    def __init__(self, choices: Sequence[Choice], titles: tuple[str, str, str], begin: str = "") -> None:
        super().__init__()
        self.choices = tuple(choices)
        self._begin = next((number for number, each in enumerate(choices) if each.key == begin), 0)
        title, remark, note = titles
        self.list = RecordTable(
            (
                Column("title", title, 16, fraction=1),
                Column("remark", remark, 20, fraction=4, priority=-1),
                Column("note", note, max((measure(safe(each.note)) for each in choices), default=0), align="right"),
            )
        )

    def compose(self) -> ComposeResult:
        """Lay the list out, under what a kind of chooser puts above it."""
        with Vertical(classes="box"):
            yield from self.above()
            yield self.list
            yield self.key_bar()

    def above(self) -> Iterator[Widget]:
        """Yield what stands above the list."""
        yield from ()

    def on_mount(self) -> None:
        """Show all choices."""
        self.list.styles.height = min(max(len(self.choices), self.LEAST) + 1, _TALLEST)
        with self.prevent(RecordTable.Highlighted):  # the cursor only passes the first one by
            self.offer(self.choices)
        self.list.action_move(self._begin)
        self.begin()

    def begin(self) -> None:
        """Give the focus to what is used first."""
        self.list.focus()

    def offer(self, choices: Sequence[Choice]) -> None:
        """Show these choices."""
        self.choices = tuple(choices)
        cells = {
            number: (Cell(each.title, Role.STRONG), Cell(each.remark, Role.MUTED), Cell(each.note, Role.ACCENT))
            for number, each in enumerate(self.choices)
        }
        self.list.show(KnownRows(cells), keep_cursor=False)

    @on(RecordTable.Selected)
    def choose(self, event: RecordTable.Selected) -> None:
        """Close the dialog with what was chosen."""
        self.dismiss(self.choices[event.record_id].key)
