"""Who works here: users and their teams, and what the team adds itself: tags, custom fields, settings."""

from pydantic import BaseModel

from tui_crm.models.codes import FieldType
from tui_crm.models.field_texts import Line, Name


class UserFields(BaseModel):
    """What is said of a user; ``login`` is the operating system's name for them."""

    login: Name
    name: Line | None = None
    email: Line | None = None
    team_id: int | None = None


class TeamFields(BaseModel):
    """What is said of a team."""

    name: Name


class CustomFieldFields(BaseModel):
    """What is said of a custom field: ``name`` as in ``x.name``, ``choices`` with commas between."""

    name: Name
    label: Line | None = None
    type: FieldType = FieldType.TEXT
    choices: Line | None = None
