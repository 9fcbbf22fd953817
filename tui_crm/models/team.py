"""Who works here: users and their teams, and what the team adds itself: tags, custom fields, settings."""

from pydantic import BaseModel, Field

from tui_crm.models.codes import FieldType
from tui_crm.models.contact import Line


class UserFields(BaseModel):
    """What is said of a user; ``login`` is the operating system's name for them."""

    login: Line = Field(min_length=1)
    name: Line | None = None
    email: Line | None = None
    team_id: int | None = None


class TeamFields(BaseModel):
    """What is said of a team."""

    name: Line = Field(min_length=1)


class TagFields(BaseModel):
    """What is said of a tag."""

    name: Line = Field(min_length=1)


class CustomFieldFields(BaseModel):
    """What is said of a custom field: ``name`` as in ``x.name``, ``choices`` with commas between."""

    name: Line = Field(min_length=1)
    label: Line | None = None
    type: FieldType = FieldType.TEXT
    choices: Line | None = None
