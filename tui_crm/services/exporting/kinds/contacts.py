"""People, as they are taken out: tables and objects that our own import reads, and cards for address books."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.db import contacts
from tui_crm.i18n import N_
from tui_crm.models.cards import ContactCard
from tui_crm.models.codes import Kind
from tui_crm.services.exporting import vcard
from tui_crm.services.exporting.kinds.contact_columns import LEFT_OUT, columns
from tui_crm.services.exporting.kinds.contact_objects import exported_object
from tui_crm.services.exporting.report import ExportFormat, ExportOptions
from tui_crm.services.exporting.shape import Column, Document, Only, Shape

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.services.crm import Crm


def shape_of(kind: str, meant: Kind) -> Shape[ContactCard]:
    """Return how contacts are taken out: those of a kind, unless a filter speaks of kinds itself."""

    def find(crm: "Crm", text: str, only: Only) -> Sequence[int]:
        """Return what a filter finds, in its order or by id."""
        del only
        wanted = crm.contacts.parse(text)
        found = crm.contacts.find(wanted, kinds=(meant,))
        return list(found) if wanted.sort else sorted(found)

    cards = Document(_cards), vcard.LEFT_OUT
    return Shape(kind, find, _read, _columns, exported_object, LEFT_OUT, {ExportFormat.VCF: cards})


def _read(crm: "Crm", connection: "Connection", ids: Sequence[int]) -> list[ContactCard]:
    return contacts.cards_for(connection, ids, crm.clock.today())


def _columns(crm: "Crm", connection: "Connection") -> Mapping[str, Column[ContactCard]]:
    return columns(contacts.most_values(connection), crm.custom_fields.declared())


def _cards(
    crm: "Crm", connection: "Connection", pieces: Iterable[Sequence[ContactCard]], options: ExportOptions
) -> Iterator[str]:
    del connection, options
    for piece in pieces:
        for card in piece:
            yield from vcard.card_lines(card, crm.origin)


SHAPE: Final = shape_of(N_("contacts"), Kind.PERSON)
