"""Which fields, and which values of them, filters over contacts can speak of now."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tui_crm.db import contact_values, rows, segments, team
from tui_crm.db.contact_fields import CONTACT_FIELDS, ContactField, custom_field
from tui_crm.db.contact_kinds import Owner, Phone, Segment, Tag
from tui_crm.db.field_kinds import FieldKind
from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.models.filtering.fields import FilterField
from tui_crm.models.filters import Filter, Operator
from tui_crm.models.nearest import nearest
from tui_crm.models.viewpoint import ME, Viewpoint
from tui_crm.models.working_time import Counting
from tui_crm.services.people import user_meant

if TYPE_CHECKING:
    from tui_crm.models.working_time import WorkingCalendar
    from tui_crm.services.crm import Crm

_BY_NAME: Mapping[str, ContactField] = {
    known: field for field in CONTACT_FIELDS.values() for known in (field.name, *field.aliases)
}


class ContactVocabulary:
    """The fields of contacts in an open CRM; what the database knows of them is read when it is needed."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm
        self._added: dict[str, ContactField] | None = None
        self.view = Viewpoint(crm.clock, crm.actor.login, Counting(self._calendar))

    def _calendar(self) -> "WorkingCalendar":
        return self._crm.calendar.current()

    def named(self, name: str) -> ContactField:
        """Return the field with this canonical name. Raises UsageError where it is gone."""
        field = CONTACT_FIELDS.get(name) or self._custom().get(name)
        if field is None:
            raise UsageError(_("there is no field “{name}”").format(name=name))
        return field

    def _custom(self) -> Mapping[str, ContactField]:
        if self._added is None:
            with self._crm.database.read() as connection:
                made = [custom_field(*declared) for declared in contact_values.custom_fields(connection)]
            self._added = {field.name: field for field in made}
        return self._added

    def field(self, name: str) -> ContactField | None:
        """Return the field with this name or alias, whatever its case, with ``-`` for ``_``."""
        wanted = name.casefold().replace("-", "_")
        if wanted in _BY_NAME:
            return _BY_NAME[wanted]
        return next((field for key, field in self._custom().items() if key.casefold() == wanted), None)

    def names(self) -> Sequence[str]:
        """Return every canonical name."""
        return (*CONTACT_FIELDS, *self._custom())

    def aliases(self) -> Iterable[str]:
        """Return every other name."""
        return (alias for field in CONTACT_FIELDS.values() for alias in field.aliases)

    def canonical(self, field: FilterField, operator: Operator, value: str) -> str:
        """Return ``value`` in its canonical form; raises UsageError where it is none of the field.

        A tag or user that is not there stays as it is written: it fits nobody, and :meth:`doubts` says so. A segment
        must be there.
        """
        kind = self.named(field.name).kind
        if isinstance(kind, Phone):
            with self._crm.database.read() as connection:
                value = kind.international(value, rows.team_region(connection))
        kept = kind.canonical(operator, value, self.view)
        if isinstance(kind, Segment):
            return self._segment(kept)
        return self._known(kind, kept) or kept

    def _segment(self, name: str) -> str:
        """Return how the segment that ``name`` means is called. Raises UsageError where it is not there."""
        with self._crm.database.read() as connection:
            found = segments.named(connection, name)
            if found is None:
                known = (each.name for each in segments.all_of(connection))
                hint = nearest(name, known) or _("see: crm segment list")
                raise UsageError(_("there is no segment “{name}”").format(name=name), hint=hint)
            return found.name

    def _known(self, kind: FieldKind, value: str) -> str | None:
        """Return how the tag or user that ``value`` means is called; None where there is none."""
        if isinstance(kind, Tag):
            with self._crm.database.read() as connection:
                return contact_values.tag_called(connection, value)
        if not isinstance(kind, Owner) or value == ME[0]:
            return value
        with self._crm.database.read() as connection:
            found = user_meant(connection, value)
            return None if found is None else team.login_of(connection, found)

    def doubts(self, wanted: Filter, text: str = "") -> list[UsageError]:
        """Return, not to be raised, what is wrong with a filter that can be asked all the same: tags and users that are
        not there. ``text`` is what it was written as, to point at the word.
        """
        named = [
            (self.named(condition.field).kind, test.value)
            for condition in wanted.conditions()
            for test in condition.tests
            if test.operator not in {Operator.NONE, Operator.ANY}
        ]
        return [self._doubt(kind, value, text) for kind, value in named if self._known(kind, value) is None]

    def _doubt(self, kind: FieldKind, value: str, text: str) -> UsageError:
        with self._crm.database.read() as connection:
            if isinstance(kind, Tag):
                said, known = _("there is no tag “{name}”").format(name=value), contact_values.every_tag(connection)
            else:
                said, known = _("there is no user “{who}”").format(who=value), team.logins(connection)
        return UsageError(said, hint=nearest(value, known), text=text, at=text.casefold().find(value.casefold()))

    def values(self, field: FilterField, beginning: str) -> Sequence[str]:
        """Return values of the field that begin like this, the declared ones first, a few dozen at most."""
        mine = self.named(field.name)
        begun = beginning.casefold()
        found = [value for value in mine.kind.choices() if value.casefold().startswith(begun)]
        if mine.known:
            with self._crm.database.read() as connection:
                found += contact_values.known_values(connection, mine.known, beginning)
        return list(dict.fromkeys(found))

    def snippets(self, field: FilterField) -> Sequence[str]:
        """Return tests of the field that people often want, as they are written."""
        return self.named(field.name).kind.snippets
