"""`crm check`: what somebody should look at, for cron; exit 0 where all is fine, 1 where something wants attention."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.kinds import Ready
from tui_crm.cli.output import Format
from tui_crm.errors import Attention
from tui_crm.i18n import N_

if TYPE_CHECKING:
    from tui_crm.cli.context import Session
    from tui_crm.models.digest import Digest

noun = Noun()


class DigestFormat(StrEnum):
    """How a digest is written."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    JSON = "json"


OwnerOption = Annotated[
    str | None,
    typer.Option(
        "--owner", metavar="USER", help=N_("whose: a login, or me; else everybody’s"), autocompletion=completing.users
    ),
]
OverdueOption = Annotated[bool, typer.Option("--overdue-only", help=N_("not what is due today"))]
StepOption = Annotated[bool, typer.Option("--without-next-step", help=N_("customers without a next step, too"))]
CadenceOption = Annotated[
    bool, typer.Option("--cadence", help=N_("those whom it is time to be in touch with again, too"))
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help=N_("print nothing where all is fine"))]
FormatOption = Annotated[DigestFormat, typer.Option("--format", "-f", help=N_("how to print it"))]


@noun.verb("followups")
def followups(
    ctx: Context,
    owner: OwnerOption = None,
    overdue_only: OverdueOption = False,
    cadence: CadenceOption = False,
    without_next_step: StepOption = False,
    quiet: QuietOption = False,
    chosen: FormatOption = DigestFormat.TEXT,
) -> None:
    """Print what is overdue or due today, as a digest to send.

    The exit code is 1 where anything waits, else 0.
    """
    from tui_crm.models.agenda import Section  # noqa: PLC0415 - commands load services when they run

    session = ctx.session
    sections = [Section.OVERDUE]
    sections += [] if overdue_only else [Section.TODAY]
    sections += [Section.CADENCE] if cadence else []
    sections += [Section.SILENT] if without_next_step else []
    with session.crm(create=False) as crm:
        digest = crm.checks.followups(sections, owner=None if owner is None else session.user(owner))
    if digest.wants_attention or not quiet:
        _print(session, digest, chosen)
    if digest.wants_attention:
        raise typer.Exit(Attention.exit_code)


def _print(session: "Session", digest: "Digest", chosen: DigestFormat) -> None:
    from tui_crm.services.digests import objects, page, prose  # noqa: PLC0415 - as above

    if chosen is DigestFormat.JSON:
        found = objects.digest_object(digest)
        session.show(found, [Column(key, key, Ready()) for key in found], Format.JSON)
        return
    write = {DigestFormat.TEXT: prose.text, DigestFormat.MD: prose.markdown, DigestFormat.HTML: page.html}[chosen]
    session.out.document().writelines(f"{line}\n" for line in write(digest))
