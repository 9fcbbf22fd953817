"""A mailbox imported: every mail with those on file whom it is from or to, each once."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.mail import Mail
from tui_crm.services.importing.files.input_file import InputFile
from tui_crm.services.importing.kept_rows import KeptRows, arguments_of
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
    """A mail with the line it begins in, or why it cannot be read; ``file`` where there are several."""

    line: int
    mail: Mail | None
    reason: str = ""
    file: str = ""


class MailImport(BatchImport[_Row, tuple[_Row, Match | None]]):
    """The import of one mailbox; ``folder`` is a temporary one, which keeps what was read of it."""

    is_noted_always: ClassVar = False  # a mailbox that cron looks at twice an hour would fill the list

    def __init__(
        self,
        crm: "Crm",
        source: "InputFile | KeptRows",
        options: ImportOptions,
        folder: Path,
        progress: Progress | None = None,
    ) -> None:
        self._source = source
        super().__init__(crm, KIND, source.name, options, folder, progress)

    def read(self, progress: Progress | None) -> ImportReport:
        """Read every mail and keep what is kept of it; returns the report of that."""
        rows = rejected = 0

        def read() -> Iterator[object]:
            nonlocal rows, rejected
            for rows, row in enumerate(self._mails(), 1):
                rejected += row[1] is None
                yield row
                if progress is not None:
                    progress(rows)

        self.keep(read())
        if not rows:
            raise BadInput(_("{file} has no mail in it").format(file=self.file))
        return ImportReport(None, None, self.file, rows, rejected=rejected, of_mails=True)

    def _mails(self) -> Iterator[tuple[int, object, str, str]]:
        """Yield the mails as they are kept, each with its file where there are several."""
        source = self._source
        if isinstance(source, InputFile):
            return ((*row, "") for row in read_mails(source))
        return (
            (row.line, None if row.problems else row.values, row.reason, source.file_of(n))
            for n, row in enumerate(source, 1)
        )

    def arguments(self) -> dict[str, str]:
        """Return what the log says of the import."""
        return arguments_of(self._source)

    def from_kept(self, kept: list[object]) -> _Row:
        """Return a mail as it was read."""
        line, mail, reason, file = kept
        assert isinstance(line, int)
        if not isinstance(mail, dict):
            return _Row(line, None, str(reason), str(file))
        at = datetime.fromisoformat(mail["at"]) if mail["at"] else None
        lists = {name: tuple(mail[name]) for name in ("answers", "recipients")}
        return _Row(line, Mail(**{**mail, **lists, "at": at}), file=str(file))

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
            file=row.file or self.file,
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


def read_mails(source: InputFile) -> Iterator[tuple[int, Mapping[str, object] | None, str]]:
    """Yield each mail with the line it begins in as it is kept, or why it cannot be read."""
    for found in mails(source.view()):
        try:
            mail = read_mail(found.content)
        except BadInput as error:
            yield found.line, None, error.message
        else:
            yield found.line, {**asdict(mail), "at": mail.at and mail.at.isoformat()}, ""
