"""Contacts: one card, a person or a company, with everything that belongs to it."""

from typing import Annotated

from pydantic import AfterValidator
from sqlmodel import Column, Field, ForeignKey, Index, Integer, SQLModel, String, text

from tui_crm.models.birthday import parse_birthday
from tui_crm.models.codes import Consent, Gender, Kind, Stage
from tui_crm.models.emails import check_email
from tui_crm.models.record import INSTANT, Record
from tui_crm.models.text import clean, clean_line


def _birthday(value: str) -> str:
    return str(parse_birthday(value))


Line = Annotated[str, AfterValidator(clean_line)]
Text = Annotated[str, AfterValidator(clean)]
Birthday = Annotated[str, AfterValidator(_birthday)]
Address = Annotated[str, AfterValidator(check_email)]


class ContactFields(SQLModel):
    """What a person says of a contact, one value each; ``None`` is "nobody said"."""

    kind: Kind = Field(default=Kind.PERSON, sa_type=String)
    name: Line = Field(min_length=1)
    family_name: Line | None = None
    given_name: Line | None = None
    nickname: Line | None = None
    gender: Gender | None = Field(default=None, sa_type=String)
    owner_id: int | None = None
    source: Line | None = None
    level: Line | None = None
    stage: Stage = Field(default=Stage.LEAD, sa_type=String, index=True)
    stage_pinned: bool = False
    channel: Line | None = None
    consent: Consent | None = Field(default=None, sa_type=String)
    do_not_contact: bool = False
    industry: Line | None = None
    website: Line | None = None
    birthday: Birthday | None = None
    needs: Text | None = None
    note: Text | None = None


class Contact(ContactFields, Record, table=True):
    """A contact as stored; ``name_key`` and ``birthday_key`` are derived when the row is written."""

    __table_args__ = (
        Index("contact_by_name", "name_key", "id", "kind", sqlite_where=text("deleted_at IS NULL")),
        Index("contact_by_birthday", "birthday_key", sqlite_where=text("birthday_key IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    owner_id: int | None = Field(default=None, sa_column=Column(Integer, ForeignKey("user.id"), index=True))
    level: str | None = Field(default=None, index=True)
    source: str | None = Field(default=None, index=True)
    name_key: str
    birthday_key: str | None = None
    created_at: str = Field(max_length=INSTANT, index=True)


def _part_of_contact() -> int:
    return Field(sa_column=Column(Integer, ForeignKey("contact.id"), primary_key=True, autoincrement=False))  # type: ignore[no-any-return]


class EmailFields(SQLModel):
    """One e-mail address of a contact."""

    address: Address
    label: Line | None = None


class ContactEmail(EmailFields, table=True):
    """An e-mail as stored: compared by ``address_key`` (lower case) and ``domain``."""

    __tablename__ = "contact_email"
    __table_args__ = ({"sqlite_with_rowid": False},)
    contact_id: int = _part_of_contact()
    position: int = Field(primary_key=True)
    address_key: str = Field(index=True)
    domain: str = Field(index=True)


class PhoneFields(SQLModel):
    """One phone of a contact, as typed."""

    number: Line = Field(min_length=1)
    label: Line | None = None


class ContactPhone(PhoneFields, table=True):
    """A phone as stored: ``phone_key`` is its E.164 form (its digits where it has none), ``tail`` its digits reversed."""

    __tablename__ = "contact_phone"
    __table_args__ = ({"sqlite_with_rowid": False},)
    contact_id: int = _part_of_contact()
    position: int = Field(primary_key=True)
    phone_key: str = Field(index=True)
    tail: str = Field(index=True)


class HandleFields(SQLModel):
    """A name on another service: ``wechat``, ``qq``, ``linkedin`` …"""

    service: Line = Field(min_length=1)
    value: Line = Field(min_length=1)


class ContactHandle(HandleFields, table=True):
    """A handle as stored, compared by ``value_key``."""

    __tablename__ = "contact_handle"
    __table_args__ = (Index("contact_handle_by_value", "service", "value_key"), {"sqlite_with_rowid": False})
    contact_id: int = _part_of_contact()
    position: int = Field(primary_key=True)
    value_key: str


class AddressFields(SQLModel):
    """A postal address, as much of it as is known."""

    label: Line | None = None
    street: Text | None = None
    city: Line | None = None
    region: Line | None = None
    postal_code: Line | None = None
    country: Line | None = None


class ContactAddress(AddressFields, table=True):
    """An address as stored; the first one gives the list its city, compared by ``city_key``."""

    __tablename__ = "contact_address"
    __table_args__ = ({"sqlite_with_rowid": False},)
    contact_id: int = _part_of_contact()
    position: int = Field(primary_key=True)
    city_key: str | None = Field(default=None, index=True)


class RelationFields(SQLModel):
    """A tie from a contact to another: belonging to a company (kind ``member``) with a role, or any other kind."""

    other_id: int = Field(foreign_key="contact.id", index=True)
    kind: Line = "member"
    role: Line | None = None
    department: Line | None = None
    is_primary: bool = False


class Relation(RelationFields, table=True):
    """A relation as stored, with the contact it starts from."""

    __table_args__ = ({"sqlite_with_rowid": False},)
    contact_id: int = _part_of_contact()
    position: int = Field(primary_key=True)


class ContactTag(SQLModel, table=True):
    """A label on a contact."""

    __tablename__ = "contact_tag"
    __table_args__ = (Index("contact_tag_by_tag", "tag_id", "contact_id"), {"sqlite_with_rowid": False})
    contact_id: int = _part_of_contact()
    tag_id: int = Field(sa_column=Column(Integer, ForeignKey("tag.id"), primary_key=True, autoincrement=False))
