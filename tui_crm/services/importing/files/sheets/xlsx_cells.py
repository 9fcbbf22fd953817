"""How the rows of an XLSX sheet are read from its XML, one after the other, whatever size the sheet claims to have."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from tui_crm.services.importing.files.sheets.book import Row
from tui_crm.services.importing.files.sheets.markup import Attributes, Markup, Walk
from tui_crm.services.importing.files.sheets.refusing import Refused, Why, check_length
from tui_crm.services.importing.files.sheets.values import Shown, number_text, serial_text

MOST_COLUMNS: Final = 4096
"""How many columns a table of records can have; a cell further right is a stray one, or there to fill the memory."""

_LETTERS = re.compile(r"[A-Za-z]+")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MIDNIGHT: Final = "T00:00:00"
_HALVES: Final = (0xD800, 0xDFFF)  # of a pair of UTF-16; alone they are no character
_LONGEST_NUMBER: Final = 8  # rows end with 1,048,576


class CellFormat(NamedTuple):
    """What the number in a cell stands for, and to how many digits it is filled up with zeros."""

    shown: Shown = Shown.NUMBER
    digits: int = 0


_PLAIN: Final = CellFormat()


class Lookup(NamedTuple):
    """What cells refer to: the workbook's texts and formats by number, and whether its days are counted from 1904."""

    texts: Sequence[str]
    formats: Mapping[str, CellFormat]
    later_epoch: bool = False


def unescaped(text: str) -> str:
    """Return a text of the workbook with the characters that XML cannot hold: ``_x000D_`` is one of them."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(found: re.Match[str]) -> str:
    number = int(found[1], 16)
    return "" if _HALVES[0] <= number <= _HALVES[1] else chr(number)


class Cells:
    """The rows of one sheet; ``unvalued`` counts formulas whose result was never stored."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._ready: list[Row] = []
        self._row: list[str] = []
        self._number = 0
        self._column = 0
        self._attributes: Attributes | None = None
        self._pieces: list[str] = []
        self._length = 0
        self._takes = False
        self._phonetic = 0
        self._is_formula = False
        self.unvalued = 0

    def rows(self, chunks: Iterable[bytes]) -> Iterator[Row]:
        """Yield the rows that have text. Raises Refused for a sheet that is damaged, or has a cell out of all bounds."""
        markup = Markup(Walk(self._start, self._end, self._text))
        for chunk in chunks:
            markup.feed(chunk)
            yield from self._ready
            self._ready.clear()
        markup.feed(b"", last=True)
        yield from self._ready

    def _start(self, name: str, attributes: Attributes) -> None:
        if self._attributes is not None:
            if name in {"v", "t"}:
                self._takes = not self._phonetic
            elif name == "f":
                self._is_formula = True
            elif name == "rPh":
                self._phonetic += 1
        elif name == "c":
            self._attributes = attributes
            self._pieces.clear()
            self._length = 0
            self._is_formula = False
            self._column = self._place(attributes.get("r", ""))
        elif name == "row":
            said = attributes.get("r", "")
            is_number = said.isdecimal() and len(said) < _LONGEST_NUMBER
            self._number = max(int(said) if is_number else 0, self._number + 1)
            self._row = []
            self._column = 0

    def _end(self, name: str) -> None:
        if self._attributes is None:
            if name == "row" and self._row:
                self._ready.append((self._number, self._row))
                self._row = []
        elif name == "c":
            self._close(self._attributes)
            self._attributes = None
        elif name in {"v", "t"}:
            self._takes = False
        elif name == "rPh":
            self._phonetic -= 1

    def _text(self, text: str) -> None:
        if self._takes:
            self._pieces.append(text)
            self._length += len(text)
            check_length(self._length, row=self._number)

    def _place(self, reference: str) -> int:
        """Return the column, from 1, of a cell called ``reference`` such as B7; the next one where it is not called."""
        letters = _LETTERS.match(reference)
        if letters is None:
            column = self._column + 1
        else:
            column = 0
            for letter in letters[0].upper():
                column = column * 26 + ord(letter) - 64
        if column > MOST_COLUMNS:
            raise Refused(Why.COLUMNS, cell=reference, row=self._number, count=MOST_COLUMNS)
        return column

    def _close(self, attributes: Attributes) -> None:
        """Add the cell that ends to its row; a blank one adds nothing, so that a row ends with its last text."""
        if not self._pieces:
            self.unvalued += self._is_formula
            return
        text = self._said(attributes, "".join(self._pieces))
        if text:
            missing = self._column - 1 - len(self._row)
            if missing >= 0:
                self._row += [*([""] * missing), text]
            else:
                self._row[self._column - 1] = text

    def _said(self, attributes: Attributes, text: str) -> str:  # noqa: PLR0911 - one line a type
        match attributes.get("t", "n"):
            case "s":
                return self._shared(text)
            case "n":
                return self._number_said(attributes, text.strip())
            case "str" | "inlineStr":
                return unescaped(text)
            case "b":
                return "TRUE" if text.strip() in {"1", "true"} else "FALSE"
            case "d":
                return text.rstrip("Z").removesuffix(_MIDNIGHT).replace("T", " ")
            case "e":
                return ""
            case _:
                return text

    def _shared(self, text: str) -> str:
        try:
            return self._lookup.texts[int(text)]
        except (ValueError, IndexError) as error:
            raise Refused(Why.DAMAGED) from error

    def _number_said(self, attributes: Attributes, text: str) -> str:
        format_ = self._lookup.formats.get(attributes.get("s", ""), _PLAIN)
        try:
            if format_.shown is not Shown.NUMBER:
                return serial_text(text, format_.shown, later_epoch=self._lookup.later_epoch)
            said = number_text(text)
        except (ValueError, OverflowError):
            return text
        return said.zfill(format_.digits) if format_.digits and said.isdecimal() else said
