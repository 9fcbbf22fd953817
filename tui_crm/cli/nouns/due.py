"""`crm due`: what is to do today."""

from typing import Annotated

import typer

from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.nouns.reminder import OwnerOption, owned_by
from tui_crm.cli.options import FormatOption, LimitOption
from tui_crm.cli.output import Format
from tui_crm.cli.shown.reminders import REMINDER
from tui_crm.i18n import N_

noun = Noun()


@noun.verb("due")
def due(
    ctx: Context,
    until: Annotated[
        str | None, typer.Option("--until", metavar="WHEN", help=N_("up to that day, instead of today"))
    ] = None,
    owner: OwnerOption = None,
    everything: Annotated[bool, typer.Option("--all", help=N_("whenever they are due"))] = False,
    limit: LimitOption = None,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """List the open reminders that are due up to today, soonest first."""
    session = ctx.session
    day = session.clock.today() if until is None else session.when(until).date
    last = None if everything else day
    with session.crm() as crm:
        found = crm.followups.find(**owned_by(session, owner), until=last, limit=limit)
        session.show_list(found, REMINDER, chosen)
