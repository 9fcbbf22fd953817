"""The log: what went wrong, for whoever mends it. Rotated, private, and without a word of customer data.

Callers log their own fixed words, never records, parameters or messages made of them; a defect is logged as its frames
and the exception's class, without its text, since that may quote a customer.
"""

import logging
import traceback
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

from tui_crm import paths

_BYTES, _FILES = 512 * 1024, 3


def open_log(file: Path | None = None) -> None:
    """Send the program's log to ``file`` (the user's log file by default), 0600, three files of 512 KiB at most."""
    handler = _handler(file or paths.log_file())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.getLogger("tui_crm")
    for earlier in logger.handlers:
        with suppress(OSError):  # of what it could not write
            earlier.close()
    logger.handlers[:] = [handler]
    logger.propagate = False
    logger.setLevel(logging.INFO)


def _handler(file: Path) -> logging.Handler:
    try:
        paths.private_folder(file.parent)
        file.touch(mode=0o600)
        return _Quiet(file, maxBytes=_BYTES, backupCount=_FILES - 1, encoding="utf-8", delay=True)
    except OSError:
        return logging.NullHandler()  # a program without a log is better than no program


class _Quiet(RotatingFileHandler):
    """Loses what it cannot write: the standard one prints it, with a traceback, where the user reads."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the standard library's name
        """Do without the record."""


def defect(error: BaseException) -> None:
    """Log an unexpected exception: class and frames, without its text and without locals."""
    frames = "".join(
        f"\n  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
    )
    logging.getLogger("tui_crm").error("defect %s%s", type(error).__name__, frames)
