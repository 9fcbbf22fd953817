"""The commands of the screens with their keys, as a list. Loads the table of the screens, and with it Textual."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tui_crm.cli.columns import Column
from tui_crm.cli.kinds import Text, Texts
from tui_crm.commands import COMMANDS, HEADINGS, Command
from tui_crm.i18n import N_
from tui_crm.key_names import shown
from tui_crm.keymap import Keymap
from tui_crm.services.preferences import ORIGINS
from tui_crm.settings import Origin


@dataclass(frozen=True)
class KeyLine:
    """A command with the keys it has, and where these come from: ``where`` is a line of the file of keys."""

    command: Command
    keys: tuple[str, ...]
    origin: Origin
    where: str


COLUMNS: tuple[Column[KeyLine], ...] = (
    Column("command", N_("command"), Text(least=20), value=lambda line: line.command.id),
    Column("keys", N_("keys"), Texts()),
    Column(
        "does",
        N_("does"),
        Text({each.title: each.title for each in COMMANDS.values()}),
        lambda line: line.command.title,
    ),
    Column(
        "place",
        N_("place"),
        Text({str(where): heading for where, heading in HEADINGS.items()}),
        lambda line: line.command.where,
        spare=1,
    ),
    Column("origin", N_("from"), Text(ORIGINS)),
    Column("where", N_("where"), spare=2),
)


def key_lines(keymap: Keymap, file: Path) -> Iterator[KeyLine]:
    """Yield every command with its keys."""
    for command in COMMANDS.values():
        keys = tuple(shown(key) for key in keymap.keys_of(command).split(",") if key)
        line = keymap.lines.get(command.id)
        where, origin = (f"{file}:{line}", Origin.FILE) if line else ("", Origin.DEFAULT)
        yield KeyLine(command, keys, origin, where)
