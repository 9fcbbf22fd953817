"""How the command line opens the screens: only on a terminal that can show them, and with their exit code."""

import gc
import os
import sys
from typing import TYPE_CHECKING, NoReturn

import typer

from tui_crm.errors import UsageError
from tui_crm.i18n import _

if TYPE_CHECKING:
    from tui_crm.cli.context import Session


def check_terminal() -> None:
    """Raise UsageError where the screens cannot be shown."""
    if not _can_draw():
        raise UsageError(
            _("the screens need a terminal"),
            hint=_("without one use commands such as “crm contact list” and “crm due”; see crm --help"),
        )


def open_screens(session: "Session") -> NoReturn:
    """Open the screens over the session's database, and exit with what they exit with."""
    check_terminal()
    gc.disable()  # until the first paint: loading makes no garbage, and looking for some takes a tenth of its time
    from tui_crm import app  # noqa: PLC0415 - only the screens load Textual

    raise typer.Exit(app.run(session.settings, session.clock))


def _can_draw() -> bool:
    streams = (sys.stdin, sys.stdout)
    return os.environ.get("TERM") != "dumb" and all(stream is not None and stream.isatty() for stream in streams)
