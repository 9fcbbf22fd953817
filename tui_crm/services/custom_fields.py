"""Fields that the team adds itself: made, renamed, deleted."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tui_crm.db import team
from tui_crm.db.transaction import Transaction
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.models.codes import FieldType
from tui_crm.models.team import CustomFieldFields
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user
from tui_crm.services.validation import bad_input

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_NAME = re.compile(r"[^\W\d]\w{0,39}\Z")


@dataclass(frozen=True)
class FieldEntry:
    """A custom field; ``used`` counts the contacts that have a value."""

    id: int
    name: str
    label: str
    type: str
    choices: str
    used: int
    version: int


class CustomFields:
    """The custom fields of an open CRM, written ``x.name`` in filters and on the command line."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def all(self) -> list[FieldEntry]:
        """Return every custom field, by name."""
        with self._crm.database.read() as connection:
            return [FieldEntry(**row._asdict()) for row in team.custom_fields(connection)]

    def add(self, name: str, *, kind: str = FieldType.TEXT, label: str = "", choices: str = "") -> Done:
        """Make a field; a choice needs its ``choices`` with commas between. Raises BadInput."""
        name = _named(name)
        ensure_user(self._crm)
        try:
            fields = CustomFieldFields.model_validate(
                {"name": name, "label": label or None, "type": kind, "choices": choices or None}
            )
        except ValidationError as error:
            raise bad_input(error) from error
        if (fields.type is FieldType.CHOICE) != bool(fields.choices):
            raise BadInput(_("choices go with a field of type choice, and only with it"), field="choices")
        message = N_("Added field {field}")
        with self._crm.database.write(self._crm.actor, message, {"field": f"x.{name}"}) as writing:
            _check_free(writing, name)
            field_id = writing.create("custom_field", fields.model_dump(mode="json"))
        return Done(writing.operation_id, told(message, writing.arguments), (field_id,))

    def rename(self, old: str, new: str) -> Done:
        """Rename a field; its values stay. Raises NotFound, BadInput."""
        new = _named(new)
        ensure_user(self._crm)
        message = N_("Renamed field {old} to {new}")
        with self._crm.database.write(self._crm.actor, message, {"old": f"x.{old}", "new": f"x.{new}"}) as writing:
            field_id = _existing(writing, old)
            _check_free(writing, new)
            writing.update("custom_field", field_id, {"name": new})
        return Done(writing.operation_id, told(message, writing.arguments), (field_id,))

    def delete(self, name: str) -> Done:
        """Put a field in the trash; its values are hidden and come back with an undo."""
        ensure_user(self._crm)
        message = N_("Deleted field {field}")
        with self._crm.database.write(self._crm.actor, message, {"field": f"x.{name}"}) as writing:
            field_id = _existing(writing, name)
            writing.update("custom_field", field_id, {"deleted_at": writing.at})
        return Done(writing.operation_id, told(message, writing.arguments), (field_id,))


def _named(name: str) -> str:
    name = name.strip().removeprefix("x.")
    if not _NAME.match(name):
        raise BadInput(
            _("“{name}” cannot name a field").format(name=name),
            field="name",
            hint=_("letters, digits and _, beginning with a letter, for example budget"),
        )
    return name


def _existing(writing: Transaction, name: str) -> int:
    for row in team.custom_fields(writing.connection):
        if row.name == name.removeprefix("x."):
            return int(row.id)
    raise NotFound(_("there is no custom field “{name}”").format(name=name), hint=_("see: crm field list"))


def _check_free(writing: Transaction, name: str) -> None:
    if any(row.name == name for row in team.custom_fields(writing.connection)):
        raise BadInput(_("there is a field “{name}” already").format(name=f"x.{name}"), field="name")
