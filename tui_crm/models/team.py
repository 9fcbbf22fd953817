"""Who works here: users and their teams, and what the team adds itself: tags, custom fields, settings."""

from sqlmodel import Column, Field, ForeignKey, Index, Integer, SQLModel, String

from tui_crm.models.codes import FieldType
from tui_crm.models.contact import Line
from tui_crm.models.record import INSTANT, Record


class UserFields(SQLModel):
    """What is said of a user; ``login`` is the operating system's name for them."""

    login: Line = Field(min_length=1)
    name: Line | None = None
    email: Line | None = None
    team_id: int | None = None


class User(UserFields, Record, table=True):
    """A user as stored; a retired one keeps what they did."""

    __table_args__ = ({"sqlite_autoincrement": True},)
    login: str = Field(index=True)
    team_id: int | None = Field(default=None, sa_column=Column(Integer, ForeignKey("team.id"), index=True))
    retired_at: str | None = Field(default=None, max_length=INSTANT)


class TeamFields(SQLModel):
    """What is said of a team."""

    name: Line = Field(min_length=1)


class Team(TeamFields, Record, table=True):
    """A team as stored."""

    __table_args__ = ({"sqlite_autoincrement": True},)


class TagFields(SQLModel):
    """What is said of a tag."""

    name: Line = Field(min_length=1)


class Tag(TagFields, Record, table=True):
    """A tag as stored, found by ``name_key`` (case folded)."""

    __table_args__ = ({"sqlite_autoincrement": True},)
    name_key: str = Field(index=True)


class CustomFieldFields(SQLModel):
    """What is said of a custom field: ``name`` as in ``x.name``, ``choices`` with commas between."""

    name: Line = Field(min_length=1)
    label: Line | None = None
    type: FieldType = Field(default=FieldType.TEXT, sa_type=String)
    choices: Line | None = None


class CustomField(CustomFieldFields, Record, table=True):
    """A custom field as stored."""

    __tablename__ = "custom_field"
    __table_args__ = ({"sqlite_autoincrement": True},)


class CustomValue(SQLModel, table=True):
    """The value of a custom field on a contact: canonical text, and the number where the field is one."""

    __tablename__ = "custom_value"
    __table_args__ = (
        Index("custom_value_by_value", "field_id", "value", "contact_id"),
        Index("custom_value_by_number", "field_id", "number", "contact_id"),
        {"sqlite_with_rowid": False},
    )
    contact_id: int = Field(sa_column=Column(Integer, ForeignKey("contact.id"), primary_key=True, autoincrement=False))
    field_id: int = Field(
        sa_column=Column(Integer, ForeignKey("custom_field.id"), primary_key=True, autoincrement=False)
    )
    value: str
    number: float | None = None


class TeamSetting(Record, table=True):
    """A setting that belongs to the team (scope ``database`` in ``settings.py``)."""

    __tablename__ = "setting"
    __table_args__ = ({"sqlite_autoincrement": True},)
    name: str
    value: str
