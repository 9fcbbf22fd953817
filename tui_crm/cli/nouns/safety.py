"""`crm backup`, `crm restore`, `crm doctor`: the file's safety."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.kinds import Text
from tui_crm.cli.options import FormatOption, YesOption
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.errors import Attention, UsageError
from tui_crm.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from tui_crm.services.safety import Finding

noun = Noun()


class Place(NamedTuple):
    """Where a backup is wanted; a path that ends with a slash is that of a folder, there or not."""

    path: Path
    is_folder: bool


def _place(text: str) -> Place:
    if not text.strip():
        raise UsageError(_("{option} needs a value").format(option="FILE"))
    return Place(Path(text), text.endswith(("/", os.sep)))


BackupArgument = Annotated[
    Place | None,
    typer.Argument(
        metavar="FILE", parser=_place, help=N_("a file or folder/; the database's own backups, if left out")
    ),
]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help=N_("a backup"))]
STATE = Text({"ok": N_("ok"), "repaired": N_("repaired"), "bad": N_("bad")})
COLUMNS: "tuple[Column[Finding], ...]" = (
    Column("check", N_("check")),
    Column("state", N_("state"), STATE),
    Column("detail", N_("detail")),
)


@noun.verb("backup")
def backup(ctx: Context, file: BackupArgument = None) -> None:
    """Back the database up and print where the copy is.

    It may be in use meanwhile; the copy is checked whole.
    """
    with ctx.session.crm(create=False) as crm:
        made = crm.safety.back_up() if file is None else crm.safety.back_up(file.path, in_folder=file.is_folder)
        ctx.session.out.line(str(made))


@noun.verb("restore")
def restore(ctx: Context, file: FileArgument, yes: YesOption = False) -> None:
    """Put a backup in the place of the database.

    The backup is checked whole first; what was there before is kept among the database's own backups.
    """
    from tui_crm.services.safety import restore as put_back  # noqa: PLC0415 - commands load services when they run

    session = ctx.session
    session.confirm(_("replace {database} with {file}?").format(database=session.database, file=file), yes=yes)
    kept = put_back(file, session.database, session.clock.now().strftime("%Y%m%dT%H%M%SZ"))
    tell(_("{database} is now what {file} was").format(database=session.database, file=file))
    if kept is not None:
        tell(_("what was there before is kept in {file}").format(file=kept))


@noun.verb("doctor")
def doctor(
    ctx: Context,
    no_repair: Annotated[bool, typer.Option("--no-repair", help=N_("only look, mend nothing"))] = False,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Look the database over and mend what can be mended.

    Where something stays wrong the exit code is 1.
    """
    with ctx.session.crm(create=False) as crm:
        findings = crm.safety.check_up(repair=not no_repair)
    ctx.session.show_list(findings, COLUMNS, chosen)
    if bad := sum(finding.state == "bad" for finding in findings):
        raise Attention(ngettext("{count} thing is wrong", "{count} things are wrong", bad).format(count=bad))
