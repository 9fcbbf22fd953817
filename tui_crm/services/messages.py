"""Personal messages: a template filled in for one contact, as far as the contact wants to be written to, and kept once it went."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from tui_crm.db import contacts, team
from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models import message_words, placeholders
from tui_crm.models.cards import ContactCard, Done, NextStep
from tui_crm.models.codes import Consent, Direction, Kind
from tui_crm.models.messaging import CHANNEL_LABELS, LOGGED_AS, Channel, Message, Occasion, Reach, reach, wants
from tui_crm.models.nearest import nearest
from tui_crm.models.template import TemplateEntry, fitting_first
from tui_crm.models.text import clean_line
from tui_crm.models.when import When
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
        card, _customer = self._cards(contact_id)
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
        said = values or {}
        for name in said:
            _check_known(name)
        entry = self._crm.templates.get(template) if isinstance(template, str) else template
        card, customer = self._cards(contact_id)
        way = reach(card, channel or (Channel(entry.channel) if entry.channel in CHANNEL_LABELS else None))
        known = {**self._known(card, customer, entry.language or message_words.language_of(entry.text)), **said}
        text = placeholders.fill(entry.text, known)
        subject = placeholders.fill(entry.subject if way.channel is Channel.EMAIL else "", known)
        missing = tuple(dict.fromkeys((*subject.missing, *text.missing)))
        head, doubts = clean_line(subject.text), tuple(_doubts(card, way))
        return Message(contact_id, card.row.name, entry.name, entry.occasion, way, head, text.text, missing, doubts)

    def write(
        self, contact_id: int, text: str, *, subject: str = "", channel: Channel | None = None, occasion: str = ""
    ) -> Message:
        """Return words of one's own to a contact, in which nothing is filled in, over ``channel``, else as the contact prefers.

        Raises NotFound, and BadInput where the contact is not to be written to.
        """
        card, _customer = self._cards(contact_id)
        way = reach(card, channel)
        head = clean_line(subject) if way.channel is Channel.EMAIL else ""
        return Message(contact_id, card.row.name, "", occasion, way, head, text, warnings=tuple(_doubts(card, way)))

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
        return self._known(*self._read(contact_id), language)

    def _cards(self, contact_id: int) -> tuple[ContactCard, ContactCard]:
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

    def _known(self, card: ContactCard, customer: ContactCard, language: str) -> dict[str, str]:
        """Return what is known for each placeholder, in the words of a language; empty where nothing is."""
        row, clock = card.row, self._crm.clock
        person = row.name if row.kind == Kind.PERSON else ""
        given, family = message_words.parts_of(person, card.given_name, card.family_name)
        with self._crm.database.read() as connection:
            me = team.name_of(connection, self._crm.actor.login)
            owner = team.name_of(connection, row.owner) if row.owner else ""
        last = row.last_at.astimezone(clock.zone).date() if row.last_at else None
        born = card.birthday_next
        return {
            "salutation": message_words.salutation(row.name, family, card.gender, language),
            "name": row.name,
            "given_name": given,
            "family_name": family,
            "company": row.name if row.kind == Kind.COMPANY else row.company,
            "role": row.role,
            "city": row.city or customer.row.city,
            "me": me,
            "owner": owner,
            "last_touch": message_words.day(last, language) if last else "",
            "next_follow_up": self._next(row.next, language),
            "birthday": message_words.day(born, language, year=False) if born else "",
            "today": message_words.day(clock.today(), language),
        }

    def _next(self, step: NextStep | None, language: str) -> str:
        if step is None:
            return ""
        date, time = step.on_the_wall(self._crm.clock.zone)
        day = message_words.day(date, language)
        return f"{day} {time}" if time else day


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


def no_address(name: str, channel: Channel) -> str:
    """Return the sentence that says that somebody has nothing a message could go to over ``channel``."""
    if channel is Channel.EMAIL:
        return _("{name} has no e-mail address").format(name=name)
    return _("{name} has no account or phone for it").format(name=name)


def _check_known(name: str) -> None:
    if name not in placeholders.PLACEHOLDERS:
        raise UsageError(
            _("there is no placeholder “{text}”").format(text=f"${name}"), hint=nearest(name, placeholders.PLACEHOLDERS)
        )


def _check_willing(card: ContactCard) -> None:
    """Raise BadInput where the contact, or the company they belong to, is not to be written to."""
    name = card.row.name
    if card.row.do_not_contact:
        raise BadInput(_("{name} is not to be contacted: the card says so").format(name=name))
    if card.consent == Consent.WITHDRAWN:
        raise BadInput(_("{name} has withdrawn the consent to be written to").format(name=name))


def _doubts(card: ContactCard, way: Reach) -> Iterator[str]:
    """Yield what speaks against writing so: no address, or somebody who likes it better otherwise."""
    name = card.row.name
    if not way.address:
        yield no_address(name, way.channel)
    if card.channel and wants(card.channel) is not way.channel:
        yield _("{name} prefers: {channel}").format(name=name, channel=card.channel)
