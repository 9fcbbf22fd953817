"""What is printed of the files of one import: the rows of a dry run, or else what came of each file, and remarks.

What is told of a single file is printed while it comes, of several files together at the end: under one header.
"""

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, Self

from tui_crm.cli.output import Format
from tui_crm.cli.shown.imports import PLANNED, PLANNED_OF_SEVERAL, REPORT
from tui_crm.cli.terminal import tell
from tui_crm.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from tui_crm.cli.context import Session
    from tui_crm.services.importing.report import ImportOptions, ImportReport, Listing, PlannedRow, Progress


class Run(Protocol):
    """An import of one file, by a service."""

    def __call__(
        self, file: str, options: "ImportOptions", *, listing: "Listing | None", progress: "Progress"
    ) -> "ImportReport":
        """Import it."""
        ...


COUNTS = ("rows", "created", "updated", "unchanged", "skipped", "rejected")
_USUAL = "UTF-8"
_FEW = 20
_UNUSED = N_("{file}: column “{header}” is not used ({samples}); --map says what it is")
_RIVALLED = N_("{file}: column “{header}” is not used ({samples}), as “{rival}” is the same; --map says which it is")
_DOUBTS = {
    "looks": N_("{file}: column “{header}” is taken for {field} by its values alone; --map says what it is"),
    "ambiguous": N_("{file}: column “{header}” is taken for {field}, and can be something else; --map says what it is"),
    "decimal": N_("{file}: column “{header}”: {value} is read as {plain}; --decimal , reads it with a comma"),
}


class ImportReports:
    """Imports files and prints what comes of them; a dry run lists their rows, where JSON counts them as ever.

    A plan of several files ``names_files`` row by row. It is a context: at its end, whatever ended it, what came of several files is printed.
    """

    def __init__(
        self, session: "Session", chosen: Format, *, several: bool, dry_run: bool, names_files: bool = False
    ) -> None:
        self._session = session
        self._chosen = chosen
        self._several = several
        self._columns = PLANNED_OF_SEVERAL if names_files else PLANNED
        self._lists = dry_run and chosen is not Format.JSON
        self._rows = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the context
        self.reports: list[ImportReport] = []

    def __enter__(self) -> Self:
        """Begin without a report."""
        return self

    def __exit__(self, error: object, *_more: object) -> None:
        """Print what came of several files; where one cannot be read, which went in before it."""
        with self._rows:
            if self._several and self._lists:
                self._session.show_list(self._kept(), PLANNED_OF_SEVERAL, self._chosen)
            elif self._several:
                self._session.show_list(self.reports, REPORT, self._chosen)
        went_in = [report.file for report in self.reports if report.number is not None]
        if error is not None and went_in:
            tell(_("what is in {files} went in before").format(files=_(", ").join(went_in)))

    def run(self, run: "Run", file: str, options: "ImportOptions") -> None:
        """Import one file in the way that ``run`` does it, and tell of it."""
        with self._session.progress(_("reading {file}").format(file=file)) as bar:

            def show(rows: "Iterable[PlannedRow]") -> None:
                bar.clear()
                self._session.show_list(rows, self._columns, self._chosen)

            listing = None if not self._lists else self._keep if self._several else show
            report = run(file, options, listing=listing, progress=bar)
        self.reports.append(report)
        if self._lists:
            tell(self._counts(report))
        elif not self._several:
            self._session.show(report, REPORT, self._chosen)
        tell(*remarks(report))

    def _counts(self, report: "ImportReport") -> str:
        wanted = (*COUNTS, "also_created") if report.also_created else COUNTS
        shown = (column for column in REPORT if column.key in wanted)
        words = (f"{_(column.title)} {column.shown(report, self._session.clock.zone)}" for column in shown)
        return " · ".join([report.file, *words])

    def _keep(self, rows: "Iterable[PlannedRow]") -> None:
        for row in rows:
            pickle.dump(row, self._rows)

    def _kept(self) -> "Iterator[PlannedRow]":
        """Yield the rows of all files, of which there may be more than memory holds."""
        end = self._rows.tell()
        self._rows.seek(0)
        while self._rows.tell() < end:
            yield pickle.load(self._rows)  # noqa: S301 - from our own temporary file


def remarks(report: "ImportReport") -> Iterator[str]:
    """Yield what a person should know: rows that were rejected and why, columns that were not used, and how it was read."""
    for row in report.reasons:
        yield _("{file}, line {line}: {reason}").format(file=row.file, line=row.line, reason=row.reason)
    if (more := report.rejected - len(report.reasons)) > 0:
        yield ngettext("… and {count} more row", "… and {count} more rows", more).format(count=more)
    if report.of_mails and report.skipped:
        text = ngettext(
            "{count} mail is with nobody on file: passed by", "{count} mails are with nobody on file: passed by",
            report.skipped,
        )  # fmt: skip
        yield text.format(count=report.skipped)
    yield from _of_unused(report)
    for doubt in report.doubts[:_FEW]:
        if doubt.why in _DOUBTS:  # rivals are told of with the columns that are not used
            yield _(_DOUBTS[doubt.why]).format(
                file=doubt.file or report.file,
                header=doubt.header,
                field=doubt.target,
                value=doubt.value,
                plain=doubt.plain,
            )
    if report.encoding not in {"", _USUAL}:
        yield _("{file} was read as {encoding}; --encoding names another").format(
            file=report.file, encoding=report.encoding
        )
    yield from report.remarks
    if report.removed_controls:
        text = ngettext(
            "{file}: {count} control character was removed", "{file}: {count} control characters were removed",
            report.removed_controls,
        )  # fmt: skip
        yield text.format(file=report.file, count=report.removed_controls)


def _of_unused(report: "ImportReport") -> Iterator[str]:
    """Yield what is told of columns that fill no field: of those with values each, of blank ones all together."""
    filled = [column for column in report.unmapped if column.samples]
    for column in filled[:_FEW]:
        text = _UNUSED if not column.rival else _RIVALLED
        yield _(text).format(
            file=column.file or report.file,
            header=column.header,
            samples=_(", ").join(column.samples),
            rival=column.rival,
        )
    if (more := len(filled) - _FEW) > 0:
        yield ngettext("… and {count} more column", "… and {count} more columns", more).format(count=more)
    blank: dict[str, list[str]] = {}
    for column in report.unmapped:
        if not column.samples:
            blank.setdefault(column.file or report.file, []).append(column.header)
    for file, headers in blank.items():
        shown = [*headers[:_FEW], "…"] if len(headers) > _FEW else headers
        yield _("{file}: columns that are not used, and blank in the first rows: {headers}").format(
            file=file, headers=_(", ").join(shown)
        )
