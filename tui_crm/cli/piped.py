"""Where a command gets a longer text from: from the command line itself, or from a pipe."""

import sys
from typing import Final

from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import _

STANDARD_INPUT: Final = "-"
"""What stands in the place of a text that is piped in."""


def text_said(text: str) -> str:
    """Return a text as it was said, ``-`` being what is piped in.

    Raises UsageError where nothing is piped in, and BadInput where that is no text.
    """
    if text != STANDARD_INPUT:
        return text
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError(_("nothing is piped in that could be the text"))
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig").rstrip("\n")
    except UnicodeDecodeError as error:
        raise BadInput(_("what is piped in is not valid UTF-8 text"), field="text") from error
