"""`crm check`: what somebody should look at, for cron; exit 0 where all is fine, 1 where something wants attention."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli import completing
from tui_crm.cli.columns import Column
from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.kinds import Ready
from tui_crm.cli.output import Format
from tui_crm.cli.terminal import tell
from tui_crm.errors import Attention
from tui_crm.i18n import N_, _

if TYPE_CHECKING:
    from tui_crm.cli.context import Session
    from tui_crm.models.digest import Digest
    from tui_crm.services.crm import Crm

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


@noun.verb("sla")
def sla(
    ctx: Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="FILTER", help=N_("of these tickets only, such as kind:complaint priority:high,urgent")),
    ] = None,
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner",
            metavar="WHO",
            help=N_("whose: a login, me, or team:NAME; else everybody’s"),
            autocompletion=completing.users,
        ),
    ] = None,
    escalate: Annotated[
        bool, typer.Option("--escalate", help=N_("take the steps first whose time has come, as policies say"))
    ] = False,
    notify: Annotated[
        bool,
        typer.Option("--notify", help=N_("tell the desktop, of each clock once before and once after it runs out")),
    ] = False,
    quiet: QuietOption = False,
    chosen: FormatOption = DigestFormat.TEXT,
) -> None:
    """Print the tickets of which a promised time is three quarters over, or has run out, as a digest to send.

    The exit code is 1 where there is any, else 0. With --notify the desktop is told of one's own, and those are printed
    that it was not told of before.
    """
    session = ctx.session
    with session.crm(create=False) as crm:
        if escalate:
            crm.sla.escalate()
        ids = _tickets(crm, " ".join(words)) if words else None
        whose = session.user("me") if owner is None and notify else _whose(session, owner)
        digest = crm.checks.sla(owner=whose, ids=ids)
        if notify:
            digest = _told(crm, digest)
    if digest.wants_attention or not quiet:
        _print(session, digest, chosen)
    if digest.wants_attention:
        raise typer.Exit(Attention.exit_code)


def _whose(session: "Session", owner: str | None) -> str | None:
    return owner if owner is None or ":" in owner else session.user(owner)


def _tickets(crm: "Crm", text: str) -> "list[int]":
    """Return the tickets that a filter finds. Raises UsageError."""
    wanted = crm.tickets.parse(text)
    for doubt in crm.tickets.doubts(wanted):
        tell(_("; ").join(filter(None, (doubt.message, doubt.hint))))
    return list(crm.tickets.find(wanted))


def _told(crm: "Crm", digest: "Digest") -> "Digest":
    """Tell the desktop of the tickets that it was not told of yet, and return those alone."""
    from dataclasses import replace  # noqa: PLC0415 - seldom wanted

    from tui_crm.cli.notifying import notify_tickets  # noqa: PLC0415 - as above
    from tui_crm.models.agenda import Tally  # noqa: PLC0415 - as above

    (page,) = digest.pages
    news = notify_tickets(crm, page.lines)
    return replace(digest, pages=(replace(page, lines=tuple(news), tally=Tally(len(news))),))


def _print(session: "Session", digest: "Digest", chosen: DigestFormat) -> None:
    from tui_crm.services.digests import objects, page, prose  # noqa: PLC0415 - as above

    if chosen is DigestFormat.JSON:
        found = objects.digest_object(digest)
        session.show(found, [Column(key, key, Ready()) for key in found], Format.JSON)
        return
    write = {DigestFormat.TEXT: prose.text, DigestFormat.MD: prose.markdown, DigestFormat.HTML: page.html}[chosen]
    session.out.document().writelines(f"{line}\n" for line in write(digest))
