"""How text of unknown origin is drawn in a terminal: on one line, harmless, cut and padded in cells.

What is stored stays as it is; only what reaches the terminal passes here, from the screens and from the command line's
tables alike. The classes of characters are those of the Unicode Character Database (UAX 44) and, for joined emoji, UTS 51.
"""

import re
from typing import Literal

Align = Literal["left", "right"]

_PICTURES = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
)
_INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
_NOT_A_CHARACTER = "\x80-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_HAZARD = (  # compiled where the first one is met: that takes most of the time that loading this takes
    "(?P<blank>\r\n|[\t\n\v\f\r\x85\u2028\u2029])"
    "|(?P<control>[\x00-\x1f\x7f])"
    f"|(?P<invisible>[{_INVISIBLE}]|(?<![{_PICTURES}\ufe0f])\u200d|\u200d(?![{_PICTURES}]))"
    f"|(?P<broken>[{_NOT_A_CHARACTER}])"
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302d\u3099\u309a"
    "\ufe00-\ufe0f\ufe20-\ufe2f\U000e0100-\U000e01ef"
)
_STACK = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")
_CONTROL_PICTURES = 0x2400
_DELETE = 0x7F


def safe(text: str) -> str:
    """Return ``text`` on one line and without power over a terminal, otherwise verbatim.

    Line breaks and tabs become a blank, other C0 controls their picture (``␛``), C1 controls, lone surrogates and
    non-characters ``�``. Bidi controls and zero-width characters are left out, but for joiners inside an emoji; of
    marks stacked on one character the first four stay. ``safe(safe(text)) == safe(text)``.
    """
    if text.isascii():
        return text if text.isprintable() else re.sub(_HAZARD, _harmless, text)
    if not text.isprintable():
        text = re.sub(_HAZARD, _harmless, text)
    return _STACK.sub(r"\1", text)


def cells(text: str, width: int, align: Align = "left", ellipsis: str = "…") -> str:
    """Return ``safe(text)`` cut and padded to exactly ``width`` terminal cells; a cut is marked by ``ellipsis``."""
    text = cut(text, width, ellipsis)
    blank = " " * (width - measure(text))
    return blank + text if align == "right" else text + blank


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """Return ``safe(text)``, cut to at most ``width`` terminal cells; a cut is marked by ``ellipsis``."""
    longest = 16 * max(width, 0) + 64  # no sane text needs more characters a cell; a megabyte is not measured
    if len(text) > longest:
        text = text[:longest] + ellipsis
    text = safe(text)
    if measure(text) <= width:
        return text
    room = width - measure(ellipsis)
    return _head(text, room) + ellipsis if room >= 0 else ""


def measure(text: str) -> int:
    """Return the width of ``text``, which is safe already, in terminal cells."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415 - only where text is not ASCII

    return cell_len(text)


def _harmless(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "blank":
            return " "
        case "control":
            code = ord(found[0])
            return "␡" if code == _DELETE else chr(_CONTROL_PICTURES + code)
        case "invisible":
            return ""
        case _:
            return "\ufffd"


def _head(text: str, width: int) -> str:
    if text.isascii():
        return text[:width]
    from rich.cells import split_graphemes  # noqa: PLC0415 - only where text is not ASCII

    spans, _ = split_graphemes(text)
    taken = end = 0
    for _, stop, size in spans:
        if taken + size > width:
            break
        taken, end = taken + size, stop
    return text[:end]
