"""How the cells of a text table are set apart: delimiter and quoting, judged over a sample by how evenly they cut it.

A candidate is good where rows have the same number of cells, where cells look like one thing each (a word, a number, a
date, an address), and where quotes stand around cells and nowhere else. ``csv.Sniffer`` errs on 2 of 12 known files.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from statistics import fmean

from tui_crm.errors import UsageError
from tui_crm.i18n import _

SAMPLE = 1 << 16
"""How many characters of a file are enough to judge by."""

_ROWS = 400
_DELIMITERS = (",", ";", "\t", "|")
_NAMED = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " "}
_END = "\x03end of sample\x03"
_MOSTLY = 0.5
_LAX = 0.5  # what a cut is worth that the csv reader takes only when it is not strict
_WRAPPED = re.compile(r"\s*('.*'|\".*\")\s*", re.DOTALL)
_LATE_QUOTE = re.compile(r'\s+"')
_CONTAINS_DELIMITER = re.compile(r"[,;\t|]")
_DECIMAL = re.compile(r"[-+]?[\d.,' ]+\s?(%|[A-Z]{3}|[¥€$£元])?")
_DECLARED = re.compile(r'\ufeff?"?sep=(.)"?\s*', re.IGNORECASE)


@dataclass(frozen=True)
class Dialect:
    """What the csv reader is told; an empty ``quote`` or ``escape`` means that there is none."""

    delimiter: str = ","
    quote: str = '"'
    escape: str = ""
    skip_space: bool = False

    def rows(self, lines: Iterator[str], *, strict: bool = False) -> "csv._reader":  # type: ignore[name-defined]
        """Return the csv reader over ``lines``, which keep their line ends; ``strict`` raises for a quote out of place."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            quotechar=self.quote or None,
            quoting=csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            escapechar=self.escape or None,
            skipinitialspace=self.skip_space,
            strict=strict,
        )


def declared_delimiter(line: str) -> str | None:
    """Return the delimiter that an Excel line ``sep=;`` declares, None for any other line."""
    found = _DECLARED.fullmatch(line)
    return found[1] if found else None


def asked_delimiter(text: str) -> str:
    """Return the delimiter that a person named: one character, or a word such as ``tab``. Raises UsageError."""
    delimiter = _NAMED.get(text.lower(), text)
    if len(delimiter) != 1 or delimiter in '\r\n"\0':
        raise UsageError(
            _("“{text}” is no delimiter").format(text=text),
            hint=_("a delimiter is one character, or one of {names}").format(names=_(", ").join(_NAMED)),
        )
    return delimiter


def dialect_of(sample: str, *, whole: bool, delimiter: str | None = None) -> Dialect:
    """Return the dialect that cuts ``sample`` best, with ``delimiter`` where that is known.

    ``whole`` says that the sample is the whole file; else the row at its end may be cut and is not judged. Quoting other
    than the usual is thought of only where the usual does not fit.
    """
    delimiters = (delimiter,) if delimiter else _DELIMITERS
    usual = [_judged(Dialect(each), sample, whole=whole) for each in delimiters]
    best = max(usual, key=lambda cut: cut.score)
    if best.is_sound:
        return best.dialect
    unusual = [_judged(dialect, sample, whole=whole) for dialect in _unusual(delimiters)]
    return max([*usual, *unusual], key=lambda cut: cut.score).dialect


def _unusual(delimiters: Sequence[str]) -> Iterator[Dialect]:
    for delimiter in delimiters:
        plain = Dialect(delimiter)
        yield replace(plain, skip_space=True)
        yield replace(plain, escape="\\")
        yield replace(plain, quote="")
        yield replace(plain, quote="'")


@dataclass(frozen=True)
class _Cut:
    """How a dialect cuts the sample: ``evenness`` and ``tidiness`` from 0 to 1, ``width`` the usual number of cells."""

    dialect: Dialect
    width: int = 1
    evenness: float = 0.0
    tidiness: float = 0.0
    is_sound: bool = False

    @property
    def score(self) -> float:
        """More is better; a delimiter that cuts nothing is worth little, many columns are a slight merit."""
        if self.width == 1:
            return 0.1 * self.tidiness
        return self.evenness * self.tidiness * (1 + 0.01 * min(self.width, 20))


def _judged(dialect: Dialect, sample: str, *, whole: bool) -> _Cut:
    try:
        rows, strictly = _sampled_rows(dialect, sample, strict=True), True
    except csv.Error:
        rows, strictly = _sampled_rows(dialect, sample, strict=False), False
    closed = rows[-1] == [_END] or len(rows) == _ROWS
    rows = [row for row in (rows[:-1] if whole and closed else rows[:-2] or rows[:-1]) if row]
    if not rows or (whole and not closed):
        return _Cut(dialect)
    rows = [row for row in rows if any(row)] or rows
    width, times = max(Counter(map(len, rows)).items(), key=lambda item: (item[1], item[0]))
    cells = [cell for row in rows for cell in row if cell]
    tidiness = fmean(map(_tidiness, cells or ["-"])) * (1 if strictly else _LAX)
    wrapped = sum(bool(_WRAPPED.fullmatch(cell)) for cell in cells)
    is_sound = strictly and wrapped < _MOSTLY * len(cells or "-") and not any(map(_LATE_QUOTE.match, cells))
    return _Cut(dialect, width, times / len(rows), tidiness, is_sound)


def _sampled_rows(dialect: Dialect, sample: str, *, strict: bool) -> list[list[str]]:
    """Return the first rows and, where the last quote is closed, the mark behind the end of the sample."""
    lines = chain(io.StringIO(sample, newline=""), [_END])
    rows: list[list[str]] = []
    try:
        rows.extend(islice(dialect.rows(lines, strict=strict), _ROWS))
    except csv.Error:
        if next(lines, None) is not None:
            raise
        rows.append([])  # the sample ends inside quotes
    return rows


def _tidiness(cell: str) -> float:
    """Judge whether ``cell`` looks like one thing: left-over quotes and other delimiters tell of a wrong cut."""
    if cell[0] == '"' or cell[-1] == '"' or _WRAPPED.fullmatch(cell):
        return 0.0
    if cell[0] == " " or (_CONTAINS_DELIMITER.search(cell) and not _DECIMAL.fullmatch(cell)):
        return 0.5
    return 1.0
