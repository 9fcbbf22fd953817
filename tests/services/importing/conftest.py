"""What the tests of importing share: a text written as a file, opened, mapped, and read to the end."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tui_crm.services.importing.choices import Order
from tui_crm.services.importing.columns.mapping import map_columns
from tui_crm.services.importing.columns.rows import MappedRow, RowMapper
from tui_crm.services.importing.columns.shapes import TeamField
from tui_crm.services.importing.files.reading import open_rows
from tui_crm.services.importing.kinds.registry import kind_called

TODAY = date(2026, 11, 21)
SHANGHAI = ZoneInfo("Asia/Shanghai")

WriteFile = Callable[..., Path]
ReadRows = Callable[..., list[MappedRow]]


@pytest.fixture
def write_file(tmp_path: Path) -> WriteFile:
    """Write a text (or bytes as they are) as a file and return its path."""

    def write(content: str | bytes, encoding: str = "utf-8", name: str = "people.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


@pytest.fixture
def read_rows(write_file: WriteFile) -> ReadRows:
    """Read a text, or the file at a path, as rows of a kind."""

    def read(
        content: str | Path,
        kind: str = "contacts",
        *,
        overrides: Iterable[str] = (),
        team_fields: Iterable[TeamField] = (),
        date_order: Order | None = None,
    ) -> list[MappedRow]:
        path = content if isinstance(content, Path) else write_file(content)
        with open_rows(path) as source:
            mapping = map_columns(source, kind_called(kind).columns, overrides=overrides, team_fields=team_fields)
            mapper = RowMapper(source, mapping, zone=SHANGHAI, today=TODAY, date_order=date_order)
            return [mapper.mapped(line, cells) for line, cells in source]

    return read
