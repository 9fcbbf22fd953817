"""The message by which somebody is asked for an answer: which template it is made of, and what fills it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tui_crm.models import message_words, score_words
from tui_crm.models.messaging import Channel, Message, Occasion, wants
from tui_crm.models.placeholders import placeholders_in
from tui_crm.models.template import TemplateEntry, fitting_first
from tui_crm.services.starter_templates import starters

if TYPE_CHECKING:
    from tui_crm.models.cards import ContactCard
    from tui_crm.models.ticket import TicketRow
    from tui_crm.services.crm import Crm

_OF_A_TICKET: Final = frozenset({"number", "subject"})


@dataclass(frozen=True)
class Asking:
    """What is asked: a kind of score, perhaps about a ticket; by the template of this name, else by the one that fits best."""

    kind: str
    template: str = ""
    ticket: "TicketRow | None" = None
    channel: Channel | None = None
    values: Mapping[str, str] | None = None


def letter(crm: "Crm", asking: Asking, card: "ContactCard", known: Sequence[TemplateEntry]) -> Message:
    """Return the message to somebody, made of one of the ``known`` templates. Raises BadInput where they are not to be
    written to, NotFound for the template.
    """
    chosen = crm.templates.get(asking.template) if asking.template else _fitting(known, asking, card)
    language = chosen.language or message_words.language_of(chosen.text)
    values = {
        "question": score_words.question(asking.kind, language),
        "scale": score_words.scale(asking.kind, language),
    }
    if asking.ticket is not None:
        values |= {"number": asking.ticket.number, "subject": asking.ticket.subject}
    said = {**values, **(asking.values or {})}
    message = crm.messages.fill(card.row.id, chosen, channel=asking.channel, values=said)
    return message if asking.ticket is None else replace(message, ticket=asking.ticket.number)


def _fitting(known: Sequence[TemplateEntry], asking: Asking, card: "ContactCard") -> TemplateEntry:
    """Return the team's template that fits best; one of those to begin with where it has none for this in the language."""
    language = message_words.language_of(card.row.name)
    fits = [each for each in (*known, *_usual(language)) if _is_for(each, asking) and each.language in {"", language}]
    own = [each for each in fits if each.id]
    return fitting_first(own or fits, Occasion.SURVEY, language, wants(card.channel) or "")[0]


def _is_for(template: TemplateEntry, asking: Asking) -> bool:
    named = {*placeholders_in(template.subject), *placeholders_in(template.text)}
    return template.occasion == Occasion.SURVEY and bool(named & _OF_A_TICKET) == (asking.ticket is not None)


def _usual(language: str) -> list[TemplateEntry]:
    return [TemplateEntry(**{"id": 0, "channel": "", "version": 0, **each}) for each in starters(language)]  # type: ignore[arg-type]
