"""Activities, as they are imported from tables; mails are read by ``services/mail``."""

from typing import Final

from tui_crm.i18n import N_
from tui_crm.models.record_labels import FIELD_LABELS
from tui_crm.services.importing.columns.activity_fields import ACTIVITIES
from tui_crm.services.importing.kinds.declaring import ImportKind
from tui_crm.services.importing.records.activity_rows import ActivityRows

_LABELS: Final = {
    **{name.removesuffix("_id"): label for name, label in FIELD_LABELS["activity"].items()},
    "participants": N_("with"),
}

KIND: Final = ImportKind(ACTIVITIES, _LABELS, ActivityRows, ("subject", "contact", "email"), reads_mails=True)
