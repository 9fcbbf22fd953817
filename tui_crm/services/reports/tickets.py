"""The report on tickets: what customers asked for, what was solved, and what is still open since when."""

from typing import Final

from tui_crm.i18n import N_, NP_
from tui_crm.models.report import Look, Measure, Order, ReportOf, TableOf
from tui_crm.models.ticket import AGES, TicketKind

_OPENED: Final = Measure(
    "opened",
    NP_("tickets", "opened"),
    N_("Tickets opened in the period. One that was merged into another does not count, nor does one in the trash."),
    "opened_tickets",
)
_SOLVED: Final = Measure(
    "solved",
    NP_("tickets", "solved"),
    N_(
        "Tickets that are resolved or closed, and came to that in the period; one that was taken up again is not solved."
    ),
    "solved_tickets",
)
_OPEN: Final = Measure(
    "open",
    N_("open now"),
    N_("Tickets that are new, open or waiting for the customer. This is as of now, whatever the period."),
    "open_tickets",
    only_now=True,
)
_ALL: Final = (_OPENED, _SOLVED, _OPEN)

TICKETS: Final = ReportOf(
    "tickets",
    N_("Tickets"),
    N_("What customers asked for, what was solved, and what is still open since when."),
    N_("whose tickets"),
    "30d",
    (
        TableOf("total", N_("In all"), _ALL, Look.FIGURES),
        TableOf(
            "age", N_("Open by age"), (_OPEN,), rows="age", members=tuple(range(len(AGES) + 1)), order=Order.DECLARED
        ),
        TableOf(
            "kind", N_("By kind"), _ALL, rows="ticket_kind", members=tuple(map(str, TicketKind)), order=Order.DECLARED
        ),
        TableOf("owner", NP_("of tickets", "By owner"), _ALL, rows="person"),
        TableOf("product", N_("By product"), _ALL, rows="product"),
        TableOf("cause", N_("By cause"), _ALL, rows="cause"),
        TableOf("channel", N_("By channel"), (_OPENED,), rows="ticket_channel"),
        TableOf("month", N_("Per month"), (_OPENED, _SOLVED), rows="month", months=True, order=Order.DECLARED),
    ),
)
"""What customers ask for."""
