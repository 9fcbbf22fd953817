"""The report on what was done: how much, by whom, of which kind, with which outcome, and when in the week."""

from typing import Final

from tui_crm.i18n import N_
from tui_crm.models.report import Look, Measure, Order, ReportOf, TableOf

_COUNT: Final = Measure(
    "count",
    N_("activities"),
    N_(
        "Activities that happened in the period: calls, meetings, visits, e-mails, messages, notes and surveys, also"
        " imported ones. What the program noted itself does not count, nor what is in the trash. A contact who merely took"
        " part adds nothing."
    ),
    "activities",
)

ACTIVITY: Final = ReportOf(
    "activity",
    N_("Activity"),
    N_("How much was done: by whom, of which kind, with which outcome, and when in the week."),
    N_("what this user did"),
    "30d",
    (
        TableOf("total", N_("In all"), (_COUNT,), Look.FIGURES),
        TableOf("person", N_("By person"), (_COUNT,), rows="person"),
        TableOf("kind", N_("By kind"), (_COUNT,), rows="kind"),
        TableOf("outcome", N_("By outcome"), (_COUNT,), rows="outcome"),
        TableOf(
            "when",
            N_("By weekday and hour"),
            (_COUNT,),
            Look.GRID,
            rows="weekday",
            across="hour",
            members=tuple(range(7)),
            columns=tuple(range(24)),
            order=Order.DECLARED,
        ),
    ),
)
"""What was done."""
