"""How a message is begun on a screen: a template is chosen, or the usual ones are offered where there is none yet."""

from functools import partial
from typing import TYPE_CHECKING

from tui_crm.errors import CrmError
from tui_crm.i18n import _, language
from tui_crm.models.ids import shown
from tui_crm.models.messaging import OCCASION_LABELS
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.own_settings import own_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui_crm.models.cards import Done
    from tui_crm.models.template import TemplateEntry
    from tui_crm.screens.contact_verbs import ContactVerbs
    from tui_crm.services.crm import Crm


def write_letter(screen: "ContactVerbs", crm: "Crm", contact_id: int, occasion: str) -> None:
    """Ask for a template, those for ``occasion`` first, and open the message to a contact."""

    def choose(templates: "Sequence[TemplateEntry]") -> None:
        if templates:
            _choose(screen, contact_id, templates)
        else:
            _offer_starters(screen, partial(write_letter, screen, crm, contact_id, occasion))

    screen.read_first(crm, lambda crm: crm.messages.offered(contact_id, occasion), choose)


def _choose(screen: "ContactVerbs", contact_id: int, templates: "Sequence[TemplateEntry]") -> None:
    from tui_crm.screens.dialogs import message_form  # noqa: PLC0415 - a dialog is loaded when it opens
    from tui_crm.screens.dialogs.chooser import Choice, Chooser  # noqa: PLC0415 - as above

    by_key = {shown("template", each.id): each for each in templates}
    choices = [
        Choice(
            key,
            each.name,
            " ".join((each.subject or each.text).split()),
            _(OCCASION_LABELS.get(each.occasion, each.occasion)),
        )
        for key, each in by_key.items()
    ]

    def chosen(key: str | None) -> None:
        if key is not None:
            settings = own_settings(screen.app).read_again()
            screen.open_form(lambda crm: message_form.prepared(crm, settings, contact_id, by_key[key]))

    screen.app.push_screen(Chooser(choices, (_("Template"), "", _("Occasion"))), chosen)


def _offer_starters(screen: "ContactVerbs", again: "partial[None]") -> None:
    """Ask whether the usual templates shall be made, and go on with them."""
    from tui_crm.screens.dialogs.question import Question  # noqa: PLC0415 - as above

    def made(result: "Done | CrmError") -> bool:
        if not isinstance(result, CrmError):
            again()
        return False

    def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual passes it by position
        if yes:
            spoken = language()
            write = RunWrite(_("Saving…"), lambda crm: crm.templates.add_starters(spoken), reply=made)
            screen.post_message(write)

    screen.app.push_screen(Question(_("There are no templates yet. Add the usual ones?")), answered)
