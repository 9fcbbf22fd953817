"""Personal messages: a template filled in for one contact, as far as the contact wants to be written to, and kept once it went."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tui_crm.db import contacts
from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models import message_words, placeholders
from tui_crm.models.cards import ContactCard, Done
from tui_crm.models.codes import Consent, Direction
from tui_crm.models.messaging import LOGGED_AS, Channel, Message, Occasion, reach, wants
from tui_crm.models.template import TemplateEntry, fitting_first
from tui_crm.models.text import clean_line
from tui_crm.models.when import When
from tui_crm.services.filling import Filling, doubts
from tui_crm.services.people import live_lines

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_LABELS = {
    Channel.EMAIL: N_("Logged an e-mail to {name} from template {template}"),
    Channel.MESSAGE: N_("Logged a message to {name} from template {template}"),
}

_ELSEWHERE: Final = frozenset({Occasion.SURVEY, Occasion.ANSWER})


class Messages:
    """The messages of whoever works with an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def offered(self, contact_id: int, occasion: str = "") -> list[TemplateEntry]:
        """Return every template, those first that fit the occasion, and then the contact's language and preferred channel;
        those of surveys and of tickets, which speak of what is not known here, stand last.

        Raises NotFound, and BadInput where the contact is not to be written to.
        """
        card, _customer = self.cards(contact_id)
        language = message_words.language_of(card.row.name)
        found = fitting_first(self._crm.templates.all(), occasion, language, wants(card.channel) or "")
        return sorted(found, key=lambda each: each.occasion in _ELSEWHERE)

    def fill(
        self,
        contact_id: int,
        template: str | TemplateEntry,
        *,
        channel: Channel | None = None,
        values: Mapping[str, str] | None = None,
    ) -> Message:
        """Return a template (itself, or by name or id) filled in for a contact; ``values`` stand in the place of what is on file.

        It goes over ``channel``, else over the template's, else as the contact prefers. Raises NotFound, UsageError for a
        value of no placeholder, and BadInput where the contact is not to be written to.
        """
        entry = self._crm.templates.get(template) if isinstance(template, str) else template
        return Filling(self._crm).fill(*self.cards(contact_id), entry, channel=channel, values=values)

    def write(
        self, contact_id: int, text: str, *, subject: str = "", channel: Channel | None = None, occasion: str = ""
    ) -> Message:
        """Return words of one's own to a contact, in which nothing is filled in, over ``channel``, else as the contact prefers.

        Raises NotFound, and BadInput where the contact is not to be written to.
        """
        card, _customer = self.cards(contact_id)
        way = reach(card, channel)
        head = clean_line(subject) if way.channel is Channel.EMAIL else ""
        return Message(contact_id, card.row.name, "", occasion, way, head, text, warnings=tuple(doubts(card, way)))

    def log(self, message: Message, *, next_step: When | None = None, next_note: str = "") -> Done:
        """Keep a message that went, as an activity, and set the follow-up in the same operation.

        ``ids`` of the answer are the activity's and, where one was set, the reminder's. Raises NotFound, BadInput.
        """
        check_whole(message)
        channel = message.reach.channel
        return self._crm.activities.log(
            LOGGED_AS[channel],
            message.contact_id,
            next_step=next_step,
            next_note=next_note,
            told_as=(_LABELS[channel], {"template": message.template}),
            direction=str(Direction.OUT),
            channel=message.reach.service,
            subject=message.subject or message.template,
            text=message.text,
        )

    def known(self, contact_id: int, language: str) -> dict[str, str]:
        """Return what is known of a contact for each placeholder, also of one that is not to be written to, who has asked.

        Raises NotFound.
        """
        return Filling(self._crm).known(*self._read(contact_id), language)

    def cards(self, contact_id: int) -> tuple[ContactCard, ContactCard]:
        """Return the card of somebody one may write to, and that of the customer: the company, or the same one.

        Raises NotFound, and BadInput where one may not.
        """
        cards = self._read(contact_id)
        for card in cards:
            _check_willing(card)
        return cards

    def _read(self, contact_id: int) -> tuple[ContactCard, ContactCard]:
        with self._crm.database.read() as connection:
            (line,) = live_lines(connection, [contact_id])
            ids = list(dict.fromkeys((contact_id, line.customer_id)))
            cards = contacts.cards_for(connection, ids, self._crm.clock.today())
        return cards[0], cards[-1]


def check_whole(message: Message) -> None:
    """Raise BadInput where a message must not go as it stands: with something left open, or with nothing in it."""
    left = placeholders.left_open(f"{message.subject}\n{message.text}", message.missing)
    if left:
        signs = _(", ").join(f"${name}" for name in left)
        told = ngettext(
            "{names} is not known of {contact}: the message stays here",
            "{names} are not known of {contact}: the message stays here",
            len(left),
        )
        raise BadInput(
            told.format(names=signs, contact=message.contact),
            hint=_("put it on the card, or into the message in its place"),
            field="text",
        )
    if not message.text.strip():
        raise BadInput(_("there is nothing in the message"), field="text")


def _check_willing(card: ContactCard) -> None:
    """Raise BadInput where the contact, or the company they belong to, is not to be written to."""
    name = card.row.name
    if card.row.do_not_contact:
        raise BadInput(_("{name} is not to be contacted: the card says so").format(name=name))
    if card.consent == Consent.WITHDRAWN:
        raise BadInput(_("{name} has withdrawn the consent to be written to").format(name=name))
