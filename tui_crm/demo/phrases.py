"""What the demo's team calls things, marked for the catalogue: tags, sources, objections, campaigns, reasons, its own fields."""

from collections.abc import Mapping

from tui_crm.i18n import N_
from tui_crm.models.codes import FieldType, Stage

OBJECTIONS = {
    "too expensive": N_("too expensive"),
    "delivery takes too long": N_("delivery takes too long"),
    "has a supplier already": N_("has a supplier already"),
    "no budget this year": N_("no budget this year"),
}

CAMPAIGNS = {"spring catalogue": N_("spring catalogue"), "autumn fair": N_("autumn fair")}

WHY: Mapping[Stage, str] = {
    Stage.NEW: N_("first order"),
    Stage.ACTIVE: N_("second order"),
    Stage.DORMANT: N_("silent for 90 days"),
    Stage.CHURNED: N_("silent for 180 days"),
}
"""Why a customer reached a stage."""

WON_BACK = N_("ordered again after a silence")

SOURCES = {
    "referral": N_("referral"),
    "trade fair": N_("trade fair"),
    "website": N_("website"),
    "cold call": N_("cold call"),
    "newsletter": N_("newsletter"),
    "partner": N_("partner"),
}
"""Where a contact came from: the words of ``people.SOURCES``."""

TAGS = {
    "newsletter": N_("newsletter"),
    "wholesale": N_("wholesale"),
    "retail": N_("retail"),
    "press": N_("press"),
    "partner": N_("partner"),
    "supplier": N_("supplier"),
    "key account": N_("key account"),
    "seasonal": N_("seasonal"),
}
"""Labels on contacts: the words of ``people.TAGS``."""

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
