"""What the language of filters asks of a field: its names, the tests it takes, and the canonical form of its values."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from tui_crm.models.filters import Operator


class FilterField(Protocol):
    """A field that filters speak of."""

    @property
    def name(self) -> str:
        """Its canonical name."""
        ...

    @property
    def operators(self) -> frozenset[Operator]:
        """The tests that it takes."""
        ...

    @property
    def example(self) -> str:
        """A test of it as one writes it, for hints."""
        ...

    @property
    def sortable(self) -> bool:
        """Whether records can be sorted by it."""
        ...


class Fields(Protocol):
    """The fields of one kind of record, as they are now and as the user sees them."""

    def field(self, name: str) -> FilterField | None:
        """Return the field with this name or alias, whatever its case."""
        ...

    def names(self) -> Sequence[str]:
        """Return every canonical name."""
        ...

    def aliases(self) -> Iterable[str]:
        """Return every other name."""
        ...

    def canonical(self, field: FilterField, operator: Operator, value: str) -> str:
        """Return ``value`` in its canonical form; raises UsageError where it is none of the field."""
        ...

    def values(self, field: FilterField, beginning: str) -> Sequence[str]:
        """Return values of the field that begin like this, likely ones first, a few dozen at most."""
        ...

    def snippets(self, field: FilterField) -> Sequence[str]:
        """Return tests of the field that people often want, as they are written."""
        ...
