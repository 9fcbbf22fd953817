"""How prose is broken into lines of so many cells: at spaces, and between Chinese characters."""

import re
from collections.abc import Iterator

from tui_crm.display import measure

# A wide character may begin a line, unless it closes what stands before it; a word takes its spaces along.
_CLOSING = re.escape("，。、；：？！）》」』】”’…—％,.;:?!)]}%")
_UNIT = re.compile(
    rf"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60][{_CLOSING}]*\s*|[^\s\u2e80-\u9fff]+\s*|\s+|."
)


def wrap(text: str, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` cells; its own line feeds stay. A longer word is cut."""
    return [line for paragraph in text.split("\n") for line in _filled(paragraph, max(width, 2))]


def _filled(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for unit in _UNIT.findall(paragraph):
        if line and measure(line + unit.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += unit
        if measure(line.rstrip()) > width:
            *full, line = _chopped(line, width)
            yield from full
    yield line.rstrip()


def _chopped(word: str, width: int) -> list[str]:
    from rich.cells import chop_cells  # noqa: PLC0415 - words longer than a line are rare

    return chop_cells(word, width)
