"""How a failure of the SQLite library is told: which of our failures it is, and one sentence about the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import exc

from tui_crm.db.sqlite.connection import is_busy
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import BadFile, Busy, CrmError, NotFound, OutputFailed, UsageError
from tui_crm.i18n import _

_DISK = ("full", "disk I/O", "unable to open", "too big")
_DEEP = ("parser stack overflow", "Expression tree is too large")  # how deep goes depends on the library
_DAMAGE = ("malformed", "not a database", "unsupported file format")


@contextmanager
def failures_named(path: Path, driver: Driver) -> Iterator[None]:
    """Turn the driver's errors on ``path``, as they are or wrapped by SQLAlchemy, into ours: busy, full, damaged, a filter too deep.

    An error that tells of a defect of ours passes as it is.
    """
    try:
        yield
    except (exc.DatabaseError, driver.module.DatabaseError) as error:
        failure = _failure(path, error)
        if failure is None:
            raise
        raise failure from error


def _failure(path: Path, error: Exception) -> CrmError | None:
    text = str(getattr(error, "orig", None) or error)
    if is_busy(error):
        hint = _("another program is writing; try again in a moment")
        return Busy(_("the database {path} is busy").format(path=path), hint=hint)
    if not path.exists():
        hint = _("put the file back, or restore a backup with: crm restore FILE")
        return NotFound(_("there is no database at {path}").format(path=path), hint=hint)
    return _told(path, text)


def _told(path: Path, text: str) -> CrmError | None:
    """Return the failure that the library's words tell of."""
    if "readonly" in text:
        return read_only(path)
    if any(sign in text for sign in _DISK):
        return OutputFailed(_("cannot write {path}: {reason}").format(path=path, reason=text))
    if any(sign in text for sign in _DEEP):
        return UsageError(_("too many parentheses stand in each other"))
    if any(sign in text for sign in _DAMAGE):
        hint = _("restore a backup with: crm restore FILE")
        return BadFile(_("{path} is damaged").format(path=path), hint=hint)
    return None


def read_only(path: Path) -> BadFile:
    """Return what is said to somebody who writes where the file, or its folder, may only be read."""
    return BadFile(
        _("{path} is read-only").format(path=path), hint=_("change its permissions, and its folder's, to write")
    )
