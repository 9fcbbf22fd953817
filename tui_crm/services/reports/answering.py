"""How a report is answered: its sets of records counted, in its period and in the one compared with, and made into tables."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tui_crm.i18n import _
from tui_crm.models.report import Column, Look, Measure, Member, Number, ReportOf, Row, Table, TableOf
from tui_crm.models.report_period import months_of
from tui_crm.models.span import Period
from tui_crm.services.reports.labels import Labels, key_of
from tui_crm.services.reports.measuring import (
    Counted,
    Value,
    dimensions_of,
    measured,
    members_of,
    nothing,
    slice_of,
)

Values = Mapping[tuple[Member, ...], Value]


@dataclass(frozen=True)
class Answering:
    """A declared report, to be answered for ``period`` beside ``before``; ``count`` counts facts in dimensions."""

    declared: ReportOf
    period: Period
    before: Period | None
    count: Callable[[str, Sequence[str], Period], Counted]

    def cubes(self) -> dict[tuple[str, Period], Counted]:
        """Return everything that is counted, by the names of the facts and the period."""
        facts = dict.fromkeys(measure.facts for _table, measure in self.declared.measures())
        periods = dict.fromkeys(filter(None, (self.period, self.before)))
        return {
            (name, period): self.count(name, dimensions_of(self.declared.tables, name), period)
            for name in facts
            for period in periods
            if period == self.period or not self._only_now(name)
        }

    def _only_now(self, facts: str) -> bool:
        return all(measure.only_now for _table, measure in self.declared.measures() if measure.facts == facts)

    def tables(self, cubes: Mapping[tuple[str, Period], Counted], labels: Labels) -> Iterator[Table]:
        """Yield the tables."""
        for table in self.declared.tables:
            yield _Tabling(self, table, cubes, labels).table()


class _Tabling:
    """One table being made."""

    def __init__(
        self, answering: Answering, table: TableOf, cubes: Mapping[tuple[str, Period], Counted], labels: Labels
    ) -> None:
        self._answering = answering
        self._table = table
        self._labels = labels
        self._now = [measured(table, each, cubes[each.facts, answering.period]) for each in table.measures]
        self._before = [self._earlier(each, cubes) for each in table.measures]

    def _earlier(self, measure: Measure, cubes: Mapping[tuple[str, Period], Counted]) -> Values | None:
        """Return the measure in the period compared with; months stand for those of the period, in turn."""
        before, table = self._answering.before, self._table
        if before is None or measure.only_now:
            return None
        values = measured(table, measure, cubes[measure.facts, before])
        if not table.months:
            return values
        pairs = zip(months_of(self._answering.period), months_of(before), strict=False)
        return {(month,): values.get((earlier,), nothing(measure)) for month, earlier in pairs}

    def table(self) -> Table:
        """Return it."""
        table, label = self._table, self._labels.of(self._table.rows)
        values = [*self._now, *filter(None, self._before)]
        members = members_of(table, self._answering.period, values, label)
        if not table.rows:
            rows = [Row("", "", tuple(self._numbers(())))]
        else:
            rows = [Row(key_of(table.rows, each), label(each), tuple(self._numbers((each,)))) for each in members]
        return Table(table.name, _(table.title), table.look, tuple(self._columns()), tuple(rows))

    def _columns(self) -> Iterator[Column]:
        table = self._table
        if table.look is Look.GRID:
            (measure,) = table.measures
            label = self._labels.of(table.across)
            for member in table.columns:
                yield Column(key_of(table.across, member), label(member), _(measure.meaning))
        else:
            for measure in table.measures:
                yield Column(measure.name, _(measure.title), _(measure.meaning))

    def _numbers(self, row: tuple[Member, ...]) -> Iterator[Number]:
        table = self._table
        for measure, now, before in zip(table.measures, self._now, self._before, strict=True):
            if table.look is Look.GRID:
                for member in table.columns:
                    yield self._number(measure, now, before, (*row, member), key_of(table.across, member))
            else:
                yield self._number(measure, now, before, row, measure.name)

    def _number(
        self, measure: Measure, now: Values, before: Values | None, members: tuple[Member, ...], column: str
    ) -> Number:
        table = self._table
        row = f".{key_of(table.rows, members[0])}" if table.rows else ""
        value = now.get(members, nothing(measure))
        missing = None if before is None or (table.months and members not in before) else nothing(measure)
        earlier = missing if before is None or missing is None else before.get(members, missing)
        return Number(
            key=f"{table.name}.{column}{row}",
            unit=measure.unit,
            value=value.value,
            records=value.records,
            behind=slice_of(table, measure, self._answering.period, members),
            before=None if earlier is None else earlier.value,
        )
