"""The report on who is there: customers by stage, level, source and owner, and how many are new in each month."""

from typing import Final

from tui_crm.i18n import N_
from tui_crm.models.codes import Stage
from tui_crm.models.report import Look, Measure, Order, ReportOf, TableOf

_ALL: Final = Measure(
    "count",
    N_("customers"),
    N_(
        "Customers added until the end of the period: companies, and people who belong to none. Stage, level, source and"
        " owner are those of today. Those in the trash do not count."
    ),
    "customers",
)
_NEW: Final = Measure("new", N_("added"), N_("Of these, added in the period."), "customers", {"is_new": (1,)})

CUSTOMERS: Final = ReportOf(
    "customers",
    N_("Customers"),
    N_("Who is there: by stage, level, source and owner, and how many are new in each month."),
    N_("whose customers"),
    "12m",
    (
        TableOf("total", N_("In all"), (_ALL, _NEW), Look.FIGURES),
        TableOf(
            "stage", N_("By stage"), (_ALL, _NEW), rows="stage", members=tuple(map(str, Stage)), order=Order.DECLARED
        ),
        TableOf("level", N_("By level"), (_ALL, _NEW), rows="level"),
        TableOf("source", N_("By source"), (_ALL, _NEW), rows="source"),
        TableOf("owner", N_("By owner"), (_ALL, _NEW), rows="person"),
        TableOf("month", N_("New per month"), (_NEW,), rows="month", months=True, order=Order.DECLARED),
    ),
)
"""Who is there."""
