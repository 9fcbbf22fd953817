"""What is said of an import: what it would do, what it did, and what a person should know of the file."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from tui_crm.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from tui_crm.services.importing.report import ImportReport

_FEW: Final = 3
_USUAL: Final = "UTF-8"
_COUNTS: Final = (
    ("created", N_("{count} new")),
    ("updated", N_("{count} changed")),
    ("unchanged", N_("{count} as they were")),
    ("rejected", N_("{count} rejected")),
)
_ALONG: Final = {"companies": N_("companies: {count}"), "tags": N_("tags: {count}"), "users": N_("users: {count}")}


def rows_text(rows: int) -> str:
    """Return how many rows there are."""
    return ngettext("{count} row", "{count} rows", rows).format(count=f"{rows:,}")


def counts_text(report: "ImportReport") -> str:
    """Return what becomes, or became, of the rows; what nothing came of is left out."""
    counts = [
        _(message).format(count=f"{getattr(report, name):,}") for name, message in _COUNTS if getattr(report, name)
    ]
    return " · ".join(counts) or _("nothing in it")


def plan_lines(report: "ImportReport") -> Iterator[str]:
    """Yield what importing would do, and what a person should know before."""
    yield f"{rows_text(report.rows)}: {counts_text(report)}"
    if along := [_(_ALONG[kind]).format(count=f"{count:,}") for kind, count in report.also_created.items() if count]:
        yield _("comes along: {things}").format(things=", ".join(along))
    for row in report.reasons[:_FEW]:
        yield _("line {line}: {reason}").format(line=row.line, reason=row.reason)
    if report.rejected:
        yield _("Rejected rows go into a file beside it, to be mended and imported again.")
    for column in report.unmapped[:_FEW]:
        samples = _(", ").join(column.samples)
        yield _("column “{header}” is not used ({samples})").format(header=column.header, samples=samples)
    if report.encoding not in ("", _USUAL):
        yield _("read as {encoding}").format(encoding=report.encoding)
    yield from report.remarks
