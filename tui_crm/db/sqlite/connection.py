"""How the file is connected to: explicit transactions, one writer at a time, readers that never wait (``safety.md``)."""

import random
import time
from pathlib import Path
from sqlite3 import Connection as DbapiConnection
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from tui_crm.db.sqlite.driver import Driver, Journal

APPLICATION_ID = 0x7475_6943  # "tuiC"
BUSY_SECONDS = 30.0
_RETRY_SECONDS = (0.0003, 0.002)


def make_engine(
    path: Path, driver: Driver, journal: Journal, *, read_only: bool = False, immutable: bool = False
) -> Engine:
    """Return an engine on ``path``. Reads run in ``BEGIN``, writes (option ``immediate``) in ``BEGIN IMMEDIATE``."""
    mode = "ro&immutable=1" if immutable else "ro" if read_only else "rw"
    location = f"file:{quote(str(path))}?mode={mode}"

    def connect() -> DbapiConnection:
        connection: DbapiConnection = driver.module.connect(
            location, uri=True, isolation_level=None, check_same_thread=False, cached_statements=256
        )
        _prepare(connection, journal)
        return connection

    engine = create_engine(
        "sqlite://",
        module=driver.module,
        creator=connect,
        hide_parameters=True,
        poolclass=NullPool if immutable else QueuePool,
        pool_reset_on_return="rollback",
        **({} if immutable else {"pool_size": 4, "max_overflow": 16}),
    )
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: DbapiConnection, journal: Journal) -> None:
    for pragma in (
        f"busy_timeout = {int(BUSY_SECONDS * 1000)}",
        f"synchronous = {journal.synchronous}",
        "foreign_keys = ON",
        "trusted_schema = OFF",
        "mmap_size = 0",
        "fullfsync = ON",
        "checkpoint_fullfsync = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("immediate"):
        connection.exec_driver_sql("BEGIN")
        return
    raw = connection.connection.driver_connection
    assert raw is not None
    begin_immediate(raw, float(options.get("wait", BUSY_SECONDS)))


def begin_immediate(raw: DbapiConnection, wait: float = BUSY_SECONDS) -> None:
    """Take the write lock of a driver's connection, asking every 0.3–2 ms for ``wait`` seconds at most.

    SQLite's own busy handler backs off to 100 ms and starves writers (longest wait 1.7 s against 0.2 s in trials).
    """
    deadline = time.monotonic() + wait
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except raw.OperationalError as error:
                if not is_busy(error) or time.monotonic() > deadline:
                    raise
                time.sleep(random.uniform(*_RETRY_SECONDS))  # noqa: S311 - spreads the askers, guards nothing
            else:
                return
    finally:
        raw.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")


def is_busy(error: BaseException) -> bool:
    """Tell whether a driver's error (or SQLAlchemy's wrapping of it) means that somebody else holds the file."""
    text = str(getattr(error, "orig", None) or error)
    return "locked" in text or "busy" in text
