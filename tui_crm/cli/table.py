"""How records look to a person: aligned columns or a card of fields, plain or as Markdown."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from tui_crm.cli.columns import Column, Row
from tui_crm.cli.fitting import GAP, fitted
from tui_crm.cli.terminal import Sink
from tui_crm.display import cells, measure, safe
from tui_crm.i18n import _
from tui_crm.markdown import escaped
from tui_crm.wrapping import wrap

_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def write_table(sink: Sink, rows: Iterable[Row], columns: Sequence[Column[Row]], zone: ZoneInfo) -> None:
    """Write a line a record under one of titles; nothing where there are none.

    Only a terminal's width cuts cells, and leaves out columns that can be spared.
    """
    columns = [column for column in columns if column.in_table]
    lines = [[safe(column.shown(row, zone)) for column in columns] for row in rows]
    if not lines:
        return
    titles = [_(column.title) for column in columns]
    widths = [max(map(measure, texts)) for texts in zip(titles, *lines, strict=True)]
    places = dict(enumerate(widths)) if sink.width is None else fitted(columns, widths, sink.width)
    header = _aligned(titles, places, columns)
    sink.line(f"{_BOLD}{header}{_PLAIN}" if sink.coloured else header)
    for line in lines:
        sink.line(_aligned(line, places, columns))


def write_card(sink: Sink, row: Row, columns: Sequence[Column[Row]], zone: ZoneInfo) -> None:
    """Write a line a field that says something, folded to a terminal's width."""
    fields = list(_fields(row, columns, zone))
    margin = max((measure(title) for title, _value in fields), default=0)
    for title, value in fields:
        name = cells(title, margin)
        lines = value.split("\n") if sink.width is None else wrap(value, sink.width - margin - len(GAP))
        sink.line((f"{_BOLD}{name}{_PLAIN}" if sink.coloured else name) + GAP + lines[0])
        for line in lines[1:]:
            sink.line((" " * margin + GAP + line).rstrip())


def write_markdown(sink: Sink, rows: Iterable[Row], columns: Sequence[Column[Row]], zone: ZoneInfo) -> None:
    """Write a GitHub-flavoured Markdown table; a line feed in a cell becomes ``<br>``."""
    columns = [column for column in columns if column.in_table]
    sink.line(_markdown_line(_(column.title) for column in columns))
    sink.line("| " + " | ".join("---:" if column.kind.flush_right else "---" for column in columns) + " |")
    for row in rows:
        sink.line(_markdown_line(column.shown(row, zone) for column in columns))


def write_markdown_card(sink: Sink, row: Row, columns: Sequence[Column[Row]], zone: ZoneInfo) -> None:
    """Write the fields of one record that say something as a Markdown table of two columns."""
    sink.line(_markdown_line((_("field"), _("value"))))
    sink.line("| --- | --- |")
    for title, value in _fields(row, columns, zone):
        sink.line(_markdown_line((title, value)))


def _fields(row: Row, columns: Sequence[Column[Row]], zone: ZoneInfo) -> Iterator[tuple[str, str]]:
    for column in columns:
        value = column.shown(row, zone)
        if column.in_table and value:
            lines = value.expandtabs(4).split("\n")
            yield _(column.title), "\n".join(map(safe, lines))


def _aligned(texts: Sequence[str], places: Mapping[int, int], columns: Sequence[Column[Row]]) -> str:
    """Return the texts of the columns at ``places``, each as wide as is said there."""
    return GAP.join(
        cells(texts[place], width, "right" if columns[place].kind.flush_right else "left")
        for place, width in places.items()
    ).rstrip()


def _markdown_line(texts: Iterable[str]) -> str:
    said = ("<br>".join(map(safe, escaped(text).split("\n"))) for text in texts)
    return "| " + " | ".join(said) + " |"
