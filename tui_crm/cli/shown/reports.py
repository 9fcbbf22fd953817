"""How a report stands on a terminal: as wide as it is, with a little weight where colours are wanted."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tui_crm.cli.terminal import Sink
from tui_crm.services.reports.layout import BAR, PLAIN_BAR, Line, Room, Tone, layout, line_text

if TYPE_CHECKING:
    from tui_crm.models.report import Report

_PLAIN: Final = "\x1b[0m"
_CODES: Final[Mapping[Tone, str]] = {Tone.TITLE: "\x1b[1m", Tone.MUTED: "\x1b[2m", Tone.BAR: "\x1b[36m"}


def write_table(sink: Sink, report: "Report") -> None:
    """Write a report as lines; piped, they are as wide as need be."""
    room = Room(sink.width, BAR if sink.speaks_unicode else PLAIN_BAR)
    for line in layout(report, room):
        sink.line(_coloured(line) if sink.coloured else line_text(line))


def _coloured(line: Line) -> str:
    return "".join(
        f"{_CODES[piece.tone]}{piece.text}{_PLAIN}" if piece.tone in _CODES and piece.text.strip() else piece.text
        for piece in line
    ).rstrip()
