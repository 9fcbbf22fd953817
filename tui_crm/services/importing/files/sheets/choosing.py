"""Which sheet of a workbook has the records: the one that is asked for, or whose header means most."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from tui_crm.services.importing.files.header import FIRST_ROWS
from tui_crm.services.importing.files.sheets.book import Book, Sheet
from tui_crm.services.importing.files.sheets.refusing import Refused, Why


@dataclass(frozen=True)
class Choice:
    """The sheet that is read, and the names of others that have rows and are not hidden."""

    sheet: Sheet
    others: tuple[str, ...]


def choose(book: Book, wanted: str | None, is_known: Callable[[str], bool]) -> Choice:
    """Return the sheet that ``wanted`` names, by name or by number from 1, else the best one. Raises Refused for none."""
    if not book.sheets:
        raise Refused(Why.NO_SHEET)
    if len(book.sheets) == 1 and wanted is None:
        return Choice(book.sheets[0], ())
    heads = {sheet: [cells for _number, cells in islice(book.rows(sheet), FIRST_ROWS)] for sheet in book.sheets}
    chosen = max(book.sheets, key=lambda sheet: _merit(sheet, heads[sheet], is_known))
    if wanted is not None:
        chosen = _named(book.sheets, wanted)
    return Choice(
        chosen, tuple(each.name for each in book.sheets if each != chosen and heads[each] and not each.is_hidden)
    )


def _merit(sheet: Sheet, head: list[list[str]], is_known: Callable[[str], bool]) -> tuple[bool, bool, int, bool]:
    """Return what is greatest for the best sheet: rows, not hidden, headers that mean something, rows below the header."""
    known = max((len({cell for cell in row if cell and is_known(cell)}) for row in head), default=0)
    return bool(head), not sheet.is_hidden, known, len(head) > 1


def _named(sheets: list[Sheet], wanted: str) -> Sheet:
    name = wanted.strip().casefold()
    found = next((sheet for sheet in sheets if sheet.name.strip().casefold() == name), None)
    if found is None and name.isdecimal() and 1 <= int(name[:5]) <= len(sheets):
        found = sheets[int(name[:5]) - 1]
    if found is None:
        raise Refused(Why.NO_SUCH_SHEET, wanted=wanted, sheets=[sheet.name for sheet in sheets])
    return found
