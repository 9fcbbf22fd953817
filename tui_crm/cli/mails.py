"""Where a command gets a whole mail from: a file, or standard input."""

import sys
from pathlib import Path
from typing import Final

from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import _

_STANDARD_INPUT: Final = "-"
_MAIL: Final = ".eml"


def is_mail(who: str | None, missing: UsageError) -> bool:
    """Return whether a word stands for a mail, and not for a contact: nothing, ``-``, or a file there is.

    Raises ``missing`` where nothing is said and nobody sends a mail.
    """
    if who is None:
        if _is_typed():
            raise missing
        return True
    return who == _STANDARD_INPUT or ((who.lower().endswith(_MAIL) or "/" in who) and Path(who).is_file())


def _is_typed() -> bool:
    return sys.stdin is None or sys.stdin.isatty()


def mail_in(file: str | None) -> bytes:
    """Return the octets of a mail, more than are read where it is too large. Raises BadInput."""
    from tui_crm.services.importing.files.input_file import InputFile  # noqa: PLC0415 - commands load services when they run
    from tui_crm.services.mail.reading import MOST_OCTETS  # noqa: PLC0415 - as above

    with InputFile(file or _STANDARD_INPUT) as source:
        content = source.view().read(MOST_OCTETS + 1)
    if not content.strip():
        raise BadInput(_("there is no mail in it"), hint=_("pipe one in, or name a file: crm log email FILE.eml"))
    return content
