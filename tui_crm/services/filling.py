"""What a template says once it is filled in for somebody whose card is at hand: nothing more is read for each."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tui_crm.db import team
from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.models import message_words, placeholders
from tui_crm.models.codes import Kind
from tui_crm.models.messaging import CHANNEL_LABELS, Channel, Message, Reach, reach, wants
from tui_crm.models.nearest import nearest
from tui_crm.models.text import clean_line

if TYPE_CHECKING:
    from tui_crm.models.cards import ContactCard, NextStep
    from tui_crm.models.template import TemplateEntry
    from tui_crm.services.crm import Crm


class Filling:
    """Fills templates in, as whoever works with an open CRM; what its users are called is read once."""

    def __init__(self, crm: "Crm") -> None:
        self._clock = crm.clock
        with crm.database.read() as connection:
            self._me = team.name_of(connection, crm.actor.login)
            self._names = team.names(connection)

    def fill(
        self,
        card: "ContactCard",
        customer: "ContactCard",
        entry: "TemplateEntry",
        *,
        channel: Channel | None = None,
        values: Mapping[str, str] | None = None,
    ) -> Message:
        """Return a template filled in for a contact, whose customer (the company, or the same one) has this card.

        ``values`` stand in the place of what is on file; it goes over ``channel``, else over the template's, else as the
        contact prefers. Raises UsageError for a value of no placeholder.
        """
        said = values or {}
        for name in said:
            _check_known(name)
        way = reach(card, channel or (Channel(entry.channel) if entry.channel in CHANNEL_LABELS else None))
        known = {**self.known(card, customer, entry.language or message_words.language_of(entry.text)), **said}
        text = placeholders.fill(entry.text, known)
        subject = placeholders.fill(entry.subject if way.channel is Channel.EMAIL else "", known)
        missing = tuple(dict.fromkeys((*subject.missing, *text.missing)))
        head, told = clean_line(subject.text), tuple(doubts(card, way))
        return Message(card.row.id, card.row.name, entry.name, entry.occasion, way, head, text.text, missing, told)

    def known(self, card: "ContactCard", customer: "ContactCard", language: str) -> dict[str, str]:
        """Return what is known for each placeholder, in the words of a language; empty where nothing is."""
        row, clock = card.row, self._clock
        person = row.name if row.kind == Kind.PERSON else ""
        given, family = message_words.parts_of(person, card.given_name, card.family_name)
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
            "me": self._me,
            "owner": self._names.get(row.owner, row.owner),
            "last_touch": message_words.day(last, language) if last else "",
            "next_follow_up": self._next(row.next, language),
            "birthday": message_words.day(born, language, year=False) if born else "",
            "today": message_words.day(clock.today(), language),
        }

    def _next(self, step: "NextStep | None", language: str) -> str:
        if step is None:
            return ""
        date, time = step.on_the_wall(self._clock.zone)
        day = message_words.day(date, language)
        return f"{day} {time}" if time else day


def doubts(card: "ContactCard", way: Reach) -> Iterator[str]:
    """Yield what speaks against writing so: no address, or somebody who likes it better otherwise."""
    name = card.row.name
    if not way.address:
        yield no_address(name, way.channel)
    if card.channel and wants(card.channel) is not way.channel:
        yield _("{name} prefers: {channel}").format(name=name, channel=card.channel)


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
