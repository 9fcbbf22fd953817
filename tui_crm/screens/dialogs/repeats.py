"""How a repeat is asked for in words: what is suggested, and the rule and the days that are meant, told while one types."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.repeat import in_words
from tui_crm.screens.dialogs import moments
from tui_crm.screens.times import long_date
from tui_crm.services.repeating import Repeating
from tui_crm.widgets.form_field import FormField

if TYPE_CHECKING:
    from tui_crm.models.cards import ReminderEntry
    from tui_crm.models.when import When
    from tui_crm.services.crm import Crm

_USUAL: Final = (
    N_("every day"), N_("every weekday"), N_("every week"), N_("every 2 weeks"), N_("every month"),
    N_("every month on the last day"), N_("every year"), N_("30 days after it is done"),
)  # fmt: skip


class Asking:
    """Asks for a repeat: ``field`` is the field, and ``due`` tells what is typed beside it as when the reminder is due.

    ``entry`` is the reminder that comes back already, or may.
    """

    def __init__(self, crm: "Crm", entry: "ReminderEntry | None" = None) -> None:
        self._crm = crm
        self._rules = Repeating(crm)
        self._entry = entry
        self.due: Callable[[], str] = str

    @property
    def field(self) -> FormField:
        """The field of a form."""
        hint = _("in words: {examples}").format(examples=_("every 2 weeks on mon, every month on the last day"))
        return FormField("repeat", _("repeat"), hint=hint, complete=complete, check=self.check)

    def check(self, text: str) -> str:
        """Return a rule in other words, and its next days where one knows when the first one is. Raises BadInput."""
        said = in_words(self._rules.rule(text))
        days = self._days(text)
        return " · ".join(filter(None, (said, days)))

    def _days(self, text: str) -> str:
        try:
            due = self._typed()
        except UsageError:
            return ""  # the field beside tells it
        if due is None and self._entry is None:
            return ""
        today = self._crm.clock.today()
        return _(", ").join(long_date(day, today) for day in self._rules.ahead(text, due, self._entry))

    def _typed(self) -> "When | None":
        """Return when the reminder shall be, where that is said anew. Raises UsageError."""
        text = self.due().strip()
        return moments.ahead(text, self._crm) if text else None


def complete(text: str, _cursor: int) -> Sequence[str]:
    """Return the usual words that go on like ``text``."""
    return moments.going_on(_USUAL, text)
