"""How the records of delimited text are read: one at a time, each with the line it begins in."""

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import _
from tui_crm.models.spreadsheet import guard_cell
from tui_crm.services.importing.choices import FileFormat
from tui_crm.services.importing.files.dialect import SAMPLE, asked_delimiter, declared_delimiter, dialect_of
from tui_crm.services.importing.files.encoding import Encoding, encoding_of, refuse_zero_bytes, undecodable
from tui_crm.services.importing.files.input_file import InputFile
from tui_crm.services.importing.files.tables import LONGEST_CELL, ReadOptions, Rejected
from tui_crm.whole_files import whole_text

_END = "\x03end of file\x03"
_USUAL = Encoding("utf-8", 3)
_MARK = "\ufeff"
_SNIFFED = ",;\t|"
_LOOKED_AT = 20


class TextTable:
    """The table in a text file, in the encoding and with the delimiter asked for, or else as found.

    Raises UsageError for an encoding or a delimiter that is none, BadInput for a file that is no text.
    """

    header = None
    suffix = ".csv"

    def __init__(self, file: InputFile, *, encoding: str | None = None, delimiter: str | None = None) -> None:
        self._file = file
        self._encoding = encoding_of(file.view(), encoding)
        refuse_zero_bytes(file.name, file.view(), self._encoding)
        sample = self._sample()
        declared = declared_delimiter(sample.partition("\n")[0])
        self._declarations = 0 if declared is None else 1
        self.dialect = dialect_of(
            sample.partition("\n")[2] if declared else sample,
            whole=len(sample) < SAMPLE,
            delimiter=asked_delimiter(delimiter) if delimiter is not None else declared,
        )

    @property
    def format(self) -> FileFormat:
        """TSV where tabs set its cells apart."""
        return FileFormat.TSV if self.dialect.delimiter == "\t" else FileFormat.CSV

    @property
    def encoding(self) -> str:
        """What it is written in, as people call it."""
        return self._encoding.name

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells) from the beginning, blank lines as no cells. Raises BadInput naming what cannot be read."""
        csv.field_size_limit(LONGEST_CELL)
        lines = iter(self._text())
        line = 1 + self._declarations
        try:
            for _declaration in range(self._declarations):
                next(lines)
            reader = self.dialect.rows(chain(lines, (_END,)))
            for cells in reader:
                if cells and cells[-1].endswith(_END):
                    _require_closed(self._file.name, cells, line)
                    return
                yield line, cells
                line = reader.line_num + 1 + self._declarations
        except UnicodeDecodeError as error:
            raise undecodable(self._file.name, self._file.view(), self._encoding) from error
        except csv.Error as error:
            raise BadInput(
                _("{file}, line {line}: a cell that begins here has more than {count} characters").format(
                    file=self._file.name, line=line, count=LONGEST_CELL
                ),
                hint=_("look for a quote that is never closed, or name the --delimiter"),
            ) from error

    def remarks(self) -> list[str]:
        """Return nothing: what is in a text is read."""
        return []

    def write_rejects(self, place: Path, header: Sequence[str], told: Sequence[str], rows: Rejected) -> None:
        """Write rejected rows in this encoding, or in UTF-8 where that has no letters for what is told of them."""
        try:
            self._write_rejects(self._encoding, place, [*header, *told], rows)
        except UnicodeEncodeError:
            self._write_rejects(_USUAL, place, [*header, *told], rows)

    def _write_rejects(self, encoding: Encoding, place: Path, header: Sequence[str], rows: Rejected) -> None:
        delimiter, width = self.dialect.delimiter, len(header)
        with whole_text(place, encoding.codec) as file:
            if encoding.mark:
                file.write(_MARK)
            if delimiter not in _SNIFFED:
                file.write(f"sep={delimiter}\r\n")
            writer = csv.writer(file, delimiter=delimiter)
            writer.writerow(header)
            for _line, cells, told in rows():
                own = width - len(told)  # cells beyond the header stay beyond it
                writer.writerow([*cells[:own], *map(guard_cell, told), *cells[own:]])

    def _text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self._file.view(self._encoding.mark), self._encoding.codec, newline="")

    def _sample(self) -> str:
        try:
            return self._text().read(SAMPLE)
        except UnicodeDecodeError as error:
            raise undecodable(self._file.name, self._file.view(), self._encoding) from error


def _require_closed(name: str, cells: list[str], line: int) -> None:
    if cells != [_END]:
        raise BadInput(
            _("{file}, line {line}: a quote that is opened here is never closed").format(file=name, line=line),
            hint=_("close it, or write a quote inside quotes twice"),
        )


def open_text(file: InputFile, options: ReadOptions) -> TextTable:
    """Open a delimited text as the options say. Raises UsageError, and BadInput for a TSV without a tab."""
    if options.file_format is not FileFormat.TSV:
        return TextTable(file, encoding=options.encoding, delimiter=options.delimiter)
    if options.delimiter is not None and asked_delimiter(options.delimiter) != "\t":
        raise UsageError(_("the cells of a TSV file are set apart by tabs, not by --delimiter"))
    table = TextTable(file, encoding=options.encoding, delimiter="\t")
    if all(len(cells) <= 1 for _line, cells in islice(table.records(), _LOOKED_AT)):
        raise BadInput(
            _("{file} is no TSV file: no tab is in its first rows").format(file=file.name),
            hint=_("leave --file-format out, and the format is found by itself"),
        )
    return table
