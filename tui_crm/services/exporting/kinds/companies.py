"""Companies, as they are taken out: as people are."""

from typing import Final

from tui_crm.i18n import N_
from tui_crm.models.codes import Kind
from tui_crm.services.exporting.kinds.contacts import shape_of

SHAPE: Final = shape_of(N_("companies"), Kind.COMPANY)
