"""A customer's story on the command line: its entries in every format, or as one page to share."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli.cards.who import WhoArgument, meant
from tui_crm.cli.commands import Context
from tui_crm.cli.options import LimitOption
from tui_crm.cli.output import Format
from tui_crm.cli.shown.timeline import timeline_of
from tui_crm.cli.terminal import tell
from tui_crm.errors import UsageError
from tui_crm.i18n import N_, _
from tui_crm.models.codes import Kind
from tui_crm.models.journey import JOURNEY_KINDS, Asked

if TYPE_CHECKING:
    from datetime import date

    from tui_crm.cli.context import Session

ENDINGS = {".html", ".htm"}


class TimelineFormat(StrEnum):
    """How a journey is written: as any list, or as a page for a browser."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"
    IDS = "ids"
    MD = "md"
    HTML = "html"


def _kinds() -> list[str]:
    return list(JOURNEY_KINDS)


KindsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--kind", "-k", metavar="KIND", help=N_("only these kinds, such as call or stage"), autocompletion=_kinds
    ),
]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="WHEN", help=N_("from that day on"))]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="WHEN", help=N_("up to that day"))]
SearchOption = Annotated[str | None, typer.Option("--search", metavar="TEXT", help=N_("only what says these words"))]
FutureOption = Annotated[
    bool, typer.Option("--future", help=N_("with what lies ahead above: open reminders, the next birthday"))
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help=N_("the page to write; standard output, if left out")),
]
ChosenOption = Annotated[
    TimelineFormat | None,
    typer.Option("--format", "-f", help=N_("how to print it; html is a page to share, with what lies ahead")),
]


def timeline(
    ctx: Context,
    kind: Kind,
    who: WhoArgument,
    kinds: KindsOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    search: SearchOption = None,
    future: FutureOption = False,
    limit: LimitOption = None,
    output: OutputOption = None,
    chosen: ChosenOption = None,
) -> None:
    """Tell the past, newest first."""
    session = ctx.session
    written = _format(output, chosen)
    first, last = _day(session, since), _day(session, until)
    with session.crm() as crm:
        contact_id = meant(session, crm, who, kind)
        asked = Asked(kinds or (), first, last, search or "", limit)
        if written is TimelineFormat.HTML:
            report = crm.journey.share(contact_id, session.out.target(output), asked)
            if report.file is not None:
                tell(_("the page is in {file}").format(file=report.file))
            return
        columns = timeline_of(crm.contacts.rows([contact_id])[0].kind)
        session.show_list(crm.journey.timeline(contact_id, asked, future=future), columns, Format(written))


def _day(session: "Session", text: str | None) -> "date | None":
    return None if text is None else session.past(text).astimezone(session.clock.zone).date()


def _format(output: Path | None, chosen: TimelineFormat | None) -> TimelineFormat:
    """Return the format that was chosen, or that the name of the file ends with. Raises UsageError."""
    if output is None:
        return chosen or TimelineFormat.TABLE
    if chosen in {None, TimelineFormat.HTML} and (chosen or output.suffix.lower() in ENDINGS):
        return TimelineFormat.HTML
    raise UsageError(
        _("{option} is for the page only").format(option="--output"),
        hint=_("say --format html, or print the rest with > {file}").format(file=output),
    )
