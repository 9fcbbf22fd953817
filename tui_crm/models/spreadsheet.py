"""How a cell of a text table is kept from being run as a formula, and how it is read back as it was.

Spreadsheets run a CSV or TSV cell that begins like a formula. Such a cell gets one leading apostrophe, unless it is
plainly a number or a phone; one that already has apostrophes before such a beginning gets one more, so that taking
exactly one away gives every text back.
"""

import re

_STARTERS = "=+\\-@\t\r\n\0＝＋－＠"
_FORMULA = re.compile(f"'*[{_STARTERS}]")
_GUARDED = re.compile(f"'+[{_STARTERS}]")
_NUMBER = re.compile(r"[+-](\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?", re.ASCII)
_PHONE = re.compile(r"\+\d(?:[ ().-]*\d){5,14}", re.ASCII)


def guard_cell(text: str) -> str:
    """Return ``text`` as no spreadsheet runs it: with one more ``'`` in front where it begins like a formula.

    A signed number (``-5.00``) and an international phone of 6 to 15 digits (``+86 138 …``) stay as they are.
    """
    if not _FORMULA.match(text) or _NUMBER.fullmatch(text) or _PHONE.fullmatch(text):
        return text
    return "'" + text


def unguard_cell(text: str) -> str:
    """Return the text that :func:`guard_cell` wrote as ``text``; any other text comes back unchanged."""
    return text[1:] if _GUARDED.match(text) else text


def literal_cell(text: str) -> str:
    """Return ``text`` of a format in which nothing is run as a cell that is read back as it is."""
    return f"'{text}" if text[:1] == "'" and _GUARDED.match(text) else text
