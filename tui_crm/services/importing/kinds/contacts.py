"""People, with their companies, as they are imported."""

from typing import Final

from tui_crm.i18n import N_
from tui_crm.models.codes import CONTACT_FIELD_LABELS
from tui_crm.services.importing.columns.contact_fields import CONTACTS
from tui_crm.services.importing.kinds.declaring import ImportKind

LABELS: Final = {
    **CONTACT_FIELD_LABELS,
    "company": N_("company"),
    "role": N_("role"),
    "department": N_("department"),
    "owner": N_("owner"),
    "next_follow_up": N_("next follow-up"),
    "subject": N_("subject"),
}
"""What people call the fields of a row."""

KIND: Final = ImportKind(CONTACTS, LABELS)
