"""What one can do in the settings, and in the lists of things that they open."""

from typing import Final

from tui_crm.commands.command import Command, Where
from tui_crm.i18n import N_

TABLE: Final = (
    Command(
        "settings.reset",
        "r",
        N_("default"),
        N_("Take the setting back to its default"),
        Where.SETTINGS,
        "screen.reset",
        bar=75,
    ),
    Command(
        "settings.copy",
        "y",
        N_("copy command"),
        N_("Copy the command that changes this setting in a shell"),
        Where.SETTINGS,
        "screen.copy_command",
        bar=20,
    ),
    Command("things.new", "n", N_("add"), N_("Add one"), Where.THINGS, "screen.new", palette=False),
    Command("things.edit", "e", N_("change"), N_("Change this one"), Where.THINGS, "screen.edit", palette=False),
    Command(
        "things.delete", "delete", N_("remove"), N_("Remove this one"), Where.THINGS, "screen.delete", palette=False
    ),
    Command(
        "things.undo", "u", N_("undo"), N_("Take back what you did last"), Where.THINGS, "screen.undo", palette=False
    ),
    Command(
        "surveys.ask",
        "a",
        N_("ask"),
        N_("Ask those whom the survey finds and who may be asked"),
        Where.SURVEYS,
        "screen.ask_them",
        palette=False,
    ),
    Command(
        "surveys.remind",
        "m",
        N_("remind"),
        N_("Remind those who have not answered"),
        Where.SURVEYS,
        "screen.remind_them",
        palette=False,
    ),
    Command(
        "own_keys.reset",
        "delete",
        N_("default"),
        N_("Give the command the keys it comes with"),
        Where.OWN_KEYS,
        "screen.reset",
        palette=False,
    ),
)
