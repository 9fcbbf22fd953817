"""The report on where tickets spend their time: in which state, of which kind, and where they pile up now."""

from typing import Final

from tui_crm.i18n import N_, NP_
from tui_crm.models.report import How, Look, Measure, Order, ReportOf, TableOf, Unit
from tui_crm.models.ticket import LIVE, TICKET_STATE_LABELS, TicketState

_TIME: Final = Measure(
    "time",
    N_("working time"),
    N_(
        "The working time that tickets spent in a state which they left in the period, all of it together. That they are"
        " closed is no such state."
    ),
    "stays",
    {},
    How.SUM,
    Unit.MINUTES,
    "stayed",
)
_STAYS: Final = Measure(
    "stays",
    N_("times"),
    N_("How often a ticket left a state in the period; one may come to the same more than once."),
    "stays",
)
_MEDIAN: Final = Measure(
    "median",
    N_("median"),
    N_("The median of these times, one by one."),
    "stays",
    {},
    How.MEDIAN,
    Unit.MINUTES,
    "stayed",
)
_NINTH: Final = Measure(
    "p90",
    N_("90 %"),
    N_("Their ninth decile, by nearest rank: of n times in rising order the ⌈0.9 n⌉-th."),
    "stays",
    {},
    How.NINTH,
    Unit.MINUTES,
    "stayed",
)
_NOW: Final = Measure(
    "now",
    N_("there now"),
    N_("Tickets that are in this state now, whatever the period."),
    "open_tickets",
    only_now=True,
)
_STOOD: Final = Measure(
    "stood",
    N_("for (median)"),
    N_("The median of the working time that these have been in it so far."),
    "open_tickets",
    {},
    How.MEDIAN,
    Unit.MINUTES,
    "stood",
    only_now=True,
)


def _in(state: TicketState) -> Measure:
    return Measure(
        f"in_{state}",
        TICKET_STATE_LABELS[state],
        N_("The working time that tickets spent in this state, which they left in the period, all of it together."),
        "stays",
        {"ticket_state": (str(state),)},
        How.SUM,
        Unit.MINUTES,
        "stayed",
    )


_EACH: Final = (_TIME, *(_in(state) for state in (*LIVE, TicketState.RESOLVED)))
_STATES: Final = tuple(map(str, (*LIVE, TicketState.RESOLVED)))

BOTTLENECKS: Final = ReportOf(
    "bottlenecks",
    N_("Bottlenecks"),
    N_("Where tickets spend their time, and where they pile up."),
    N_("whose tickets"),
    "30d",
    (
        TableOf("total", N_("In all"), (_TIME, _STAYS, _MEDIAN, _NINTH), Look.FIGURES),
        TableOf(
            "state",
            N_("By state"),
            (_TIME, _STAYS, _MEDIAN, _NINTH),
            rows="ticket_state",
            members=_STATES,
            order=Order.DECLARED,
        ),
        TableOf(
            "now", N_("Now"), (_NOW, _STOOD), rows="ticket_state", members=tuple(map(str, LIVE)), order=Order.DECLARED
        ),
        TableOf("kind", N_("By kind"), _EACH, rows="ticket_kind"),
        TableOf("owner", NP_("of tickets", "By owner"), _EACH, rows="person"),
        TableOf("product", N_("By product"), _EACH, rows="product"),
        TableOf("cause", N_("By cause"), _EACH, rows="cause"),
    ),
)
"""Where tickets wait."""
