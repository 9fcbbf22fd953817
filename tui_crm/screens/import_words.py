"""What is said of an import: how many rows it has, and what became of them."""

from typing import TYPE_CHECKING, Final

from tui_crm.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from tui_crm.services.importing.report import ImportReport

_COUNTS: Final = (
    ("created", N_("{count} new")),
    ("updated", N_("{count} changed")),
    ("unchanged", N_("{count} as they were")),
    ("rejected", N_("{count} rejected")),
)


def rows_text(rows: int) -> str:
    """Return how many rows there are."""
    return ngettext("{count} row", "{count} rows", rows).format(count=f"{rows:,}")


def counts_text(report: "ImportReport") -> str:
    """Return what becomes, or became, of the rows; what nothing came of is left out."""
    counts = [
        _(message).format(count=f"{getattr(report, name):,}") for name, message in _COUNTS if getattr(report, name)
    ]
    return " · ".join(counts) or _("nothing in it")
