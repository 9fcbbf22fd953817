"""How a spreadsheet becomes a table: the rows that another process finds in it, followed while they are written down."""

import errno
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, cast

from tui_crm.errors import BadInput, CrmError, OutputFailed, UsageError
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.spreadsheet import literal_cell, unguard_cell
from tui_crm.services.importing.choices import FileFormat
from tui_crm.services.importing.files.input_file import InputFile
from tui_crm.services.importing.files.sheet_process import SheetProcess, Stopped
from tui_crm.services.importing.files.sheets.refusing import Why
from tui_crm.services.importing.files.tables import ReadOptions, Rejected, not_as_asked

BEGINNINGS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
"""How workbooks begin: a zip archive, an empty one, the old container of Office."""

_REFUSED: Final = {
    Why.DAMAGED: N_("{file} is damaged or was cut short; get it once more, or save it as XLSX again"),
    Why.NO_WORKBOOK: N_("{file} is no spreadsheet, though it begins like one; import a spreadsheet or a CSV file"),
    Why.NO_SHEET: N_("{file} has no sheet with cells"),
    Why.BINARY: N_("{file} is a binary workbook (XLSB); save it as XLSX and import that"),
    Why.MACROS: N_("{file} is a workbook with macros; save it as XLSX, without them, and import that"),
    Why.PASSWORD: N_("{file} has a password; open it, save it without one, and import that"),
    Why.ENTITIES: N_("{file} is not read: it declares entities, which no spreadsheet program writes"),
    Why.MEMBERS: N_("{file} is not read: it is an archive of {count} files"),
    Why.RATIO: N_("{file} is not read: one of its parts would be unpacked to {size} MB of the same"),
    Why.UNPACKED: N_("{file} is not read: unpacked it has {size} MB, and {limit} MB is the most; save it as CSV"),
    Why.MEMORY: N_("{file} is not read: it takes too much memory; save it as CSV"),
    Why.STOPPED: N_("{file} is damaged, or takes too much memory; save it as CSV or XLSX again"),
    Why.SILENT: N_("{file} is not read: nothing came of it for {seconds} seconds; save it as CSV"),
    Why.TEXT: N_("{file}, row {row}: more than {limit} MB of text came before it; save it as CSV"),
    Why.COLUMNS: N_("{file}, row {row}: cell {cell} is beyond column {count}, the last that is read; delete it"),
    Why.WIDE: N_("{file} has a cell beyond column {count}, the last that is read; delete it"),
    Why.LONG_ROW: N_("{file}, row {row}: the row has more than {limit} MB of text"),
    Why.LONG_CELL: N_("{file}, row {row}: a cell has more than {count} characters"),
    Why.LONG_TEXT: N_("{file}: a cell has more than {count} characters"),
}


class SpreadsheetTable:
    """The table on one sheet of a workbook: the ``wanted`` one, else the one whose header means most.

    Raises BadInput for a workbook that is not read, UsageError for a sheet that it does not have.
    """

    header = None
    encoding = ""
    suffix = ".xlsx"

    def __init__(self, file: InputFile, wanted: str | None = None) -> None:
        self._name = file.name
        self._is_asked_for = wanted is not None
        try:
            self._process = SheetProcess(file, wanted)
            file.until_closed(self._process.end)
            about = self._process.about()
        except Stopped as stopped:
            raise self._told(stopped) from stopped
        self.format = FileFormat(str(about["format"]))
        self.sheet = str(about["sheet"])
        """The name of the sheet that is read."""
        self.others = tuple(str(name) for name in about["others"])
        """The names of other sheets that have rows, but for hidden ones."""

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (row number, texts) of the rows that have text; of blank rows in between one comes. Raises BadInput."""
        following = 1
        try:
            for number, cells in self._process.rows():
                if number > following:
                    yield number - 1, []
                yield number, list(map(literal_cell, cells))
                following = number + 1
        except Stopped as stopped:
            raise self._told(stopped) from stopped

    def remarks(self) -> list[str]:
        """Return what a person should know of what was not read, as far as was read."""
        told = []
        if self.others and not self._is_asked_for:
            told.append(
                _("only the sheet “{sheet}” of {file} is read; --sheet names another: {sheets}").format(
                    sheet=self.sheet, file=self._name, sheets=_(", ").join(self.others)
                )
            )
        if count := self._process.unvalued:
            told.append(
                ngettext(
                    "{count} formula in {file} has no stored result and is blank; open and save it in a spreadsheet program",
                    "{count} formulas in {file} have no stored result and are blank; open and save it in a spreadsheet program",
                    count,
                ).format(count=count, file=self._name)
            )
        return told

    def write_rejects(self, place: Path, header: Sequence[str], told: Sequence[str], rows: Rejected) -> None:
        """Write rejected rows as an XLSX file, every cell a text. Raises OutputFailed."""
        from tui_crm.services.exporting.spreadsheet import Column, write_xlsx  # noqa: PLC0415 - xlsxwriter, rarely needed

        own = len(header)
        columns = [Column(name) for name in (*header, *told)]
        cells = (
            [*map(unguard_cell, row.cells[:own]), *row.told, *map(unguard_cell, row.cells[own:])] for row in rows()
        )
        write_xlsx(place, self.sheet, columns, cells)

    def _told(self, stopped: Stopped) -> CrmError:
        """Put into words why the workbook is not read."""
        if stopped.why is Why.NO_SUCH_SHEET:
            return UsageError(
                _("{file} has no sheet “{sheet}”").format(file=self._name, sheet=stopped.details["wanted"]),
                hint=_("it has: {names}").format(names=_(", ").join(cast("list[str]", stopped.details["sheets"]))),
            )
        if stopped.why is Why.NO_PLACE:
            return OutputFailed(_("cannot keep the input: {reason}").format(reason=os.strerror(errno.ENOSPC)))
        return BadInput(_(_REFUSED[stopped.why]).format(file=self._name, **stopped.details))


def open_spreadsheet(file: InputFile, options: ReadOptions) -> SpreadsheetTable:
    """Open a workbook as the options say. Raises BadInput, also where it has another format than is asked for; UsageError."""
    table = SpreadsheetTable(file, options.sheet)
    if options.file_format is not None and options.file_format != table.format:
        raise not_as_asked(file.name, options.file_format, [table.format])
    return table
