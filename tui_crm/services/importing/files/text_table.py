"""How the records of delimited text are read: one at a time, each with the line it begins in."""

import csv
import io
from collections.abc import Iterator
from itertools import chain

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.services.importing.files.dialect import SAMPLE, asked_delimiter, declared_delimiter, dialect_of
from tui_crm.services.importing.files.encoding import encoding_of, refuse_zero_bytes, undecodable
from tui_crm.services.importing.files.input_file import InputFile

LONGEST_CELL = 1 << 20
"""How many characters a cell may have; what is longer is taken for a quote that is never closed."""

_END = "\x03end of file\x03"


class TextTable:
    """The table in a text file, in the encoding and with the delimiter asked for, or else as found.

    Raises UsageError for an encoding or a delimiter that is none, BadInput for a file that is no text.
    """

    def __init__(self, file: InputFile, *, encoding: str | None = None, delimiter: str | None = None) -> None:
        self._file = file
        self.encoding = encoding_of(file.view(), encoding)
        refuse_zero_bytes(file.name, file.view(), self.encoding)
        sample = self._sample()
        declared = declared_delimiter(sample.partition("\n")[0])
        self._declarations = 0 if declared is None else 1
        self.dialect = dialect_of(
            sample.partition("\n")[2] if declared else sample,
            whole=len(sample) < SAMPLE,
            delimiter=asked_delimiter(delimiter) if delimiter is not None else declared,
        )

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
            raise undecodable(self._file.name, self._file.view(), self.encoding) from error
        except csv.Error as error:
            raise BadInput(
                _("{file}, line {line}: a cell that begins here has more than {count} characters").format(
                    file=self._file.name, line=line, count=LONGEST_CELL
                ),
                hint=_("look for a quote that is never closed, or name the --delimiter"),
            ) from error

    def _text(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(self._file.view(self.encoding.mark), self.encoding.codec, newline="")

    def _sample(self) -> str:
        try:
            return self._text().read(SAMPLE)
        except UnicodeDecodeError as error:
            raise undecodable(self._file.name, self._file.view(), self.encoding) from error


def _require_closed(name: str, cells: list[str], line: int) -> None:
    if cells != [_END]:
        raise BadInput(
            _("{file}, line {line}: a quote that is opened here is never closed").format(file=name, line=line),
            hint=_("close it, or write a quote inside quotes twice"),
        )
