"""How records are found: filter text to filter, filter to ids, the first page at once and all of them behind it."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, overload

from tui_crm.db.cancelling import Cancel, Cancelled
from tui_crm.i18n import _

if TYPE_CHECKING:
    from array import array

    from tui_crm.errors import UsageError
    from tui_crm.models.filters import Filter
    from tui_crm.services.crm import Crm
    from tui_crm.services.vocabulary import Vocabulary

__all__ = ["Cancelled", "Finder", "FirstPage", "ResultSet"]


class FirstPage(NamedTuple):
    """The first ids of a result, in their final order; ``complete`` where there are no others."""

    ids: tuple[int, ...]
    complete: bool


class ResultSet(Sequence[int]):
    """The ids of all records that a filter finds, in their final order."""

    def __init__(self, ids: "array[int]") -> None:
        self.ids = ids

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> int: ...
    @overload
    def __getitem__(self, index: slice) -> "array[int]": ...
    def __getitem__(self, index: int | slice) -> "int | array[int]":
        return self.ids[index]

    def __iter__(self) -> Iterator[int]:
        return iter(self.ids)


class Finder(ABC):
    """Finds records of one sort in an open CRM. Every method reads one state of the file and may be called in any thread.

    The language of filters and its SQL are loaded when they are first needed: many commands do without.
    """

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    @abstractmethod
    def vocabulary(self) -> "Vocabulary":
        """Return the words that filters over these records are made of, as they are now."""

    def parse(self, text: str) -> "Filter":
        """Return the filter that ``text`` writes. Raises UsageError, which points at the word that is wrong."""
        from tui_crm.models import filtering  # noqa: PLC0415

        return filtering.parse(text, self.vocabulary())

    def doubts(self, wanted: "Filter", text: str = "") -> "list[UsageError]":
        """Return, not to be raised, what is wrong with a filter that can be asked all the same; ``text`` as it was written."""
        return self.vocabulary().doubts(wanted, text)

    def text_of(self, wanted: "Filter") -> str:
        """Return the text of a filter; :meth:`parse` of it gives the same filter."""
        from tui_crm.models import filtering  # noqa: PLC0415

        return filtering.text_of(wanted)

    def written_out(self, wanted: "Filter") -> "Filter":
        """Return a filter with the filters of the segments it names in their place. Raises UsageError."""
        with self._crm.database.read() as connection:
            return self.vocabulary().among.written_out(connection, wanted)

    def sortings(self) -> list[tuple[str, str]]:
        """Return by what records can be sorted: the fields' names, and what people call them."""
        vocabulary = self.vocabulary()
        known = (vocabulary.named(name) for name in vocabulary.names())
        return [(field.name, _(field.label)) for field in known if field.sortable]

    def sorted_text(self, text: str, field: str, *, descending: bool) -> str:
        """Return the filter ``text`` with another order. Raises UsageError where it is no filter."""
        from tui_crm.models.filters import SortKey  # noqa: PLC0415

        return self.text_of(replace(self.parse(text), sort=(SortKey(field, descending),)))

    def unsorted_text(self, text: str) -> str:
        """Return the filter ``text`` without an order. Raises UsageError where it is no filter."""
        return self.text_of(replace(self.parse(text), sort=()))

    def completions(self, text: str, cursor: int) -> list[str]:
        """Return what ``text`` up to the ``cursor`` could become, best first."""
        from tui_crm.models import filtering  # noqa: PLC0415

        return filtering.completions(text, cursor, self.vocabulary())

    def suggestions(self, field: str, beginning: str) -> list[str]:
        """Return values of a field, such as ``tag`` or ``company``, that begin like this, a few dozen at most."""
        vocabulary = self.vocabulary()
        return list(vocabulary.values(vocabulary.named(field), beginning))

    def find(
        self, wanted: "Filter", *, kinds: Sequence[str] | None = None, cancelled: Cancel | None = None
    ) -> ResultSet:
        """Return all records that ``wanted`` finds, of ``kinds`` (all, where None) unless it speaks of kinds itself.

        They stand in the order that the filter asks for, else in their usual one; of contacts a search's best hits (those
        of the first page) stand first. Raises Cancelled soon after ``cancelled``, which is called in this thread, returns
        true, and UsageError where a custom field of the filter is gone.
        """
        from tui_crm.db import finding  # noqa: PLC0415

        with self._crm.database.read() as connection:
            return ResultSet(finding.ids_matching(connection, self.vocabulary().query(wanted, kinds or ()), cancelled))

    def first_page(
        self,
        wanted: "Filter",
        limit: int = 200,
        kinds: Sequence[str] | None = None,
        cancelled: Cancel | None = None,
    ) -> FirstPage:
        """Return the beginning of what :meth:`find` returns, within a few milliseconds even among a million.

        That has ``limit`` ids at most, and fewer, perhaps none, where more cannot be told at once; a search gives no
        more than 200. Raises what :meth:`find` does.
        """
        from tui_crm.db import finding  # noqa: PLC0415

        with self._crm.database.read() as connection:
            found = finding.first_ids(connection, self.vocabulary().query(wanted, kinds or ()), limit, cancelled)
        return FirstPage(tuple(found.ids), found.whole)

    def count(self, wanted: "Filter", kinds: Sequence[str] | None = None, cancelled: Cancel | None = None) -> int:
        """Return how many records ``wanted`` finds. Raises what :meth:`find` does."""
        from tui_crm.db import finding  # noqa: PLC0415

        with self._crm.database.read() as connection:
            return finding.count_matching(connection, self.vocabulary().query(wanted, kinds or ()), cancelled)
