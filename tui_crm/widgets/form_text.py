"""A text of several lines in a form."""

from typing import ClassVar, Final

from textual import on
from textual.binding import BindingType
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult

from tui_crm.display import safe
from tui_crm.widgets.form_editors import Edit as Edited
from tui_crm.widgets.form_editors import Passed

LONGEST: Final = 20_000
"""So many characters a text takes."""


def safe_text(text: str) -> str:
    """Return ``text`` with every line made safe, and its line ends."""
    return "\n".join(safe(line) for line in text.splitlines()) + ("\n" if text.endswith("\n") else "")


class FormText(TextArea):
    """Lines that break where they must. Up on the first line and down on the last go to the fields beside it."""

    BINDINGS: ClassVar[list[BindingType]] = []
    longest: ClassVar[int] = LONGEST
    DEFAULT_CSS = """
    FormText {
        border: none;
        padding: 0;
        background: transparent;
        scrollbar-size-vertical: 1;
        &:focus { border: none; }
        & .text-area--cursor-line { background: transparent; }
        & .text-area--cursor { background: $accent; color: $background; }
    }
    """

    def __init__(self, text: str, lines: int, edited: Edited) -> None:
        whole = safe_text(text)
        self.is_cut = len(whole) > LONGEST
        super().__init__(whole[:LONGEST], soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.cursor_blink = False
        self.highlight_cursor_line = False
        self.styles.height = lines
        self._edited = edited
        self._told = self.text

    def go_on(self, text: str) -> None:
        """Go on behind what stands there."""
        self.insert(text, self.document.end)
        self.move_cursor(self.document.end)

    def offers(self) -> tuple[str, ...]:
        """Return nothing: free text is not completed."""
        return ()

    def mark_wrong(self, at: int) -> None:
        """Underline nothing."""

    def load_text(self, text: str) -> None:
        """Put another text in, with nothing in it that could harm."""
        super().load_text(safe_text(text)[:LONGEST])
        self._tell()

    def edit(self, edit: Edit) -> EditResult:
        """Make an edit, with nothing in it that could harm and no more than the text takes."""
        room = LONGEST - len(self.text) + len(self.get_text_range(edit.top, edit.bottom))
        edit.text = safe_text(edit.text)[: max(0, room)]
        result = super().edit(edit)
        self._tell()
        return result

    def undo(self) -> None:
        """Take the last edits back."""
        super().undo()
        self._tell()

    def redo(self) -> None:
        """Make edits again that were taken back."""
        super().redo()
        self._tell()

    def _tell(self) -> None:
        if self.text != self._told:
            self._told = self.text
            self._edited(self.text)

    def action_cursor_up(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        """Go up a line, or to the field before."""
        if not select and self.wrapped_document.location_to_offset(self.cursor_location).y == 0:
            self.post_message(Passed(-1))
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:  # noqa: FBT001, FBT002 - as above
        """Go down a line, or to the next field."""
        if not select and self.wrapped_document.location_to_offset(self.cursor_location).y == self._last_row:
            self.post_message(Passed(1))
        else:
            super().action_cursor_down(select)

    @property
    def _last_row(self) -> int:
        return self.wrapped_document.height - 1

    def on_unmount(self) -> None:
        """Let the app forget this text: Textual's watch of the theme would keep the whole form until the theme changes."""
        watchers = getattr(self.app, "__watchers", {})
        watchers["theme"] = [each for each in watchers.get("theme", ()) if each[0] is not self]

    def on_mount(self) -> None:
        """Begin behind the text."""
        self.move_cursor(self.document.end)

    @on(TextArea.Changed)
    def _hush(self, event: TextArea.Changed) -> None:
        event.stop()
