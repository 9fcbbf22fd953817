"""How the customer is told that a ticket was opened: the receipt stands there, filled in, to be sent or left."""

from functools import partial
from typing import TYPE_CHECKING

from tui_crm.screens.own_settings import own_settings

if TYPE_CHECKING:
    from tui_crm.models.cards import Done
    from tui_crm.models.template import TemplateEntry
    from tui_crm.screens.form_screen import FormScreen
    from tui_crm.screens.prepared import Prepared
    from tui_crm.services.crm import Crm
    from tui_crm.settings import UserSettings


def offer_receipt(screen: "FormScreen", crm: "Crm", opened: "Done") -> None:
    """Open the receipt for a ticket that was just opened, where the team has a template for it and the customer may get it."""
    settings, (ticket_id, *_rest) = own_settings(screen.app).read_again(), opened.ids

    def offer(template: "TemplateEntry | None") -> None:
        if template is not None:
            screen.open_form(partial(_receipt, settings=settings, ticket_id=ticket_id, template=template))

    screen.read_first(crm, partial(_usual, ticket_id=ticket_id), offer)


def _usual(crm: "Crm", ticket_id: int) -> "TemplateEntry | None":
    return crm.tickets.offered_receipt(crm.tickets.card(ticket_id).row.contact_id)


def _receipt(crm: "Crm", settings: "UserSettings", ticket_id: int, template: "TemplateEntry") -> "Prepared":
    from tui_crm.screens.dialogs import message_form  # noqa: PLC0415 - a dialog is loaded when it opens

    return message_form.prepared_receipt(crm, settings, ticket_id, template)
