"""What the list of contacts says in words: how many there are, why it is empty, and which command prints it."""

import shlex
from typing import TYPE_CHECKING

from tui_crm import paths
from tui_crm.i18n import _, ngettext
from tui_crm.screens.contact_search import Answer

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


def count_text(answer: Answer, selected: int) -> str:
    """Return how many contacts are selected, found, and there: ``14 of 1,000,000``."""
    count = f"{len(answer.ids):,}" if answer.complete else f"{len(answer.ids):,}+"
    if answer.total is not None and answer.total != len(answer.ids):
        count = _("{found} of {total}").format(found=count, total=f"{answer.total:,}")
    if selected:
        marked = ngettext("{count} selected", "{count} selected", selected).format(count=f"{selected:,}")
        count = f"{marked} · {count}"
    return count


def empty_text(answer: Answer) -> str:
    """Return what an empty list says: that the filter fits nobody, or what the list is for and what fills it."""
    if answer.total:
        return "\n".join((_("Nobody fits this filter."), "", _("esc leaves the filter, esc again clears it.")))
    return "\n".join(
        (
            _("Nobody here yet."),
            "",
            _(
                "This is the list of the people and companies you work with: who they are,\n"
                "when you last spoke with them, and what comes next. To fill it, in a shell:"
            ),
            "",
            "  crm import contacts FILE",
            "  crm contact add --name NAME --phone PHONE",
            "",
            _("What comes in from there appears here by itself."),
            _("Press d to look around in a made-up business first;\nit is thrown away at the end."),
        )
    )


def list_command(crm: "Crm", text: str) -> str:
    """Return the command that prints what the filter ``text`` finds. Raises UsageError where it is no filter."""
    wanted = crm.contacts.parse(text)
    said = text.strip() if "kind" in wanted.fields() else f"kind:any {text.strip()}".strip()
    file = crm.database.path
    shell = ["crm"] if file == paths.default_database().resolve() else ["crm", "--db", str(file)]
    return shlex.join([*shell, "contact", "list", said])
