"""An open database file: checked before anything is touched, made or migrated where needed, then read and written."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Self

from sqlalchemy import Connection

from tui_crm.actor import Actor
from tui_crm.db import sql
from tui_crm.db.failures import failures_named, read_only
from tui_crm.db.inspecting import check_header, check_nothing_left_over, revision_of
from tui_crm.db.making import make_file
from tui_crm.db.migrating import migrate
from tui_crm.db.schema import NEWEST, REVISIONS
from tui_crm.db.sqlite import backup
from tui_crm.db.sqlite import driver as drivers
from tui_crm.db.sqlite.connection import (
    BUSY_SECONDS,
    driver_connection,
    is_busy,
    is_writable,
    logs_ahead,
    make_engine,
    set_bulk_work,
    set_journal,
)
from tui_crm.db.sqlite.holders import writer_of
from tui_crm.db.transaction import Transaction
from tui_crm.errors import BadFile, Busy, NotFound
from tui_crm.i18n import _
from tui_crm.models.record import DamagedValue

SURPRISES = (ValueError, TypeError, LookupError, AttributeError)
"""What comes of a value that nobody foresaw."""

ALONE_SECONDS = 2.0
"""How long a change of journal waits for others: a command goes away in this time, an open screen does not."""


class Database:
    """The one file that holds everything. Threads may share it: each read and each write takes its own connection."""

    def __init__(
        self,
        path: Path,
        *,
        create: bool = True,
        driver: drivers.Driver | None = None,
        is_copy: bool = False,
        waiting: Callable[[str], None] | None = None,
    ) -> None:
        """Open ``path``, made where it is missing and ``create`` says so. Of a copy no backup is made before a migration.

        ``waiting`` is given a sentence, in the thread concerned, when a read or a write has waited a while for another
        program: for whom, where that is known.

        Raises NotFound, BadFile, Busy, OutputFailed.
        """
        self.path = Path(os.path.realpath(path))  # pathlib fails on links in a circle
        self.driver = driver or drivers.best()
        self.file_system = drivers.file_system(self.path.parent)
        self.journal = drivers.journal_for(self.driver, self.file_system)
        check_nothing_left_over(self.path)
        if not self.path.exists():
            if not create:
                raise NotFound(
                    _("there is no database at {path}").format(path=self.path),
                    hint=_("check the path; what adds something makes a new one there, such as crm contact add"),
                )
            make_file(self.path, self.driver, self.journal)
        check_header(self.path)
        self.read_only = not is_writable(self.path)
        with failures_named(self.path, self.driver):
            revision = self._known_revision()
            tell = None if waiting is None else partial(_tell_of_writer, self.path, waiting)
            self.engine = make_engine(self.path, self.driver, read_only=self.read_only, waiting=tell)
            try:
                self._settle(revision, is_copy=is_copy)
            except BaseException:
                self.engine.dispose()
                raise

    def _known_revision(self) -> str:
        revision = revision_of(self.path, self.driver)
        if revision not in REVISIONS:
            raise _newer(self.path)
        if self.read_only and revision != NEWEST:
            raise BadFile(
                _("{path} is from an older version of this program and read-only").format(path=self.path),
                hint=_("change its permissions, so that it can be brought up to date"),
            )
        return revision

    def _settle(self, revision: str, *, is_copy: bool) -> None:
        if self.read_only:
            return
        self._settle_journal()
        if revision != NEWEST:
            if not is_copy:
                backup.before_migration(self.path, self.driver)
            with self.engine.connect().execution_options(immediate=True) as connection, connection.begin():
                migrate(connection)

    def journal_mode(self) -> str:
        """Return how the file is journalled at the moment: ``WAL`` or ``DELETE``."""
        if self.read_only:
            return "WAL" if logs_ahead(self.path) else "DELETE"
        with self.engine.connect() as connection:
            return str(sql.scalar(connection, "PRAGMA journal_mode")).upper()

    def _settle_journal(self) -> None:
        """Bring the file to the journal that is safe with this library. Raises Busy where WAL is not and others use it.

        A file that cannot leave its rollback journal just now keeps it: that is as safe, only slower.
        """
        must = self.journal.mode == "DELETE"
        try:
            set_journal(self.path, self.driver, self.journal.mode, wait=ALONE_SECONDS if must else 0)
        except self.driver.module.OperationalError as error:
            if must or not is_busy(error):
                raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the file until it is closed."""
        with self._failures_told(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _failures_told(self) -> Iterator[None]:
        """Turn the driver's errors into ours, and say of a value that nobody can read whose it is."""
        with failures_named(self.path, self.driver):
            try:
                yield
            except (DamagedValue, *SURPRISES) as error:
                failure = self.damage_behind(error)
                if failure is None:  # it is derived: the check-up mends it; or it is a defect of ours
                    raise
                raise failure from error

    def damage_behind(self, error: Exception) -> BadFile | None:
        """Return what is said where what went wrong is that another hand, or a newer program, wrote into the file."""
        from tui_crm.db import damage  # noqa: PLC0415 - only where something is wrong

        value = error.value if isinstance(error, DamagedValue) else None
        with self.engine.connect() as connection:
            found = damage.holding(connection, value)
        return None if found is None else damage.as_failure(self.path, found)

    @contextmanager
    def write(
        self,
        actor: Actor,
        label: str,
        arguments: Mapping[str, object] | None = None,
        *,
        reverts: int | None = None,
        wait: float = BUSY_SECONDS,
        stage: Path | None = None,
    ) -> Iterator[Transaction]:
        """Give a transaction whose every change is one recorded operation, on disk when the block ends, or none at all.

        ``label`` is a message of the catalogue, filled by ``arguments``. A file named by ``stage`` can be read as the
        schema of that name. Raises Busy after ``wait`` seconds.
        """
        if self.read_only:
            raise read_only(self.path)
        with (
            self._failures_told(),
            self.engine.connect().execution_options(immediate=True, wait=wait) as connection,
            _attached(connection, stage),
            connection.begin(),
        ):
            self._check_still_ours(connection)
            transaction = Transaction(connection, actor, label, arguments or {}, reverts)
            yield transaction
            transaction.flush()

    @contextmanager
    def maintain(self) -> Iterator[Connection]:
        """Give a connection that may write what is derived from records, and nothing else: it records no operation."""
        if self.read_only:
            raise read_only(self.path)
        with (
            self._failures_told(),
            self.engine.connect().execution_options(immediate=True) as connection,
            connection.begin(),
        ):
            self._check_still_ours(connection)
            yield connection

    def _check_still_ours(self, connection: Connection) -> None:
        """Raise BadFile where a newer program has changed the schema since, and Busy where one with another library has
        set the file to WAL, which is not safe with ours.
        """
        if sql.scalar(connection, "SELECT version_num FROM alembic_version") != NEWEST:
            raise _newer(self.path)
        if self.journal.mode == "DELETE" and sql.scalar(connection, "PRAGMA journal_mode") == "wal":
            raise Busy(
                _("another program has the database {path} open, with a newer SQLite library").format(path=self.path),
                hint=_("close it, or let this program use the same library: see crm doctor"),
            )

    def compact(self) -> None:
        """Write the file anew without the remains of what was deleted, and empty its write-ahead log."""
        with failures_named(self.path, self.driver), self.engine.connect() as connection:
            raw = driver_connection(connection)
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_unused: object) -> None:
        self.close()


def _tell_of_writer(path: Path, tell: Callable[[str], None]) -> None:
    who = writer_of(path)
    tell(_("waiting for {who}, who is writing…").format(who=who) if who else _("waiting for another program to write…"))


def _newer(path: Path) -> BadFile:
    return BadFile(
        _("{path} was written by a newer version of this program").format(path=path),
        hint=_("update this program to open it"),
    )


@contextmanager
def _attached(connection: Connection, stage: Path | None) -> Iterator[None]:
    """Attach a staging file for as long as a transaction runs; SQLite does so only outside of one."""
    raw = connection.connection.driver_connection
    assert raw is not None
    if stage is None:
        yield
        return
    raw.execute("ATTACH ? AS stage", (str(stage),))
    set_bulk_work(raw, on=True)
    try:
        raw.execute("PRAGMA stage.journal_mode = MEMORY")  # what stands there is lost with the process anyway
        raw.execute("PRAGMA stage.synchronous = OFF")
        yield
    finally:
        if not connection.invalidated:  # a Ctrl-C within a statement has closed it
            raw.execute("DETACH stage")
            set_bulk_work(raw, on=False)
