"""What a header says, however it is written, and which row of a file is the header."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from tui_crm.models.hanzi import simplified

FIRST_ROWS = 20
"""Among how many rows that are not blank the header is looked for."""

_DEMAND = re.compile(r"[(\[【](?:必填项?|必須?填|选填|選填|非必填|可选|可選|required|optional|mandatory)[)\]】]")
_REMARK = re.compile(r"[(\[【].*?[)\]】]")
_NOT_WORD = re.compile(r"[\W_]+")
_CUSTOM = "__c"  # Salesforce ends the names of a team's own fields so


def normal(header: str) -> str:
    """Return what two headers that mean the same have in common.

    Width, case, script (traditional, simplified), spaces, punctuation, invisible characters and ``(必填)`` do not count.
    """
    plain = _DEMAND.sub("", unicodedata.normalize("NFKC", header).casefold()).strip().removesuffix(_CUSTOM)
    return _NOT_WORD.sub("", simplified(plain))


def without_remark(header: str) -> str:
    """Return ``header`` without what stands in brackets; the same header where nothing else stands there."""
    plain = unicodedata.normalize("NFKC", header)
    return _REMARK.sub("", plain).strip() or plain


def header_row(rows: Sequence[Sequence[str]], is_known: Callable[[str], bool]) -> int:
    """Return which of the first ``rows`` is the header: the one with the most headers that mean something.

    Where none does, the first row of the usual width is, so that a preamble is passed over.
    """
    known = [len({cell for cell in row if cell and is_known(cell)}) for row in rows]
    if max(known) > 0:
        return known.index(max(known))
    widths = [sum(map(bool, row)) for row in rows]
    usual = max(set(widths), key=lambda width: (widths.count(width) * min(width, 2), width))
    return widths.index(usual)


def column_names(row: Sequence[str]) -> tuple[str, ...]:
    """Name the columns under header ``row``, each differently: a repeated one gets a number, a blank one is ``#5``."""
    names: dict[str, None] = {}
    for position, cell in enumerate(row, 1):
        header = " ".join(cell.replace("\ufeff", "").split()) or f"#{position}"
        name, count = header, 2
        while name in names:
            name, count = f"{header} ({count})", count + 1
        names[name] = None
    return tuple(names)
