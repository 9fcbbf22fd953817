"""Companies, as they are imported."""

from typing import Final

from tui_crm.services.importing.columns.contact_fields import COMPANIES
from tui_crm.services.importing.kinds.contacts import LABELS
from tui_crm.services.importing.kinds.declaring import ImportKind

KIND: Final = ImportKind(COMPANIES, LABELS)
