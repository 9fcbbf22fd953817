"""How the file is connected to: explicit transactions, one writer at a time, readers that never wait (``safety.md``)."""

import os
import random
import threading
import time
from collections.abc import Callable
from pathlib import Path
from sqlite3 import Connection as DbapiConnection
from sqlite3 import Cursor
from typing import cast
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, NullPool, QueuePool

from tui_crm.db.sqlite.driver import SYNCHRONOUS, Driver
from tui_crm.errors import Busy
from tui_crm.i18n import _

APPLICATION_ID = 0x7475_6943  # "tuiC"
BUSY_SECONDS = 30.0
TOLD_SECONDS = 1.5
"""After how long a connection that waits for another tells so."""

_AT_WRITE_VERSION = 18
_FIRST_LOOK = "SELECT 1 FROM sqlite_master LIMIT 1"
_RETRY_SECONDS = (0.0003, 0.002)


def is_writable(path: Path) -> bool:
    """Tell whether the file may be written: root too leaves a file alone that nobody may write."""
    return bool(path.stat().st_mode & 0o222) and os.access(path, os.W_OK)


def open_plainly(path: Path, driver: Driver, *, to_write: bool) -> DbapiConnection:
    """Return a driver's connection for what works on whole files; one to read makes no file beside ``path``."""
    mode = "rw" if to_write else _reading_mode(path)
    connection = driver.module.connect(_location(path, mode), uri=True, isolation_level=None)
    return cast("DbapiConnection", connection)


def set_journal(path: Path, driver: Driver, mode: str, *, wait: float) -> None:
    """Set how a file is journalled, which needs the file for oneself. Raises the driver's error after ``wait`` seconds.

    The file is closed between the tries: two that wait for each other with the file open would wait in vain.
    """
    deadline = time.monotonic() + wait
    while True:
        connection = open_plainly(path, driver, to_write=True)
        try:
            connection.execute("PRAGMA busy_timeout = 0")
            if connection.execute("PRAGMA journal_mode").fetchone()[0].upper() != mode:
                connection.execute(f"PRAGMA journal_mode = {mode}").fetchone()
        except driver.module.OperationalError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise
        else:
            return
        finally:
            connection.close()
        time.sleep(random.uniform(*_RETRY_SECONDS))  # noqa: S311 - spreads the askers


def location(path: Path, *, to_write: bool) -> str:
    """Return the URI by which the file is attached to a connection on another one, which only reads it."""
    return _location(path, "rw" if to_write else _reading_mode(path))


def _location(path: Path, mode: str) -> str:
    return f"file:{quote(str(path))}?mode={mode}"


def logs_ahead(path: Path) -> bool:
    """Tell whether a file is set to a write-ahead log; asked of SQLite while it may only be read, it would not tell."""
    with path.open("rb") as file:
        return file.read(_AT_WRITE_VERSION + 1)[_AT_WRITE_VERSION:] == b"\2"


def _reading_mode(path: Path) -> str:
    """Return how SQLite reads a file without writing: a write-ahead log that is not there it would make, so it is told
    that the file does not change. Whoever starts to write meanwhile can spoil that one read, so it must be short.
    """
    return "ro&immutable=1" if logs_ahead(path) and not path.with_name(f"{path.name}-wal").exists() else "ro"


def make_engine(
    path: Path, driver: Driver, *, read_only: bool = False, waiting: Callable[[], None] | None = None
) -> Engine:
    """Return an engine on ``path``. Reads run in ``BEGIN``, writes (option ``immediate``) in ``BEGIN IMMEDIATE``.

    ``waiting`` is called, in the thread concerned, when one of them has waited a while for another program.

    Connections to a file that another has taken the place of (a restore) are given up: what they wrote would be lost.
    """
    opening = threading.local()

    def connect() -> DbapiConnection:
        opening.file = identity(path)
        return _prepared(_location(path, _reading_mode(path) if read_only else "rw"), driver)

    def note_file(_connection: DbapiConnection, entry: ConnectionPoolEntry) -> None:
        entry.info["file"] = opening.file

    def check_file(_connection: DbapiConnection, entry: ConnectionPoolEntry, _proxy: object) -> None:
        if entry.info["file"] != identity(path):
            raise DisconnectionError

    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        raw = driver_connection(connection)
        if not options.get("immediate"):
            raw.execute("BEGIN")
            patiently(raw, _FIRST_LOOK, waiting=waiting)
            return
        patiently(raw, "BEGIN IMMEDIATE", float(options.get("wait", BUSY_SECONDS)), waiting)
        if connection.info["file"] != identity(path):
            raw.execute("ROLLBACK")
            raise Busy(_("the database {path} was replaced just now").format(path=path), hint=_("try again"))

    engine = create_engine(
        "sqlite://",
        module=driver.module,
        creator=connect,
        hide_parameters=True,
        poolclass=NullPool if read_only else QueuePool,
        pool_reset_on_return="rollback",
        **({} if read_only else {"pool_size": 4, "max_overflow": 16}),
    )
    event.listen(engine, "connect", note_file)
    event.listen(engine, "checkout", check_file)
    event.listen(engine, "begin", begin)
    return engine


def driver_connection(connection: Connection) -> DbapiConnection:
    """Return the driver's own connection, for what SQLite does only outside of a transaction."""
    raw = connection.connection.driver_connection
    assert raw is not None
    return cast("DbapiConnection", raw)


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells a file from another that has taken its name, None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


BULK_WORK = ("temp_store = FILE", "threads = 2")
"""Pragmas for work with a million rows: what does not fit the cache goes to a file (sqlcipher3 would keep it in memory), and
a second processor helps to sort.
"""

_USUAL_WORK = ("temp_store = DEFAULT", "threads = 0")


def set_bulk_work(raw: DbapiConnection, *, on: bool) -> None:
    """Set a connection to work with a million rows, or back; outside of a transaction."""
    for pragma in BULK_WORK if on else _USUAL_WORK:
        raw.execute(f"PRAGMA {pragma}")


def _prepared(location: str, driver: Driver) -> DbapiConnection:
    connection = driver.module.connect(
        location, uri=True, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    for pragma in (
        f"busy_timeout = {int(BUSY_SECONDS * 1000)}",
        f"synchronous = {SYNCHRONOUS}",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "mmap_size = 0",
        "fullfsync = ON",
        "checkpoint_fullfsync = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return cast("DbapiConnection", connection)


def patiently(
    raw: DbapiConnection, statement: str, wait: float = BUSY_SECONDS, waiting: Callable[[], None] | None = None
) -> Cursor:
    """Execute the statement that takes a transaction's lock, asking every 0.3–2 ms for ``wait`` seconds at most.

    ``waiting`` is called once, after :data:`TOLD_SECONDS`.

    SQLite's own busy handler backs off to 100 ms and starves whoever waits: writers in WAL mode (longest wait 1.7 s
    against 0.2 s in trials), readers with a rollback journal (1 s each beside two busy writers against 10 ms).
    """
    began = time.monotonic()
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                return raw.execute(statement)
            except raw.OperationalError as error:
                waited = time.monotonic() - began
                if not is_busy(error) or waited > wait:
                    raise
                if waiting is not None and waited >= TOLD_SECONDS:
                    waiting()
                    waiting = None
                time.sleep(random.uniform(*_RETRY_SECONDS))  # noqa: S311 - spreads the askers
    finally:
        raw.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")


def is_busy(error: BaseException) -> bool:
    """Tell whether a driver's error (or SQLAlchemy's wrapping of it) means that somebody else holds the file."""
    text = str(getattr(error, "orig", None) or error)
    return "locked" in text or "busy" in text
