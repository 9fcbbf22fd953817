"""What kinds of field filters know: which tests each takes, how a value is kept, and what a test is in SQL."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import ClassVar

from tui_crm.db.conditions import CARD, COMPANIES, PHONES, Binds, Clause, Place, either
from tui_crm.db.records import folded
from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import _
from tui_crm.models.codes import FieldType
from tui_crm.models.custom import canonical
from tui_crm.models.filters import Operator, Test
from tui_crm.models.ids import number_of, shown
from tui_crm.models.matching import fts_query, parse_terms
from tui_crm.models.names import name_key
from tui_crm.models.phones import Phone as PhoneNumber
from tui_crm.models.phones import parse_phone
from tui_crm.models.text import clean_line
from tui_crm.models.viewpoint import ME, Viewpoint

PLAIN = frozenset({Operator.IS, Operator.NONE, Operator.ANY})
EXACT = PLAIN | {Operator.EXACTLY}
ORDERED = EXACT | {Operator.MORE, Operator.AT_LEAST, Operator.LESS, Operator.AT_MOST, Operator.BETWEEN}

_AFTER_ALL = "\U0010ffff"


class FieldKind(ABC):
    """How the values of a field are read and tested."""

    operators: ClassVar[frozenset[Operator]] = PLAIN

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002 - kinds differ
        """Return ``value`` as a filter keeps it; raises UsageError where the field cannot have it."""
        return clean_line(value)

    def choices(self) -> Sequence[str]:
        """Return the values that are declared, for completion."""
        return ()

    @abstractmethod
    def clause(self, test: Test, binds: Binds, view: Viewpoint) -> Clause:
        """Return what ``test`` is in SQL."""


@dataclass(frozen=True)
class InColumn(FieldKind):
    """A field whose value is in ``column`` of ``place``."""

    place: Place
    column: str

    def clause(self, test: Test, binds: Binds, view: Viewpoint) -> Clause:
        """Return what ``test`` is in SQL."""
        match test.operator:
            case Operator.NONE:
                return self.place.lacking(self.column)
            case Operator.ANY:
                return self.place.having(f"{self.column} IS NOT NULL")
        return self.place.having(self.condition(test, binds, view))

    @abstractmethod
    def condition(self, test: Test, binds: Binds, view: Viewpoint) -> str:
        """Return the condition on a row that a test of a value is."""


@dataclass(frozen=True)
class Choice(InColumn):
    """One of a few declared values, each with other words for it."""

    words: Mapping[str, tuple[str, ...]]

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the declared value that ``value`` means."""
        wanted = clean_line(value).casefold()
        for name, others in self.words.items():
            if wanted in (name, *others):
                return name
        raise wrong_value(value, self.words, [other for others in self.words.values() for other in others])

    def choices(self) -> Sequence[str]:
        """Return the declared values."""
        return tuple(self.words)

    def condition(self, test: Test, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that the value is this one."""
        return f"{self.column} = {binds.one(test.value)}"


@dataclass(frozen=True)
class YesNo(Choice):
    """Yes or no, kept as 1 and 0."""

    def condition(self, test: Test, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that it is so."""
        return f"{self.column} = {binds.one(int(test.value == 'yes'))}"


YES_NO = {"yes": ("y", "true", "1", "是", "对"), "no": ("n", "false", "0", "否", "不")}


@dataclass(frozen=True)
class Label(InColumn):
    """A short text that is compared as a whole, whatever its case, among the ``known`` values (a query)."""

    known: str

    def condition(self, test: Test, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that the value is this text."""
        return f"{self.column} IN (SELECT v FROM ({self.known}) WHERE same_label(v, {binds.one(test.value)}))"


@dataclass(frozen=True)
class Wording(InColumn):
    """A text: its words are looked for side by side, the last as the beginning of a word; with ``=`` the whole text.

    ``indexed`` where the text is in the search document, ``known`` a query for the few values there are.
    """

    operators: ClassVar = EXACT
    indexed: bool = False
    known: str = ""

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return ``value``; raises UsageError where it has no letter or digit."""
        return _said(value)

    def clause(self, test: Test, binds: Binds, view: Viewpoint) -> Clause:
        """Return what ``test`` is in SQL, the set through the search index where the text is in it."""
        clause = super().clause(test, binds, view)
        if not self.indexed or test.operator not in {Operator.IS, Operator.EXACTLY}:
            return clause
        found = search(f'body : "{folded(test.value)}"*', binds)
        ids = self.place.ids(f"{self.place.owner} IN ({found}) AND {self.condition(test, binds, view)}")
        return Clause(clause.row, ids)

    def condition(self, test: Test, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that the words are in the text, or are all of it."""
        function = "same_words" if test.operator is Operator.EXACTLY else "has_words"
        words = binds.one(folded(test.value))
        if self.known:
            return f"{self.column} IN (SELECT v FROM ({self.known}) WHERE {function}(v, {words}))"
        return f"{function}({self.column}, {words})"


def search(expression: str, binds: Binds, index: str = "search_text") -> str:
    """Return the query for the contacts that an FTS5 ``expression`` finds."""
    return f"SELECT rowid >> 3 FROM {index} WHERE {index} MATCH {binds.one(expression)} AND rowid & 7 = 0"


@dataclass(frozen=True)
class Name(FieldKind):
    """The names of a contact, or of the companies it belongs to, searched as a search does; with ``=`` the whole name."""

    of_company: bool = False
    operators: ClassVar = EXACT

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return ``value``; raises UsageError where it has no letter or digit."""
        return _said(value)

    def clause(self, test: Test, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what ``test`` is in SQL."""
        place, alias = (COMPANIES, "f") if self.of_company else (CARD, "o")
        match test.operator:
            case Operator.NONE:
                return place.lacking("f.id") if self.of_company else Clause("0")
            case Operator.ANY:
                return place.having("f.id IS NOT NULL") if self.of_company else Clause("1")
            case Operator.EXACTLY:
                keys = {name_key(clean_line(test.value), person=person) for person in (True, False)}
                return place.having(f"{alias}.name_key IN {binds.several(sorted(keys))}")
        found = search(fts_query(parse_terms(test.value)), binds, "search_name")
        return place.having(f"{alias}.id IN ({found})")


@dataclass(frozen=True)
class Beginning(InColumn):
    """A key (an address, an account) that is looked for by its beginning; with ``=`` all of it. Case does not matter."""

    operators: ClassVar = EXACT

    def condition(self, test: Test, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that the key begins like this, or is this."""
        key = test.value.casefold()
        if test.operator is Operator.EXACTLY:
            return f"{self.column} = {binds.one(key)}"
        return beginning(self.column, key, binds)


def beginning(column: str, text: str, binds: Binds) -> str:
    """Return the condition that ``column`` begins with ``text``, in a form that an index serves."""
    return f"{column} >= {binds.one(text)} AND {column} < {binds.one(text + _AFTER_ALL)}"


class Phone(FieldKind):
    """A phone: the same number, its beginning, or from four digits on its end."""

    operators: ClassVar = EXACT
    _FEWEST = 4

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return ``value``; raises UsageError where it has no digit."""
        if not any(character.isdecimal() for character in value):
            raise UsageError(_("“{text}” has no digit").format(text=value))
        return clean_line(value)

    def clause(self, test: Test, binds: Binds, view: Viewpoint) -> Clause:
        """Return what ``test`` is in SQL."""
        match test.operator:
            case Operator.NONE:
                return PHONES.lacking("p.phone_key")
            case Operator.ANY:
                return PHONES.having("p.phone_key IS NOT NULL")
        try:
            phone = parse_phone(test.value, view.region)
        except BadInput as error:
            raise UsageError(error.message, hint=error.hint) from error
        same = f"p.phone_key = {binds.one(phone.e164 or phone.digits)}"
        if test.operator is Operator.EXACTLY:
            return PHONES.having(same)
        ways = [PHONES.having(same), self._begins(phone, binds)]
        if len(phone.digits) >= self._FEWEST:
            ways.append(PHONES.having(beginning("p.tail", phone.digits[::-1], binds)))
        return either(ways)

    @staticmethod
    def _begins(phone: PhoneNumber, binds: Binds) -> Clause:
        """Return the clause for national numbers, or where a ``+`` was typed international ones, that begin like this."""
        if phone.number.startswith("+"):
            return PHONES.having(beginning("p.phone_key", f"+{phone.digits}", binds))
        digits = phone.digits.lstrip("0") or phone.digits
        begins = f"substr(p.tail, {-len(digits)}) = {binds.one(digits[::-1])}"
        found = search(f'body : "{digits}"*', binds)
        return Clause(PHONES.having(begins).row, PHONES.ids(f"p.contact_id IN ({found}) AND {begins}"))


@dataclass(frozen=True)
class Identity(FieldKind):
    """The id, with or without its letter."""

    operators: ClassVar = ORDERED - {Operator.NONE, Operator.EXACTLY}

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the id with its letter; raises UsageError where it is none."""
        text = clean_line(value).lower()
        number = number_of("contact", text if text.startswith("c") else f"c{text}")
        if number is None:
            raise UsageError(_("“{text}” is no id of a contact").format(text=value), hint=_("one looks like c42"))
        return shown("contact", number)

    def clause(self, test: Test, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what ``test`` is in SQL."""
        if test.operator is Operator.ANY:
            return Clause("1")
        numbers = [number_of("contact", value) for value in (test.value, test.upper)]
        return CARD.having(compared("o.id", test.operator, numbers[0], numbers[1], binds))


@dataclass(frozen=True)
class Number(InColumn):
    """A number."""

    operators: ClassVar = ORDERED - {Operator.EXACTLY}

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the number without grouping; raises UsageError where it is none."""
        return custom_value(value, FieldType.NUMBER)

    def condition(self, test: Test, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that the number is, or lies, so."""
        low, high = (float(value) if value else None for value in (test.value, test.upper))
        return compared(self.column, test.operator, low, high, binds)


@dataclass(frozen=True)
class Tag(InColumn):
    """A tag by its name."""

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the name; raises UsageError where it has no letter or digit."""
        return _said(value)

    def condition(self, test: Test, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that a tag is called so."""
        return f"{self.column} = {binds.one(folded(test.value))}"


@dataclass(frozen=True)
class Owner(InColumn):
    """A user by login, ``me`` for the one at the keyboard."""

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the login in lower case, or ``me``."""
        login = clean_line(value).lower()
        return ME[0] if login in ME else login

    def choices(self) -> Sequence[str]:
        """Return ``me``."""
        return ME[:1]

    def condition(self, test: Test, binds: Binds, view: Viewpoint) -> str:
        """Return the condition that the owner is this user."""
        login = view.login.lower() if test.value == ME[0] else test.value
        users = f'SELECT id FROM "user" WHERE lower(login) = {binds.one(login)} AND deleted_at IS NULL'
        return f"{self.column} IN ({users})"


class Trash(Choice):
    """Where a contact is: in the list or in the trash. A filter that does not ask means the list."""

    def __init__(self) -> None:
        super().__init__(CARD, "o.deleted_at", {"list": ("列表",), "trash": ("回收站", "废纸篓")})

    operators: ClassVar = frozenset({Operator.IS, Operator.ANY})

    def clause(self, test: Test, binds: Binds, view: Viewpoint) -> Clause:  # noqa: ARG002
        """Return what ``test`` is in SQL."""
        if test.operator is Operator.ANY:
            return Clause("1")
        return CARD.having(f"o.deleted_at IS {'NOT NULL' if test.value == 'trash' else 'NULL'}")


def compared(column: str, operator: Operator, value: object, upper: object, binds: Binds) -> str:
    """Return the condition that ``column`` compares so with ``value``; BETWEEN may be open (None) at one end."""
    if operator is not Operator.BETWEEN:
        sign = operator if operator not in {Operator.IS, Operator.EXACTLY} else "="
        return f"{column} {sign} {binds.one(value)}"
    ends = [f"{column} {sign} {binds.one(end)}" for sign, end in ((">=", value), ("<=", upper)) if end is not None]
    return " AND ".join(ends)


def custom_value(text: str, field_type: FieldType) -> str:
    """Return ``text`` as custom fields of the type keep it; raises UsageError."""
    try:
        return canonical(text, field_type, "", "")
    except BadInput as error:
        raise UsageError(error.message, hint=error.hint) from error


def wrong_value(text: str, known: Iterable[str], others: Iterable[str] = ()) -> UsageError:
    """Return the error for a value that is none of ``known``, nor one of the ``others`` that mean the same."""
    names = list(known)
    near = get_close_matches(clean_line(text).casefold(), [*names, *others], n=1)
    hint = _("did you mean “{word}”?").format(word=near[0]) if near else ""
    return UsageError(
        _("“{text}” is none of {choices}").format(text=text, choices=", ".join(names)), hint=hint, text=text, at=0
    )


def _said(value: str) -> str:
    if not folded(value):
        raise UsageError(_("“{text}” has no letter or digit to look for").format(text=value))
    return clean_line(value)
