"""How prose is broken into lines of so many cells: at spaces, and between Chinese characters; a number stays with its unit."""

import re
from collections.abc import Iterator
from functools import cache

from tui_crm.display import measure

# A wide character may begin a line, unless it closes what stands before it, or something is opened or listed before it;
# a word takes its spaces along.
_WIDE = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60"
_OPENING = re.escape("（《「『【“‘")
_CLOSING = re.escape("，。、；：？！）》」』】”’…—％,.;:?!)]}%")
_COUNTED = rf"\d[\d.,]*\s?(?:[a-z](?![^\s{_CLOSING}])|(?![{_OPENING}])[{_WIDE}])"  # 126 d, 3 天
_UNIT = rf"(?:·\s+)?[{_OPENING}]*(?:{_COUNTED}|[{_WIDE}]|[^\s{_WIDE}{_OPENING}]+|.)[{_CLOSING}]*\s*|\s+"
_JOINTS = "@./-_"  # of addresses
_LONGEST = 32  # characters that a cell can need: a letter with its marks, an emoji with its joiners


def wrap(text: str, width: int) -> list[str]:
    """Return ``text`` in lines of at most ``width`` cells; its own line feeds stay. A longer word is cut."""
    return [piece.rstrip() for paragraph in text.split("\n") for piece in pieces(paragraph, width) or [""]]


def pieces(paragraph: str, width: int) -> list[str]:
    """Return a ``paragraph`` in the pieces that make its lines, each with the spaces at its end: together they are it."""
    return list(_filled(paragraph, max(width, 2)))


def _filled(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for unit in _units().findall(paragraph):
        if line and measure((line + unit).rstrip()) > width:
            yield line
            line = ""
        line += unit
        if measure(word := line.rstrip()) > width:
            *full, rest = _chopped(word, width)
            yield from full
            line = rest + line[len(word) :]
    if line:
        yield line


@cache
def _units() -> re.Pattern[str]:
    """Return the pattern of what is never parted; made when it is needed, which is after the first paint."""
    return re.compile(_UNIT)


def _chopped(word: str, width: int) -> list[str]:
    """Return a word that is longer than a line in pieces that are not, parted behind a ``_JOINT`` where there is one."""
    from rich.cells import chop_cells  # noqa: PLC0415 - such words are rare

    parts = []
    while measure(word[: _LONGEST * width]) > width:
        line = chop_cells(word[: _LONGEST * width], width)[0]
        joint = max(map(line.rfind, _JOINTS)) + 1
        parts.append(line[: joint if joint > len(line) // 3 else len(line)])
        word = word[len(parts[-1]) :]
    return [*parts, word]
