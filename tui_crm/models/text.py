"""What is kept of a text on its way in: everything but control characters, in Unicode's composed form (NFC).

Line feed and tab stay, every other line end becomes a line feed; zero-width joiners and the like stay, they belong to
emoji and to scripts. What could harm a terminal is made harmless on the way out.
"""

import re
import unicodedata

from tui_crm.display import safe

# C0 but TAB and LF, DEL, C1, and lone surrogates, which no file can hold.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def is_clean(text: str) -> bool:
    """Tell of most texts of one line that :func:`clean` would change nothing; False says nothing."""
    return text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text))


def clean(text: str) -> str:
    """Return ``text`` as it is stored: NFC, without control characters, with line feeds as line ends."""
    if is_clean(text):
        return text
    if "\r" in text:
        text = _with_line_feeds(text)
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def clean_line(text: str) -> str:
    """Return ``text`` as a field of one line stores it: clean, stripped, every run of white space one space.

    A line with nothing to see in it, say a zero-width space alone, is empty.
    """
    line = " ".join(text.split())
    if is_clean(line):
        return line
    line = " ".join(clean(line).split())
    return line if safe(line).strip() else ""


def removed_controls(text: str) -> int:
    """Return how many characters :func:`clean` takes away; a line end written CR LF or CR counts as kept."""
    return len(_CONTROLS.findall(_with_line_feeds(text)))


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
