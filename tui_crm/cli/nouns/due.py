"""`crm due`: what is to do today."""

from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.cli.commands import Context, Noun
from tui_crm.cli.nouns.reminder import OwnerOption, owned_by
from tui_crm.cli.options import FormatOption, LimitOption
from tui_crm.cli.output import Format
from tui_crm.cli.shown.reminders import REMINDER
from tui_crm.errors import NotFound
from tui_crm.i18n import N_

if TYPE_CHECKING:
    from datetime import date

    from tui_crm.cli.context import Session
    from tui_crm.models.cards import ReminderEntry
    from tui_crm.services.crm import Crm

noun = Noun()

NotifyOption = Annotated[bool, typer.Option("--notify", help=N_("tell the desktop, of each reminder once"))]


@noun.verb("due")
def due(
    ctx: Context,
    until: Annotated[
        str | None, typer.Option("--until", metavar="WHEN", help=N_("up to that day, instead of today"))
    ] = None,
    owner: OwnerOption = None,
    everything: Annotated[bool, typer.Option("--all", help=N_("whenever they are due"))] = False,
    limit: LimitOption = None,
    notify: NotifyOption = False,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """List the open reminders that are due up to today, soonest first.

    With --notify the desktop is told of them, and those are listed that it was not told of before. Without other words
    these are one's own, and of today those whose time has come.
    """
    session = ctx.session
    day = session.clock.today() if until is None else session.when(until).date
    last = None if everything else day
    with session.crm() as crm:
        if notify:
            found = _told(session, crm, owner, last, limit=limit, early=everything or until is not None)
        else:
            found = crm.followups.find(**owned_by(session, owner), until=last, limit=limit)
        session.show_list(found, REMINDER, chosen)


def _told(
    session: "Session", crm: "Crm", owner: str | None, last: "date | None", *, limit: int | None, early: bool
) -> "list[ReminderEntry]":
    """Tell the desktop of what it was not told of yet, and return that; ``early`` ones need not have come due."""
    from tui_crm.cli.notifying import has_come, notify  # noqa: PLC0415 - seldom wanted

    try:
        due = crm.followups.find(**owned_by(session, owner or "me"), until=last)
    except NotFound:
        if owner is not None:
            raise
        return []  # who has never worked here has no reminders
    return notify(crm, [entry for entry in due if early or has_come(entry, session.clock)], limit)
