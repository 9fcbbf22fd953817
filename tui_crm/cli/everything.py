"""`crm export all` and `crm import all`: everything as a folder of text files, and a database of such a folder again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context
from tui_crm.cli.kinds import Id, Number
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import somebody_reads, tell
from tui_crm.errors import Attention
from tui_crm.i18n import N_, _

if TYPE_CHECKING:
    from tui_crm.services.everything.report import EverythingReport

IntoArgument = Annotated[
    Path, typer.Argument(metavar="DIR", help=N_("a new or an empty folder, or one that this has written before"))
]
FromArgument = Annotated[Path, typer.Argument(metavar="DIR", help=N_("a folder that crm export all has written"))]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help=N_("say nothing where it went well, for cron"))]

COLUMNS: "tuple[Column[EverythingReport], ...]" = (
    Column("folder", N_("folder")),
    Column("records", N_("records"), Number()),
    Column("operations", N_("operations"), Number()),
    Column("files", N_("files"), Number()),
    Column("operation", N_("operation"), Id("operation"), value=lambda report: report.operation_id, in_table=False),
)


def export_all(
    ctx: Context, folder: IntoArgument, quiet: QuietOption = False, chosen: FormatOption = Format.TABLE
) -> None:
    """Write everything into a folder, the history too: a file a kind, a line a record, the same bytes for the same records.

    It can be kept under git and be imported back with crm import all.
    """
    from tui_crm.services.everything.report import told  # noqa: PLC0415 - commands load services when they run

    session = ctx.session
    with session.crm(create=False) as crm, session.progress(_("exporting")) as bar:
        report = crm.everything.take_out(folder, bar)
    if not quiet:
        session.show(report, COLUMNS, chosen)
    if report.wrong is not None:
        raise Attention(
            _("it cannot be imported back: {file} holds what another hand wrote, {reason}").format(
                file=report.wrong.part.file, reason=told(report.wrong)
            ),
            hint=_("see in which record: crm doctor"),
        )


def import_all(
    ctx: Context, folder: FromArgument, quiet: QuietOption = False, chosen: FormatOption = Format.TABLE
) -> None:
    """Make a new database of everything in a folder: ids, authors, the trash and the history are as they were."""
    from tui_crm.actor import Actor, Source  # noqa: PLC0415 - commands load services when they run
    from tui_crm.services.everything.bringing import bring_in  # noqa: PLC0415 - as above

    session = ctx.session
    is_new = not session.database.exists()
    actor = Actor(session.login, Source.CLI, session.clock)
    with session.progress(_("reading {file}").format(file=folder)) as bar:
        waiting = tell if somebody_reads() else None
        report = bring_in(folder, session.database, actor, waiting=waiting, progress=bar)
    if quiet:
        return
    if is_new:
        tell(_("made a new database: {path}").format(path=session.database))
    session.show(report, COLUMNS, chosen)
