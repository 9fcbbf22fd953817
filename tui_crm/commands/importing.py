"""What one can do while a file is imported."""

from typing import Final

from tui_crm.commands.command import Command, Where
from tui_crm.i18n import N_

TABLE: Final = (
    Command(
        "import.next",
        "ctrl+s",
        N_("go on"),
        N_("Go on to the next step of the import"),
        Where.IMPORT,
        "screen.next",
        bar=88,
    ),
    Command(
        "import.back",
        "escape",
        N_("back"),
        N_("Go back one step of the import, or give up what is being done; nothing that was chosen is lost"),
        Where.IMPORT,
        "screen.back",
        bar=87,
    ),
    Command(
        "import.outcome",
        "tab,right,l",
        N_("next outcome"),
        N_("Show only the rows of the plan that are new, changed, rejected …"),
        Where.IMPORT,
        "screen.outcome(1)",
        bar=84,
    ),
    Command(
        "import.outcome_back",
        "shift+tab,left,h",
        N_("outcome before"),
        N_("Show the rows of the plan with the outcome before"),
        Where.IMPORT,
        "screen.outcome(-1)",
    ),
    Command(
        "import.copy",
        "y",
        N_("copy command"),
        N_("Copy the command that does the same import in a shell"),
        Where.IMPORT,
        "screen.copy_command",
        bar=20,
    ),
    Command(
        "import.kinds",
        "up",
        N_("what is in it"),
        N_("Say what is in the file: contacts, companies, activities, tickets …"),
        Where.IMPORT_FILE,
        "screen.kinds",
        bar=75,
        palette=False,
    ),
    Command(
        "import.close",
        "enter",
        N_("to the list"),
        N_("Close the import, and show what was imported"),
        Where.IMPORT_DONE,
        "screen.close",
        bar=95,
    ),
)
