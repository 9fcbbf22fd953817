"""A page to read over a screen: the keys, or what an operation did."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from tui_crm.commands import Where, bindings
from tui_crm.i18n import N_
from tui_crm.screens.dialogs.dialog import Dialog
from tui_crm.widgets.card import Card, CardSection


class Reader(Dialog[None]):
    """Shows sections and scrolls through them."""

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.READER)
    KEYS = {"dialog.leave": N_("close"), "reader.down": N_("down"), "reader.up": N_("up")}  # noqa: RUF012 - as in Dialog

    def __init__(self, sections: Sequence[CardSection]) -> None:
        super().__init__()
        self._sections = tuple(sections)
        self._page = Card()

    def compose(self) -> ComposeResult:
        """Lay the page out."""
        with Vertical(classes="page"):
            yield self._page
            yield self.key_bar()

    def on_mount(self) -> None:
        """Show the page."""
        self._page.show(self._sections)

    def action_scroll(self, lines: int) -> None:
        """Scroll by ``lines``."""
        self._page.scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """Scroll by ``pages`` screens."""
        self._page.scroll_relative(y=pages * self._page.size.height, animate=False)
