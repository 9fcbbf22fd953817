"""The keys of a screen, as a page to read."""

from collections.abc import Sequence

from tui_crm.commands import HEADINGS, Command
from tui_crm.display import cells, measure
from tui_crm.i18n import _
from tui_crm.widgets.card import CardRow, CardSection
from tui_crm.widgets.cell import Cell, Role


def keys_page(commands: Sequence[Command]) -> tuple[CardSection, ...]:
    """Return ``commands`` by place, each with its keys, its title and what it does."""
    widest = max(measure(command.all_keys) for command in commands)
    sections = []
    for place, heading in HEADINGS.items():
        rows = tuple(_row(command, widest) for command in commands if command.where is place)
        if rows:
            sections.append(CardSection(rows, _(heading)))
    return tuple(sections)


def _row(command: Command, widest: int) -> CardRow:
    told = [Cell(_(command.title)), Cell(_(command.help), Role.MUTED)]
    return CardRow(tuple(cell for cell in told if cell.text), cells(command.all_keys, widest + 1), Role.ACCENT)
