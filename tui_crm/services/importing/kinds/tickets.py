"""Tickets, as they are imported."""

from typing import Final

from tui_crm.i18n import N_
from tui_crm.models.record_labels import FIELD_LABELS
from tui_crm.services.importing.columns.ticket_fields import TICKETS
from tui_crm.services.importing.kinds.declaring import ImportKind
from tui_crm.services.importing.records.ticket_rows import TicketRows

_LABELS: Final = {
    **{name.removesuffix("_id").removesuffix("_at"): label for name, label in FIELD_LABELS["ticket"].items()},
    "first_response": N_("first response"),
    "rating": N_("rating"),
    "replies": N_("replies"),
}

KIND: Final = ImportKind(TICKETS, _LABELS, TicketRows, ("number", "subject", "contact"))
