"""The report on promises to customers: how soon they were answered and helped, and how many promised times were kept."""

from dataclasses import replace
from typing import Final

from tui_crm.i18n import N_, NP_
from tui_crm.models.codes import Priority
from tui_crm.models.report import How, Look, Measure, Order, ReportOf, TableOf, Unit
from tui_crm.models.ticket import Clock

_PROMISED: Final = ("kept", "broken")

_MET: Final = Measure(
    "met",
    N_("kept, in percent"),
    N_(
        "How many of the promised times that were kept or broken in the period were kept, rounded to a tenth. A time counts"
        " when its clock ended (an answer, the solution), or when it ran out and the clock still runs; one that pauses"
        " counts once it has ended. Clocks to which nothing is promised do not count."
    ),
    "clocks",
    {"kept": _PROMISED},
    How.SHARE,
    Unit.PERCENT,
    part={"kept": ("kept",)},
)
_BROKEN: Final = Measure(
    "broken", N_("broken"), N_("Of these, how many were not kept."), "clocks", {"kept": ("broken",)}
)


def _time(name: str, title: str, meaning: str, clock: Clock, how: How) -> Measure:
    return Measure(name, title, meaning, "clocks", {"clock": (str(clock),), "ended": (1,)}, how, Unit.MINUTES, "spent")


_FIRST: Final = _time(
    "first",
    N_("first response, median"),
    N_(
        "Of the first responses in the period, the median of the working time from the opening of the ticket to the first"
        " word to the customer (or to its solution, where nobody said any), without the time in which it waited for the customer."
    ),
    Clock.FIRST,
    How.MEDIAN,
)
_FIRST_NINTH: Final = _time(
    "first_p90",
    N_("first response, 90 %"),
    N_("The ninth decile of the same, by nearest rank: of n times in rising order the ⌈0.9 n⌉-th."),
    Clock.FIRST,
    How.NINTH,
)
_NEXT: Final = _time(
    "next",
    N_("next response, median"),
    N_(
        "Of the answers in the period, the median of the working time from the customer’s oldest unanswered word, the opening"
        " being one, to the answer, without the time in which the ticket waited for the customer."
    ),
    Clock.NEXT,
    How.MEDIAN,
)
_NEXT_NINTH: Final = _time(
    "next_p90",
    N_("next response, 90 %"),
    N_("The ninth decile of the same, by nearest rank."),
    Clock.NEXT,
    How.NINTH,
)
_SOLUTION: Final = _time(
    "resolution",
    N_("resolution, median"),
    N_(
        "Of the tickets solved in the period, the median of the working time from opening to solution, without the time in which"
        " they waited for the customer, or were thought solved before they were taken up again."
    ),
    Clock.RESOLUTION,
    How.MEDIAN,
)
_SOLUTION_NINTH: Final = _time(
    "resolution_p90",
    N_("resolution, 90 %"),
    N_("The ninth decile of the same, by nearest rank."),
    Clock.RESOLUTION,
    How.NINTH,
)
_EACH: Final = (
    _BROKEN,
    _MET,
    replace(_FIRST, title=N_("response")),
    replace(_SOLUTION, title=N_("resolution")),
    replace(_SOLUTION_NINTH, title=N_("90 %")),
)
"""What each row of a table says, those with most to mend first: the heads are short, for five must stand side by side."""

SLA: Final = ReportOf(
    "sla",
    N_("SLA"),
    N_("How soon customers were answered and helped, and how many of the promised times were kept."),
    N_("whose tickets"),
    "30d",
    (
        TableOf(
            "total",
            N_("In all"),
            (_MET, _BROKEN, _FIRST, _FIRST_NINTH, _NEXT, _NEXT_NINTH, _SOLUTION, _SOLUTION_NINTH),
            Look.FIGURES,
        ),
        TableOf(
            "clock", N_("By clock"), (_MET, _BROKEN), rows="clock", members=tuple(map(str, Clock)), order=Order.DECLARED
        ),
        TableOf("owner", NP_("of tickets", "By owner"), _EACH, rows="person"),
        TableOf("kind", N_("By kind"), _EACH, rows="ticket_kind"),
        TableOf(
            "priority",
            N_("By priority"),
            _EACH,
            rows="priority",
            members=tuple(map(str, reversed(Priority))),
            order=Order.DECLARED,
        ),
        TableOf("product", N_("By product"), _EACH, rows="product"),
        TableOf("cause", N_("By cause"), _EACH, rows="cause"),
        TableOf("month", N_("Per month"), _EACH, rows="month", months=True, order=Order.DECLARED),
    ),
)
"""Whether customers are answered in time."""
