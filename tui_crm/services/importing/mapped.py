"""How the rows of a file become records as the options of an import say: by which columns, and as which values."""

from datetime import date
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tui_crm.services.importing.columns.mapping import ColumnMapping, map_columns
from tui_crm.services.importing.columns.rows import RowMapper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_crm.services.importing.columns.fields import Kind
    from tui_crm.services.importing.columns.shapes import TeamField
    from tui_crm.services.importing.files.reading import RowSource
    from tui_crm.services.importing.report import ImportOptions


def mapping_of(
    source: "RowSource", kind: "Kind", options: "ImportOptions", team_fields: "Iterable[TeamField]" = ()
) -> ColumnMapping:
    """Say which columns fill which fields. Raises UsageError, BadInput."""
    return map_columns(source, kind, overrides=options.overrides, team_fields=team_fields, decimal=options.decimal)


def mapper_of(
    source: "RowSource", mapping: ColumnMapping, options: "ImportOptions", *, zone: ZoneInfo, today: date
) -> RowMapper:
    """Return what makes records of the rows; ``zone`` is where the file's times are."""
    return RowMapper(
        source, mapping, zone=zone, today=today, date_order=options.date_order, decimal=options.decimal,
        blanks_count=options.blanks_erase,
    )  # fmt: skip
