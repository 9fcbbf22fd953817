"""What kinds of field filters know: which tests each takes, how a value is kept, and what a test is in SQL."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from tui_crm.db.conditions import Binds, Clause, Place
from tui_crm.db.records import folded
from tui_crm.db.sqlite.search import KINDS
from tui_crm.errors import BadInput, UsageError
from tui_crm.i18n import _
from tui_crm.models.codes import FieldType
from tui_crm.models.custom import canonical
from tui_crm.models.filters import FieldTest, Operator
from tui_crm.models.nearest import nearest
from tui_crm.models.text import clean_line
from tui_crm.models.viewpoint import Viewpoint

PLAIN = frozenset({Operator.IS, Operator.NONE, Operator.ANY})
EXACT = PLAIN | {Operator.EXACTLY}
ORDERED = PLAIN | {Operator.MORE, Operator.AT_LEAST, Operator.LESS, Operator.AT_MOST, Operator.BETWEEN}

BEYOND = "\U0010ffff"
"""Sorts behind all that a text may go on with."""

YES_NO: Mapping[str, tuple[str, ...]] = {"yes": ("y", "true", "1", "是", "对"), "no": ("n", "false", "0", "否", "不")}


class FieldKind(ABC):
    """How the values of a field are read and tested.

    ``snippets`` are tests that people often want, as they are written, for completion.
    """

    operators: ClassVar[frozenset[Operator]] = PLAIN
    snippets: ClassVar[tuple[str, ...]] = ()

    @abstractmethod
    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:
        """Return ``value`` as a filter keeps it; raises UsageError where the field cannot have it."""

    @abstractmethod
    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:
        """Return what ``test`` is in SQL."""

    def choices(self) -> Sequence[str]:
        """Return the values that are declared, for completion."""
        return ()

    def lasts(self, test: FieldTest) -> bool:  # noqa: ARG002 - kinds differ
        """Tell whether ``test`` finds the same records, whoever asks and when, until somebody writes."""
        return True


@dataclass(frozen=True)
class InColumn(FieldKind):
    """A field whose value is in ``column`` of ``place``."""

    place: Place
    column: str

    def clause(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:
        """Return what ``test`` is in SQL."""
        match test.operator:
            case Operator.NONE:
                return self.place.lacking(self.column)
            case Operator.ANY:
                return self.place.having(f"{self.column} IS NOT NULL")
        return self.valued(test, binds, view)

    def valued(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:
        """Return what a test of a value is in SQL."""
        return self.place.having(self.condition(test, binds, view))

    @abstractmethod
    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:
        """Return the condition on a row that a test of a value is."""


@dataclass(frozen=True)
class Choice(InColumn):
    """One of a few declared values, each with other words for it."""

    words: Mapping[str, tuple[str, ...]]

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002 - kinds differ
        """Return the declared value that ``value`` means."""
        wanted = clean_line(value).casefold()
        for name, others in self.words.items():
            if wanted in (name.casefold(), *others):
                return name
        known = [word for name, others in self.words.items() for word in (name, *others)]
        message = _("“{text}” is none of {choices}").format(text=value, choices=", ".join(self.words))
        raise UsageError(message, hint=nearest(value, known))

    def choices(self) -> Sequence[str]:
        """Return the declared values."""
        return tuple(self.words)

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that the value is this one."""
        return f"{self.column} = {binds.one(test.value)}"


