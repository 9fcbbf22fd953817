"""Kinds of field that name a record: by its id, by the name of a contact, a tag, or a user."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tui_crm.db.conditions import Binds, Clause, Place
from tui_crm.db.field_kinds import EXACT, ORDERED, FieldKind, InColumn, compared, search, with_words
from tui_crm.db.records import folded
from tui_crm.db.sqlite.search import CONTACT
from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.models.filters import FieldTest, Operator
from tui_crm.models.folding import label_key
from tui_crm.models.ids import LETTERS, number_of, shown
from tui_crm.models.matching import fts_query, parse_terms
from tui_crm.models.names import name_key
from tui_crm.models.text import clean_line
from tui_crm.models.viewpoint import ME, Viewpoint


@dataclass(frozen=True)
class Identity(FieldKind):
    """The id of a ``thing`` whose own row is at ``place``, with or without its letter; ``wrong`` says that a text is none."""

    thing: str
    place: Place
    wrong: str
    operators: ClassVar[frozenset[Operator]] = ORDERED - {Operator.NONE, Operator.ANY}

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002 - kinds differ
        """Return the id with its letter; raises UsageError where it is none."""
        text, letter = clean_line(value).lower(), LETTERS[self.thing]
        number = number_of(self.thing, text if text.startswith(letter) else f"{letter}{text}")
        if number is None:
            hint = _("one looks like {example}").format(example=shown(self.thing, 42))
            raise UsageError(_(self.wrong).format(text=value), hint=hint)
        return shown(self.thing, number)

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what ``test`` is in SQL."""
        low, high = (number_of(self.thing, value) for value in (test.value, test.upper))
        return self.place.having(compared("o.id", test.operator, low, high, binds))


@dataclass(frozen=True)
class ContactName(FieldKind):
    """The names of the contact called ``alias`` in ``place``, searched as a search does; with ``=`` the whole name."""

    place: Place
    alias: str
    operators: ClassVar[frozenset[Operator]] = EXACT

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return ``value`` in one line; raises UsageError where it has no letter or digit."""
        return with_words(value)

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what ``test`` is in SQL."""
        match test.operator:
            case Operator.NONE:
                return self.place.lacking(f"{self.alias}.id")
            case Operator.ANY:
                return self.place.having(f"{self.alias}.id IS NOT NULL")
        return self.place.having(_named(self.alias, test, binds))


class OwnName(ContactName):
    """The names of a contact itself, which it always has."""

    operators: ClassVar[frozenset[Operator]] = frozenset({Operator.IS, Operator.EXACTLY})


def _named(alias: str, test: FieldTest, binds: Binds) -> str:
    """Return the condition that the contact ``alias`` is called so; a whole name is compared as names sort."""
    if test.operator is Operator.IS:
        return f"{alias}.id IN ({search(fts_query(parse_terms(test.value)), binds, CONTACT, 'search_name')})"
    found = search(f'"{folded(test.value)}"', binds, CONTACT, "search_name")
    keys = {name_key(test.value, person=person) for person in (True, False)}
    return f"{alias}.id IN ({found}) AND {alias}.name_key IN {binds.several(sorted(keys))}"


class Tag(InColumn):
    """A tag by its name."""

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the name in one line; raises UsageError where it has no letter or digit."""
        return with_words(value)

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that a tag is called so."""
        return f"{self.column} = {binds.one(label_key(test.value))}"


class User(InColumn):
    """A user by login, ``me`` for the one at the keyboard."""

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return ``me``, or in one line what is to be looked up as a user."""
        who = clean_line(value)
        return ME[0] if who.casefold() in ME else who

    def choices(self) -> Sequence[str]:
        """Return ``me``."""
        return ME[:1]

    def lasts(self, test: FieldTest) -> bool:
        """Tell whether it is the same user for everybody."""
        return test.value != ME[0]

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:
        """Return the condition that the owner is this user."""
        login = binds.one(view.login if test.value == ME[0] else test.value)
        return f'{self.column} IN (SELECT id FROM "user" WHERE lower(login) = lower({login}) AND deleted_at IS NULL)'
