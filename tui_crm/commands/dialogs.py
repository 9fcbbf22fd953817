"""What one can do in what opens over a screen."""

from typing import Final

from tui_crm.commands.command import Command, Where
from tui_crm.i18n import N_

TABLE: Final = (
    Command("question.yes", "y,enter", N_("yes"), "", Where.QUESTION, "screen.answer(True)", palette=False),
    Command("question.no", "n", N_("no"), "", Where.QUESTION, "screen.answer(False)", palette=False),
    Command("dialog.leave", "escape", N_("close"), N_("Close it"), Where.DIALOG, "screen.leave", palette=False),
    Command("dialog.quit", "ctrl+q", N_("quit"), N_("Leave the program"), Where.DIALOG, "app.quit", palette=False),
    Command("reader.down", "down,j", N_("down"), "", Where.READER, "screen.scroll(1)", palette=False),
    Command("reader.up", "up,k", N_("up"), "", Where.READER, "screen.scroll(-1)", palette=False),
    Command("reader.page_down", "pagedown,space", N_("page down"), "", Where.READER, "screen.page(1)", palette=False),
    Command("reader.page_up", "pageup", N_("page up"), "", Where.READER, "screen.page(-1)", palette=False),
    Command("reader.leave", "q", N_("close"), "", Where.READER, "screen.leave", palette=False),
    Command("palette.down", "down,ctrl+n", N_("down"), "", Where.PALETTE, "screen.move(1)", palette=False),
    Command("palette.up", "up,ctrl+p", N_("up"), "", Where.PALETTE, "screen.move(-1)", palette=False),
)
