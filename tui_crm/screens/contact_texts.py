"""What the list of contacts says in words: how many there are, why it is empty, and which command prints it."""

import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size

from tui_crm import paths
from tui_crm.commands import COMMANDS
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.ids import shown
from tui_crm.screens.contact_search import Answer
from tui_crm.widgets.cell import Cell, Role

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_FILLING: Final[Mapping[str, str]] = {
    "contact.new": N_("adds the first contact"),
    "app.import": N_("imports a file"),
    "contacts.demo": N_("opens a made-up business to look around in, thrown away at the end"),
}
"""What fills an empty list, by the ids of commands."""


def count_text(answer: Answer, selected: int) -> str:
    """Return how many contacts are selected, found, and there: ``14 of 1,000,000``."""
    count = f"{len(answer.ids):,}" if answer.complete else f"{len(answer.ids):,}+"
    if answer.total is not None and answer.total != len(answer.ids):
        count = _("{found} of {total}").format(found=count, total=f"{answer.total:,}")
    if selected:
        marked = ngettext("{count} selected", "{count} selected", selected).format(count=f"{selected:,}")
        count = f"{marked} · {count}"
    return count


def empty_lines(answer: Answer) -> tuple[Cell, ...]:
    """Return what an empty list says: that the filter fits nobody, or what the list is for and what fills it."""
    blank = Cell("")
    if answer.total:
        way = _("{key} in the list takes the filter back.").format(key=COMMANDS["contacts.clear"].first_key)
        return Cell(_("Nobody fits this filter."), Role.STRONG), blank, Cell(way, Role.MUTED)
    what_for = _(
        "This is the list of the people and companies you work with: who they are,\n"
        "when you last spoke with them, and what comes next."
    )
    return (
        Cell(_("Nobody here yet."), Role.STRONG),
        blank,
        *(Cell(line, Role.MUTED) for line in what_for.splitlines()),
        blank,
        *key_lines(_FILLING),
        blank,
        Cell(_("Or in a shell; what comes in from there appears here by itself:"), Role.MUTED),
        blank,
        Cell("  crm import contacts FILE", Role.PRIMARY),
        Cell("  crm contact add --name NAME --phone PHONE", Role.PRIMARY),
    )


def key_lines(told: Mapping[str, str]) -> list[Cell]:
    """Return what an empty list says of the keys that fill it; ``told`` are marked, by the ids of commands."""
    keys = {COMMANDS[name].first_key: _(words) for name, words in told.items()}
    width = max(map(cell_len, keys))
    return [Cell(f"  {set_cell_size(key, width)}  {words}") for key, words in keys.items() if key]


def list_command(crm: "Crm", text: str) -> str:
    """Return the command that prints what the filter ``text`` finds. Raises UsageError where it is no filter."""
    wanted = crm.contacts.written_out(crm.contacts.parse(text))
    said = text.strip() if "kind" in wanted.fields() else f"kind:any {text.strip()}".strip()
    return shell_command(crm, "contact", "list", said)


def card_command(crm: "Crm", contact_id: int) -> str:
    """Return the command that prints the card of a contact."""
    return shell_command(crm, "contact", "show", shown("contact", contact_id))


def shell_command(crm: "Crm", *words: str) -> str:
    """Return a command line on the database of ``crm``, quoted for a shell."""
    file = crm.database.path
    shell = ["crm"] if file == paths.default_database().resolve() else ["crm", "--db", str(file)]
    return shlex.join([*shell, *words])
