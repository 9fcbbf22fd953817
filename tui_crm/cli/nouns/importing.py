"""`crm import`: records from files, planned first, all or nothing, and what was imported before."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.binding import bound, gathering
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.everything import import_all
from tui_crm.cli.import_reports import ImportReports
from tui_crm.cli.importing.options import as_said, options_for
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.shown.imports import MAPPABLE, RUN, RUN_LINES
from tui_crm.cli.terminal import tell
from tui_crm.display import safe
from tui_crm.errors import Attention, BadInput, UsageError
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.ids import required
from tui_crm.services.importing.files.input_file import STANDARD_INPUT
from tui_crm.services.importing.kinds.registry import DECLARED, declared

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

    from tui_crm.cli.context import Session
    from tui_crm.services.crm import Crm
    from tui_crm.services.importing.report import ImportOptions, ImportReport

FilesArgument = Annotated[
    list[str], typer.Argument(metavar="FILE", help=N_("CSV or other text tables; - is standard input"))
]
MailFilesArgument = Annotated[
    list[str], typer.Argument(metavar="FILE", help=N_("mailboxes (mbox) or single mails; - is standard input"))
]
DryRunMailOption = Annotated[bool, typer.Option("--dry-run", help=N_("only show what would become of each mail"))]
KeepGoodMailOption = Annotated[
    bool, typer.Option("--keep-good", help=N_("import the others though some mails cannot be read"))
]
QuietMailOption = Annotated[
    bool, typer.Option("--quiet", "-q", help=N_("say nothing of what went in and what did not, for cron"))
]
IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help=N_("an id such as i7"), autocompletion=completing.imports)
]

noun = Noun()


def run(
    ctx: Context, kind: str, files: FilesArgument, said: Mapping[str, object], chosen: FormatOption = Format.TABLE
) -> None:
    """Import files of ``kind``, one after the other, as it is ``said``, and tell what became of their rows."""
    from tui_crm.services.importing.report import ImportOptions  # noqa: PLC0415 - commands load services when they run

    options = ImportOptions(**as_said(said))  # type: ignore[arg-type]
    _import(ctx.session, kind, files, options, chosen)


for _declared in DECLARED:
    noun.verb(_declared.name)(
        bound(gathering(run, "said", options_for(_declared)), _declared.help, kind=_declared.name)
    )


def _import(session: "Session", kind: str, files: "Sequence[str]", options: "ImportOptions", chosen: Format) -> None:
    _check_files(files)
    if options.rejects is not None:
        _check_rejects(session, files, options.rejects, keep_good=options.keep_good)
    opened = _opened(session, kind, files, options)
    told = ImportReports(session, chosen, several=len(files) > 1, dry_run=options.dry_run)
    with opened as crm, told:
        for file in files:
            told.run(partial(crm.importing.run, kind), file, options)
    hint = _("--keep-good imports the good rows and writes the others into a file of their own")
    if not declared(kind).are_contacts and not options.create_contacts:
        hint += _("; ") + _("--create-contacts lets those come along who are not on file")
    _complain(told.reports, hint)


@noun.verb("activities")
def activities(
    ctx: Context,
    files: MailFilesArgument,
    dry_run: DryRunMailOption = False,
    keep_good: KeepGoodMailOption = False,
    quiet: QuietMailOption = False,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Import mails with those on file whom they are from or to, each once; a mail with nobody on file is passed by.

    The addresses of users (crm user edit LOGIN --email ADDRESS) tell what was sent from what came in.
    """
    from tui_crm.services.importing.report import ImportOptions  # noqa: PLC0415 - commands load services when they run

    _check_files(files)
    if quiet and dry_run:
        raise UsageError(_("--quiet and --dry-run do not go together"))
    options = ImportOptions(keep_good=keep_good, dry_run=dry_run)
    if quiet:
        _import_quietly(ctx.session, files, options)
        return
    told = ImportReports(ctx.session, chosen, several=len(files) > 1, dry_run=dry_run)
    with ctx.session.crm(create=False) as crm, told:
        for file in files:
            told.run(crm.mail.run, file, options)
            _tell_strangers(told.reports[-1])
    _complain(told.reports, _("--keep-good imports the others"))


