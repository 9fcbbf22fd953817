"""Users, as they are imported."""

from typing import Final

from tui_crm.i18n import N_
from tui_crm.models.record_labels import FIELD_LABELS
from tui_crm.services.importing.columns.user_fields import USERS
from tui_crm.services.importing.kinds.declaring import ImportKind
from tui_crm.services.importing.records.user_rows import UserRows

KIND: Final = ImportKind(USERS, {**FIELD_LABELS["user"], "team": N_("team")}, UserRows, ("login", "name", "email"))
