"""Contacts: one card, a person or a company, with everything that belongs to it."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from tui_crm.models.birthday import parse_birthday
from tui_crm.models.cadence import LONGEST_CADENCE
from tui_crm.models.codes import Consent, Gender, Kind, Stage
from tui_crm.models.emails import check_email
from tui_crm.models.field_texts import Line, Name, Text


def _birthday(value: str) -> str:
    return str(parse_birthday(value))


Birthday = Annotated[str, AfterValidator(_birthday)]
Address = Annotated[str, AfterValidator(check_email)]


class ContactFields(BaseModel):
    """What a person says of a contact, one value each; ``None`` is "nobody said"."""

    kind: Kind = Kind.PERSON
    name: Name
    family_name: Line | None = None
    given_name: Line | None = None
    nickname: Line | None = None
    gender: Gender | None = None
    owner_id: int | None = None
    source: Line | None = None
    level: Line | None = None
    stage: Stage = Stage.LEAD
    stage_pinned: bool = False
    channel: Line | None = None
    consent: Consent | None = None
    do_not_contact: bool = False
    industry: Line | None = None
    website: Line | None = None
    birthday: Birthday | None = None
    cadence: int | None = Field(default=None, ge=1, le=LONGEST_CADENCE)
    needs: Text | None = None
    note: Text | None = None


class EmailFields(BaseModel):
    """One e-mail address of a contact."""

    address: Address
    label: Line | None = None


class PhoneFields(BaseModel):
    """One phone of a contact, as typed."""

    number: Name
    label: Line | None = None


class HandleFields(BaseModel):
    """A name on another service: ``wechat``, ``qq``, ``linkedin`` …"""

    service: Name
    value: Name


class AddressFields(BaseModel):
    """A postal address, as much of it as is known."""

    label: Line | None = None
    street: Text | None = None
    city: Line | None = None
    region: Line | None = None
    postal_code: Line | None = None
    country: Line | None = None
