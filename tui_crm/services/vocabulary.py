"""Which fields, and which values of them, filters over one sort of record can speak of now."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tui_crm.db import contact_values, segments, team
from tui_crm.db.contact_kinds import Segment
from tui_crm.db.field_kinds import FieldKind
from tui_crm.db.filter_fields import Field, known_values
from tui_crm.db.filter_sql import Query, Records
from tui_crm.db.reference_kinds import Tag, User
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


class Vocabulary(ABC):
    """The fields of a sort of record in an open CRM; what the database knows of them is read when it is needed."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm
        self.view = Viewpoint(crm.clock, crm.actor.login, Counting(self._calendar))

    @property
    @abstractmethod
    def among(self) -> Records:
        """Which records are looked among."""

    @property
    @abstractmethod
    def declared(self) -> Mapping[str, Field]:
        """Every field that every team has, by name."""

    def added(self) -> Mapping[str, Field]:
        """Return the fields that this team added, by name."""
        return {}

    def query(self, wanted: Filter, kinds: Sequence[str] = ()) -> Query:
        """Return ``wanted`` as it can be asked, of ``kinds`` (all, where there are none) unless it speaks of kinds itself."""
        return Query(self.among, wanted, self.named, tuple(map(str, kinds)), self.view)

    def named(self, name: str) -> Field:
        """Return the field with this canonical name. Raises UsageError where it is gone."""
        field = self.declared.get(name) or self.added().get(name)
        if field is None:
            raise UsageError(_("there is no field “{name}”").format(name=name))
        return field

    def field(self, name: str) -> Field | None:
        """Return the field with this name or alias, whatever its case, with ``-`` for ``_``."""
        wanted = name.casefold().replace("-", "_")
        known = (field for field in self.declared.values() if wanted in (field.name, *field.aliases))
        return next(known, None) or next(
            (field for key, field in self.added().items() if key.casefold() == wanted), None
        )

    def names(self) -> Sequence[str]:
        """Return every canonical name."""
        return (*self.declared, *self.added())

    def aliases(self) -> Iterable[str]:
        """Return every other name."""
        return (alias for field in self.declared.values() for alias in field.aliases)

    def canonical(self, field: FilterField, operator: Operator, value: str) -> str:
        """Return ``value`` in its canonical form; raises UsageError where it is none of the field.

        A tag or user that is not there stays as it is written: it fits nobody, and :meth:`doubts` says so. A segment
        must be there.
        """
        kind = self.named(field.name).kind
        kept = kind.canonical(operator, value, self.view)
        if isinstance(kind, Segment):
            return self._segment(kept)
        return self._known(kind, kept) or kept

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

    def values(self, field: FilterField, beginning: str) -> Sequence[str]:
        """Return values of the field that begin like this, the declared ones first, a few dozen at most."""
        mine = self.named(field.name)
        begun = beginning.casefold()
        found = [value for value in mine.kind.choices() if value.casefold().startswith(begun)]
        if mine.known:
            with self._crm.database.read() as connection:
                found += known_values(connection, mine.known, beginning)
        return list(dict.fromkeys(found))

    def snippets(self, field: FilterField) -> Sequence[str]:
        """Return tests of the field that people often want, as they are written."""
        return self.named(field.name).kind.snippets

    def _calendar(self) -> "WorkingCalendar":
        return self._crm.calendar.current()

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
        if not isinstance(kind, User) or value == ME[0]:
            return value
        with self._crm.database.read() as connection:
            found = user_meant(connection, value)
            return None if found is None else team.login_of(connection, found)

    def _doubt(self, kind: FieldKind, value: str, text: str) -> UsageError:
        with self._crm.database.read() as connection:
            if isinstance(kind, Tag):
                said, known = _("there is no tag “{name}”").format(name=value), contact_values.every_tag(connection)
            else:
                said, known = _("there is no user “{who}”").format(who=value), team.logins(connection)
        return UsageError(said, hint=nearest(value, known), text=text, at=text.casefold().find(value.casefold()))
