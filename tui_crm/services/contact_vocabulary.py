"""Which fields, and which values of them, filters over contacts can speak of now."""

from collections.abc import Mapping
from functools import cached_property

from tui_crm.db import contact_values, rows
from tui_crm.db.contact_fields import CONTACT_FIELDS, custom_field
from tui_crm.db.contact_filter import CONTACTS
from tui_crm.db.contact_kinds import Phone
from tui_crm.db.filter_fields import Field
from tui_crm.db.filter_sql import Records
from tui_crm.models.filtering.fields import FilterField
from tui_crm.models.filters import Operator
from tui_crm.services.vocabulary import Vocabulary


class ContactVocabulary(Vocabulary):
    """The fields of contacts, and those that the team added to them."""

    @property
    def among(self) -> Records:
        """People and companies."""
        return CONTACTS

    @property
    def declared(self) -> Mapping[str, Field]:
        """Every field of contacts that every team has, by name."""
        return CONTACT_FIELDS

    def added(self) -> Mapping[str, Field]:
        """Return the custom fields, by name."""
        return self._custom

    @cached_property
    def _custom(self) -> Mapping[str, Field]:
        with self._crm.database.read() as connection:
            made = [custom_field(*declared) for declared in contact_values.custom_fields(connection)]
        return {field.name: field for field in made}

    def canonical(self, field: FilterField, operator: Operator, value: str) -> str:
        """Return ``value`` in its canonical form, a phone in international form; raises what ``Vocabulary`` does."""
        kind = self.named(field.name).kind
        if isinstance(kind, Phone):
            with self._crm.database.read() as connection:
                value = kind.international(value, rows.team_region(connection))
        return super().canonical(field, operator, value)
