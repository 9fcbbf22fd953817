"""What one can do on a board, whatever its cards are."""

from typing import Final

from tui_crm.commands.command import Where
from tui_crm.commands.lists import of_widget
from tui_crm.widgets import keys

_BAR: Final = {
    "board.open": 86,
    "board.left": 52,
    "board.right": 53,
    "board.push_left": 72,
    "board.push_right": 87,
    "board.mark": 50,
}

TABLE: Final = tuple(of_widget(keys.BOARD, Where.BOARD, _BAR))
