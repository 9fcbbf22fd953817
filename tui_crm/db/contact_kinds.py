"""Kinds of field that only contacts have: id, names, phones, tags, segments, owner, and whether they are in the trash."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tui_crm.db.conditions import CARD, COMPANIES, CUSTOMER, PHONES, TAGS, UNINDEXED, Binds, Clause, either
from tui_crm.db.field_kinds import EXACT, ORDERED, Choice, FieldKind, InColumn, begins, compared, search, with_words
from tui_crm.db.records import folded
from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import _
from tui_crm.models.filters import FieldTest, Operator
from tui_crm.models.folding import label_key
from tui_crm.models.ids import number_of, shown
from tui_crm.models.matching import FEWEST_DIGITS, fts_query, parse_terms
from tui_crm.models.names import name_key
from tui_crm.models.phones import Phone as PhoneNumber
from tui_crm.models.phones import parse_phone
from tui_crm.models.text import clean_line
from tui_crm.models.viewpoint import ME, Viewpoint


@dataclass(frozen=True)
class Identity(FieldKind):
    """The id, with or without its letter."""

    operators: ClassVar[frozenset[Operator]] = ORDERED - {Operator.NONE, Operator.ANY}

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002 - kinds differ
        """Return the id with its letter; raises UsageError where it is none."""
        text = clean_line(value).lower()
        number = number_of("contact", text if text.startswith("c") else f"c{text}")
        if number is None:
            raise UsageError(_("“{text}” is no id of a contact").format(text=value), hint=_("one looks like c42"))
        return shown("contact", number)

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what ``test`` is in SQL."""
        low, high = (number_of("contact", value) for value in (test.value, test.upper))
        return CARD.having(compared("o.id", test.operator, low, high, binds))


@dataclass(frozen=True)
class Name(FieldKind):
    """The names of a contact, searched as a search does; with ``=`` the whole name."""

    operators: ClassVar[frozenset[Operator]] = frozenset({Operator.IS, Operator.EXACTLY})

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return ``value`` in one line; raises UsageError where it has no letter or digit."""
        return with_words(value)

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what ``test`` is in SQL."""
        return CARD.having(_named("o", test, binds))


@dataclass(frozen=True)
class CompanyName(FieldKind):
    """The names of the companies that a contact belongs to, as ``Name`` reads them."""

    operators: ClassVar[frozenset[Operator]] = EXACT

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return ``value`` in one line; raises UsageError where it has no letter or digit."""
        return with_words(value)

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what ``test`` is in SQL."""
        match test.operator:
            case Operator.NONE:
                return COMPANIES.lacking("f.id")
            case Operator.ANY:
                return COMPANIES.having("f.id IS NOT NULL")
        return COMPANIES.having(_named("f", test, binds))


def _named(alias: str, test: FieldTest, binds: Binds) -> str:
    """Return the condition that the contact ``alias`` is called so; a whole name is compared as names sort."""
    if test.operator is Operator.IS:
        return f"{alias}.id IN ({search(fts_query(parse_terms(test.value)), binds, 'search_name')})"
    found = search(f'"{folded(test.value)}"', binds, "search_name")
    keys = {name_key(test.value, person=person) for person in (True, False)}
    return f"{alias}.id IN ({found}) AND {alias}.name_key IN {binds.several(sorted(keys))}"


_PLUS = ("+", "＋")


class Phone(FieldKind):
    """A phone: the same number, or its beginning, or from four digits on its end; with ``=`` the same number."""

    operators: ClassVar[frozenset[Operator]] = EXACT

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return a whole number in international form (``+8613800138000``), else its digits; raises UsageError.

        A number without a country code must have been completed by :meth:`international` before.
        """
        phone = _phone(value, "")
        if not phone.digits:
            raise UsageError(_("“{text}” has no digit").format(text=value))
        if phone.e164:
            return phone.e164
        foreign = value.strip()[:1] in _PLUS or phone.digits.startswith("00")
        return f"+{phone.digits.removeprefix('00')}" if foreign else phone.digits

    def international(self, value: str, region: str) -> str:
        """Return a whole number of ``region`` in international form, anything else as it is; raises UsageError."""
        return _phone(value, region).e164 or value

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what ``test`` is in SQL."""
        match test.operator:
            case Operator.NONE:
                return PHONES.lacking("p.phone_key")
            case Operator.ANY:
                return PHONES.having("p.phone_key IS NOT NULL")
            case Operator.EXACTLY:
                return PHONES.having(f"p.phone_key = {binds.one(test.value)}")
        ways = [PHONES.having(begins("p.phone_key", test.value, binds))]
        if not test.value.startswith("+"):
            ways.append(_national(test.value, binds))
            if len(test.value) >= FEWEST_DIGITS:
                ways.append(PHONES.having(begins("p.tail", test.value[::-1], binds)))
        return either(ways)


def _national(digits: str, binds: Binds) -> Clause:
    """Return the clause for phones whose national digits begin like this, with or without the trunk's zero."""
    bare = digits.lstrip("0") or digits
    condition = f"substr(p.tail, -{len(bare)}) = {binds.one(bare[::-1])}"
    found = search(f'body : "{bare}"*', binds)
    return Clause(PHONES.having(condition).row, PHONES.ids(f"p.contact_id IN ({found}) AND {condition}"))


def _phone(value: str, region: str) -> PhoneNumber:
    try:
        return parse_phone(value, region)
    except BadInput as error:
        raise UsageError(error.message, hint=error.hint) from error


class Tag(InColumn):
    """A tag by its name."""

    def __init__(self) -> None:
        super().__init__(TAGS, "g.name_key")

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the name in one line; raises UsageError where it has no letter or digit."""
        return with_words(value)

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that a tag is called so."""
        return f"{self.column} = {binds.one(label_key(test.value))}"


class Segment(FieldKind):
    """A segment by its name. ``db/segments.py`` writes out what it stands for before a filter is asked."""

    operators: ClassVar[frozenset[Operator]] = frozenset({Operator.IS})

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the name in one line; raises UsageError where it has no letter or digit."""
        return with_words(value)

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Raise: it has no clause of its own."""
        message = "a segment is written out before it is asked"
        raise AssertionError(message)


class Owner(InColumn):
    """A user by login, ``me`` for the one at the keyboard."""

    def __init__(self) -> None:
        super().__init__(CUSTOMER, "k.owner_id")

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


class Trash(Choice):
    """Where a contact is: ``list``, ``trash`` or ``any``. A filter that does not ask means the list."""

    operators: ClassVar[frozenset[Operator]] = frozenset({Operator.IS, Operator.ANY})

    def __init__(self) -> None:
        super().__init__(UNINDEXED, "o.deleted_at", {"list": ("列表",), "trash": ("回收站", "废纸篓")})

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what ``test`` is in SQL."""
        if test.operator is Operator.ANY:
            return Clause("1")
        if test.value == "trash":
            return self.place.having(f"{self.column} IS NOT NULL")
        return Clause("c.deleted_at IS NULL")
