"""The rows of a plan as a list asks for them: page by page, those on the screen and no others, at ten rows and a million."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.screens.importing.plan_lines import cells
from tui_crm.widgets.cell import Cell

if TYPE_CHECKING:
    from tui_crm.services.importing.report import PlannedRow

PAGE: Final = 200
"""So many rows are read at a time."""

_KEPT: Final = 30  # pages


class PlanRows:
    """The ``count`` rows of a plan by their places; a page that is not known yet is asked for with ``want``."""

    def __init__(self, count: int, want: Callable[[int], None]) -> None:
        self.ids: Sequence[int] = range(count)
        self.count = count
        self._want = want
        self._asked: set[int] = set()
        self._pages: OrderedDict[int, Sequence[PlannedRow]] = OrderedDict()

    def rows(self, ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
        """Return the cells of the rows that are known."""
        found = {place: self.row(place) for place in ids}
        return {place: cells(row) for place, row in found.items() if row is not None}

    def row(self, place: int) -> "PlannedRow | None":
        """Return the row at a place, None while its page is read."""
        number, offset = divmod(place, PAGE)
        page = self._pages.get(number)
        if page is None:
            if number not in self._asked:
                self._asked.add(number)
                self._want(number)
            return None
        self._pages.move_to_end(number)
        return page[offset] if offset < len(page) else None

    def keep(self, number: int, page: "Sequence[PlannedRow]") -> None:
        """Keep a page that was asked for."""
        self._asked.discard(number)
        self._pages[number] = page
        if len(self._pages) > _KEPT:
            self._pages.popitem(last=False)
