"""What one can do with follow-ups, as a list, a week or a month."""

from typing import Final

from tui_crm.commands.command import Command, Where
from tui_crm.commands.lists import of_widget
from tui_crm.i18n import N_
from tui_crm.widgets import keys

_BAR: Final = {"picks.mark": 66, "calendar.open": 64, "calendar.today": 40, "calendar.before": 42, "calendar.after": 41}

TABLE: Final = (
    Command(
        "followups.done",
        "space",
        N_("done"),
        N_("Mark the reminder done, or all that are selected; those that are done are open again"),
        Where.FOLLOWUPS,
        "screen.done",
        bar=92,
    ),
    Command(
        "followups.snooze",
        "z",
        N_("put off"),
        N_("Put the reminder off, or all that are selected, until another time, in words: tomorrow 9am, 下周三"),
        Where.FOLLOWUPS,
        "screen.snooze",
        bar=90,
    ),
    Command(
        "followups.view",
        "v",
        N_("view"),
        N_("Show follow-ups as a list, as a week, as a month"),
        Where.FOLLOWUPS,
        "screen.turn_view",
        bar=88,
    ),
    Command(
        "followups.filter",
        "/",
        N_("filter"),
        N_("Show only some: words of what they say, or of whom they are with"),
        Where.FOLLOWUPS,
        "screen.filter",
        bar=84,
    ),
    Command(
        "followups.clear",
        "escape",
        N_("back"),
        N_("Take the selection back, then the filter; from a day back to the calendar"),
        Where.FOLLOWUPS,
        "screen.clear",
    ),
    Command(
        "followups.whose",
        "w",
        N_("whose"),
        N_("Show your own, everybody’s, or those that are nobody’s"),
        Where.FOLLOWUPS,
        "screen.whose",
        bar=58,
    ),
    Command(
        "followups.state",
        "d",
        N_("open or done"),
        N_("Show what is done, by the day it was done, or what is still open"),
        Where.FOLLOWUPS,
        "screen.state",
        bar=36,
    ),
    Command(
        "followups.repeat",
        "R",
        N_("repeat"),
        N_("Say on which days the reminder comes back, in words: every 2 weeks on mon, 每月15日"),
        Where.FOLLOWUPS,
        "screen.repeat",
        bar=46,
    ),
    Command(
        "followups.reminder",
        "r",
        N_("edit reminder"),
        N_("Change the reminder: when, what for, whose it is"),
        Where.FOLLOWUPS,
        "screen.edit_reminder",
        bar=57,
    ),
    Command(
        "followups.remind",
        "F",
        N_("new reminder"),
        N_("Set a reminder that is about no contact, on the day of the calendar where one is"),
        Where.FOLLOWUPS,
        "screen.remind",
        bar=35,
    ),
    Command(
        "followups.owner",
        "o",
        N_("hand over"),
        N_("Give the reminder, or all that are selected, to a colleague, or to nobody"),
        Where.FOLLOWUPS,
        "screen.hand_over",
        bar=54,
    ),
    Command(
        "followups.priority",
        "p",
        N_("priority"),
        N_("Say how much the reminder matters, or all that are selected"),
        Where.FOLLOWUPS,
        "screen.weigh",
        bar=53,
    ),
    Command(
        "followups.copy",
        "y",
        N_("copy command"),
        N_("Copy the command that prints what is shown, in a shell"),
        Where.FOLLOWUPS,
        "screen.copy_command",
        bar=20,
    ),
    *of_widget(keys.PICKS, Where.PICKS, _BAR),
    *of_widget(keys.CALENDAR, Where.CALENDAR, _BAR),
)
