"""How a new database file is made: whole beside its place, then put there in one step, so none is ever half made."""

import os
from pathlib import Path

from sqlalchemy import exc

from tui_crm.db.migrating import migrate
from tui_crm.db.sqlite.connection import APPLICATION_ID, driver_connection, make_engine
from tui_crm.db.sqlite.driver import Driver, Journal
from tui_crm.errors import OutputFailed
from tui_crm.file_modes import discard
from tui_crm.i18n import _
from tui_crm.whole_files import draft_beside


def make_file(path: Path, driver: Driver, journal: Journal) -> None:
    """Make a new database at ``path``; where another process was faster, theirs stays. Raises OutputFailed."""
    with draft_beside(path, new_folder=True) as draft:
        try:
            _fill(draft, driver, journal)
            put_new(draft, path)
        except exc.OperationalError as error:
            raise OutputFailed(_("cannot write {path}: {reason}").format(path=path, reason=error.orig)) from error
        finally:
            discard(draft.with_name(f"{draft.name}-journal"))


def _fill(draft: Path, driver: Driver, journal: Journal) -> None:
    engine = make_engine(draft, driver)
    try:
        with engine.connect().execution_options(immediate=True) as connection, connection.begin():
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            migrate(connection)
        with engine.connect() as connection:
            driver_connection(connection).execute(f"PRAGMA journal_mode = {journal.mode}")
    finally:
        engine.dispose()


def put_new(draft: Path, path: Path) -> bool:
    """Give a whole ``draft`` its name, unless a file has that; tells whether none had. Raises OSError."""
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if path.exists():
            return False
        draft.rename(path)
    return True
