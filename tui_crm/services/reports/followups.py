"""The report on promises: which follow-ups were kept, which late, which wait, and which customers have none."""

from typing import Final

from tui_crm.i18n import N_
from tui_crm.models.report import How, Look, Measure, ReportOf, TableOf, Unit

_DUE: Final = Measure(
    "due",
    N_("due"),
    N_(
        "Reminders whose due day lies in the period. The due day is the one that stands on the reminder, and of one that is"
        " done the one that stood there when it was completed: of one that was put off the latest, of one that repeats each"
        " of its turns by itself, of one with a time the date as it was written. Those in the trash do not count."
    ),
    "reminders",
)
_KEPT: Final = Measure(
    "kept", N_("kept"), N_("Of these, done on the due day or before it."), "reminders", {"state": ("kept",)}
)
_LATE: Final = Measure("late", N_("late"), N_("Of these, done after the due day."), "reminders", {"state": ("late",)})
_OVERDUE: Final = Measure(
    "overdue",
    N_("overdue"),
    N_("Of these, not done, and the due day is past; of one with a time, that moment, of an appointment its end."),
    "reminders",
    {"state": ("overdue",)},
)
_AHEAD: Final = Measure(
    "ahead",
    N_("still ahead"),
    N_("Of these, not done, and not due yet."),
    "reminders",
    {"state": ("ahead",)},
)
_SHARE: Final = Measure(
    "kept_share",
    N_("kept, in percent"),
    N_("How many of those kept, late or overdue were kept."),
    "reminders",
    {"state": ("kept", "late", "overdue")},
    How.SHARE,
    Unit.PERCENT,
    part={"state": ("kept",)},
)
_DELAY: Final = Measure(
    "delay",
    N_("median delay"),
    N_("Of those done late, the median of the days from the due day to the day they were done."),
    "reminders",
    {"state": ("late",)},
    How.MEDIAN,
    Unit.DAYS,
    "delay",
)
_PUT_OFF: Final = Measure(
    "put_off",
    N_("put off"),
    N_(
        "Of those due, how many were ever moved to a later day, or on the same day to a later time, before they were done; not"
        " where that was undone."
    ),
    "reminders",
    {"moved": (1,)},
)
_TIMES: Final = Measure(
    "times_put_off",
    N_("times put off"),
    N_("How often they were moved so."),
    "reminders",
    {"moved": (1,)},
    How.SUM,
    Unit.TIMES,
    "put_off",
)
_SILENT: Final = Measure(
    "without_next",
    N_("customers without a next step"),
    N_(
        "Customers who have no open reminder now, neither themselves nor their people: potential, new, active and dormant"
        " ones who may be contacted; not those whom somebody left without one on purpose. This is as of now, whatever the"
        " period."
    ),
    "silent",
    only_now=True,
)

FOLLOWUPS: Final = ReportOf(
    "followups",
    N_("Follow-ups"),
    N_("Whether promises are kept: what was due, done in time, late, put off, and who has no next step."),
    N_("whose reminders, and whose customers"),
    "30d",
    (
        TableOf(
            "total",
            N_("In all"),
            (_DUE, _KEPT, _LATE, _OVERDUE, _AHEAD, _SHARE, _DELAY, _PUT_OFF, _TIMES),
            Look.FIGURES,
        ),
        TableOf("person", N_("By person"), (_DUE, _KEPT, _LATE, _OVERDUE, _AHEAD), rows="person"),
        TableOf("customers", N_("Now"), (_SILENT,), Look.FIGURES),
        TableOf("silent", N_("Without a next step"), (_SILENT,), rows="person"),
    ),
)
"""Whether promises are kept."""
