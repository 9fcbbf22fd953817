"""How much reminders shall matter."""

from tui_crm.i18n import _
from tui_crm.models.codes import PRIORITY_LABELS, Priority
from tui_crm.screens.dialogs.chooser import Choice, Chooser


class Weighing(Chooser):
    """Asks for a priority, the most urgent first; ``now`` is the one there is."""

    def __init__(self, now: str) -> None:
        choices = [
            Choice(str(code), _(PRIORITY_LABELS[code]), note=_("now") if code == now else "")
            for code in reversed(Priority)
        ]
        super().__init__(choices, (_("Priority"), "", ""), begin=now)
