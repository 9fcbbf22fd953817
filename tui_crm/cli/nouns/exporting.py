"""`crm export`: records out again, as files that other programs and our own import read."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli.binding import bound
from tui_crm.cli.cards.reading import FilterArgument, tell_doubts
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.terminal import tell
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _, ngettext
from tui_crm.services.exporting.report import ExportFormat, ExportOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui_crm.services.exporting.report import ExportReport

KINDS = {
    "contacts": N_("Export people, or what a filter finds."),
    "companies": N_("Export companies, or what a filter finds."),
}

OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help=N_("the file to write; standard output, if left out")),
]
FormatOption = Annotated[
    ExportFormat | None,
    typer.Option("--format", "-f", help=N_("how it is written; by the end of the file's name, if left out, else csv")),
]
RawOption = Annotated[bool, typer.Option("--raw", help=N_("leave cells that a spreadsheet would run as they are"))]
BomOption = Annotated[bool, typer.Option("--bom", help=N_("begin with a byte order mark, which Excel needs for UTF-8"))]

noun = Noun()


def export(
    ctx: Context,
    kind: str,
    words: FilterArgument = None,
    output: OutputOption = None,
    chosen: FormatOption = None,
    raw: RawOption = False,
    bom: BomOption = False,
) -> None:
    """Export records of ``kind`` that a filter finds."""
    session = ctx.session
    options = ExportOptions(chosen or _by_name(output), raw=raw, bom=bom)
    with session.crm(create=False) as crm, session.progress(_("exporting")) as bar:
        text = " ".join(words or ())
        tell_doubts(crm, crm.contacts.parse(text))
        report = crm.exporting.run(kind, text, session.out.target(output), options, progress=bar)
    tell(*_written(report), *_left_out(report))


def _by_name(output: Path | None) -> ExportFormat:
    """Return the format that a file's name ends with; raises UsageError where it ends with another's."""
    end = output.suffix.lower().removeprefix(".") if output else ""
    if not end:
        return ExportFormat.CSV
    if end not in set(ExportFormat):
        raise UsageError(
            _("{path}: there is no export in the format “{format}”").format(path=output, format=end),
            hint=_("one of: {names}; or say how it is written with --format").format(names=", ".join(ExportFormat)),
        )
    return ExportFormat(end)


def _written(report: "ExportReport") -> list[str]:
    if report.file is None:
        return []
    text = ngettext("{count} record is in {file}", "{count} records are in {file}", report.rows)
    return [text.format(count=report.rows, file=report.file)]


def _left_out(report: "ExportReport") -> "Iterator[str]":
    """Yield what is not in the file, though it is on the cards."""
    if companies := report.left_out.get("companies", 0):
        yield ngettext(
            "not in the CSV: the further companies of {count} contact; JSON has them",
            "not in the CSV: the further companies of {count} contacts; JSON has them",
            companies,
        ).format(count=companies)
    if pins := report.left_out.get("pins", 0):
        yield ngettext(
            "not in the CSV: that the stage of {count} contact is pinned; JSON has it",
            "not in the CSV: that the stages of {count} contacts are pinned; JSON has it",
            pins,
        ).format(count=pins)


for _kind, _help in KINDS.items():
    noun.verb(_kind)(bound(export, _help, kind=_kind))
