"""How a command puts text into the clipboard of the terminal it runs in, also over SSH: the sequence OSC 52 (xterm)."""

import sys
from base64 import b64encode

from tui_crm.errors import UsageError
from tui_crm.i18n import _


def copy(text: str) -> None:
    """Put ``text`` into the clipboard. Raises UsageError where no terminal is there to do it, OSError where it is gone."""
    stream = next((each for each in (sys.stderr, sys.stdout) if each is not None and each.isatty()), None)
    if stream is None:
        raise UsageError(_("there is no terminal whose clipboard could be filled"), hint=_("pipe the output instead"))
    stream.write(f"\x1b]52;c;{b64encode(text.encode()).decode()}\a")
    stream.flush()
