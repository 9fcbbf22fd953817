"""A contact as a row of a table, under headers that our own import maps back by itself, values and labels alike.

What the import has no column for is left out, and the report says so.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final, TypeAlias

from tui_crm.models.cards import ContactCard
from tui_crm.models.codes import FieldType
from tui_crm.models.ids import shown
from tui_crm.services.exporting.shape import Column
from tui_crm.services.exporting.spreadsheet import Cell, CellType

if TYPE_CHECKING:
    from tui_crm.services.custom_fields import DeclaredField

Reader: TypeAlias = Callable[[ContactCard], Cell]

_TYPES: Final = {
    FieldType.NUMBER: CellType.NUMBER,
    FieldType.DATE: CellType.DATE,
    FieldType.BOOL: CellType.YES_NO,
}
_OWN_TYPES: Final = {
    "do_not_contact": CellType.YES_NO,
    "birthday": CellType.DATE,
    "cadence": CellType.NUMBER,
    "created_at": CellType.DATETIME,
}
_PLACE = ("label", "street", "city", "region", "postal_code", "country")


def _has_further_companies(card: ContactCard) -> bool:
    return any(tie.contact_id != card.row.customer_id for tie in card.companies)


def _has_pin(card: ContactCard) -> bool:
    return card.row.stage_pinned and card.row.id == card.row.customer_id


LEFT_OUT: Mapping[str, Callable[[ContactCard], bool]] = {"companies": _has_further_companies, "pins": _has_pin}
"""What a row has no cell for, and which cards have it: companies besides the own one, a stage that is pinned."""


def columns(most: Mapping[str, int], fields: "Iterable[DeclaredField]") -> dict[str, Column[ContactCard]]:
    """Return the columns of a table by their headers.

    ``most`` says how many e-mails, phones, handles and addresses the contact with the most of them has, ``fields`` are
    the team's custom fields.
    """
    readers = _readers(most)
    own = {name: Column(read, _OWN_TYPES.get(name, CellType.TEXT)) for name, read in readers.items()}
    return own | {f"x.{field.name}": _custom(field.name, FieldType(field.type)) for field in fields}


def _readers(most: Mapping[str, int]) -> dict[str, Reader]:
    found: dict[str, Reader] = {
        "id": lambda card: shown("contact", card.row.id),
        "kind": lambda card: card.row.kind,
        "name": lambda card: card.row.name,
        "family_name": lambda card: card.family_name,
        "given_name": lambda card: card.given_name,
        "nickname": lambda card: card.nickname,
        "company": lambda card: card.row.company,
        "role": lambda card: card.row.role,
        "department": _department,
    }
    for number in range(most["emails"]):
        found[f"email_{number + 1}"] = _value("emails", number)
        found[f"email_{number + 1}_label"] = _label("emails", number)
    for number in range(most["phones"]):
        found[f"phone_{number + 1}"] = _value("phones", number)
        found[f"phone_{number + 1}_label"] = _label("phones", number)
    for number in range(most["handles"]):
        found[f"handle_{number + 1}"] = _value("handles", number)
        found[f"handle_{number + 1}_service"] = _label("handles", number)
    for number in range(most["addresses"]):
        for part in _PLACE:
            found[f"address_{number + 1}_{part}"] = _place(number, part)
    return found | {
        "owner": lambda card: card.row.owner,
        "stage": lambda card: card.row.stage,
        "level": lambda card: card.row.level,
        "source": lambda card: card.row.source,
        "tags": lambda card: ",".join(card.row.tags),
        "channel": lambda card: card.channel,
        "consent": lambda card: card.consent,
        "do_not_contact": lambda card: card.row.do_not_contact or None,
        "birthday": lambda card: card.birthday,
        "gender": lambda card: card.gender,
        "cadence": lambda card: card.cadence,
        "industry": lambda card: card.industry,
        "website": lambda card: card.website,
        "needs": lambda card: card.needs,
        "note": lambda card: card.note,
        "created_at": lambda card: card.row.created_at,
    }


def _department(card: ContactCard) -> str:
    return next((tie.department for tie in card.companies if tie.contact_id == card.row.customer_id), "")


def _value(part: str, number: int) -> Reader:
    return lambda card: getattr(card, part)[number].value if number < len(getattr(card, part)) else ""


def _label(part: str, number: int) -> Reader:
    return lambda card: getattr(card, part)[number].label if number < len(getattr(card, part)) else ""


def _place(number: int, part: str) -> Reader:
    return lambda card: getattr(card.addresses[number], part) if number < len(card.addresses) else ""


def _custom(name: str, kind: FieldType) -> Column[ContactCard]:
    """Return the column of a custom field; yes and no are such where they were said."""

    def read(card: ContactCard) -> Cell:
        value = card.custom.get(name, "")
        return value == "yes" if value and kind is FieldType.BOOL else value

    return Column(read, _TYPES.get(kind, CellType.TEXT))
