"""The message by which somebody is asked for an answer: which template it is made of, and what fills it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tui_crm.models import message_words, score_words
from tui_crm.models.messaging import Channel, Message, Occasion, wants
from tui_crm.models.placeholders import placeholders_in
from tui_crm.models.template import TemplateEntry, fitting_first
from tui_crm.services.filling import Filling
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


class Letters:
    """The messages of one asking, made of the team's templates as they are now. Raises NotFound for the template."""

    def __init__(self, crm: "Crm", asking: Asking) -> None:
        self._asking = asking
        self._chosen = crm.templates.get(asking.template) if asking.template else None
        self._known = [] if self._chosen else crm.templates.all()
        self._fitting: dict[str, Sequence[TemplateEntry]] = {}
        self._filling = Filling(crm)

    def to(self, card: "ContactCard", customer: "ContactCard") -> Message:
        """Return the message to somebody, whose customer has this card. Raises UsageError for a value of no placeholder."""
        asking = self._asking
        chosen = self._chosen or self._best(card)
        language = chosen.language or message_words.language_of(chosen.text)
        values = {
            "question": score_words.question(asking.kind, language),
            "scale": score_words.scale(asking.kind, language),
        }
        if asking.ticket is not None:
            values |= {"number": asking.ticket.number, "subject": asking.ticket.subject}
        said = {**values, **(asking.values or {})}
        message = self._filling.fill(card, customer, chosen, channel=asking.channel, values=said)
        return message if asking.ticket is None else replace(message, ticket=asking.ticket.number)

    def _best(self, card: "ContactCard") -> TemplateEntry:
        """Return the team's template that fits best; one of those to begin with where it has none for this in the language."""
        language = message_words.language_of(card.row.name)
        if language not in self._fitting:
            known = (*self._known, *_usual(language))
            fits = [each for each in known if _is_for(each, self._asking) and each.language in {"", language}]
            self._fitting[language] = [each for each in fits if each.id] or fits
        return fitting_first(self._fitting[language], Occasion.SURVEY, language, wants(card.channel) or "")[0]


def _is_for(template: TemplateEntry, asking: Asking) -> bool:
    named = {*placeholders_in(template.subject), *placeholders_in(template.text)}
    return template.occasion == Occasion.SURVEY and bool(named & _OF_A_TICKET) == (asking.ticket is not None)


def _usual(language: str) -> list[TemplateEntry]:
    return [TemplateEntry(**{"id": 0, "channel": "", "version": 0, **each}) for each in starters(language)]  # type: ignore[arg-type]
