"""The receipt for a ticket: offered when one is opened, and made again later."""

from typing import TYPE_CHECKING, Annotated, Final

import typer

from tui_crm.cli import completing
from tui_crm.cli.commands import Context
from tui_crm.cli.options import FormatOption
from tui_crm.cli.output import Format
from tui_crm.cli.sending import CopyOption, OpenOption, SendOption, Ways, send_on, signs
from tui_crm.cli.shown.messages import Written, letter_lines, show
from tui_crm.cli.terminal import tell
from tui_crm.cli.tickets.options import TicketArgument
from tui_crm.errors import Attention, BadInput, CrmError, NotFound
from tui_crm.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_crm.cli.context import Session
    from tui_crm.models.messaging import Message
    from tui_crm.models.template import TemplateEntry
    from tui_crm.services.crm import Crm

_NONE: Final = "none"
TemplateOption = Annotated[
    str | None,
    typer.Option(
        "--template",
        "-t",
        metavar="NAME",
        help=N_("of what it is made; as setting ticket_receipt says, if left out"),
        autocompletion=completing.receipts,
    ),
]
ReceiptOption = Annotated[
    str | None,
    typer.Option(
        "--receipt",
        metavar="NAME",
        help=N_("the template of the receipt, or none; as setting ticket_receipt says, if left out"),
        autocompletion=completing.receipts,
    ),
]


def receipt(
    ctx: Context,
    ticket: TicketArgument,
    template: TemplateOption = None,
    copy: CopyOption = False,
    open_: OpenOption = False,
    send: SendOption = False,
    chosen: FormatOption = Format.TABLE,
) -> None:
    """Print the receipt for a ticket, and send it on where one says so: then it is kept on the ticket."""
    session, ways = ctx.session, Ways(copy, open_, send)
    with session.crm() as crm:
        key = crm.tickets.meant(ticket)
        found = template or crm.tickets.usual_receipt(crm.tickets.card(key).row.contact_id)
        if not found:
            raise _no_template()
        message = crm.tickets.receipt(key, found)
        if ways.is_any:
            _go(session, crm, key, message, ways)
        tell(*message.warnings)
        show(session, Written(message), chosen)
    if message.missing:
        raise Attention(_("the message is not whole: it still says {names}").format(names=signs(message.missing)))


def wanted(crm: "Crm", contact_id: int, said: str | None, ways: Ways) -> "TemplateEntry | None":
    """Return what the receipt for a ticket of a contact is to be made of, None for no receipt; asked before it is opened.

    Raises NotFound, and BadInput where one was asked for and the contact is not to be written to.
    """
    if said is not None and said.casefold() == _NONE:
        return None
    try:
        found = crm.tickets.usual_receipt(contact_id) if said is None else crm.templates.get(said)
        if found is not None:
            crm.messages.offered(contact_id)
    except (BadInput, NotFound) as error:
        if said is not None or ways.is_any:
            raise
        tell(_("no receipt: {reason}").format(reason=error.message))
        return None
    if found is None and ways.is_any:
        raise _no_template()
    return found


def offer(session: "Session", crm: "Crm", ticket_id: int, template: "TemplateEntry", ways: Ways) -> None:
    """Show the receipt for a ticket that was just opened, and send it on where one said so. Raises what that raises."""
    message = crm.tickets.receipt(ticket_id, template)
    tell(*message.warnings, *letter_lines(message))
    if ways.is_any:
        try:
            _go(session, crm, ticket_id, message, ways)
        except CrmError as error:
            number = crm.tickets.card(ticket_id).row.number
            again = _("{number} is open; its receipt can be sent with: crm ticket receipt {number}").format(
                number=number
            )
            error.hint = _("; ").join(filter(None, (error.hint, again)))
            raise


def _go(session: "Session", crm: "Crm", ticket_id: int, message: "Message", ways: Ways) -> None:
    send_on(session, message, ways, _say_it)
    tell(crm.tickets.keep_receipt(ticket_id, message).what)


def _no_template() -> NotFound:
    return NotFound(
        _("there is no template for receipts"),
        hint=_("make one that says $number: crm template add --occasion receipt, or --starter"),
    )


def _say_it(missing: "Sequence[str]") -> str:
    return _("put {names} on the card, or take another template").format(names=signs(missing))
