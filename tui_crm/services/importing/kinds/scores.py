"""Scores, as they are imported."""

from typing import Final

from tui_crm.i18n import N_
from tui_crm.models.score import SCORE_LABELS
from tui_crm.services.importing.columns.score_fields import SCORES
from tui_crm.services.importing.kinds.declaring import ImportKind
from tui_crm.services.importing.records.score_rows import ScoreRows

_LABELS: Final = {**SCORE_LABELS, "value": N_("value"), "comment": N_("comment"), "at": N_("at")}

KIND: Final = ImportKind(SCORES, _LABELS, ScoreRows)
