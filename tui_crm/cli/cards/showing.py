"""How whole cards are printed: as fields for people and spreadsheets, as the objects of the services in JSON."""

from typing import TYPE_CHECKING

from tui_crm.cli.output import JSON_FORMATS, Format
from tui_crm.cli.shown.contacts import CARD, OBJECT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui_crm.cli.context import Session
    from tui_crm.models.cards import ContactCard


def show_card(session: "Session", card: "ContactCard", chosen: Format) -> None:
    """Print one card."""
    if chosen in JSON_FORMATS:
        from tui_crm.services.exporting.kinds.contact_objects import contact_object  # noqa: PLC0415 - commands load services at work

        session.show(contact_object(card), OBJECT, chosen)
    else:
        session.show(card, CARD, chosen)


def show_cards(session: "Session", cards: "Iterable[ContactCard]", chosen: Format) -> None:
    """Print a list of cards."""
    if chosen in JSON_FORMATS:
        from tui_crm.services.exporting.kinds.contact_objects import contact_object  # noqa: PLC0415 - commands load services at work

        session.show_list(map(contact_object, cards), OBJECT, chosen)
    else:
        session.show_list(cards, CARD, chosen)
