"""How a report is written: for people as lines, Markdown or a page, for machines a row a number, or one JSON object."""

import csv
import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final, TextIO

from tui_crm.display import safe
from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.markdown import escaped
from tui_crm.models.report import Look, Number, Report, Row, Table
from tui_crm.models.span import Period
from tui_crm.models.spreadsheet import guard_cell
from tui_crm.services.reports.layout import Room, layout, line_text
from tui_crm.services.reports.texts import (
    asked_texts,
    before_text,
    compared_heads,
    difference_text,
    period_text,
    value_text,
)

_TSV: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

Cell = str | int | float | None


class ReportFormat(StrEnum):
    """How a report is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    JSONL = "jsonl"
    MD = "md"
    HTML = "html"


def format_of(file: Path) -> ReportFormat:
    """Return the format that a file's name ends with. Raises UsageError where it ends with none."""
    end = file.suffix.lower().removeprefix(".")
    known = {"txt" if each is ReportFormat.TABLE else str(each): each for each in ReportFormat}
    if end not in known:
        raise UsageError(
            _("{path}: a report is not written so").format(path=file),
            hint=_("let the name end with one of: {names}").format(names=", ".join(known)),
        )
    return known[end]


def write_report(stream: TextIO, report: Report, chosen: ReportFormat) -> None:
    """Write a report; ``table`` as wide as need be."""
    match chosen:
        case ReportFormat.TABLE:
            stream.writelines(f"{line_text(line)}\n" for line in layout(report, Room()))
        case ReportFormat.CSV:
            _write_csv(stream, report)
        case ReportFormat.TSV:
            _write_tsv(stream, report)
        case ReportFormat.JSON:
            stream.write(json.dumps(_as_object(report), ensure_ascii=False, indent=2) + "\n")
        case ReportFormat.JSONL:
            stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows_of(report))
        case ReportFormat.MD:
            stream.writelines(f"{line}\n" for line in _markdown(report))
        case ReportFormat.HTML:
            from tui_crm.services.reports.page import write_page  # noqa: PLC0415 - only a page needs it

            write_page(stream, report)


def rows_of(report: Report) -> Iterator[Mapping[str, Cell]]:
    """Yield a row a number: where it stands, what it says, and the key by which the records behind it are asked for."""
    for table, row, column, number in report.numbers():
        yield {
            "report": report.name,
            "first": report.period.first.isoformat(),
            "last": report.period.last.isoformat(),
            "table": table.name,
            "row": row.key,
            "label": row.label,
            "column": column.key,
            **_said(number),
        }


def _said(number: Number) -> dict[str, Cell]:
    return {
        "value": _plain(number.value),
        "unit": str(number.unit),
        "before": _plain(number.before),
        "difference": _plain(None if number.difference is None else round(number.difference, 1)),
        "records": number.records,
        "key": number.key,
    }


def _plain(value: float | None) -> float | None:
    """Return a whole number as one."""
    return int(value) if value is not None and value == int(value) else value


def _write_csv(stream: TextIO, report: Report) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    for place, row in enumerate(rows_of(report)):
        if not place:
            writer.writerow(row)
        writer.writerow([guard_cell(cell) if isinstance(cell, str) else cell for cell in row.values()])


def _write_tsv(stream: TextIO, report: Report) -> None:
    for place, row in enumerate(rows_of(report)):
        if not place:
            stream.write("\t".join(row) + "\n")
        cells = ("" if cell is None else str(cell).translate(_TSV) for cell in row.values())
        stream.write("\t".join(cells) + "\n")


def _as_object(report: Report) -> Mapping[str, object]:
    return {
        "report": report.name,
        "title": report.title,
        "period": _days(report.period),
        "before": None if report.before is None else _days(report.before),
        "filter": report.filter,
        "owner": report.owner,
        "zone": report.zone.key,
        "tables": [_table(table) for table in report.tables],
    }


def _days(period: Period) -> Mapping[str, str]:
    return {"first": period.first.isoformat(), "last": period.last.isoformat()}


def _table(table: Table) -> Mapping[str, object]:
    return {
        "table": table.name,
        "title": table.title,
        "columns": [{"key": column.key, "title": column.title} for column in table.columns],
        "rows": [
            {"key": row.key, "label": row.label, "numbers": [_said(number) for number in row.numbers]}
            for row in table.rows
        ],
    }


def _markdown(report: Report) -> Iterator[str]:
    yield f"# {_text(report.title)} · {period_text(report.period)}"
    yield from ("", _text(report.answers), "", _text(" · ".join(asked_texts(report))))
    for table in report.tables:
        yield from ("", f"## {_text(table.title)}", "")
        yield from _markdown_table(table)


def _markdown_table(table: Table) -> Iterator[str]:
    """Yield a line a row; single figures stand one below the other."""
    compared = table.is_compared
    if table.look is Look.FIGURES:
        yield from _line("", "", *(compared_heads()[1:] if compared else ()))
        yield from _line("---", *["---:"] * (3 if compared else 1))
        for column, number in zip(table.columns, table.rows[0].numbers, strict=True):
            yield from _line(_text(column.title), *_texts(number, compared=compared))
        return
    heads = [
        head for column in table.columns for head in (_text(column.title), *(compared_heads()[1:] if compared else ()))
    ]
    yield from _line("", *heads)
    yield from _line("---", *["---:"] * len(heads))
    for row in table.rows:
        yield from _line(_text(row.label), *_row_texts(row, compared=compared))


def _row_texts(row: Row, *, compared: bool) -> Iterator[str]:
    for number in row.numbers:
        yield from _texts(number, compared=compared)


def _texts(number: Number, *, compared: bool) -> tuple[str, ...]:
    more = (before_text(number), difference_text(number)) if compared else ()
    return value_text(number), *more


def _line(*texts: str) -> Iterator[str]:
    yield f"| {' | '.join(texts)} |"


def _text(text: str) -> str:
    return escaped(safe(text))
