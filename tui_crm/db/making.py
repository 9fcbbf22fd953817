"""How a new database file is made: whole beside its place, then put there in one step, so none is ever half made."""

import os
from pathlib import Path
from uuid import uuid4

from sqlalchemy import exc

from tui_crm.db.file_modes import discard, make_folder, make_private
from tui_crm.db.migrating import migrate
from tui_crm.db.sqlite.connection import APPLICATION_ID, driver_connection, make_engine
from tui_crm.db.sqlite.driver import Driver, Journal
from tui_crm.errors import OutputFailed
from tui_crm.i18n import _


def make_file(path: Path, driver: Driver, journal: Journal) -> None:
    """Make a new database at ``path``; where another process was faster, theirs stays. Raises OutputFailed."""
    draft = path.with_name(f"{path.name}.{uuid4().hex[:8]}.new")
    try:
        make_folder(path.parent)
        make_private(draft)
        _fill(draft, driver, journal)
        _put(draft, path)
    except (OSError, exc.OperationalError) as error:
        reason = error.strerror if isinstance(error, OSError) else error.orig
        raise OutputFailed(_("cannot make {path}: {reason}").format(path=path, reason=reason)) from error
    finally:
        discard(draft)
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


def _put(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            draft.rename(path)
