"""Reminders, as they are imported."""

from typing import Final

from tui_crm.i18n import N_
from tui_crm.models.record_labels import FIELD_LABELS
from tui_crm.services.importing.columns.reminder_fields import REMINDERS
from tui_crm.services.importing.kinds.declaring import ImportKind
from tui_crm.services.importing.records.reminder_rows import ReminderRows

_LABELS: Final = {
    **{name.removesuffix("_id"): label for name, label in FIELD_LABELS["reminder"].items()},
    "due": N_("due"),
}

KIND: Final = ImportKind(REMINDERS, _LABELS, ReminderRows, ("text", "contact"))