def _import_quietly(session: "Session", files: "Sequence[str]", options: "ImportOptions") -> None:
    """Import mailboxes without a word where all went well, or as well as was asked for."""
    with session.crm(create=False) as crm:
        reports = [crm.mail.run(file, options) for file in files]
    if all(report.applied for report in reports):
        raise typer.Exit(Attention.exit_code if any(report.rejected for report in reports) else 0)
    _complain(reports, _("--keep-good imports the others"))


def _tell_strangers(report: "ImportReport") -> None:
    if report.skipped:
        text = ngettext(
            "{count} mail is with nobody on file: passed by", "{count} mails are with nobody on file: passed by",
            report.skipped,
        )  # fmt: skip
        tell(text.format(count=report.skipped))


def _check_files(files: "Sequence[str]") -> None:
    """Raise before the first is imported what would stop a later one: a file that is not there, or nothing to read."""
    if files.count(STANDARD_INPUT) > 1:
        raise UsageError(_("standard input can be read once only"))
    for file in files:
        if file != STANDARD_INPUT and not Path(file).exists():
            raise BadInput(_("there is no file {path}").format(path=file))


def _check_rejects(session: "Session", files: "Sequence[str]", rejects: Path, *, keep_good: bool) -> None:
    from tui_crm.services.importing.files.rejects import check_place  # noqa: PLC0415 - commands load services when they run

    if len(files) > 1:
        raise UsageError(_("--rejects is for one file at a time"))
    if not keep_good:
        raise UsageError(_("--rejects goes with --keep-good: else nothing is imported where a row is rejected"))
    check_place(rejects, session.database)


def _opened(
    session: "Session", kind: str, files: "Sequence[str]", options: "ImportOptions"
) -> "AbstractContextManager[Crm]":
    """Open the database; a dry run makes none, and for files that cannot be imported none is made."""
    from tui_crm.services.importing.service import check_input  # noqa: PLC0415 - as above

    if options.dry_run:
        return session.crm_to_plan()
    if not session.database.exists():
        for file in files:
            if file != STANDARD_INPUT:
                check_input(kind, file, options)
    return session.crm(create=True)


def _complain(reports: "Sequence[ImportReport]", hint: str) -> None:
    """Raise BadInput where a file was not imported for its rejected rows, Attention where the good ones went in."""
    rejected = sum(report.rejected for report in reports)
    refused = [report.file for report in reports if report.rejected and not report.applied and not report.dry_run]
    rows = ngettext("{count} row was rejected", "{count} rows were rejected", rejected).format(count=rejected)
    if refused:
        raise BadInput(
            _("{rows}; nothing was imported from {files}").format(rows=rows, files=_(", ").join(refused)),
            hint=hint,
        )
    if rejected:
        raise Attention(rows)


noun.verb("all")(import_all)


@noun.verb("fields")
def fields(
    ctx: Context,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=N_("such as contacts or tickets"), autocompletion=completing.kinds)
    ],
    chosen: FormatOption = Format.TABLE,
) -> None:
    """List what columns can be mapped to, and headers that are known: a few in a table, all of them as JSON."""
    with ctx.session.crm() as crm:
        ctx.session.show_list(crm.importing.fields(kind), MAPPABLE, chosen)


@noun.verb("list")
def list_(ctx: Context, chosen: FormatOption = Format.TABLE) -> None:
    """List past imports, newest first."""
    with ctx.session.crm() as crm:
        ctx.session.show_list(crm.importing.list(), RUN_LINES, chosen)


@noun.verb("show")
def show(ctx: Context, number: IdArgument, chosen: FormatOption = Format.TABLE) -> None:
    """Show what a past import did."""
    with ctx.session.crm() as crm:
        ctx.session.show(crm.importing.get(required("import", number)), RUN, chosen)


@noun.verb("undo")
def undo(ctx: Context, number: IdArgument) -> None:
    """Take back an import: what it created and what it changed."""
    with ctx.session.crm() as crm:
        done = crm.importing.undo(required("import", number))
        ctx.session.out.line(safe(done.what))
        tell(*done.kept)
