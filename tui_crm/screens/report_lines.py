"""What the reports screen says: the lines of a report, what the number under the cursor means, and why there is nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from tui_crm.commands import COMMANDS
from tui_crm.display import measure, safe
from tui_crm.i18n import N_, _
from tui_crm.models.report import Asked, Column, Look, Number, Report, Row, Table
from tui_crm.screens.contact_texts import shell_command
from tui_crm.services.reports.layout import Line, Piece, Room, Tone, table_lines
from tui_crm.services.reports.registry import REPORTS
from tui_crm.services.reports.texts import before_text, difference_text, period_text, value_text
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.charts import ChartLine, ChartPiece
from tui_crm.widgets.word_row import Word
from tui_crm.wrapping import wrap

if TYPE_CHECKING:
    from tui_crm.errors import UsageError
    from tui_crm.services.crm import Crm

_ROLES: Final[Mapping[Tone, Role]] = {
    Tone.TITLE: Role.STRONG,
    Tone.PLAIN: Role.PLAIN,
    Tone.MUTED: Role.MUTED,
    Tone.BAR: Role.PRIMARY,
    Tone.HEAT: Role.MUTED,
}
_WIDE: Final = 140  # cells in which there is room for two tables side by side
_APART: Final = 6
_FILLING: Final[Mapping[str, tuple[str, str]]] = {
    "activity": (N_("What is logged shows here: {key} with a contact logs a call."), "contact.call"),
    "followups": (N_("Reminders show here: {key} with a contact sets a follow-up."), "contact.follow_up"),
    "customers": (N_("Customers show here: {key} in the list of contacts adds one."), "contact.new"),
    "satisfaction": (N_("What customers answer shows here: crm score add notes an answer."), ""),
}
"""What fills an empty report, and the command whose key does that; tickets fill the others."""

_SENTENCE: Final = re.compile(r"(?<=[.。])\s*")


def chart_lines(report: Report, width: int, *, plain: bool) -> list[ChartLine]:
    """Return the lines of a report's tables; where there is nothing to tell, why, and what fills it."""
    if report.is_empty:
        return list(_empty(report, width))
    columns = 2 if width >= _WIDE and not plain else 1
    room = Room((width - (columns - 1) * _APART) // columns, plain=plain)
    blocks = [[*table_lines(table, room), ()] for table in report.tables]
    if columns == 1:
        return [tuple(map(_piece, line)) for block in blocks for line in block]
    return list(_side_by_side(blocks, room.width or 0))


def _side_by_side(blocks: Sequence[Sequence[Line]], width: int) -> Iterator[ChartLine]:
    """Yield the lines of two columns about equally high."""
    left: list[Line] = []
    right: list[Line] = []
    half = sum(map(len, blocks)) / 2
    for block in blocks:
        (left if not right and (not left or len(left) + len(block) / 2 <= half) else right).extend(block)
    for first, second in zip_longest(left, right, fillvalue=()):
        blank = " " * (width + _APART - sum(measure(safe(piece.text)) for piece in first))
        yield (*map(_piece, first), ChartPiece(Cell(blank)), *map(_piece, second))


def _piece(piece: Piece) -> ChartPiece:
    role = Role.PLAIN if piece.number and piece.tone is Tone.PLAIN else _ROLES[piece.tone]
    cell = Cell(piece.text, role, bold=piece.tone is Tone.TITLE)
    return ChartPiece(cell, piece.number.key if piece.number else "", piece.heat)


def _empty(report: Report, width: int) -> Iterator[ChartLine]:
    way, command = _FILLING.get(report.name, (N_("Tickets show here: {command} opens one."), ""))
    key = COMMANDS[command].first_key if command else ""
    filled = _(way).format(key=key, command="crm ticket open")
    period = _("{key} chooses another period.").format(key=COMMANDS["reports.period"].first_key)
    yield (ChartPiece(Cell(_("There is nothing to report on."), Role.STRONG)),)
    yield ()
    said = [report.answers, "", filled, period]
    if report.filter or report.owner:
        said.append(_("{key} takes the filter back.").format(key=COMMANDS["reports.leave"].first_key))
    for line in (line for text in said for line in wrap(text, width)):
        yield (ChartPiece(Cell(line, Role.MUTED)),)


def refusal(error: "UsageError", width: int) -> list[ChartLine]:
    """Return why there is no report, and where that is mended."""
    settings = _("{key} opens the settings.").format(key=COMMANDS["go.settings"].first_key)
    texts = filter(None, (error.message, error.hint, settings))
    said = ((ChartPiece(Cell(line, Role.MUTED)),) for text in texts for line in wrap(text, width))
    return [(ChartPiece(Cell(_("There is no report."), Role.STRONG)),), (), *said]


def words(name: str) -> list[Word]:
    """Return the reports to choose from, the one called ``name`` chosen."""
    return [Word(each.name, _(each.title), chosen=each.name == name) for each in REPORTS.values()]


def head(report: Report, width: int) -> list[tuple[Cell, ...]]:
    """Return what stands below the reports: the period, and what else was asked; on a second line what has no room."""
    period, whose = period_text(report.period), report.owner or _("everybody")
    more = [_("days in {zone}").format(zone=report.zone.key)]
    if report.before is not None:
        more.insert(0, _("against {period}").format(period=period_text(report.before)))
    bold = Cell(period, Role.STRONG, bold=True)
    rest = " · ".join([f"· {whose}", *more])
    if measure(safe(f"{period} {rest}")) <= width:
        return [(bold, Cell(rest, Role.MUTED))]
    return [(bold, Cell(f"· {whose}", Role.MUTED)), (Cell(" · ".join(more), Role.MUTED),)]


def meaning(report: Report, key: str) -> str:
    """Return where the number called ``key`` stands, what it is and was, and in a sentence what that means."""
    found = next((place for place in report.numbers() if place[-1].key == key), None)
    if found is None:
        return ""
    _table, _row, column, number = found
    said = _value_there(place_text(*found[:3]), number)
    if number.before is not None:
        was = _("before {number}, change {change}")
        said = f"{said} ({was.format(number=before_text(number), change=difference_text(number))})"
    return f"{said} — {_SENTENCE.split(column.meaning)[0]}"


def place_text(table: Table, row: Row, column: Column) -> str:
    """Return where a number stands in words: ``Activity by person, li: calls``."""
    if table.look is Look.GRID:
        return f"{row.label} {int(column.key):02}:00"
    return " · ".join(filter(None, (row.label, column.title)))


def behind_text(report: Report, number: Number) -> str:
    """Return the heading of the records behind a number."""
    place = next(place for place in report.numbers() if place[-1].key == number.key)
    said = place_text(*place[:3])
    return f"{report.title} · {_value_there(said, number)}"


def _value_there(place: str, number: Number) -> str:
    return _("{name}: {text}").format(name=place, text=value_text(number))


def report_command(crm: "Crm", name: str, asked: Asked, behind: str = "") -> str:
    """Return the command that prints a report, or the records behind a number of it."""
    words = ["report", name]
    options = {"--period": asked.period, "--compare": asked.compare, "--owner": asked.owner, "--behind": behind}
    words += [word for option, value in options.items() if value for word in (option, value)]
    text = asked.filter.strip()
    return shell_command(crm, *words, *(("--",) if text.startswith("-") else ()), *((text,) if text else ()))
