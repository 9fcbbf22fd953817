"""Where files may be written: never in the place of a database, whose content would be lost."""

import os
from pathlib import Path

from tui_crm.errors import UsageError
from tui_crm.i18n import _

_DATABASE = b"SQLite format 3\0"
_BELONGING = ("", "-wal", "-shm", "-journal")


def check_target(target: Path, database: Path) -> None:
    """Raise UsageError where a file at ``target`` would replace a database or what belongs to the open ``database``."""
    place, opened = Path(os.path.realpath(target)), Path(os.path.realpath(database))
    if place in {opened.with_name(opened.name + end) for end in _BELONGING} or _is_database(place):
        raise UsageError(
            _("{path} belongs to a database, which would be destroyed").format(path=target),
            hint=_("name another file"),
        )


def _is_database(place: Path) -> bool:
    if not place.is_file():
        return False
    try:
        with place.open("rb") as file:
            return file.read(len(_DATABASE)) == _DATABASE
    except OSError:  # what cannot be read may be replaced all the same
        return False
