"""How figures are printed: a title, and columns that line up."""

from collections.abc import Sequence

from rich.cells import cell_len


def show(title: str, header: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """Print a table: the first column left, the others right."""
    widths = [max(cell_len(row[column]) for row in (header, *lines)) for column in range(len(header))]
    print(f"\n{title}")
    for row in (header, *lines):
        print("  " + _line(row, widths))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    first = row[0] + " " * (widths[0] - cell_len(row[0]))
    others = (" " * (width - cell_len(cell)) + cell for cell, width in zip(row[1:], widths[1:], strict=True))
    return "  ".join((first, *others))


def ms(seconds: float) -> str:
    """Return seconds as milliseconds."""
    return f"{seconds * 1000:,.1f} ms"


def times(ratio: float) -> str:
    """Return a ratio."""
    return f"{ratio:.2f} ×"
