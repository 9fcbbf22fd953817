"""What all dialogs share: they close with escape, and the program can be left from them."""

from typing import ClassVar, Generic, TypeVar

from textual.binding import BindingType
from textual.screen import ModalScreen

from tui_crm.commands import Where, bindings

Answer = TypeVar("Answer")


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """A dialog that is dismissed with its answer, or with None where there is none."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.DIALOG)

    def action_leave(self) -> None:
        """Close the dialog without an answer."""
        self.dismiss(None)