@dataclass(frozen=True)
class Flag(Choice):
    """Yes or no, kept as 1 and 0."""

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that it is so."""
        return f"{self.column} = {binds.one(int(test.value == 'yes'))}"


@dataclass(frozen=True)
class Label(InColumn):
    """A short text that is compared as a whole, whatever its case; ``known`` is the query for the values there are."""

    known: str

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return ``value`` in one line; raises UsageError where nothing is left."""
        return said(clean_line(value), value)

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that the value is this text."""
        return f"{self.column} IN (SELECT v FROM ({self.known}) WHERE same_label(v, {binds.one(test.value)}))"


@dataclass(frozen=True)
class Wording(InColumn):
    """A text: its words are looked for side by side, the last as the beginning of a word; with ``=`` the whole text.

    ``searched`` is the number of the kind of record whose search document has the text, None where none has; ``known`` is
    the query for its values where they are few.
    """

    operators: ClassVar[frozenset[Operator]] = EXACT
    searched: int | None = None
    known: str = ""

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return ``value`` in one line; raises UsageError where it has no letter or digit."""
        return with_words(value)

    def valued(self, test: FieldTest, binds: Binds, view: Viewpoint) -> Clause:
        """Return what a test of a value is in SQL, the set by way of the search index where it has the words."""
        condition = self.condition(test, binds, view)
        clause = self.place.having(condition)
        if self.searched is None:
            return clause
        found = search(f'body : "{folded(test.value)}"*', binds, self.searched)
        return Clause(clause.row, self.place.ids(f"{self.place.owner} IN ({found}) AND {condition}"))

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that the words are in the text, or are all of it."""
        function = "same_words" if test.operator is Operator.EXACTLY else "has_words"
        words = binds.one(folded(test.value))
        if self.known:
            return f"{self.column} IN (SELECT v FROM ({self.known}) WHERE {function}(v, {words}))"
        return f"{function}({self.column}, {words})"


@dataclass(frozen=True)
class Beginning(InColumn):
    """A key (an address, an account) that is looked for by its beginning; with ``=`` all of it.

    ``key`` makes of a text the form in which the column has it.
    """

    key: Callable[[str], str]
    operators: ClassVar[frozenset[Operator]] = EXACT

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return ``value`` in one line; raises UsageError where nothing is left."""
        return said(clean_line(value), value)

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that the key begins like this, or is this."""
        key = self.key(test.value)
        if test.operator is Operator.EXACTLY:
            return f"{self.column} = {binds.one(key)}"
        return begins(self.column, key, binds)


@dataclass(frozen=True)
class Number(InColumn):
    """A number."""

    operators: ClassVar[frozenset[Operator]] = ORDERED

    def canonical(self, operator: Operator, value: str, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the number without grouping; raises UsageError where it is none."""
        try:
            return canonical(value, FieldType.NUMBER, "", "")
        except BadInput as error:
            raise UsageError(_("“{text}” is no number").format(text=value)) from error

    def condition(self, test: FieldTest, binds: Binds, view: Viewpoint) -> str:  # noqa: ARG002
        """Return the condition that the number is, or lies, so."""
        low, high = (float(value) if value else None for value in (test.value, test.upper))
        return compared(self.column, test.operator, low, high, binds)


def begins(column: str, text: str, binds: Binds) -> str:
    """Return the condition that ``column`` begins with ``text``, in a form that an index serves."""
    return f"{column} >= {binds.one(text)} AND {column} < {binds.one(text + BEYOND)}"


def compared(column: str, operator: Operator, value: object, upper: object, binds: Binds) -> str:
    """Return the condition that ``column`` compares so with ``value``; BETWEEN may be open (None) at one end."""
    if operator is not Operator.BETWEEN:
        sign = "=" if operator is Operator.IS else operator
        return f"{column} {sign} {binds.one(value)}"
    ends = [f"{column} {sign} {binds.one(end)}" for sign, end in ((">=", value), ("<=", upper)) if end is not None]
    return " AND ".join(ends)


def search(expression: str, binds: Binds, kind: int, index: str = "search_text") -> str:
    """Return the query for the records of a ``kind`` (its number in ``db/sqlite/search.py``) that ``expression`` finds."""
    found = f"{index} MATCH {binds.one(expression)} AND rowid % {KINDS} = {kind}"
    return f"SELECT rowid / {KINDS} FROM {index} WHERE {found}"


def said(kept: str, typed: str) -> str:
    """Return ``kept``; raises UsageError where nothing is left of what was ``typed``."""
    if not kept:
        raise UsageError(_("“{text}” says nothing").format(text=typed))
    return kept


def with_words(value: str) -> str:
    """Return ``value`` in one line; raises UsageError where it has no letter or digit."""
    if not folded(value):
        raise UsageError(_("“{text}” has no letter or digit to look for").format(text=value))
    return clean_line(value)
