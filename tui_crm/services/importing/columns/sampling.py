"""What stands in the columns of a file: their different values in its first rows."""

from itertools import islice

from tui_crm.services.importing.files.reading import RowSource

_ROWS = 200
_LONGEST = 400  # characters that are kept of a value


def values_under(source: RowSource) -> list[tuple[str, ...]]:
    """Return for each column its different values in the first rows, in their order; a long one is cut."""
    found: list[dict[str, None]] = [{} for _ in source.header]
    for _line, cells in islice(source, _ROWS):
        for values, cell in zip(found, cells, strict=False):
            if cell:
                values[cell if len(cell) <= _LONGEST else f"{cell[:_LONGEST]}…"] = None
    return [tuple(values) for values in found]
