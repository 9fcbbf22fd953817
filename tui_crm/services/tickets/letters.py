"""What is written to a customer about a ticket: which templates fit it, and what fills them in."""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from tui_crm.errors import BadInput, NotFound
from tui_crm.models import message_words, placeholders
from tui_crm.models.messaging import Occasion, wants
from tui_crm.models.placeholders import Filled, placeholders_in
from tui_crm.models.template import TemplateEntry, fitting_first
from tui_crm.models.ticket import Clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_crm.models.cards import ContactCard
    from tui_crm.models.messaging import Channel, Message
    from tui_crm.models.ticket import TicketCard
    from tui_crm.services.crm import Crm

NONE: Final = "none"
"""The template of receipts where the team wants none."""

_PROMISES: Final = {"promised": Clock.FIRST, "solved_by": Clock.RESOLUTION}


class TicketLetters:
    """The templates of an open CRM, as far as tickets need them."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def usual_receipt(self, contact_id: int) -> TemplateEntry | None:
        """Return the template that receipts for tickets of a contact are made of; None where there is none, or none is wanted.

        It is the one of setting ``ticket_receipt``; else a receipt that tells the ``$number``, in the contact's language.
        Raises NotFound where that one is gone, and where the contact is.
        """
        said = self._crm.settings.get("ticket_receipt")
        if said:
            return None if said.casefold() == NONE else self._crm.templates.get(said)
        language = message_words.language_of(self._card(contact_id).row.name)
        return next((each for each in self.receipts(contact_id) if each.language in {"", language}), None)

    def receipts(self, contact_id: int) -> list[TemplateEntry]:
        """Return the templates of receipts for tickets, which tell a ``$number``, those first that fit the contact."""
        known = filter(_is_receipt, self._crm.templates.all())
        return _fitting(known, self._card(contact_id), Occasion.RECEIPT)

    def answers(self, contact_id: int) -> list[TemplateEntry]:
        """Return the templates that can answer a ticket of a contact: canned answers first, and those that fit the contact."""
        known = self._crm.templates.all()
        said = (each for each in known if each.occasion != Occasion.SURVEY and not _is_receipt(each))
        return _fitting(said, self._card(contact_id), Occasion.ANSWER)

    def offered_receipt(self, contact_id: int) -> TemplateEntry | None:
        """Return the usual receipt, where there is one and the contact may be written to. Raises NotFound for the contact."""
        self._card(contact_id)
        try:
            found = self.usual_receipt(contact_id)
            if found is not None:
                self._crm.messages.offered(contact_id)
        except (BadInput, NotFound):
            return None
        return found

    def receipt(self, card: "TicketCard", template: str | TemplateEntry, channel: "Channel | None" = None) -> "Message":
        """Return the receipt for a ticket, over ``channel`` where that is said. Raises NotFound, and BadInput where the
        contact is not to be written to.
        """
        chosen = self._chosen(template)
        words = self._words(card, _written_in(chosen))
        known = {name: text for name, text in words.items() if text}
        message = self._crm.messages.fill(card.row.contact_id, chosen, channel=channel, values=known)
        return replace(message, ticket=card.row.number)

    def filled(self, card: "TicketCard", template: str | TemplateEntry) -> Filled:
        """Return a template's text filled in for a ticket and who asked, who may be answered in any case. Raises NotFound."""
        chosen = self._chosen(template)
        language = _written_in(chosen)
        known = self._crm.messages.known(card.row.contact_id, language) | self._words(card, language)
        return placeholders.fill(chosen.text, known)

    def _chosen(self, template: str | TemplateEntry) -> TemplateEntry:
        return self._crm.templates.get(template) if isinstance(template, str) else template

    def _card(self, contact_id: int) -> "ContactCard":
        return self._crm.contacts.card(contact_id)

    def _words(self, card: "TicketCard", language: str) -> dict[str, str]:
        """Return what is known of a ticket for each placeholder, in the words of a language; empty where nothing is."""
        zone = self._crm.clock.zone
        due = {run.clock: run.due_at.astimezone(zone) for run in card.clocks if run.due_at is not None}
        promised = {
            name: message_words.moment(due[clock], language) if clock in due else ""
            for name, clock in _PROMISES.items()
        }
        state = message_words.state(card.row.state, language)
        return {"number": card.row.number, "subject": card.row.subject, "state": state, **promised}


def _fitting(found: "Iterable[TemplateEntry]", card: "ContactCard", occasion: Occasion) -> list[TemplateEntry]:
    return fitting_first(found, occasion, message_words.language_of(card.row.name), wants(card.channel) or "")


def _written_in(template: TemplateEntry) -> str:
    return template.language or message_words.language_of(template.text)


def _is_receipt(template: TemplateEntry) -> bool:
    named = {*placeholders_in(template.subject), *placeholders_in(template.text)}
    return template.occasion == Occasion.RECEIPT and "number" in named
