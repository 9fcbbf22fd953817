"""In which formats every list and every record can be printed, and the two calls that print them."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import assert_never
from zoneinfo import ZoneInfo

from tui_crm.cli import machine, table
from tui_crm.cli.columns import Column, Row
from tui_crm.cli.terminal import Sink


class Format(StrEnum):
    """How output is written: ``table`` and ``md`` for people, the others for machines."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    IDS = "ids"
    MD = "md"


JSON_FORMATS = frozenset({Format.JSON, Format.JSONL})
"""The formats that are JSON."""


def write_list(sink: Sink, rows: Iterable[Row], columns: Sequence[Column[Row]], chosen: Format, zone: ZoneInfo) -> None:
    """Write ``rows``; the formats for machines take them one by one, those for people need all to line up."""
    match chosen:
        case Format.TABLE:
            table.write_table(sink, rows, columns, zone)
        case Format.MD:
            table.write_markdown(sink, rows, columns, zone)
        case Format.JSON:
            machine.write_json(sink, rows, columns)
        case Format.JSONL:
            machine.write_json_lines(sink, rows, columns)
        case Format.CSV:
            machine.write_csv(sink, rows, columns)
        case Format.TSV:
            machine.write_tsv(sink, rows, columns)
        case Format.IDS:
            machine.write_ids(sink, rows, columns)
        case _:
            assert_never(chosen)


def write_record(sink: Sink, row: Row, columns: Sequence[Column[Row]], chosen: Format, zone: ZoneInfo) -> None:
    """Write one record: a line a field for people, one object in JSON, and else a list of one."""
    match chosen:
        case Format.TABLE:
            table.write_card(sink, row, columns, zone)
        case Format.MD:
            table.write_markdown_card(sink, row, columns, zone)
        case Format.JSON:
            machine.write_json_object(sink, row, columns)
        case _:
            write_list(sink, [row], columns, chosen, zone)
