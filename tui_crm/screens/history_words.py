"""How operations look: as lines of the history, and as a page that tells what each of them did."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.clock import Clock
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.cards import OperationEntry
from tui_crm.models.changes import FieldChange, OperationChanges, RecordChange
from tui_crm.models.codes import SOURCE_LABELS
from tui_crm.models.ids import shown
from tui_crm.models.record_labels import THING_LABELS
from tui_crm.screens.times import Moment, at_time, long_date
from tui_crm.widgets.card import CardRow, CardSection
from tui_crm.widgets.cell import Cell, Role, known
from tui_crm.widgets.columns import Column

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

STATES: Final[Mapping[str, Cell]] = {
    "done": Cell(""),
    "undone": Cell(N_("undone"), Role.WARNING),
    "undo": Cell(N_("an undo"), Role.MUTED),
    "redo": Cell(N_("a redo"), Role.MUTED),
}
"""What is said of an operation's state, in marked words."""

_ACTIONS: Final[Mapping[str, str]] = {
    "create": N_("made"),
    "update": N_("changed"),
    "remove": N_("removed"),
    "forgotten": N_("forgotten"),
}


def columns() -> tuple[Column, ...]:
    """Return the columns of the history."""
    return (
        Column("at", _("When"), 14, priority=8),
        Column("by", _("Who"), 8, fraction=1, priority=6),
        Column("what", _("What"), 32, fraction=6, priority=9),
        Column("source", _("From where"), 12, priority=3),
        Column("records", _("Records"), 8, align="right", priority=4),
        Column("state", "", 8, priority=5),
    )


def operation_rows(crm: "Crm", ids: Sequence[int]) -> Mapping[int, Sequence[Cell]]:
    """Return the cells of these operations. Raises CrmError."""
    moment = Moment.of(crm.clock)
    return {number: _cells(entry, crm.clock, moment) for number, entry in crm.history.entries(ids).items()}


def _cells(entry: OperationEntry, clock: Clock, moment: Moment) -> Sequence[Cell]:
    undone = entry.state == "undone"
    return (
        Cell(at_time(entry.at.astimezone(clock.zone), moment.today), Role.MUTED),
        Cell(entry.by, Role.MUTED),
        Cell(entry.what, Role.MUTED if undone else Role.STRONG),
        Cell(_(SOURCE_LABELS.get(entry.source, entry.source)), Role.MUTED),
        known(f"{entry.records:,}" if entry.records else "", Role.MUTED),
        _translated(STATES[entry.state]),
    )


def _translated(cell: Cell) -> Cell:
    return Cell(_(cell.text), cell.role)


def operation_page(changes: OperationChanges, clock: Clock, most: int) -> tuple[CardSection, ...]:
    """Return what an operation did, to the first ``most`` records, and what could not be taken back."""
    shown_records = changes.records[:most]
    sections = [_head(changes.entry, clock), *_kept(changes)]
    sections += [_record(record) for record in shown_records]
    if more := changes.more + len(changes.records) - len(shown_records):
        told = ngettext("… and {count} more record", "… and {count} more records", more).format(count=f"{more:,}")
        sections.append(CardSection((CardRow((Cell(told, Role.MUTED),)),)))
    if not changes.entry.records:
        sections.append(CardSection((CardRow((Cell(_("It changed no records."), Role.MUTED),)),)))
    return tuple(sections)


def _head(entry: OperationEntry, clock: Clock) -> CardSection:
    local = entry.at.astimezone(clock.zone)
    day = long_date(local.date(), clock.today())
    said = (entry.by, f"{day} {local:%H:%M}", _(SOURCE_LABELS.get(entry.source, entry.source)))
    rows = [
        CardRow((Cell(entry.what, Role.STRONG, bold=True),)),
        CardRow((Cell(shown("operation", entry.id), Role.MUTED), Cell(" · ".join(said), Role.MUTED))),
    ]
    if entry.state != "done":
        rows.append(CardRow((_translated(STATES[entry.state]),)))
    return CardSection(tuple(rows))


def _kept(changes: OperationChanges) -> list[CardSection]:
    """Return what could not be taken back, where there was anything."""
    if not changes.kept:
        return []
    rows = [CardRow((Cell(sentence),), "●", Role.WARNING) for sentence in changes.kept]
    if changes.kept_more:
        more = _("… and {count} more")
        rows.append(CardRow((Cell(more.format(count=f"{changes.kept_more:,}"), Role.MUTED),)))
    return [CardSection(tuple(rows), _("Could not be taken back"))]


def _record(record: RecordChange) -> CardSection:
    """Return what became of a record: its name, which may be long, leads its fields, or stands where they would."""
    said = [f"{_(THING_LABELS[record.thing])} {shown(record.thing, record.record_id)}", _(_ACTIONS[record.action])]
    if record.fields:
        fields = tuple(_field(field, record.action) for field in record.fields)
        return CardSection(fields, " · ".join(filter(None, (record.name, *said))))
    named = known(record.name)
    return CardSection((CardRow((named,)),), " · ".join(said))


def _field(field: FieldChange, action: str) -> CardRow:
    old = known(field.old, Role.MUTED)
    if action == "remove":
        return CardRow((old,), field.title)
    new = known(field.new)
    return CardRow((old, Cell("→", Role.ACCENT), new), field.title)
