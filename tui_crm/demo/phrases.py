"""What the demo's team calls things, marked for the catalogue: campaigns, reasons, its own fields."""

from collections.abc import Mapping

from tui_crm.i18n import N_
from tui_crm.models.codes import FieldType, Stage

CAMPAIGNS = (N_("spring catalogue"), N_("autumn fair"))

WHY: Mapping[Stage, str] = {
    Stage.NEW: N_("first order"),
    Stage.ACTIVE: N_("second order"),
    Stage.DORMANT: N_("silent for 90 days"),
    Stage.CHURNED: N_("silent for 180 days"),
}
"""Why a customer reached a stage."""

WON_BACK = N_("ordered again after a silence")

INVITED = N_("year-end dinner")
"""A tag that a colleague has just thought of."""

FIELDS: Mapping[str, tuple[FieldType, str, str]] = {
    "employees": (FieldType.NUMBER, N_("employees"), ""),
    "terms": (FieldType.CHOICE, N_("payment, days"), "0, 30, 60"),
    "renewal": (FieldType.DATE, N_("contract renews"), ""),
    "showroom": (FieldType.BOOL, N_("was in the showroom"), ""),
    "delivery": (FieldType.TEXT, N_("delivery hint"), ""),
}
"""The team's own fields: type, label and choices."""

SALES, SERVICE = N_("Sales"), N_("Service")
"""The teams."""

WOBBLING: Mapping[str, str] = {
    "name": N_("Bar stools of batch 7 wobble"),
    "text": N_("The dowels of batch 7 are too thin; stools come loose after some weeks."),
    "workaround": N_("Take them out of use; the fitter braces them on site."),
}
"""A known problem."""

CHECKLIST = (N_("photo of the damage"), N_("batch number"), N_("spare parts in stock"))
"""What is gone through with everything that is broken."""

SURVEY = N_("Would you recommend us?")
"""What customers were asked."""

OUTING, STOCKTAKING = N_("team outing"), N_("stocktaking")
"""A day that the team has off, and a weekend day that it works."""
