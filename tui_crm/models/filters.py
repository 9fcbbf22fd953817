"""What a filter is, once its text is read: an immutable value that says which records, and in which order.

Values in it are canonical texts (``active``, ``30d``, ``this-month``, ``me``): what they mean is worked out when the
filter is used, so that a saved one moves with the day and with the user.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias


class Operator(StrEnum):
    """How a field's value is tested; the text is how it is written."""

    IS = ""
    EXACTLY = "="
    MORE = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    BETWEEN = ".."
    NONE = "none"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class FieldTest:
    """One test of a field. ``upper`` is the other end of BETWEEN, either end of which may be "" (open)."""

    operator: Operator
    value: str = ""
    upper: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A field of which at least one test must hold."""

    field: str
    tests: tuple[FieldTest, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A search (``models/matching.py``): terms that must all match, in order, each with at least one letter or digit."""

    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The records that ``node`` does not hold for."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """The records that every one of ``nodes`` holds for: all records where there are none."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """The records that one of ``nodes``, at least two, holds for."""

    nodes: tuple["Node", ...]


Node: TypeAlias = Condition | Words | Not | And | Or

EVERYTHING = And(())
"""Holds for every record."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """A field to sort by; records without a value come last either way."""

    field: str
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Which records (``where``), in which order (``sort``, the first key the weightiest; none is the usual order)."""

    where: Node = EVERYTHING
    sort: tuple[SortKey, ...] = field(default=())

    @property
    def words(self) -> Words | None:
        """The search that every record of the result must match, None where there is none."""
        nodes = self.where.nodes if isinstance(self.where, And) else (self.where,)
        return next((node for node in nodes if isinstance(node, Words)), None)

    def conditions(self) -> Iterator[Condition]:
        """Yield every condition, wherever it stands."""
        yield from (node for node in _walk(self.where) if isinstance(node, Condition))

    def fields(self) -> frozenset[str]:
        """Return the names of the fields that conditions speak of."""
        return frozenset(condition.field for condition in self.conditions())


def _walk(node: Node) -> Iterator[Node]:
    yield node
    if isinstance(node, Not):
        yield from _walk(node.node)
    elif isinstance(node, And | Or):
        for inner in node.nodes:
            yield from _walk(inner)


def all_of(nodes: Iterable[Node]) -> Node:
    """Return what holds where all of ``nodes`` hold, in its simplest form; their words become one search."""
    flat = [inner for node in nodes for inner in (node.nodes if isinstance(node, And) else (node,))]
    words = Words(tuple(term for node in flat if isinstance(node, Words) for term in node.terms))
    merged = dict.fromkeys(words if isinstance(node, Words) else node for node in flat)
    return next(iter(merged)) if len(merged) == 1 else And(tuple(merged))


def any_of(nodes: Iterable[Node]) -> Node:
    """Return what holds where one of ``nodes``, at least one, holds, in its simplest form."""
    flat = dict.fromkeys(inner for node in nodes for inner in (node.nodes if isinstance(node, Or) else (node,)))
    return next(iter(flat)) if len(flat) == 1 else Or(tuple(flat))


def none_of(node: Node) -> Node:
    """Return what holds where ``node`` does not, in its simplest form."""
    return node.node if isinstance(node, Not) else Not(node)


def replaced(node: Node, change: Callable[[Condition], Node]) -> Node:
    """Return ``node`` with what ``change`` makes of each condition in its place."""
    match node:
        case Condition():
            return change(node)
        case Not(inner):
            return none_of(replaced(inner, change))
        case And(nodes):
            return all_of(replaced(inner, change) for inner in nodes)
        case Or(nodes):
            return any_of(replaced(inner, change) for inner in nodes)
        case Words():
            return node
