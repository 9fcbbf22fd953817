"""What can be told of a file before anything is touched: whether it is a database of this program, and which revision."""

from pathlib import Path

from tui_crm.database_files import HEADER, JOURNALS
from tui_crm.db.sqlite.connection import APPLICATION_ID, is_writable, open_plainly, patiently
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import BadFile
from tui_crm.i18n import _

_AT_APPLICATION_ID = 68


def check_header(path: Path) -> None:
    """Raise BadFile unless ``path`` is a database of this program, judged by its first hundred bytes alone."""
    if not path.is_file():
        raise BadFile(_("{path} is not a file").format(path=path))
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise BadFile(_("cannot read {path}: {reason}").format(path=path, reason=error.strerror)) from error
    if not header:
        raise BadFile(
            _("{path} is empty").format(path=path),
            hint=_("remove it to begin a new database, or put a backup in its place with: crm restore FILE"),
        )
    if not header.startswith(HEADER):
        raise BadFile(_("{path} is no database of this program, or is damaged or encrypted").format(path=path))
    found = int.from_bytes(header[_AT_APPLICATION_ID : _AT_APPLICATION_ID + 4], "big")
    if found != APPLICATION_ID:
        raise BadFile(_("{path} is a database of another program").format(path=path))


def check_nothing_left_over(path: Path) -> None:
    """Raise BadFile where a missing database has left its journal behind, which would spoil a new one of its name."""
    if path.exists():
        return
    for suffix in JOURNALS:
        left = path.with_name(path.name + suffix)
        if left.exists() and left.stat().st_size:
            raise BadFile(
                _("{path} is missing, but {journal} with a part of its content is there").format(
                    path=path, journal=left.name
                ),
                hint=_("put both files back together, or move {journal} away").format(journal=left.name),
            )


def revision_of(path: Path, driver: Driver) -> str:
    """Return the schema revision of a database, having made nothing beside it where it is at rest. Raises BadFile."""
    at_rest = not any(path.with_name(path.name + suffix).exists() for suffix in JOURNALS)
    connection = open_plainly(path, driver, to_write=is_writable(path) and not at_rest)
    try:
        tables = patiently(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
        found = patiently(connection, "SELECT version_num FROM alembic_version").fetchone() if tables[0] else None
    finally:
        connection.close()
    if found is None:
        raise BadFile(_("{path} is damaged").format(path=path), hint=_("restore a backup with: crm restore FILE"))
    return str(found[0])
