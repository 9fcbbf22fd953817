"""How numbers come from counted records: the cube of a set of facts becomes the tables that a report declares."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tui_crm.models.report import How, Measure, Member, Order, Slice, TableOf, Unit
from tui_crm.models.report_period import months_of
from tui_crm.models.span import Period


@dataclass(frozen=True)
class Counted:
    """The records of ``facts`` in ``period``, counted by their members in ``dimensions``."""

    facts: str
    period: Period
    dimensions: Sequence[str]
    cells: Mapping[tuple[Member, ...], int]

    def by(self, dimensions: Sequence[str], of: Mapping[str, Sequence[Member]]) -> Counter[tuple[Member, ...]]:
        """Return how many records of those with these members there are of each combination in ``dimensions``."""
        places = [self.dimensions.index(name) for name in dimensions]
        wanted = [(self.dimensions.index(name), frozenset(members)) for name, members in of.items()]
        found: Counter[tuple[Member, ...]] = Counter()
        for cell, count in self.cells.items():
            if all(cell[place] in members for place, members in wanted):
                found[tuple(cell[place] for place in places)] += count
        return found


def dimensions_of(tables: Sequence[TableOf], facts: str) -> list[str]:
    """Return the dimensions in which records of ``facts`` must be told apart for these tables."""
    names: dict[str, None] = {}
    for table in tables:
        for measure in table.measures:
            if measure.facts == facts:
                wanted = (table.rows, table.across, measure.dimension, *measure.of, *measure.part)
                names |= dict.fromkeys(filter(None, wanted))
    return list(names)


@dataclass(frozen=True)
class Value:
    """A number as it is measured, with how many records it is made of."""

    value: float | None = None
    records: int = 0


def measured(table: TableOf, measure: Measure, counted: Counted) -> dict[tuple[Member, ...], Value]:
    """Return the measure of each row (of a grid: of each row and column) that has records."""
    places = [name for name in (table.rows, table.across) if name]
    cells: dict[tuple[Member, ...], Counter[tuple[Member, ...]]] = {}
    more = [name for name in (measure.dimension, *measure.part) if name]
    for key, count in counted.by([*places, *more], measure.of).items():
        cells.setdefault(key[: len(places)], Counter())[key[len(places) :]] += count
    return {key: _value(measure, cell) for key, cell in cells.items()}


def _value(measure: Measure, cell: Counter[tuple[Member, ...]]) -> Value:
    records = cell.total()
    if measure.how is How.COUNT:
        return Value(records, records)
    if measure.how in {How.SHARE, How.BALANCE}:
        part = _having(measure.part, cell) - _having(measure.against, cell)
        return Value(round(100 * part / records, 1), records)
    found = _figure(measure.how, Counter({int(key[0]): count for key, count in cell.items()}))
    return Value(round(found / 60, 1) if measure.unit is Unit.MINUTES else found, records)


def _having(members: Mapping[str, Sequence[Member]], cell: Mapping[tuple[Member, ...], int]) -> int:
    """Return how many records have these members; none where there are none."""
    wanted = list(members.values())
    return sum(
        count
        for key, count in cell.items()
        if wanted and all(member in among for member, among in zip(key, wanted, strict=True))
    )


def _figure(how: How, counts: Counter[int]) -> float:
    """Return a figure of values, of each of which there are so many."""
    total = sum(value * count for value, count in counts.items())
    match how:
        case How.MEAN:
            return round(total / counts.total(), 2)
        case How.MEDIAN:
            return _median(counts)
        case How.NINTH:
            return _ninth(counts)
        case _:
            return total


def _ninth(counts: Counter[int]) -> int:
    """Return the ninth decile by nearest rank: of n values in rising order the ⌈0.9 n⌉-th."""
    rank, passed = -(-9 * counts.total() // 10), 0
    for value in sorted(counts):
        passed += counts[value]
        if passed >= rank:
            return value
    raise AssertionError(rank)


def _median(counts: Counter[int]) -> float:
    """Return the middle value, of an even number of values the mean of the two in the middle."""
    total, passed = counts.total(), 0
    low: int | None = None
    for value in sorted(counts):
        passed += counts[value]
        if low is None and 2 * passed >= total:
            low = value
        if low is not None and 2 * passed > total:
            return (low + value) / 2
    raise AssertionError(total)


def nothing(measure: Measure) -> Value:
    """Return the measure of no records at all: 0, or nothing where that says nothing."""
    return Value(0 if measure.how in {How.COUNT, How.SUM} else None)


def members_of(
    table: TableOf, period: Period, values: Sequence[Mapping[tuple[Member, ...], Value]], label: Callable[[Member], str]
) -> list[Member]:
    """Return the rows of a table in their order: those declared, and those that have records in one of ``values``."""
    if not table.rows:
        return []
    declared = [*table.members, *(months_of(period) if table.months else ())]
    found = {key[0]: None for each in values for key in each if not table.months or key[0]}
    others = [member for member in found if member not in declared]
    if table.order is Order.DECLARED:
        return [*declared, *(() if table.months else sorted(others, key=label))]

    def weight(member: Member) -> tuple[float, str, str]:
        return -(values[0].get((member,), Value()).value or 0), label(member), str(member)

    return sorted([*declared, *others], key=weight)


def slice_of(table: TableOf, measure: Measure, period: Period, key: Sequence[Member]) -> Slice:
    """Return which records the number of a row (of a grid: of a row and a column) is made of."""
    places = zip([name for name in (table.rows, table.across) if name], key, strict=True)
    members = (*((name, (member,)) for name, member in places), *measure.of.items())
    return Slice(measure.facts, period, members)
