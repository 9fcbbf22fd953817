"""The form of call mode: that of any call, at the bottom of the screen, so that one sees whom one calls and what was said."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.geometry import Size

from tui_crm.commands import Where, bindings
from tui_crm.i18n import N_
from tui_crm.screens.dialogs.activity_form import LogForm, prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tui_crm.screens.calling import CallScreen
    from tui_crm.screens.messages import RunWrite
    from tui_crm.screens.prepared import Prepared
    from tui_crm.services.crm import Crm


class CallForm(LogForm):
    """Logs the call with the contact that one has. ``wish`` is what call mode shall do, where it was closed for that.

    ``copy_number`` copies the number of the contact; ``has_before`` says whether one had another one before.
    """

    DEFAULT_CLASSES = "calling"
    BINDINGS: ClassVar[list[BindingType]] = bindings(Where.CALL_FORM)
    KEYS = {  # noqa: RUF012 - as in Dialog
        "form.save": N_("save"),
        "dialog.leave": N_("pause"),
        "call_form.skip": N_("skip"),
        "call_form.later": N_("later"),
        "form.discard": N_("discard the draft"),
        "log.timer": N_("timer"),
        "call_form.back": N_("one back"),
        "call_form.number": N_("copy number"),
    }
    wish: "Callable[[CallScreen], None] | None" = None
    copy_number: "Callable[[], None]" = staticmethod(lambda: None)
    has_before = False

    def _note(self, text: str, style: str) -> None:
        """Make room for what is noted, while there is something."""
        self.set_class(bool(text), "-noted")
        super()._note(text, style)

    def headline(self, aside: str) -> None:
        """Show the title while there is something behind it: call mode says above whom one calls."""
        self.set_class(bool(aside), "-timed")
        super().headline(aside)

    def _fit(self, size: Size) -> None:
        """Leave the upper half of the screen to the contact."""
        super()._fit(Size(size.width, size.height // 2 + 3))

    def keys(self) -> "Mapping[str, str]":
        """Return its commands; one goes back where there is somebody to go back to."""
        return {name: word for name, word in super().keys().items() if name != "call_form.back" or self.has_before}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether there is somebody to go back to."""
        if action == "one_back":
            return self.has_before
        return super().check_action(action, parameters)

    def write(self, write: "RunWrite") -> None:
        """Have the call written; call mode says itself that it was."""
        write.is_told = True
        super().write(write)

    def action_leave(self) -> None:
        """Close the form, and stay with the contact."""
        self._close_for(None)

    def _close_for(self, wish: "Callable[[CallScreen], None] | None") -> None:
        """Close the form; not while the call is being saved: one is to hear of that."""
        if not self._is_saving:
            self.wish = wish
            super().action_leave()

    def action_skip(self) -> None:
        """Go on without a call; what was typed is kept."""
        self._close_for(lambda calls: calls.action_skip())

    def action_later(self) -> None:
        """Come back to this contact later; what was typed is kept."""
        self._close_for(lambda calls: calls.action_later())

    def action_one_back(self) -> None:
        """Go back to the contact before; what was typed is kept."""
        self._close_for(lambda calls: calls.action_one_back())

    def action_copy_number(self) -> None:
        """Copy the phone number."""
        self.copy_number()


def ready(crm: "Crm", contact_id: int) -> "Prepared":
    """Read what the form of a call with a contact begins with, in a thread. Raises NotFound."""
    return prepared(crm, contact_id, as_call=True, form=CallForm)
