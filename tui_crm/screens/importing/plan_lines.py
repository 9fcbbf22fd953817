"""How a plan is told: a line a row, and the row at the cursor as a card of what is now and what will be."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui_crm.i18n import _
from tui_crm.models.ids import shown
from tui_crm.screens.importing.words import outcome_cell
from tui_crm.widgets.card import CardRow, CardSection
from tui_crm.widgets.cell import Cell, Role, known
from tui_crm.widgets.columns import Column

if TYPE_CHECKING:
    from tui_crm.services.importing.report import PlannedRow

_NEW = frozenset({"created", "also_created"})
_FIRST = ("company", "emails", "phones")
_LAST = ("family_name", "given_name")


def columns() -> tuple[Column, ...]:
    """Return the columns of the plan."""
    return (
        Column("line", _("Line"), 6, align="right", priority=2),
        Column("outcome", "", 14, priority=5),
        Column("name", _("Name"), 16, fraction=2, priority=9),
        Column("what", _("What"), 20, fraction=5, priority=3),
    )


def cells(row: "PlannedRow") -> tuple[Cell, ...]:
    """Return a row of the plan on one line."""
    told = Cell(row.reason, Role.ERROR) if row.reason else Cell(" · ".join(_short(row)), Role.MUTED)
    return Cell(f"{row.line:,}", Role.MUTED), outcome_cell(row.outcome), known(row.name, Role.STRONG), told


def _short(row: "PlannedRow") -> Iterator[str]:
    for name, (old, new) in titled(row):
        yield value_text(new) if row.outcome in _NEW else f"{name}: {value_text(old)} → {value_text(new)}"


def card(row: "PlannedRow") -> tuple[CardSection, ...]:
    """Return what becomes of a row: every field as it is and as it will be, or why the row is rejected."""
    who = [Cell(row.name or "—", Role.STRONG, bold=True)]
    if row.target is not None:
        who.append(Cell(shown(row.thing, row.target), Role.MUTED))
    place = Cell(_("line {line}").format(line=f"{row.line:,}"), Role.MUTED)
    head = CardSection((CardRow(tuple(who)), CardRow((outcome_cell(row.outcome), place))))
    if row.reason:
        return head, CardSection((CardRow((Cell(row.reason, Role.ERROR),)),))
    fields = tuple(_field(row, name, old, new) for name, (old, new) in titled(row))
    return (head, CardSection(fields)) if fields else (head,)


def _field(row: "PlannedRow", name: str, old: object, new: object) -> CardRow:
    if row.outcome in _NEW:
        return CardRow((Cell(value_text(new)),), name)
    return CardRow((Cell(value_text(old), Role.MUTED), Cell("→", Role.ACCENT), Cell(value_text(new))), name)


def titled(row: "PlannedRow") -> Iterator[tuple[str, tuple[object, object]]]:
    """Yield the fields of a row as people call them, with what is and what will be."""
    from tui_crm.services.change_words import word_of  # noqa: PLC0415 - few people come by here
    from tui_crm.services.importing.kinds.registry import DECLARED, of_thing  # noqa: PLC0415 - as above

    labels = of_thing(row.thing).labels if any(kind.thing == row.thing for kind in DECLARED) else {}
    for name in sorted(row.changes, key=_weight):
        old, new = (word_of(row.thing, name, value) for value in row.changes[name])
        yield (_(labels[name]) if name in labels else name), (old, new)


def _weight(name: str) -> int:
    """Return where a field stands: by what people know somebody first, the parts of the name last, which stands above."""
    return -1 if name in _FIRST else int(name in _LAST)


def value_text(value: object) -> str:
    """Return a value on one line: of a list its items, of an item its parts that say something."""
    if isinstance(value, tuple | list):
        items = (item if isinstance(item, tuple | list) else (item,) for item in value)
        return ", ".join(" · ".join(str(part) for part in item if part not in (None, "")) for item in items) or "—"
    return "—" if value in (None, "") else str(value)
