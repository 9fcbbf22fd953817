"""Which rows a cell speaks for that was merged downwards: a company written once beside its three people is that of all."""

import re
from collections.abc import Iterable, Iterator

from tui_crm.services.importing.files.sheets.book import Row

_LONGEST = 200
_REFERENCE = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]{0,100}?ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_MOST = 200_000

Merged = dict[int, list[tuple[int, int]]]
"""By the row in which they begin: columns from 1, and the last row of each."""


def merged_downwards(chunks: Iterable[bytes]) -> Merged:
    """Return the merged cells of a sheet's XML that reach over several rows; those to the right do not matter."""
    found: Merged = {}
    count, rest = 0, b""
    for chunk in chunks:
        piece = rest + chunk
        end = 0
        if b"mergeCell" in piece:
            for match in _REFERENCE.finditer(piece):
                end = match.end()
                first, last = int(match[2]), int(match[3])
                if last > first and count < _MOST:
                    count += 1
                    found.setdefault(first, []).append((_column(match[1]), last))
        rest = piece[max(end, len(piece) - _LONGEST) :]
    return found


def downward(rows: Iterable[Row], merged: Merged) -> Iterator[Row]:
    """Yield the rows with what merged cells above say in their blank cells; a row that is blank stays away."""
    speaking: dict[int, tuple[int, str]] = {}
    for number, cells in rows:
        for column, (last, text) in list(speaking.items()):
            if number > last:
                del speaking[column]
            else:
                _fill(cells, column, text)
        for column, last in merged.get(number, ()):
            if column <= len(cells) and cells[column - 1]:
                speaking[column] = last, cells[column - 1]
        yield number, cells


def _fill(cells: list[str], column: int, text: str) -> None:
    cells += [""] * (column - len(cells))
    cells[column - 1] = cells[column - 1] or text


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + letter - 64
    return column
