"""How the cards of a vCard file are read as a table, a card a row, and how rejected ones come back as they stood."""

import io
import re
from binascii import b2a_qp
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.services.importing.choices import FileFormat
from tui_crm.services.importing.files.encoding import Encoding, encoding_of, refuse_zero_bytes
from tui_crm.services.importing.files.input_file import InputFile, plain_start
from tui_crm.services.importing.files.tables import MOST_COLUMNS, BrokenRow, ReadOptions, Rejected
from tui_crm.services.importing.files.vcard import BYTES, Card, cards, decodes, is_wide, properties
from tui_crm.services.importing.files.vcard_columns import cells_of
from tui_crm.whole_files import whole_text

_SUFFIXES = frozenset((".vcf", ".vcard"))
_BEGINS = re.compile(rb"BEGIN\s*:\s*VCARD", re.IGNORECASE)
_TOLD: Final = ("X-CRM-LINE", "X-CRM-COLUMN", "X-CRM-VALUE", "X-CRM-REASON")
_TOLD_LINE = re.compile(rf"(?:{'|'.join(_TOLD)})[;:]", re.IGNORECASE)
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
_MARK = "\ufeff"
_PIECE = 1 << 20


def is_vcard(head: bytes) -> bool:
    """Tell whether a file begins as a card does."""
    return bool(_BEGINS.match(plain_start(head)))


def is_named_vcard(name: str, _head: bytes) -> bool:
    """Tell whether a file is called so."""
    return Path(name).suffix.lower() in _SUFFIXES


class CardTable:
    """The table in a vCard file. Raises BadInput where something in it is in no card, naming the line."""

    format = FileFormat.VCF
    suffix = ".vcf"

    def __init__(self, file: InputFile, options: ReadOptions) -> None:
        self._file = file
        found_out = encoding_of(file.view(), options.encoding)
        self._encoding = Encoding("utf-8") if options.encoding is None and _is_utf8_else(file, found_out) else found_out
        refuse_zero_bytes(file.name, file.view(), self._encoding)
        found: dict[str, None] = {}
        is_empty = True
        for card in self._cards():
            is_empty = False
            found.update(dict.fromkeys(self._cells(card)[0]))
            if len(found) > MOST_COLUMNS:
                raise BadInput(
                    _("{file}, line {line}: {text}").format(
                        file=file.name,
                        line=card.line,
                        text=_("the records have more than {count} different keys").format(count=MOST_COLUMNS),
                    )
                )
        if is_empty:
            raise BadInput(_("{path} is empty").format(path=file.name))
        self.header = tuple(found) or ("Name",)

    @property
    def encoding(self) -> str:
        """What it is written in, as people call it; a property may say otherwise of itself."""
        return self._encoding.name

    def remarks(self) -> list[str]:
        """Return what a person should know of how it is read: nothing."""
        return []

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield (line, cells) of each card, where it begins."""
        for card in self._cards():
            found, broken = self._cells(card)
            cells = [found.get(name, "") for name in self.header]
            yield card.line, BrokenRow(cells, broken) if broken else cells

    def write_rejects(self, place: Path, header: Sequence[str], told: Sequence[str], rows: Rejected) -> None:
        """Write the cards of rejected rows as they stood, with what is told of them in four lines more."""
        del header, told
        found = self._cards()
        with whole_text(place, self._codec) as file:
            file.write(
                _MARK if is_wide(self._encoding) else _MARK.encode().decode(BYTES) if self._encoding.mark else ""
            )
            for row in rows():
                card = next(card for card in found if card.line == row.line)
                lines = ["BEGIN:VCARD", *_without_told(card), *map(self._told, _TOLD, row.told), "END:VCARD", ""]
                file.write("\r\n".join(lines))

    @property
    def _codec(self) -> str:
        return self._encoding.codec if is_wide(self._encoding) else BYTES

    def _told(self, name: str, text: str) -> str:
        """Return a line that says what is told of a card; in quoted-printable where its file has no letters for it."""
        plain = text.translate(_ESCAPES)
        if plain.isascii() or is_wide(self._encoding):
            return f"{name}:{plain}"
        if self._encoding.codec == "utf-8":
            return f"{name}:{plain}".encode().decode(BYTES)
        quoted = b2a_qp(plain.encode(), istext=False).replace(b"=\n", b"").decode()
        return f"{name};CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:{quoted}"

    def _cells(self, card: Card) -> tuple[dict[str, str], str]:
        return cells_of(properties(card, self._encoding))

    def _cards(self) -> Iterator[Card]:
        return cards(self._file.name, io.TextIOWrapper(self._file.view(self._encoding.mark), self._codec))


def _is_utf8_else(file: InputFile, encoding: Encoding) -> bool:
    """Tell whether a file is UTF-8 but for properties that name a charset of their own."""
    if encoding.codec == "utf-8" or is_wide(encoding):
        return False
    is_own = has_own = False
    view = file.view()
    while line := view.readline(_PIECE):
        is_own = (is_own and line[:1] in {b" ", b"\t"}) or b";CHARSET=" in line.partition(b":")[0].upper()
        has_own |= is_own
        if not is_own and not line.isascii() and not decodes(line, "utf-8"):
            return False
    return has_own


def open_cards(file: InputFile, options: ReadOptions) -> CardTable:
    """Open a vCard file as the options say."""
    return CardTable(file, options)


def _without_told(card: Card) -> Iterator[str]:
    """Leave out what an earlier rejection told of a card."""
    is_told = False
    for line in card.lines:
        is_told = bool(_TOLD_LINE.match(line)) or (is_told and line[:1] in {" ", "\t"})
        if not is_told:
            yield line
