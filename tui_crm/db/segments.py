"""Segments as they are kept: filters with a name; and filters that name them, written out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain
from typing import Final

from sqlalchemy import Connection

from tui_crm.clock import FixedClock
from tui_crm.db import contact_values
from tui_crm.db.contact_fields import CONTACT_FIELDS, custom_field
from tui_crm.db.field_kinds import Choice, Number
from tui_crm.db.filter_fields import Field
from tui_crm.db.reference_kinds import Identity
from tui_crm.db.rows import number
from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.models.filtering import parse
from tui_crm.models.filtering.fields import FilterField
from tui_crm.models.filtering.parsing import DEEPEST, MOST
from tui_crm.models.filters import And, Condition, FieldTest, Filter, Node, Not, Operator, Or, Words, any_of, none_of
from tui_crm.models.folding import label_key
from tui_crm.models.viewpoint import Viewpoint

FIELD: Final = "segment"
"""The field whose values are names of segments."""

_NOWHERE: Final = Viewpoint(FixedClock(datetime(2000, 1, 1, tzinfo=UTC)), "")  # numbers and choices are what they are
_DEEPEST: Final = 3 * DEEPEST  # how deep nodes may stand in each other: a filter that is typed may reach this


@dataclass(frozen=True)
class Kept:
    """A segment as it stands in the file; ``filter`` is its text, every value in its canonical form."""

    id: int
    name: str
    filter: str
    version: int

    @property
    def key(self) -> str:
        """The form in which names are compared."""
        return label_key(self.name)


class KeptFields:
    """The fields of filters that are kept: their values are canonical, whoever reads them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def _custom(self) -> Mapping[str, Field]:
        declared = contact_values.custom_fields(self._connection)
        return {made.name: made for made in (custom_field(*each) for each in declared)}

    def named(self, name: str) -> Field:
        """Return the field with this canonical name, which is there."""
        return CONTACT_FIELDS.get(name) or self._custom[name]

    def field(self, name: str) -> Field | None:
        """Return the field with this canonical name."""
        return CONTACT_FIELDS.get(name) or self._custom.get(name)

    def names(self) -> Sequence[str]:
        """Return every canonical name."""
        return (*CONTACT_FIELDS, *self._custom)

    def aliases(self) -> Iterable[str]:
        """Return nothing: what is kept has canonical names."""
        return ()

    def canonical(self, field: FilterField, operator: Operator, value: str) -> str:
        """Return ``value``, which is canonical; raises UsageError where the field has come to be of another kind since."""
        kind = self.named(field.name).kind
        if isinstance(kind, Choice | Identity | Number):
            kind.canonical(operator, value, _NOWHERE)
        return value

    def values(self, field: FilterField, beginning: str) -> Sequence[str]:  # noqa: ARG002 - nobody types here
        """Return nothing: what is kept is not completed."""
        return ()

    def snippets(self, field: FilterField) -> Sequence[str]:  # noqa: ARG002
        """Return nothing: what is kept is not completed."""
        return ()


def all_of(connection: Connection) -> list[Kept]:
    """Return every live segment, by name."""
    query = 'SELECT id, name, "filter", version FROM segment WHERE deleted_at IS NULL ORDER BY name_key, id'
    found = connection.exec_driver_sql(query)
    return [Kept(number(key), str(name), str(text), number(version)) for key, name, text, version in found]


def named(connection: Connection, name: str) -> Kept | None:
    """Return the live segment of this name; see ``folding.label_key`` for how names are compared."""
    wanted = label_key(name)
    return next((each for each in all_of(connection) if each.key == wanted), None)


def asking_for(name: str) -> Filter:
    """Return the filter that asks for a segment."""
    return Filter(Condition(FIELD, (FieldTest(Operator.IS, name),)))


def expanded(connection: Connection, wanted: Filter) -> Filter:
    """Return ``wanted`` with the filters of the segments it names in their place. Raises UsageError: one is not there,
    cannot be read, asks for itself, or there would be more than can be asked.
    """
    return Expansion(connection).of(wanted) if FIELD in wanted.fields() else wanted


class Expansion:
    """Writes filters out, with the segments as they are kept when it is made."""

    def __init__(self, connection: Connection) -> None:
        self._fields = KeptFields(connection)
        self._kept = {each.key: each for each in all_of(connection)}
        self._conditions = 0

    def of(self, wanted: Filter) -> Filter:
        """Return ``wanted`` written out. Raises UsageError."""
        self._conditions = 0
        where = self._node(wanted.where, ())
        if isinstance(wanted.where, Condition):
            where = And(tuple(_parts(where)))
        if _depth(where) > _DEEPEST:
            raise UsageError(_("too many segments stand in each other"))
        return replace(wanted, where=where)

    def read(self, segment: Kept) -> Filter:
        """Return the filter of a segment as it is kept. Raises UsageError where it cannot be read."""
        try:
            return parse(segment.filter, self._fields)
        except UsageError as error:
            message = _("the filter of segment “{name}” cannot be read: {why}")
            raise UsageError(message.format(name=segment.name, why=error.message), hint=error.hint) from error

    def _node(self, node: Node, path: tuple[str, ...]) -> Node:
        match node:
            case Condition(field, tests):
                self._count(len(tests))
                return any_of([self._named(test.value, path) for test in tests]) if field == FIELD else node
            case Words():
                self._count(1)
                return node
            case Not(inner):
                return none_of(self._node(inner, path))
            case And(nodes):
                return And(tuple(chain.from_iterable(map(_parts, (self._node(inner, path) for inner in nodes)))))
            case Or(nodes):
                return any_of([self._node(inner, path) for inner in nodes])

    def _named(self, name: str, path: tuple[str, ...]) -> Node:
        segment = self._kept.get(label_key(name))
        if segment is None:
            raise UsageError(_("there is no segment “{name}”").format(name=name))
        if segment.name in path:
            told = " → ".join((*path[path.index(segment.name) :], segment.name))
            message = _("segment “{name}” asks for itself: {path}")
            raise UsageError(message.format(name=segment.name, path=told))
        inner = self._node(self.read(segment).where, (*path, segment.name))
        return And((inner,)) if isinstance(inner, Words) else inner

    def _count(self, more: int) -> None:
        self._conditions += more
        if self._conditions > MOST:
            message = _("with its segments written out, a filter may have {count} conditions at most")
            raise UsageError(message.format(count=MOST))


def _parts(node: Node) -> Iterator[Node]:
    """Yield what stands side by side in ``node``. A search stays apart: only one that was typed ranks what it finds."""
    if isinstance(node, And) and not any(isinstance(inner, Words) for inner in node.nodes):
        yield from node.nodes
    else:
        yield node


def _depth(node: Node) -> int:
    match node:
        case Not(inner):
            return 1 + _depth(inner)
        case And(nodes) | Or(nodes):
            return 1 + max(map(_depth, nodes), default=0)
        case _:
            return 0
