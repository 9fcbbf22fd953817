"""What is told of an export: where it is, and what of the records is not in it."""

from typing import TYPE_CHECKING

from tui_crm.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_crm.services.exporting.report import ExportFormat, ExportReport


def told(report: "ExportReport", written_as: "ExportFormat") -> "Iterator[str]":
    """Yield what is told of an export in a format."""
    if report.file is not None:
        text = ngettext("{count} record is in {file}", "{count} records are in {file}", report.rows)
        yield text.format(count=report.rows, file=report.file)
    for part, count in sorted(report.left_out.items()):
        if count:
            yield _("not in the {format}: {what}; JSON has it").format(
                format=written_as.value.upper(), what=_what(part, count).format(count=count)
            )
    if report.cut:
        yield ngettext(
            "{count} text is too long for the cell of a spreadsheet and was cut; JSON has the whole",
            "{count} texts are too long for the cell of a spreadsheet and were cut; JSON has the whole",
            report.cut,
        ).format(count=report.cut)


def _what(part: str, count: int) -> str:
    """Return in words what the format has no place for."""
    return {
        "companies": ngettext("the further companies of {count} contact", "the further companies of {count} contacts", count),
        "pins": ngettext("that the stage of {count} contact is pinned", "that the stages of {count} contacts are pinned", count),
        "leap": ngettext(
            "that {count} contact was born in a leap month", "that {count} contacts were born in a leap month", count
        ),
        "needs": ngettext("what {count} contact needs", "what {count} contacts need", count),
        "custom": ngettext("fields of your own of {count} contact", "fields of your own of {count} contacts", count),
        "words": ngettext("what was said on {count} ticket", "what was said on {count} tickets", count),
        "checklists": ngettext("the checklist of {count} ticket", "the checklists of {count} tickets", count),
        "whys": ngettext("why {count} ticket changed its state", "why {count} tickets changed their states", count),
        "turns": ngettext(
            "the day in whose turn {count} reminder comes", "the days in whose turn {count} reminders come", count
        ),
    }[part]  # fmt: skip
