"""An open database file: checked before anything is touched, made or migrated where needed, then read and written."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError, OperationalError

from tui_crm.actor import Actor
from tui_crm.db import sql
from tui_crm.db.making import make_file
from tui_crm.db.migrating import migrate
from tui_crm.db.schema import NEWEST, REVISIONS
from tui_crm.db.sqlite import backup
from tui_crm.db.sqlite import driver as drivers
from tui_crm.db.sqlite.connection import APPLICATION_ID, BUSY_SECONDS, is_busy, make_engine
from tui_crm.db.transaction import Transaction
from tui_crm.errors import BadFile, Busy, NotFound, OutputFailed
from tui_crm.i18n import _

_HEADER = b"SQLite format 3\0"
_AT_APPLICATION_ID = 68


class Database:
    """The one file that holds everything. Threads may share it: each read and each write takes its own connection."""

    def __init__(
        self, path: Path, *, create: bool = True, driver: drivers.Driver | None = None, stamp: str = ""
    ) -> None:
        self.path = path.absolute()
        self.driver = driver or drivers.best()
        self.file_system = drivers.file_system(self.path.parent)
        self.journal = drivers.journal_for(self.driver, self.file_system)
        if not self.path.exists() or (self.path.is_file() and not self.path.stat().st_size):
            if not create:
                raise NotFound(_("there is no database at {path}").format(path=self.path))
            make_file(self.path, self.driver, self.journal)
        check_header(self.path)
        self.read_only = not (self.path.stat().st_mode & 0o222 and os.access(self.path, os.W_OK))
        sealed = self.read_only and not os.access(self.path.parent, os.W_OK)
        self.engine = make_engine(self.path, self.driver, self.journal, read_only=self.read_only, immutable=sealed)
        try:
            self._settle(stamp)
        except BaseException:
            self.engine.dispose()
            raise

    def _settle(self, stamp: str) -> None:
        with failures_named(self.path):
            with self.engine.connect() as connection:
                revision = _revision(connection)
            if revision not in REVISIONS:
                raise BadFile(
                    _("{path} was written by a newer version of this program").format(path=self.path),
                    hint=_("update this program to open it"),
                )
            if self.read_only:
                return
            self._set_journal()
            if revision != NEWEST:
                backup.before_migration(self, stamp)
                with self.engine.connect().execution_options(immediate=True) as connection, connection.begin():
                    migrate(connection)

    def _set_journal(self) -> None:
        with self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            (mode,) = raw.execute("PRAGMA journal_mode").fetchone()
            if mode.upper() != self.journal.mode:
                raw.execute(f"PRAGMA journal_mode = {self.journal.mode}")

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the file until it is closed."""
        with failures_named(self.path), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(
        self,
        actor: Actor,
        label: str,
        arguments: Mapping[str, object] | None = None,
        *,
        reverts: int | None = None,
        wait: float = BUSY_SECONDS,
    ) -> Iterator[Transaction]:
        """Give a transaction whose every change is one recorded operation, on disk when the block ends, or none at all.

        ``label`` is a message of the catalogue, filled by ``arguments``. Raises Busy after ``wait`` seconds.
        """  # fmt: skip
        if self.read_only:
            raise BadFile(_("{path} is read-only").format(path=self.path), hint=_("change its permissions to write"))
        with (
            failures_named(self.path),
            self.engine.connect().execution_options(immediate=True, wait=wait) as connection,
            connection.begin(),
        ):
            transaction = Transaction(connection, actor, label, arguments or {}, reverts)
            yield transaction
            transaction.finish()

    @contextmanager
    def maintain(self) -> Iterator[Connection]:
        """Give a connection that may write what is derived from records, and nothing else: it records no operation."""
        with (
            failures_named(self.path),
            self.engine.connect().execution_options(immediate=True) as connection,
            connection.begin(),
        ):
            yield connection

    def hold_alone(self) -> None:
        """Make sure that nobody else has the file open, by leaving WAL mode. Raises Busy where somebody has."""
        with failures_named(self.path), self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA busy_timeout = 0")
            raw.execute("PRAGMA journal_mode = DELETE").fetchone()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_unused: object) -> None:
        self.close()


def check_header(path: Path) -> None:
    """Raise BadFile unless ``path`` is a database of this program, judged by its first hundred bytes alone."""
    if not path.is_file():
        raise BadFile(_("{path} is not a file").format(path=path))
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise BadFile(_("cannot read {path}: {reason}").format(path=path, reason=error.strerror)) from error
    if not header.startswith(_HEADER):
        raise BadFile(_("{path} is no database of this program, or is damaged or encrypted").format(path=path))
    found = int.from_bytes(header[_AT_APPLICATION_ID : _AT_APPLICATION_ID + 4], "big")
    if found != APPLICATION_ID:
        raise BadFile(_("{path} is a database of another program").format(path=path))


def _revision(connection: Connection) -> str:
    return str(sql.scalar(connection, "SELECT version_num FROM alembic_version"))


@contextmanager
def failures_named(path: Path) -> Iterator[None]:
    """Turn the driver's errors on ``path`` into ours: busy, disk full or failing, damaged."""
    try:
        yield
    except OperationalError as error:
        text = str(error.orig)
        if is_busy(error):
            raise Busy(
                _("the database {path} is busy").format(path=path),
                hint=_("another program is writing; try again in a moment"),
            ) from error
        if "full" in text or "disk I/O" in text or "unable to open" in text:
            raise OutputFailed(_("cannot write {path}: {reason}").format(path=path, reason=text)) from error
        if "no such table" in text or "no such column" in text:
            raise _damaged(path) from error
        raise
    except DatabaseError as error:
        if "malformed" in str(error.orig) or "not a database" in str(error.orig):
            raise _damaged(path) from error
        raise


def _damaged(path: Path) -> BadFile:
    return BadFile(_("{path} is damaged").format(path=path), hint=_("restore a backup with: crm restore FILE"))
