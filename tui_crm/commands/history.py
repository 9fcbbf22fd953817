"""What one can do in the history."""

from typing import Final

from tui_crm.commands.command import Command, Where
from tui_crm.i18n import N_

TABLE: Final = (
    Command(
        "history.filter",
        "/",
        N_("filter"),
        N_("Show only some of it: words of what was done, who did it, or from where"),
        Where.HISTORY,
        "screen.filter",
        bar=90,
    ),
    Command(
        "history.leave",
        "escape",
        N_("back"),
        N_("Take the filter back, then go back to where one came from"),
        Where.HISTORY,
        "screen.leave",
        bar=75,
    ),
    Command(
        "history.copy",
        "y",
        N_("copy command"),
        N_("Copy the command that takes this operation back in a shell"),
        Where.HISTORY,
        "screen.copy_command",
        bar=20,
    ),
)
