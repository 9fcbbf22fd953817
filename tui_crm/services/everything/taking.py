"""Taking everything out: one state of the database as sorted lines of JSON, the same bytes for the same state."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui_crm.db import everything, refilling
from tui_crm.db.everything import EXPORTED, PARTS
from tui_crm.db.schema import NEWEST
from tui_crm.file_modes import make_private
from tui_crm.services.everything.folder import replaced
from tui_crm.services.everything.manifest import NAME, Entry, Manifest
from tui_crm.services.everything.report import EverythingReport, Progress, counted_records
from tui_crm.services.exporting.noting import note

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_EVERY = 500
"""After how many rows it is told how many there are."""


class Everything:
    """All that an open CRM holds."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def take_out(self, folder: Path, progress: Progress = lambda _count: None) -> EverythingReport:
        """Write everything into ``folder``: a new or an empty one, or an earlier export, which gives way as a whole.

        Raises UsageError for another folder, Busy where somebody works in it, OutputFailed, with everything as it was.
        """
        place = Path(os.path.realpath(folder))  # pathlib fails on links in a circle
        entries: dict[str, Entry] = {}
        with replaced(place) as new, self._crm.database.read() as connection:
            done = 0
            for part in PARTS:
                lines = _lines(everything.read(connection, part), done, progress)
                entries[part.file] = _write(new / part.file, lines)
                done += entries[part.file].rows
            _write(new / NAME, [Manifest(NEWEST, entries).as_text()])
            wrong = refilling.unreadable(connection) or refilling.dangling(connection)
        counts = {name: entry.rows for name, entry in entries.items()}
        operation = note(self._crm, EXPORTED, {"count": counted_records(counts)}, place)
        return EverythingReport(folder, counts, operation, wrong)


def _lines(rows: Iterable[everything.Row], done: int, progress: Progress) -> Iterator[str]:
    """Yield rows as lines; ``done`` rows went before them."""
    for count, row in enumerate(rows, start=done + 1):
        if count % _EVERY == 0:
            progress(count)
        yield json.dumps(row, ensure_ascii=False) + "\n"


def _write(file: Path, lines: Iterable[str]) -> Entry:
    """Write lines into a private new file, on disk when it returns. Raises OSError."""
    make_private(file)
    found, count = hashlib.sha256(), 0
    with file.open("wb") as opened:
        for count, line in enumerate(lines, start=1):  # noqa: B007 - how many there were
            encoded = line.encode("utf-8")
            found.update(encoded)
            opened.write(encoded)
        opened.flush()
        os.fsync(opened.fileno())
    return Entry(count, found.hexdigest())
