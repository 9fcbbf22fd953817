"""The keys of a screen, as a page to read."""

from collections.abc import Sequence

from tui_crm.commands import HEADINGS, Command
from tui_crm.display import cells, measure
from tui_crm.i18n import _
from tui_crm.widgets.card import CardRow, CardSection
from tui_crm.widgets.cell import Cell, Role


def keys_page(commands: Sequence[Command]) -> tuple[CardSection, ...]:
    """Return ``commands`` by place, each with its keys, its title and what it does."""
    keys = max(measure(command.all_keys) for command in commands)
    titles = max((measure(_(command.title)) for command in commands if command.help), default=0)
    sections = []
    for place, heading in HEADINGS.items():
        rows = tuple(_row(command, keys, titles) for command in commands if command.where is place)
        if rows:
            sections.append(CardSection(rows, _(heading)))
    return tuple(sections)


def _row(command: Command, keys: int, titles: int) -> CardRow:
    """Return the line of a command; its keys take so many cells, and its title where something is said of it."""
    title, label = _(command.title), cells(command.all_keys, keys + 1)
    if not command.help:
        return CardRow((Cell(title),), label, Role.ACCENT)
    told = (Cell(cells(title, titles + 1)), Cell(_(command.help), Role.MUTED))
    return CardRow(told, label, Role.ACCENT, hanging=True)
