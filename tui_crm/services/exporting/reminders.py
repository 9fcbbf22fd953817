"""Taking reminders out: as tables, as JSON, or as a calendar that others subscribe to."""

from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from tui_crm.database_files import refuse_database
from tui_crm.db import reminders
from tui_crm.i18n import N_
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant
from tui_crm.services.exporting.calendar import Feed
from tui_crm.services.exporting.noting import note
from tui_crm.services.exporting.report import ExportReport, ReminderFormat, ReminderOptions
from tui_crm.services.exporting.streams import check_options, write_csv, write_json
from tui_crm.whole_files import whole_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy import Connection

    from tui_crm.models.cards import ReminderEntry
    from tui_crm.services.crm import Crm

KIND: Final = N_("reminders")

_A_DAY: Final = timedelta(days=1)  # a feed that is written every quarter of an hour is noted once in it


def export(
    crm: "Crm", entries: "Sequence[ReminderEntry]", target: Path | TextIO, options: ReminderOptions
) -> ExportReport:
    """Write reminders, as they were found, to a file or an open text stream.

    Raises UsageError for options that the format has no use for and for a file that belongs to a database, and
    OutputFailed where it cannot be written.
    """
    if isinstance(target, Path):
        refuse_database(target, crm.database.path)
    check_options(options)
    destination = whole_text(target) if isinstance(target, Path) else nullcontext(target)
    with crm.database.read() as connection, destination as stream:
        _write(connection, crm.origin, entries, stream, options)
    file = target if isinstance(target, Path) else None
    return ExportReport(len(entries), file, _note(crm, len(entries), file, options))


def _write(
    connection: "Connection", origin: str, entries: "Sequence[ReminderEntry]", stream: TextIO, options: ReminderOptions
) -> None:
    match options.format:
        case ReminderFormat.ICS:
            written = reminders.last_written(connection, [entry.id for entry in entries])
            stream.writelines(Feed(origin, options, written).lines(entries))
        case ReminderFormat.CSV:
            rows = (
                ["" if value is None else str(value) for value in reminder_object(entry).values()] for entry in entries
            )
            write_csv(stream, KEYS, rows, raw=options.raw, bom=options.bom)
        case _:
            write_json(stream, map(reminder_object, entries), array=options.format is ReminderFormat.JSON)


_READERS: "Final[dict[str, Callable[[ReminderEntry], object]]]" = {
    "id": lambda entry: shown("reminder", entry.id),
    "due_on": lambda entry: entry.due_on.isoformat(),
    "due_time": lambda entry: entry.due_time,
    "zone": lambda entry: entry.zone,
    "contact": lambda entry: entry.contact,
    "contact_id": lambda entry: shown("contact", entry.contact_id) if entry.contact_id is not None else None,
    "text": lambda entry: entry.text,
    "priority": lambda entry: str(entry.priority),
    "owner": lambda entry: entry.owner,
    "place": lambda entry: entry.place,
    "minutes": lambda entry: entry.minutes,
    "repeat": lambda entry: entry.repeat,
    "done_at": lambda entry: stored_instant(entry.done_at) if entry.done_at else None,
}

KEYS: Final = tuple(_READERS)
"""What is said of a reminder in a table or an object: nothing that depends on today."""


def reminder_object(entry: "ReminderEntry") -> dict[str, object]:
    """Return what is said of a reminder, under ``KEYS``."""
    return {key: read(entry) for key, read in _READERS.items()}


def _note(crm: "Crm", count: int, file: Path | None, options: ReminderOptions) -> int | None:
    if options.format is ReminderFormat.ICS:
        return note(crm, N_("Exported reminders as a calendar"), {}, file, every=_A_DAY)
    kind = {"label": KIND, "arguments": {}}
    return note(crm, N_("Exported {count} {kind}"), {"count": count, "kind": kind, "filter": ""}, file)
