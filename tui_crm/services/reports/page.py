"""A report as one page for a browser: drawn as SVG within, nothing is loaded from elsewhere; it prints, and is read aloud.

Everything of user origin is escaped, and made harmless as for a terminal: a page is read by people.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, TextIO

from tui_crm.i18n import _
from tui_crm.models.report import Column, Look, Number, Report, Row, Table
from tui_crm.services.html_pages import bottom, top
from tui_crm.services.html_pages import text as _text
from tui_crm.services.reports.texts import (
    asked_texts,
    before_text,
    compared_heads,
    difference_text,
    period_text,
    value_text,
)

_STYLE: Final = Path(__file__).with_suffix(".css")
_CELL: Final = 30  # of a grid, in units of the drawing
_MARGIN: Final = 60
_PALEST: Final = 0.12  # of what is not 0


def write_page(stream: TextIO, report: Report) -> None:
    """Write the page of a report, piece by piece."""
    stream.writelines(_page(report))


def _page(report: Report) -> Iterator[str]:
    title = f"{report.title} · {period_text(report.period)}"
    yield f"{top(title, _STYLE)}<h1>{_text(report.title)}</h1>\n"
    yield f'<p class="period">{_text(period_text(report.period))}</p>\n<p>{_text(report.answers)}</p>\n'
    yield f"<p>{_text(' · '.join(asked_texts(report)))}</p>\n</header>\n"
    for table in report.tables:
        yield f"<section>\n<h2>{_text(table.title)}</h2>\n"
        yield from _grid(table) if table.look is Look.GRID else ()
        yield from _tabled(table)
        yield "</section>\n"
    yield from _meanings(report)
    yield bottom()


def _tabled(table: Table) -> Iterator[str]:
    """Yield the table of the numbers; that of a grid is folded away."""
    if table.look is Look.GRID:
        word = _("as a table")
        yield f"<details>\n<summary>{_text(word)}</summary>\n"
    yield '<div class="wide">\n<table>\n'
    if table.look is Look.FIGURES:
        yield from _figures(table)
    else:
        yield from _rows(table)
    yield "</table>\n</div>\n"
    if table.look is Look.GRID:
        yield "</details>\n"


def _figures(table: Table) -> Iterator[str]:
    if table.is_compared:
        yield _heads(compared_heads())
    for column, number in zip(table.columns, table.rows[0].numbers, strict=True):
        yield f'<tr><th scope="row">{_text(column.title)}</th>{_cells(number, compared=table.is_compared)}</tr>\n'


def _rows(table: Table) -> Iterator[str]:
    barred = table.look is Look.ROWS
    heads = [
        head
        for column in table.columns
        for head in (column.title, *(compared_heads()[1:] if table.is_compared else ()))
    ]
    yield _heads(heads, more='<td aria-hidden="true"></td>' if barred else "")
    for row in table.rows:
        numbers = "".join(_cells(number, compared=table.is_compared) for number in row.numbers)
        bar = f'<td class="bar" aria-hidden="true">{_bar(table, row)}</td>' if barred else ""
        yield f'<tr><th scope="row">{_text(row.label)}</th>{numbers}{bar}</tr>\n'


def _heads(titles: Sequence[str], more: str = "") -> str:
    cells = "".join(f'<th scope="col">{_text(title)}</th>' for title in titles)
    return f"<tr><td></td>{cells}{more}</tr>\n"


def _cells(number: Number, *, compared: bool) -> str:
    texts = [value_text(number), *((before_text(number), difference_text(number)) if compared else ())]
    first, *more = texts
    return f"<td>{_text(first)}</td>" + "".join(f'<td class="before">{_text(text)}</td>' for text in more)


def _bar(table: Table, row: Row) -> str:
    """Return the bar of a row's first number beside the greatest of its column."""
    greatest = max((each.numbers[0].value or 0 for each in table.rows), default=0)
    share = 100 * (row.numbers[0].value or 0) / greatest if greatest else 0
    return (
        '<svg viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="10">'
        f'<rect class="ground" width="100" height="10"/><rect class="ink" width="{share:.1f}" height="10"/></svg>'
    )


def _grid(table: Table) -> Iterator[str]:
    """Yield a drawing of shades; each number in it can be pointed at, and all of it is told in a sentence."""
    width, height = _MARGIN + _CELL * len(table.columns), _CELL * (len(table.rows) + 1)
    yield f'<div class="wide">\n<svg class="grid" viewBox="0 0 {width} {height}" role="img">\n'
    yield f"<title>{_text(_told(table))}</title>\n"
    for place, column in enumerate(table.columns):
        x = _MARGIN + _CELL * place + _CELL / 2
        yield f'<text class="head" x="{x:g}" y="{_CELL - 10}" text-anchor="middle">{_text(column.title)}</text>\n'
    for line, row in enumerate(table.rows):
        y = _CELL * (line + 1)
        yield f'<text class="head" x="0" y="{y + 20}">{_text(row.label)}</text>\n'
        for place, (column, number) in enumerate(zip(table.columns, row.numbers, strict=True)):
            yield from _shade(table, row, column, number, _MARGIN + _CELL * place, y)
    yield "</svg>\n</div>\n"


def _shade(table: Table, row: Row, column: Column, number: Number, x: int, y: int) -> Iterator[str]:
    value = number.value or 0
    if not value:
        yield f'<rect class="ground" x="{x + 1}" y="{y + 1}" width="{_CELL - 2}" height="{_CELL - 2}"/>\n'
        return
    strength = _PALEST + (1 - _PALEST) * value / table.greatest
    said = _("{row} {column}: {number}").format(row=row.label, column=column.title, number=value_text(number))
    yield f"<g><title>{_text(said)}</title>"
    yield f'<rect class="ground" x="{x + 1}" y="{y + 1}" width="{_CELL - 2}" height="{_CELL - 2}"/>'
    yield (
        f'<rect class="ink" x="{x + 1}" y="{y + 1}" width="{_CELL - 2}" height="{_CELL - 2}"'
        f' fill-opacity="{strength:.2f}"/>'
    )
    on = ' class="strong"' if strength > 0.55 else ""  # noqa: PLR2004 - from there on light text is read better
    yield f'<text{on} x="{x + _CELL / 2:g}" y="{y + 20}" text-anchor="middle">{_text(value_text(number))}</text></g>\n'


def _told(table: Table) -> str:
    """Return what a grid shows, in a sentence: where the most is."""
    best = max(
        (
            (number.value or 0, row.label, column.title)
            for row in table.rows
            for column, number in zip(table.columns, row.numbers, strict=True)
        ),
        key=lambda found: found[0],
    )
    if not best[0]:
        return _("{title}: nothing").format(title=table.title)
    return _("{title}; the most, {number}, is {row} {column}").format(
        title=table.title, number=f"{best[0]:,.0f}", row=best[1], column=best[2]
    )


def _meanings(report: Report) -> Iterator[str]:
    """Yield what each number means, exactly."""
    word = _("What the numbers mean")
    yield f'<section class="meanings">\n<h2>{_text(word)}</h2>\n<dl>\n'
    said: dict[str, str] = {}
    for table in report.tables:
        for column in table.columns:
            title = table.title if table.look is Look.GRID else column.title
            said.setdefault(column.meaning, title)
    for meaning, title in said.items():
        yield f"<dt>{_text(title)}</dt><dd>{_text(meaning)}</dd>\n"
    yield "</dl>\n</section>\n"
