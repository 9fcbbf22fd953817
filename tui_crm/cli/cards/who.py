"""Whom a command is about: a WHO of the command line, found among the noun's own kind before the other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tui_crm.errors import NotFound
from tui_crm.i18n import N_

if TYPE_CHECKING:
    from tui_crm.cli.context import Session
    from tui_crm.models.codes import Kind
    from tui_crm.services.crm import Crm

WhoArgument = Annotated[str, typer.Argument(metavar="WHO", help=N_("an id such as c42, an e-mail, a phone or a name"))]
WhosArgument = Annotated[list[str], typer.Argument(metavar="WHO", help=N_("ids, e-mails, phones or names"))]


def meant(session: "Session", crm: "Crm", who: str, kind: "Kind | None" = None) -> int:
    """Return the one contact that ``who`` means, of ``kind`` if there is one of it.

    On a terminal a person chooses where several fit. Raises NotFound, Ambiguous.
    """
    from tui_crm.services.people import find_contact  # noqa: PLC0415 - all of contacts is more than most commands need

    def look_up(text: str) -> int:
        if kind is not None:
            try:
                return find_contact(crm, text, [kind])
            except NotFound:
                pass
        return find_contact(crm, text)

    return session.found(look_up, who)


def all_meant(session: "Session", crm: "Crm", whos: Sequence[str], kind: "Kind | None" = None) -> list[int]:
    """Return the contacts that ``whos`` mean, each once, in order. Raises NotFound, Ambiguous."""
    return list(dict.fromkeys(meant(session, crm, who, kind) for who in whos))
