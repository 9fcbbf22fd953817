"""A mailbox imported: every mail with those on file whom it is from or to, each once."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.mail import Mail
from tui_crm.services.importing.files.input_file import InputFile
from tui_crm.services.importing.records.batches import REJECTED, BatchImport
from tui_crm.services.importing.report import ImportOptions, ImportReport, PlannedRow, Progress
from tui_crm.services.mail.mailbox import mails
from tui_crm.services.mail.matching import Match, Matching
from tui_crm.services.mail.reading import read_mail
from tui_crm.services.mail.writing import write

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

KIND: Final = "activities"


@dataclass(frozen=True)
class _Row:
    """A mail with the line it begins in, or why it cannot be read."""

    line: int
    mail: Mail | None
    reason: str = ""


class MailImport(BatchImport[_Row, tuple[_Row, Match | None]]):
    """The import of one mailbox; ``folder`` is a temporary one, which keeps what was read of it."""

    is_noted_always: ClassVar = False  # a mailbox that cron looks at twice an hour would fill the list

    def __init__(
        self, crm: "Crm", source: InputFile, options: ImportOptions, folder: Path, progress: Progress | None = None
    ) -> None:
        self._source = source
        super().__init__(crm, KIND, source.name, options, folder, progress)

    def read(self, progress: Progress | None) -> ImportReport:
        """Read every mail and keep what is kept of it; returns the report of that."""
        rows = rejected = 0

        def read() -> Iterator[object]:
            nonlocal rows, rejected
            for found in mails(self._source.view()):
                rows += 1
                row = _read_one(found.line, found.content)
                rejected += row.mail is None
                yield _as_kept(row)
                if progress is not None:
                    progress(rows)

        self.keep(read())
        if not rows:
            raise BadInput(_("{file} has no mail in it").format(file=self.file))
        return ImportReport(None, None, self.file, rows, rejected=rejected, of_mails=True)

    def from_kept(self, kept: list[object]) -> _Row:
        """Return a mail as it was read."""
        line, mail, reason = kept
        assert isinstance(line, int)
        if not isinstance(mail, dict):
            return _Row(line, None, str(reason))
        at = datetime.fromisoformat(mail["at"]) if mail["at"] else None
        lists = {name: tuple(mail[name]) for name in ("answers", "recipients")}
        return _Row(line, Mail(**{**mail, **lists, "at": at}))

    def decided(self, connection: "Connection") -> Iterator[list[tuple[_Row, Match | None]]]:
        """Yield the rows in batches, each mail with what is known of it."""
        matching = Matching.begin(connection)
        for batch in self.batches():
            matches = iter(matching.match(connection, [row.mail for row in batch if row.mail is not None]))
            yield [(row, next(matches) if row.mail is not None else None) for row in batch]

    def told(self, decided: tuple[_Row, Match | None]) -> PlannedRow:
        """Return a mail with whom it is with, or why it is not logged."""
        row, match = decided
        people = match.people if match is not None else ()
        reason = row.reason
        if match is not None and not people:
            reason = _("nobody is on file: {addresses}").format(addresses=_(", ").join(match.strangers))
        return PlannedRow(
            file=self.file,
            line=row.line,
            outcome=_outcome(match),
            kind="",
            name=_(", ").join(owner.name for owner in people),
            target=people[0].id if people else None,
            changes={"subject": (None, row.mail.subject)} if row.mail is not None else {},
            reason=reason,
        )

    def write(self, writing: "Transaction", batch: list[tuple[_Row, Match | None]], me: int) -> None:
        """Log the mails of a batch that are not logged yet."""
        fresh = [match for _row, match in batch if match is not None and _outcome(match) == "created"]
        if fresh:
            write(writing, fresh, me=me, clock=self.crm.clock)


def _outcome(match: Match | None) -> str:
    if match is None:
        return REJECTED
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
