"""Which files are databases or belong to one, told by their first bytes and their names: what no other file may replace."""

import os
from pathlib import Path

from tui_crm.errors import UsageError
from tui_crm.i18n import _

HEADER = b"SQLite format 3\0"
"""What every SQLite database begins with."""

JOURNALS = ("-wal", "-journal")
"""What SQLite adds to a database's name for a file that holds a part of its content."""

BACKUPS = ".backups"
"""What stands behind a database's name in that of the folder with its own backups."""

CHECKSUM = ".sha256"
"""What stands behind a backup's name in that of the file with its checksum."""

CALLS = ".calls"
"""What stands behind a database's name in that of the file that says who calls whom."""

_BESIDE = (*JOURNALS, "-shm", CHECKSUM, CALLS)


def is_database(file: Path) -> bool:
    """Tell whether ``file`` is there and begins as a database does; what cannot be read is none."""
    try:
        if not file.is_file():
            return False
        with file.open("rb") as opened:
            return opened.read(len(HEADER)) == HEADER
    except OSError:
        return False


def is_beside_database(file: Path) -> bool:
    """Tell whether ``file`` has the name of one that SQLite, or we, lay beside a database that is there."""
    bearers = (file.parent / file.name.removesuffix(end) for end in _BESIDE if file.name.endswith(end))
    return any(map(is_database, bearers))


def refuse_database(target: Path, database: Path | None = None) -> None:
    """Raise UsageError where writing ``target`` would destroy a database, a file beside one, or what guards backups.

    ``database`` is one that is in use, or is about to be made.
    """
    place = Path(os.path.realpath(target))  # pathlib fails on links in a circle
    in_use = () if database is None else (Path(os.path.realpath(database)),)
    own = {path.with_name(path.name + end) for path in in_use for end in ("", *_BESIDE)}
    if place in own or is_database(place) or is_beside_database(place):
        raise UsageError(
            _("{path} belongs to a database, which would be destroyed").format(path=target),
            hint=_("name another file"),
        )
    if place.parent.name.endswith(BACKUPS):
        raise UsageError(
            _("{path} lies in a folder of backups, which holds nothing else").format(path=target),
            hint=_("name another file"),
        )
