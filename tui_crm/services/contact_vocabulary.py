"""Which fields, and which values of them, filters over contacts can speak of now."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, cast

from tui_crm.db import team
from tui_crm.db.contact_fields import CONTACT_FIELDS, ContactField, custom_field
from tui_crm.db.field_kinds import Owner, Tag, wrong_value
from tui_crm.db.records import folded
from tui_crm.models.filters import Operator
from tui_crm.models.viewpoint import ME, Viewpoint
from tui_crm.services.filtering.fields import FilterField

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_BY_NAME: Mapping[str, ContactField] = {
    known: field for field in CONTACT_FIELDS.values() for known in (field.name, *field.aliases)
}


class ContactVocabulary(Mapping[str, ContactField]):
    """The fields of contacts in an open CRM, by canonical name; what the database knows is read when it is asked for."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm
        self._custom: dict[str, ContactField] | None = None
        self.view = Viewpoint(crm.clock, crm.actor.login, crm.settings.get("phone_region"))

    def __getitem__(self, name: str) -> ContactField:
        return CONTACT_FIELDS[name] if name in CONTACT_FIELDS else self._added()[name]

    def __iter__(self) -> Iterator[str]:
        yield from CONTACT_FIELDS
        yield from self._added()

    def __len__(self) -> int:
        return len(CONTACT_FIELDS) + len(self._added())

    def _added(self) -> Mapping[str, ContactField]:
        if self._custom is None:
            with self._crm.database.read() as connection:
                rows = team.custom_fields(connection)
            made = (custom_field(row.id, row.name, row.label, row.type, row.choices) for row in rows)
            self._custom = {field.name: field for field in made}
        return self._custom

    def field(self, name: str) -> ContactField | None:
        """Return the field with this name or alias, whatever its case, with ``-`` for ``_``."""
        wanted = name.lower().replace("-", "_")
        if wanted in _BY_NAME:
            return _BY_NAME[wanted]
        return next((field for key, field in self._added().items() if wanted in (key.lower(), field.label)), None)

    def names(self) -> Sequence[str]:
        """Return every canonical name."""
        return tuple(self)

    def aliases(self) -> Iterable[str]:
        """Return every other name."""
        return (alias for field in CONTACT_FIELDS.values() for alias in field.aliases)

    def canonical(self, field: FilterField, operator: Operator, value: str) -> str:
        """Return ``value`` in its canonical form; raises UsageError where it is none of the field."""
        kind = self[field.name].kind
        kept = kind.canonical(operator, value, self.view)
        if isinstance(kind, Owner) and kept != ME[0]:
            return self._login(kept)
        if isinstance(kind, Tag):
            return self._tag(kept)
        return kept

    def _login(self, said: str) -> str:
        with self._crm.database.read() as connection:
            users = team.users(connection)
        for user in users:
            if said in (str(user.login).lower(), str(user.name).lower()):
                return str(user.login).lower()
        raise wrong_value(said, [ME[0], *(str(user.login) for user in users)])

    def _tag(self, said: str) -> str:
        with self._crm.database.read() as connection:
            if team.tag_ids(connection, [said]):
                return said
            known = [str(tag.name) for tag in team.tags(connection)]
        raise wrong_value(said, known)

    def values(self, field: FilterField, beginning: str) -> Sequence[str]:
        """Return values of the field that begin like this, likely ones first, a few dozen at most."""
        kind = self[field.name].kind
        return [value for value in kind.choices() if folded(value).startswith(folded(beginning))]
