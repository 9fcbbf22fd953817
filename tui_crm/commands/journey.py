"""What one can do with the journey of a customer."""

from typing import Final

from tui_crm.commands.command import Command, Where
from tui_crm.commands.lists import of_widget
from tui_crm.i18n import N_
from tui_crm.widgets import keys

_BAR: Final = {
    "timeline.unfold": 75,
    "timeline.month_before": 25,
    "timeline.month_after": 24,
    "words.toggle": 90,
    "words.leave": 80,
}

TABLE: Final = (
    Command(
        "journey.search",
        "/",
        N_("search"),
        N_("Look for words in this journey"),
        Where.JOURNEY,
        "screen.search",
        bar=70,
    ),
    Command(
        "journey.clear",
        "escape",
        N_("back"),
        N_("Take the search back, then the kinds; then go back to where one came from"),
        Where.JOURNEY,
        "screen.clear",
    ),
    Command(
        "journey.kinds",
        "K",
        N_("kinds"),
        N_("Choose which kinds of entries are shown"),
        Where.JOURNEY,
        "screen.kinds",
        bar=65,
    ),
    Command(
        "journey.only",
        "v",
        N_("only these"),
        N_("Show only entries of the kind that the cursor is on; again: all"),
        Where.JOURNEY,
        "screen.only",
        bar=35,
    ),
    Command(
        "journey.done",
        "space",
        N_("done"),
        N_("Mark the reminder done that the cursor is on; one that is done is open again"),
        Where.JOURNEY,
        "screen.done",
        bar=95,
    ),
    Command(
        "journey.snooze",
        "z",
        N_("put off"),
        N_("Put the reminder off until another time, in words: tomorrow 9am, 下周三"),
        Where.JOURNEY,
        "screen.snooze",
        bar=92,
    ),
    Command(
        "journey.repeat",
        "R",
        N_("repeat"),
        N_("Say on which days the reminder comes back, in words: every 2 weeks on mon, 每月15日"),
        Where.JOURNEY,
        "screen.repeat",
        bar=46,
    ),
    Command(
        "journey.edit",
        "r",
        N_("edit entry"),
        N_("Change the activity or the reminder that the cursor is on"),
        Where.JOURNEY,
        "screen.edit_entry",
        bar=57,
    ),
    Command(
        "journey.take_back",
        "D",
        N_("take back"),
        N_("Take back the change or the stage that the cursor is on: what it tells of was never done"),
        Where.JOURNEY,
        "screen.take_back",
        bar=56,
    ),
    Command(
        "journey.share",
        "x",
        N_("export"),
        N_("Write this journey as a page to share"),
        Where.JOURNEY,
        "screen.share",
        bar=30,
    ),
    Command(
        "journey.copy",
        "y",
        N_("copy command"),
        N_("Copy the command that tells this journey in a shell"),
        Where.JOURNEY,
        "screen.copy_command",
        bar=20,
    ),
    Command(
        "journey.offered",
        "o",
        N_("last one looked at"),
        N_("Open the journey of the contact that one looked at last; while there is none"),
        Where.JOURNEY,
        "screen.open_offered",
        bar=95,
    ),
    *of_widget(keys.TIMELINE, Where.TIMELINE, _BAR),
    *of_widget(keys.WORDS, Where.WORDS, _BAR),
)
