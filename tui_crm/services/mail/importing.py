"""A mailbox imported: read without a lock on the database, then written in one operation, or not at all."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui_crm.actor import Actor, Source
from tui_crm.db import imports
from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.models.mail import Mail
from tui_crm.models.record import stored_instant
from tui_crm.services.importing.input_file import InputFile
from tui_crm.services.importing.report import ImportOptions, ImportReport, Listing, PlannedRow, Progress
from tui_crm.services.mail.mailbox import mails
from tui_crm.services.mail.matching import Match, Matching
from tui_crm.services.mail.reading import read_mail
from tui_crm.services.mail.writing import write
from tui_crm.services.people import ensure_user

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

KIND: Final = "activities"

_BATCH: Final = 200
_REASONS: Final = 20
_LABEL: Final = N_("Imported {file}")
_COUNTS: Final = ("created", "updated", "unchanged", "skipped", "rejected")


@dataclass(frozen=True)
class _Row:
    """A mail with the line it begins in, or why it cannot be read."""

    line: int
    mail: Mail | None
    reason: str = ""


class MailImport:
    """The import of one mailbox; ``folder`` is a temporary one, which keeps what was read of it."""

    def __init__(self, crm: "Crm", file: str, options: ImportOptions, folder: Path) -> None:
        self._crm = crm
        self._file = file
        self._options = options
        self._kept = folder / "mails.jsonl"
        self._began = crm.clock.elapsed()

    def run(self, listing: Listing | None, progress: Progress | None) -> ImportReport:
        """Import it, or only plan it where the options or mails that cannot be read say so."""
        report = self._read(progress)
        if listing is not None:
            with self._crm.database.read() as connection:
                listing(self._planned(connection))
        if self._options.dry_run or (report.rejected and not self._options.keep_good):
            if self._options.dry_run:
                report = _with(report, self._counted())
            return replace(report, seconds=self._seconds())
        return self._write(report)

    def _read(self, progress: Progress | None) -> ImportReport:
        """Read every mail and keep what is kept of it; returns the report of that."""
        rows = rejected = 0
        reasons: list[PlannedRow] = []
        with InputFile(self._file) as source, self._kept.open("w", encoding="utf-8") as kept:
            for found in mails(source.view()):
                rows += 1
                row = _read_one(found.line, found.content)
                if row.mail is None:
                    rejected += 1
                    reasons += [self._told(row, None)] if len(reasons) < _REASONS else []
                kept.write(json.dumps(_as_kept(row), ensure_ascii=False) + "\n")
                if progress is not None:
                    progress(rows)
        if not rows:
            raise BadInput(_("{file} has no mail in it").format(file=self._file))
        return ImportReport(
            None, None, self._file, rows, rejected=rejected, reasons=tuple(reasons), dry_run=self._options.dry_run
        )

    def _batches(self) -> Iterator[list[_Row]]:
        with self._kept.open(encoding="utf-8") as kept:
            rows = (_from_kept(json.loads(line)) for line in kept)
            while batch := list(islice(rows, _BATCH)):
                yield batch

    def _matched(self, connection: "Connection") -> Iterator[list[tuple[_Row, Match | None]]]:
        """Yield the rows in batches, each mail with what is known of it."""
        matching = Matching.begin(connection)
        for batch in self._batches():
            matches = iter(matching.match(connection, [row.mail for row in batch if row.mail is not None]))
            yield [(row, next(matches) if row.mail is not None else None) for row in batch]

    def _planned(self, connection: "Connection") -> Iterator[PlannedRow]:
        return (self._told(*pair) for batch in self._matched(connection) for pair in batch)

    def _counted(self) -> dict[str, int]:
        counts = dict.fromkeys(_COUNTS, 0)
        with self._crm.database.read() as connection:
            for batch in self._matched(connection):
                for _row, match in batch:
                    counts[_outcome(match)] += 1
        return counts

    def _told(self, row: _Row, match: Match | None) -> PlannedRow:
        people = match.people if match is not None else ()
        reason = row.reason
        if match is not None and not people:
            reason = _("nobody is on file: {addresses}").format(addresses=_(", ").join(match.strangers))
        return PlannedRow(
            file=self._file,
            line=row.line,
            outcome=_outcome(match),
            kind="",
            name=_(", ").join(owner.name for owner in people),
            target=people[0].id if people else None,
            changes={"subject": (None, row.mail.subject)} if row.mail is not None else {},
            reason=reason,
        )

    def _write(self, report: ImportReport) -> ImportReport:
        """Write everything in one transaction, in which it is known what was logged before."""
        me = ensure_user(self._crm)
        machine = Actor(self._crm.actor.login, Source.IMPORT, self._crm.clock)
        counts = dict.fromkeys(_COUNTS, 0) | {"rejected": report.rejected}
        with self._crm.database.write(machine, _LABEL, {"file": Path(self._file).name}) as writing:
            for batch in self._matched(writing.connection):
                for _row, match in batch:
                    counts[_outcome(match)] += match is not None
                fresh = [match for _row, match in batch if match is not None and _outcome(match) == "created"]
                if fresh:
                    write(writing, fresh, me=me, now=self._crm.clock.now())
            done = replace(_with(report, counts), applied=True, seconds=self._seconds())
            number, operation_id = self._note(writing, done)
        return replace(done, number=number, operation_id=operation_id)

    def _note(self, writing: "Transaction", report: ImportReport) -> tuple[int | None, int | None]:
        """Write the import into the log, unless it changed nothing; returns its id and its operation's."""
        operation_id = writing.flush()
        if operation_id is None:  # a mailbox that cron looks at twice an hour would fill the list
            return None, None
        run = {
            "operation_id": operation_id,
            "at": stored_instant(self._crm.clock.now()),
            "login": self._crm.actor.login,
            "kind": KIND,
            "file": self._file,
            "rows": report.rows,
            **{name: getattr(report, name) for name in _COUNTS},
            "also_created": "{}",
            "seconds": report.seconds,
        }
        return imports.note(writing.connection, run), operation_id

    def _seconds(self) -> float:
        return round(self._crm.clock.elapsed() - self._began, 2)


def _with(report: ImportReport, counts: Mapping[str, int]) -> ImportReport:
    """Return the report with the counts of what became of its mails; none of them updates anything."""
    created, unchanged, skipped = (counts[name] for name in ("created", "unchanged", "skipped"))
    return replace(report, created=created, unchanged=unchanged, skipped=skipped)


def _outcome(match: Match | None) -> str:
    if match is None:
        return "rejected"
    if match.logged is not None:
        return "unchanged"
    return "created" if match.people else "skipped"


def _read_one(line: int, content: bytes) -> _Row:
    try:
        return _Row(line, read_mail(content))
    except BadInput as error:
        return _Row(line, None, error.message)


def _as_kept(row: _Row) -> Sequence[object]:
    mail = row.mail and {**asdict(row.mail), "at": row.mail.at and row.mail.at.isoformat()}
    return row.line, mail, row.reason


def _from_kept(kept: Sequence[object]) -> _Row:
    line, mail, reason = kept
    assert isinstance(line, int)
    if not isinstance(mail, dict):
        return _Row(line, None, str(reason))
    at = datetime.fromisoformat(mail["at"]) if mail["at"] else None
    lists = {name: tuple(mail[name]) for name in ("answers", "recipients")}
    return _Row(line, Mail(**{**mail, **lists, "at": at}))
