"""What one can do on the page of a contact."""

from typing import Final

from tui_crm.commands.command import Command, Where
from tui_crm.i18n import N_

TABLE: Final = (
    Command(
        "page.leave", "escape", N_("back"), N_("Go back to where one came from"), Where.PAGE, "screen.leave", bar=95
    ),
    Command("page.down", "J,ctrl+down", N_("scroll down"), "", Where.PAGE, "screen.scroll_card(1)", palette=False),
    Command("page.up", "K,ctrl+up", N_("scroll up"), "", Where.PAGE, "screen.scroll_card(-1)", palette=False),
    Command(
        "page.copy",
        "y",
        N_("copy command"),
        N_("Copy the command that prints this card in a shell"),
        Where.PAGE,
        "screen.copy_command",
        bar=20,
    ),
)
