"""What one can do with what waits today."""

from typing import Final

from tui_crm.commands.command import Command, Where
from tui_crm.i18n import N_

TABLE: Final = (
    Command("today.done", "space", N_("done"), N_("Mark the reminder done"), Where.TODAY, "screen.done", bar=92),
    Command(
        "today.snooze",
        "z",
        N_("put off"),
        N_("Put the reminder off until another time, in words: tomorrow 9am, 下周三"),
        Where.TODAY,
        "screen.snooze",
        bar=90,
    ),
    Command(
        "today.reminder",
        "r",
        N_("edit reminder"),
        N_("Change the reminder: when, what for, whose it is"),
        Where.TODAY,
        "screen.edit_reminder",
        bar=57,
    ),
    Command(
        "today.repeat",
        "R",
        N_("repeat"),
        N_("Say on which days the reminder comes back, in words: every 2 weeks on mon, 每月15日"),
        Where.TODAY,
        "screen.repeat",
        bar=46,
    ),
    Command(
        "today.remind",
        "F",
        N_("new reminder"),
        N_("Set a reminder that is about no contact"),
        Where.TODAY,
        "screen.remind",
        bar=35,
    ),
    Command(
        "today.whose",
        "w",
        N_("whose"),
        N_("Show what waits for everybody, or only for yourself"),
        Where.TODAY,
        "screen.whose",
        bar=58,
    ),
    Command(
        "today.copy",
        "y",
        N_("copy command"),
        N_("Copy the command that prints the section that the cursor is in, in a shell"),
        Where.TODAY,
        "screen.copy_command",
        bar=20,
    ),
)
