"""Fields that the team adds itself: made, renamed, deleted."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tui_crm.db import contact_values, team
from tui_crm.db.transaction import Transaction
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.models.codes import FieldType
from tui_crm.models.team import CustomFieldFields
from tui_crm.models.text import clean_line
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


@dataclass(frozen=True)
class DeclaredField:
    """What a custom field is, without how often it is used, which takes a while to count."""

    name: str
    label: str
    type: str
    choices: str


class CustomFields:
    """The custom fields of an open CRM, written ``x.name`` in filters and on the command line."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def all(self) -> list[FieldEntry]:
        """Return every custom field, by name."""
        with self._crm.database.read() as connection:
            return [FieldEntry(**row._asdict()) for row in team.custom_fields(connection)]

    def declared(self) -> list[DeclaredField]:
        """Return what every custom field is, by name; quick."""
        with self._crm.database.read() as connection:
            return [DeclaredField(*said) for _id, *said in contact_values.custom_fields(connection)]

    def add(self, name: str, *, kind: str = FieldType.TEXT, label: str = "", choices: str = "") -> Done:
        """Make a field; a choice needs its ``choices`` with commas between. Raises BadInput."""
        name = checked_name(name)
        said = [choice for each in choices.replace("，", ",").split(",") if (choice := clean_line(each))]
        known: dict[str, str] = {}
        for choice in said:
            known.setdefault(choice.casefold(), choice)
        try:
            fields = CustomFieldFields.model_validate(
                {"name": name, "label": label or None, "type": kind, "choices": ", ".join(known.values()) or None}
            )
        except ValidationError as error:
            raise bad_input(error) from error
        if (fields.type is FieldType.CHOICE) != bool(known):
            raise BadInput(_("choices go with a field of type choice, and only with it"), field="choices")
        ensure_user(self._crm)
        message = N_("Added field {field}")
        with self._crm.database.write(self._crm.actor, message, {"field": f"x.{name}"}) as writing:
            _check_free(writing, name)
            field_id = writing.create("custom_field", fields.model_dump(mode="json"))
        return Done(writing.operation_id, told(message, writing.arguments), (field_id,))

    def rename(self, old: str, new: str) -> Done:
        """Rename a field, also in the filters of segments; its values stay. Raises NotFound, BadInput."""
        from tui_crm.services.segment_words import rename_field  # noqa: PLC0415 - the language of filters, here only

        old, new = _bare(old), checked_name(new)
        ensure_user(self._crm)
        message = N_("Renamed field {old} to {new}")
        with self._crm.database.write(self._crm.actor, message, {"old": f"x.{old}", "new": f"x.{new}"}) as writing:
            field_id = _existing(writing, old)
            _check_free(writing, new, but=field_id)
            rename_field(writing, f"x.{old}", f"x.{new}")
            if not writing.update("custom_field", field_id, {"name": new}):
                return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(message, writing.arguments), (field_id,))

    def delete(self, name: str) -> Done:
        """Put a field in the trash; its values are hidden and come back with an undo."""
        name = _bare(name)
        ensure_user(self._crm)
        message = N_("Deleted field {field}")
        with self._crm.database.write(self._crm.actor, message, {"field": f"x.{name}"}) as writing:
            field_id = _existing(writing, name)
            writing.update("custom_field", field_id, {"deleted_at": writing.at})
        return Done(writing.operation_id, told(message, writing.arguments), (field_id,))


def _bare(name: str) -> str:
    return clean_line(name).removeprefix("x.")


def checked_name(name: str) -> str:
    """Return the name of a field as it is kept, without the x. before it; raises BadInput where it cannot be one."""
    bare = _bare(name)
    if not _NAME.match(bare):
        raise BadInput(
            _("“{name}” cannot name a field").format(name=name),
            field="name",
            hint=_("letters, digits and _, beginning with a letter, for example budget"),
        )
    return bare


def _existing(writing: Transaction, name: str) -> int:
    for row in team.custom_fields(writing.connection):
        if row.name == name:
            return int(row.id)
    raise NotFound(_("there is no custom field “{name}”").format(name=name), hint=_("see: crm field list"))


def _check_free(writing: Transaction, name: str, *, but: int = 0) -> None:
    """Raise BadInput where another field than ``but`` has this name, whatever its case."""
    if any(row.name.lower() == name.lower() and row.id != but for row in team.custom_fields(writing.connection)):
        raise BadInput(_("there is a field “{name}” already").format(name=f"x.{name}"), field="name")
