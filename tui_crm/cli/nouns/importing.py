"""`crm import`: records from files, planned first, all or nothing, and what was imported before."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer._click.core import ParameterSource

from tui_crm.cli import completing
from tui_crm.cli.binding import bound, gathering
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.everything import import_all
from tui_crm.cli.import_reports import ImportReports
from tui_crm.cli.importing.options import as_said, options_for
from tui_crm.cli.importing.plans import carry_out, write_plan
from tui_crm.cli.importing.profiles import noun as profiles
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.shown.imports import MAPPABLE, RUN, RUN_LINES
from tui_crm.cli.taken_back import tell_taken_back
from tui_crm.cli.terminal import tell
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
    list[str],
    typer.Argument(metavar="FILE", help=N_("spreadsheets, CSV, TSV, JSON, JSONL or vCard; - is standard input")),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help=N_("say nothing of what went in and what did not, for cron"))
]
SaveProfileOption = Annotated[
    str | None,
    typer.Option("--save-profile", metavar="NAME", help=N_("keep what is said here of such files under a name")),
]
IdArgument = Annotated[
    str, typer.Argument(metavar="ID", help=N_("an id such as i7"), autocompletion=completing.imports)
]

noun = Noun()


def run(
    ctx: Context,
    kind: str,
    files: FilesArgument,
    said: Mapping[str, object],
    save_profile: SaveProfileOption = None,
    quiet: QuietOption = False,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Import files of ``kind``, one after the other, as it is ``said``, and tell what became of their rows."""
    from tui_crm.services.importing.report import ImportOptions  # noqa: PLC0415 - commands load services when they run

    options = ImportOptions(**as_said(said))  # type: ignore[arg-type]
    _check_together(options, {"--quiet": quiet, "--save-profile": save_profile is not None})
    _check_files(files)
    options = _with_profile(ctx, kind, options)
    if options.plan is not None:
        _complain(write_plan(ctx.session, kind, files, options, chosen), "")
        return
    if options.rejects is not None:
        _check_rejects(ctx.session, files, options.rejects, keep_good=options.keep_good)
    opened = ctx.session.crm_to_plan() if options.dry_run else ctx.session.crm_to_fill()
    reports = (_quietly if quiet else partial(_telling, chosen=chosen))(ctx.session, opened, kind, files, options)
    refused = any(not report.applied for report in reports)
    if not refused and not ctx.session.database.exists():
        ctx.session.crm(create=False)  # mails of nobody on file: whoever mistyped the path is told so
    if save_profile is not None and not refused:
        _save_profile(ctx.session, save_profile, kind, options, reports)
    if quiet and not refused:
        raise typer.Exit(Attention.exit_code if any(report.rejected for report in reports) else 0)
    _complain(reports, _hint(kind, options, reports))


noun.add_typer(profiles, name="profiles", help=N_("List, show and delete what is said of files again and again."))

for _declared in DECLARED:
    noun.verb(_declared.name)(
        bound(gathering(run, "said", options_for(_declared)), _declared.help, kind=_declared.name)
    )


@noun.verb("apply")
def apply(
    ctx: Context,
    plan: Annotated[str, typer.Argument(metavar="PLAN", help=N_("a file that --plan wrote; - is standard input"))],
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Carry out a plan that crm import KIND --plan has written, if every row still comes out as it says."""
    _complain(carry_out(ctx.session, plan, chosen), "")


def _telling(
    session: "Session",
    opened: "AbstractContextManager[Crm]",
    kind: str,
    files: "Sequence[str]",
    options: "ImportOptions",
    chosen: Format,
) -> "list[ImportReport]":
    told = ImportReports(session, chosen, several=len(files) > 1, dry_run=options.dry_run)
    with opened as crm, told:
        for file in files:
            told.run(partial(crm.importing.run, kind), file, options)
    left = any(column.samples for report in told.reports for column in report.unmapped)
    if left and declared(kind).are_contacts:
        tell(_("--keep-columns makes fields of your own of columns that are not used"))
    return told.reports


def _with_profile(ctx: Context, kind: str, options: "ImportOptions") -> "ImportOptions":
    """Return the options with those of the profile that is asked for, for what is not said on the command line."""
    if options.profile is None:
        return options
    said = [name for name in ctx.params if ctx.get_parameter_source(name) is ParameterSource.COMMANDLINE]
    with ctx.session.crm_to_plan() as crm:
        return crm.import_profiles.applied(kind, options, said)


def _check_together(options: "ImportOptions", said: Mapping[str, bool]) -> None:
    """Raise UsageError for what does not go with an import that writes nothing to the database, not even a profile."""
    for only_tells, is_said in (("--dry-run", options.dry_run), ("--plan", options.plan is not None)):
        other = next((option for option in said if said[option]), None)
        if is_said and other is not None:
            raise UsageError(_("{option} and {other} do not go together").format(option=other, other=only_tells))


def _save_profile(
    session: "Session", name: str, kind: str, options: "ImportOptions", reports: "Sequence[ImportReport]"
) -> None:
    headers = next((report.header for report in reports), ())
    with session.crm() as crm:
        tell(crm.import_profiles.save(name, kind, options, headers).what)


def _quietly(
    _session: "Session",
    opened: "AbstractContextManager[Crm]",
    kind: str,
    files: "Sequence[str]",
    options: "ImportOptions",
) -> "list[ImportReport]":
    """Import without a word where all goes well, or as well as was asked for."""
    with opened as crm:
        return [crm.importing.run(kind, file, options) for file in files]


def _hint(kind: str, options: "ImportOptions", reports: "Sequence[ImportReport]") -> str:
    if all(report.of_mails for report in reports if report.rejected):
        return _("--keep-good imports the others")
    hint = _("--keep-good imports the good rows and writes the others into a file of their own")
    if declared(kind).name_contacts and not declared(kind).are_contacts and not options.create_contacts:
        hint += _("; ") + _("--create-contacts lets those come along who are not on file")
    return hint


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
        tell_taken_back(ctx.session, crm.importing.undo(required("import", number)))
