"""Whether anybody has committed since one last looked, told in microseconds."""

from pathlib import Path
from sqlite3 import Connection as DbapiConnection

from tui_crm.db.sqlite.connection import identity, is_busy, open_plainly
from tui_crm.db.sqlite.driver import Driver


class CommitWatch:
    """Watches a file for commits of any connection, and for another file in its place; used by one thread.

    It asks SQLite's ``data_version``, which changes for a connection when another one commits.
    """

    def __init__(self, path: Path, driver: Driver, *, read_only: bool) -> None:
        self._path = path
        self._driver = driver
        self._read_only = read_only
        self._connection: DbapiConnection | None = None
        self._file: tuple[int, int] | None = None
        self._version = 0
        self._has_begun = False
        self._is_broken = False

    def stirred(self) -> bool:
        """Return whether there was a commit since the last call; the first call, and one while the file is locked, say no.

        A file that cannot be read any more says yes once: who reads it finds out why.
        """
        try:
            if self._connection is None or identity(self._path) != self._file:
                return self._open()
            before, self._version = self._version, self._read(self._connection)
        except self._driver.module.DatabaseError as error:
            if is_busy(error) or not self._path.exists():
                return False
            news, self._is_broken = not self._is_broken, True
            return news
        return self._version != before

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _open(self) -> bool:
        """Open the file that has the name now; True where it took the place of another one."""
        self.close()
        self._file = identity(self._path)
        connection = open_plainly(self._path, self._driver, to_write=not self._read_only)
        connection.execute("PRAGMA busy_timeout = 0")
        self._version = self._read(connection)
        self._connection, self._is_broken = connection, False
        again, self._has_begun = self._has_begun, True
        return again

    @staticmethod
    def _read(connection: DbapiConnection) -> int:
        version: int = connection.execute("PRAGMA data_version").fetchone()[0]
        return version
