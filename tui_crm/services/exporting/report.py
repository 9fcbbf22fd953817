"""In which formats records go out, and what came of an export."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final


class ExportFormat(StrEnum):
    """A format that records go out in; each kind has some of them."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    JSONL = "jsonl"
    VCF = "vcf"
    ICS = "ics"


def format_of(file: Path) -> ExportFormat | None:
    """Return the format that the name of a file ends with, CSV where it has no end, None for one that is none of ours."""
    end = file.suffix.lower().removeprefix(".") or ExportFormat.CSV
    return ExportFormat(end) if end in set(ExportFormat) else None


ALARM_MINUTES: Final = 10
"""So long before a timed reminder a calendar rings, unless told otherwise."""


@dataclass(frozen=True)
class ExportOptions:
    """How an export is written: ``raw`` leaves cells that begin like a formula as they are, ``bom`` marks UTF-8.

    A calendar rings ``alarm`` minutes before what has a time, None for never; with ``tasks`` reminders are its tasks
    (VTODO) in the place of its events.
    """

    format: ExportFormat = ExportFormat.CSV
    raw: bool = False
    bom: bool = False
    alarm: int | None = ALARM_MINUTES
    tasks: bool = False


@dataclass(frozen=True)
class ExportReport:
    """What came of an export; ``file`` is None where it went to a stream, ``operation_id`` where it could not be noted.

    ``left_out`` counts the records of which the format has no room for something, by what that is (as each kind declares
    it); ``cut`` the texts that were too long for the cell of a spreadsheet.
    """

    rows: int
    file: Path | None
    operation_id: int | None
    left_out: Mapping[str, int] = field(default_factory=dict)
    cut: int = 0
