"""Taking records out: everything, or what a filter finds, in its order or by id, streamed, and noted in the history.

A file is written whole, or what was there before stays.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from tui_crm.database_files import refuse_database
from tui_crm.db import contacts, tickets
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.cards import ContactCard
from tui_crm.models.codes import Kind
from tui_crm.services.exporting.cells import LEFT_OUT, columns
from tui_crm.services.exporting.objects import exported_object
from tui_crm.services.exporting.records import export_records, note_export
from tui_crm.services.exporting.reminders import export
from tui_crm.services.exporting.report import ExportFormat, ExportOptions, ExportReport, ReminderOptions
from tui_crm.services.exporting.scores import SCORES
from tui_crm.services.exporting.streams import check_options, write_csv, write_json
from tui_crm.services.exporting.tickets import TICKETS
from tui_crm.whole_files import whole_text

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.models.cards import ReminderEntry
    from tui_crm.services.crm import Crm

KINDS = {N_("contacts"): (Kind.PERSON,), N_("companies"): (Kind.COMPANY,)}
"""What can be taken out, with the kinds of contact that are meant unless the filter speaks of kinds itself."""

_CHUNK = 500


class Exporting:
    """The exports of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def run(
        self,
        kind: str,
        text: str,
        target: Path | TextIO,
        options: ExportOptions = ExportOptions(),  # noqa: B008 - frozen
        *,
        progress: Callable[[int], None] = lambda _count: None,
    ) -> ExportReport:
        """Write the contacts that the filter ``text`` finds to a file, or to an open text stream.

        Raises UsageError for a kind that is none, a wrong filter, options that the format has no use for or a file that
        belongs to a database, and OutputFailed where it cannot be written.
        """
        if isinstance(target, Path):
            refuse_database(target, self._crm.database.path)
        check_options(options)
        if kind not in KINDS:
            raise UsageError(
                _("“{name}” cannot be exported").format(name=kind),
                hint=_("one of: {names}").format(names=_(", ").join(KINDS)),
            )
        service = self._crm.contacts
        wanted = service.parse(text)
        found = service.find(wanted, kinds=KINDS[kind])
        ids = list(found) if wanted.sort else sorted(found)
        left_out: Counter[str] = Counter()
        with self._crm.database.read() as connection:
            cards = self._cards(connection, ids, progress)
            if options.format is ExportFormat.CSV:
                cards = _noting_left_out(cards, left_out)
            with whole_text(target) if isinstance(target, Path) else nullcontext(target) as stream:
                count = self._write(connection, cards, stream, options)
        file = target if isinstance(target, Path) else None
        return ExportReport(count, file, note_export(self._crm, kind, count, text, file), left_out)

    def reminders(
        self,
        entries: "Sequence[ReminderEntry]",
        target: Path | TextIO,
        options: ReminderOptions = ReminderOptions(),  # noqa: B008 - frozen
    ) -> ExportReport:
        """Write reminders as :func:`tui_crm.services.exporting.reminders.export` does."""
        return export(self._crm, entries, target, options)

    def tickets(
        self,
        text: str,
        target: Path | TextIO,
        options: ExportOptions = ExportOptions(),  # noqa: B008 - frozen
        *,
        progress: Callable[[int], None] = lambda _count: None,
    ) -> ExportReport:
        """Write the tickets that the filter ``text`` finds, closed and merged ones too where there is none.

        Raises UsageError for a wrong filter, and what :func:`tui_crm.services.exporting.records.export_records` does.
        """
        wanted = self._crm.tickets.parse(text)
        if text.strip():
            found = self._crm.tickets.find(wanted)
            ids = list(found) if wanted.sort else sorted(found)
        else:
            with self._crm.database.read() as connection:
                ids = tickets.all_ids(connection)
        return export_records(self._crm, TICKETS, ids, target, options, text=text, progress=progress)

    def scores(
        self,
        ids: Sequence[int],
        target: Path | TextIO,
        options: ExportOptions = ExportOptions(),  # noqa: B008 - frozen
        *,
        progress: Callable[[int], None] = lambda _count: None,
    ) -> ExportReport:
        """Write these answers in this order, with their aspects. Raises what
        :func:`tui_crm.services.exporting.records.export_records` does.
        """
        return export_records(self._crm, SCORES, ids, target, options, text="", progress=progress)

    def _cards(
        self, connection: "Connection", ids: list[int], progress: Callable[[int], None]
    ) -> Iterator[ContactCard]:
        today = self._crm.clock.today()
        for start in range(0, len(ids), _CHUNK):
            yield from contacts.cards_for(connection, ids[start : start + _CHUNK], today)
            progress(min(start + _CHUNK, len(ids)))

    def _write(
        self, connection: "Connection", cards: Iterable[ContactCard], stream: TextIO, options: ExportOptions
    ) -> int:
        if options.format is ExportFormat.CSV:
            names = [field.name for field in self._crm.custom_fields.all()]
            table = columns(contacts.most_values(connection), names)
            rows = ([read(card) for read in table.values()] for card in cards)
            return write_csv(stream, table, rows, raw=options.raw, bom=options.bom)
        return write_json(stream, map(exported_object, cards), array=options.format is ExportFormat.JSON)


def _noting_left_out(cards: Iterable[ContactCard], left_out: Counter[str]) -> Iterator[ContactCard]:
    for card in cards:
        left_out.update(part for part, has in LEFT_OUT.items() if has(card))
        yield card
