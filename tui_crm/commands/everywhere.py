"""What one can do on every screen: go to another one, take back, find a command."""

from typing import Final

from tui_crm.commands.command import Command, Where
from tui_crm.i18n import N_
from tui_crm.modes import MODES

_GO: Final = tuple(
    Command(f"go.{mode.name}", mode.key, mode.title, mode.help, Where.EVERYWHERE, f"app.go('{mode.name}')")
    for mode in MODES.values()
)

TABLE: Final = (
    *_GO,
    Command("app.undo", "u", N_("undo"), N_("Take back what you did last"), Where.EVERYWHERE, "app.undo", bar=80),
    Command(
        "app.redo", "ctrl+r", N_("redo"), N_("Do again what you took back last"), Where.EVERYWHERE, "app.redo", bar=30
    ),
    Command(
        "app.keys",
        "?",
        N_("keys"),
        N_("Show the keys of this screen"),
        Where.EVERYWHERE,
        "app.keys",
        bar=85,
        palette=False,
    ),
    Command(
        "app.palette",
        "ctrl+p",
        N_("commands"),
        N_("Find a command by its name, or go to a contact"),
        Where.EVERYWHERE,
        "app.palette",
        bar=40,
        palette=False,
    ),
    Command(
        "app.theme",
        "ctrl+t",
        N_("theme"),
        N_("Choose the colours, and see them meanwhile"),
        Where.EVERYWHERE,
        "app.theme",
    ),
    Command(
        "app.import",
        "ctrl+o",
        N_("import"),
        N_("Import a file step by step: what its columns are, what it would do, then do it"),
        Where.EVERYWHERE,
        "app.import",
    ),
    Command("app.quit", "q,ctrl+q", N_("quit"), N_("Leave the program"), Where.EVERYWHERE, "app.quit", bar=60),
)
