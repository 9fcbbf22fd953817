"""Until when a reminder is put off, typed in words, with the date that they mean below."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widget import Widget
from textual.widgets import Input, Static

from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.when import When
from tui_crm.screens.dialogs import moments
from tui_crm.screens.dialogs.line import AskedLine
from tui_crm.widgets.filter_input import FilterInput
from tui_crm.widgets.safe_text import safe_content

if TYPE_CHECKING:
    from tui_crm.models.cards import ReminderEntry
    from tui_crm.services.crm import Crm


class Snoozing(AskedLine[When]):
    """Asks until when ``what`` is put off (nothing, where it says nothing), and tells what is typed as a date meanwhile.

    Until a day alone, ``alone`` keeps its time of day, which is told; several (None) keep each their own.
    """

    KEYS: ClassVar[Mapping[str, str]] = {
        "filter.submit": N_("put off"),
        "filter.complete": N_("complete"),
        "dialog.leave": N_("close"),
    }

    def __init__(self, what: str, crm: "Crm", alone: "ReminderEntry | None") -> None:
        question = _("Put off until when? {what}").format(what=what) if what else _("Put off until when?")
        hint = _("for example: tomorrow 9am, next wed, in 3 days")
        super().__init__(question, FilterInput(complete=moments.complete_ahead, placeholder=hint))
        self._crm = crm
        self._alone = alone
        self._meant = Static()

    def below(self) -> Iterator[Widget]:
        """Yield what the line means."""
        yield self._meant

    @on(Input.Changed)
    def _tell(self, event: Input.Changed) -> None:
        event.stop()
        try:
            meant = moments.told_ahead(event.value, self._crm, self._alone) if event.value.strip() else ""
            told = safe_content(meant, "$success")
        except UsageError as error:
            told = safe_content(error.message, "$muted")
        self._meant.update(told)

    def submit(self, text: str) -> None:
        """Answer the moment that is meant."""
        try:
            self.dismiss(moments.ahead(text, self._crm))
        except UsageError as error:
            self._meant.update(safe_content(error.message, "$error"))
