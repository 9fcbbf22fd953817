"""What is in an XLS or ODS workbook, read by calamine, which holds a whole sheet and is stopped by the limits of its process."""

from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from tui_crm.services.importing.files.sheets.book import Row, Sheet
from tui_crm.services.importing.files.sheets.merged import Merged, downward
from tui_crm.services.importing.files.sheets.refusing import Refused, Why, check_length
from tui_crm.services.importing.files.sheets.values import value_text
from tui_crm.services.importing.files.sheets.xlsx_cells import MOST_COLUMNS


class Elder:
    """An XLS or ODS workbook, open, of a ``format``. Raises Refused for what is none, is damaged or has a password."""

    unvalued = 0

    def __init__(self, file: IO[bytes], format: str, size: int) -> None:  # noqa: A002 - the protocol's word
        import python_calamine  # noqa: PLC0415 - for these files only

        self.format = format
        self.size = size
        try:
            file.seek(0)
            self._book = python_calamine.load_workbook(file)
        except python_calamine.PasswordError as error:
            raise Refused(Why.PASSWORD) from error
        except (python_calamine.CalamineError, OSError, ValueError) as error:
            raise Refused(Why.DAMAGED) from error
        visible = python_calamine.SheetVisibleEnum.Visible
        self.sheets = [
            Sheet(place, each.name, each.visible != visible)
            for place, each in enumerate(self._book.sheets_metadata)
            if each.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]

    def rows(self, sheet: Sheet) -> Iterator[Row]:
        """Yield the rows of a sheet that have text; what is merged downwards speaks for each row, as far as calamine tells."""
        import python_calamine  # noqa: PLC0415 - for these files only

        try:
            found = self._book.get_sheet_by_index(sheet.place)
        except (python_calamine.CalamineError, OSError, ValueError) as error:
            raise Refused(Why.DAMAGED) from error
        if found.total_width > MOST_COLUMNS:
            raise Refused(Why.WIDE, count=MOST_COLUMNS)
        return downward(_texts(found.iter_rows()), _merged(found.merged_cell_ranges or []))


def _texts(rows: Iterable[Sequence[object]]) -> Iterator[Row]:
    for number, values in enumerate(rows, 1):
        cells = [value_text(value) for value in values]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            check_length(max(map(len, cells)), row=number)
            yield number, cells


def _merged(ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> Merged:
    found: Merged = {}
    for (first, column), (last, _column) in ranges:
        if last > first:
            found.setdefault(first + 1, []).append((column + 1, last + 1))
    return found
