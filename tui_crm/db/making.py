"""How a new database file is made: whole beside its place, then put there in one step, so none is ever half made."""

import os
from pathlib import Path
from uuid import uuid4

from tui_crm.db.migrating import migrate
from tui_crm.db.sqlite.connection import APPLICATION_ID, make_engine
from tui_crm.db.sqlite.driver import Driver, Journal
from tui_crm.errors import BadFile, OutputFailed
from tui_crm.i18n import _
from tui_crm.paths import private_folder


def make_file(path: Path, driver: Driver, journal: Journal) -> None:
    """Make a new database at ``path``, 0600; where another process was faster, theirs stays."""
    try:
        private_folder(path.parent)
        draft = path.with_name(f"{path.name}.{uuid4().hex[:8]}.new")
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise OutputFailed(_("cannot make {path}: {reason}").format(path=path, reason=error.strerror)) from error
    try:
        _fill(draft, driver, journal)
        _put(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def _fill(draft: Path, driver: Driver, journal: Journal) -> None:
    engine = make_engine(draft, driver, Journal("DELETE", "EXTRA", journal.why))
    try:
        with engine.connect().execution_options(immediate=True) as connection, connection.begin():
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(connection)
        with engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute(f"PRAGMA journal_mode = {journal.mode}")
    finally:
        engine.dispose()


def _put(draft: Path, path: Path) -> None:
    if path.exists() and path.stat().st_size:
        return
    try:
        if path.exists():  # an empty file somebody made for us, for example by mktemp
            draft.replace(path)
        else:
            os.link(draft, path)
    except FileExistsError:
        return
    except OSError as error:
        if path.exists():
            raise BadFile(_("cannot make {path}: {reason}").format(path=path, reason=error.strerror)) from error
        draft.rename(path)
