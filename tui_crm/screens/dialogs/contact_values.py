"""A contact's card as the texts of a form, and what was typed there as what ``services/contact_input.py`` takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from tui_crm.errors import BadInput
from tui_crm.i18n import _
from tui_crm.models.cards import ContactCard, Labelled, Tie
from tui_crm.models.codes import Kind
from tui_crm.models.ids import shown
from tui_crm.models.value_lists import items, line_of, named, parts, with_label
from tui_crm.screens.dialogs.owners import login_meant
from tui_crm.widgets.form_field import YES

Said = dict[str, object]

PLAIN: Final = (
    "name",
    "family_name",
    "given_name",
    "nickname",
    "gender",
    "channel",
    "consent",
    "industry",
    "website",
    "birthday",
    "cadence",
    "needs",
    "note",
)
"""Fields of a card whose value is one text, called alike everywhere."""

STANDING: Final = ("owner", "level", "stage", "stage_pinned")
"""What is the customer's: for a person in a company the company's."""

PLACE: Final = ("street", "city", "region", "postal_code", "country")
OF_PERSONS: Final = frozenset(
    {"company", "role", "department", "companies", "family_name", "given_name", "gender", "birthday"}
)
"""Fields that only persons have."""

_FLAGS: Final = ("stage_pinned", "do_not_contact")


def values_of(card: ContactCard) -> dict[str, str]:
    """Return the texts of a form about ``card``, by field."""
    row = card.row
    primary = next((tie for tie in card.companies if tie.is_primary), None)
    address = card.addresses[0] if card.addresses else None
    found = {name: str(getattr(card, name)) for name in PLAIN if name != "name"}
    found |= {"name": row.name, "kind": row.kind, "source": row.source}
    found |= {"owner": row.owner, "level": row.level, "stage": row.stage}
    found |= {"stage_pinned": _flag(row.stage_pinned), "do_not_contact": _flag(row.do_not_contact)}
    found |= {"emails": line_of(_labelled(card.emails)), "phones": line_of(_labelled(card.phones))}
    found |= {"handles": line_of(_labelled(card.handles)), "tags": line_of(row.tags)}
    if primary is not None:
        found |= {"company": primary.name, "role": primary.role, "department": primary.department}
    found["companies"] = line_of(_further(card))
    found |= {name: getattr(address, name) if address else "" for name in PLACE}
    return found | {f"x.{name}": text for name, text in card.custom.items()}


def _flag(said: bool) -> str:  # noqa: FBT001 - it is the value
    return YES if said else ""


def _labelled(values: Iterable[Labelled]) -> dict[str, tuple[str, str]]:
    """Return values by how they are written, the label before them."""
    return {f"{each.label}={each.value}" if each.label else each.value: (each.value, each.label) for each in values}


def _further(card: ContactCard) -> dict[str, Tie]:
    ties = [tie for tie in card.companies if not tie.is_primary]
    return {f"{tie.role}={tie.name}" if tie.role else tie.name: tie for tie in ties}


@dataclass(frozen=True)
class Typed:
    """What stands in a form about a contact of ``kind``, and what stood there when one began.

    ``card`` is None for a new contact; ``login`` is who is at the keyboard.
    """

    values: Mapping[str, str]
    begun: Mapping[str, str]
    card: ContactCard | None
    login: str

    @property
    def kind(self) -> str:
        """What the contact is."""
        return self.card.row.kind if self.card else self.values.get("kind") or Kind.PERSON

    @property
    def changed(self) -> dict[str, str]:
        """The texts that are others now, without those that a contact of this kind does not have."""
        return {
            key: text
            for key, text in self.values.items()
            if text != self.begun.get(key, "") and not (self.kind == Kind.COMPANY and key in OF_PERSONS)
        }

    def said(self) -> Said:
        """Return what the changes say. Raises BadInput where an account is none."""
        changed = self.changed
        said: Said = {
            key: changed[key] for key in (*PLAIN, *PLACE, "source", "level", "company", "role") if key in changed
        }
        said |= {key: changed[key] for key in ("stage", "department") if key in changed}
        said |= {key: changed[key] == YES for key in _FLAGS if key in changed}
        said |= {key: self._list(key, changed[key]) for key in ("emails", "phones") if key in changed}
        if "handles" in changed:
            said["handles"] = accounts(changed["handles"])
        if "tags" in changed:
            said["tags"] = parts(changed["tags"])
        if "owner" in changed:
            said["owner"] = login_meant(changed["owner"], self.login)
        if "companies" in changed:
            said |= self._companies(changed["companies"])
        custom = {key: text for key, text in changed.items() if key.startswith("x.")}
        return said | ({"custom": custom} if custom else {}) | ({} if self.card else {"kind": self.kind})

    def _list(self, key: str, text: str) -> list[tuple[str, str]]:
        known = _labelled(getattr(self.card, key)) if self.card else {}
        return [with_label(item) if isinstance(item, str) else item for item in items(text, known)]

    def _companies(self, text: str) -> Said:
        """Return which further companies are joined, or have another role there, and which are left."""
        before = _further(self.card) if self.card else {}
        stayed = [item for item in items(text, before) if not isinstance(item, str)]
        joined = [with_label(item) for item in items(text, before) if isinstance(item, str)]
        again = {name.strip().casefold() for name, _role in joined}
        left = [tie for tie in before.values() if tie not in stayed and tie.name.casefold() not in again]
        said: Said = {"add_companies": joined} if joined else {}
        return said | ({"remove_companies": [shown("contact", tie.contact_id) for tie in left]} if left else {})


def accounts(text: str) -> list[tuple[str, str]]:
    """Return accounts as ``wechat=lm88, qq=12345`` says them: service and name. Raises BadInput."""
    found = []
    for part in parts(text):
        pair = named(part)
        if pair is None or not pair[1]:
            raise BadInput(
                _("“{value}” is no account: which service?").format(value=part),
                hint=_("for example {example}").format(example="wechat=lm88, qq=12345"),
                field="handles",
            )
        found.append(pair)
    return found
