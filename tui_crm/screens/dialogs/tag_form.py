"""The tags of the team: a list of them, and the form that adds or renames one."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.cards import Done
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.things import Things
from tui_crm.screens.messages import RunWrite
from tui_crm.services.tags import TagEntry
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import Column
from tui_crm.widgets.form_field import FormField

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


class TagForm(FormDialog):
    """Asks for the name of a new tag, or for another name of ``tag``."""

    def __init__(self, tag: TagEntry | None) -> None:
        self._tag = tag
        title = _("New tag") if tag is None else _("Rename tag {tag}").format(tag=tag.name)
        field = FormField("name", _("Tag"), hint=_("a word or a few, such as key account"))
        super().__init__(title, (field,), {"name": tag.name if tag else ""}, self._saving)

    def _saving(self, values: Mapping[str, str]) -> RunWrite:
        tag, name = self._tag, values["name"]

        def write(crm: "Crm") -> Done:
            return crm.tags.add(name) if tag is None else crm.tags.rename(tag.name, name)

        return RunWrite(_("Saving…"), write)


class TagList(Things[TagEntry]):
    """The tags of the team."""

    TITLE = N_("Tags")
    EMPTY = N_("No tags yet: {key} adds one, and {tag} on a contact puts it on.")
    KEYS: ClassVar[Mapping[str, str]] = {**Things.KEYS, "things.edit": N_("rename")}

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the list."""
        return (
            Column("name", _("Tag"), 20, fraction=1, priority=9),
            Column("contacts", _("Contacts"), 8, align="right", priority=6),
        )

    def read(self) -> Sequence[TagEntry]:
        """Return the tags there are."""
        return self.crm.tags.all()

    def cells(self, thing: TagEntry) -> Sequence[Cell]:
        """Return the cells of a tag."""
        return Cell(thing.name, Role.STRONG), Cell(f"{thing.contacts:,}", Role.MUTED)

    def form(self, thing: TagEntry | None) -> FormDialog:
        """Return the form that renames a tag or adds one."""
        return TagForm(thing)

    def take_out(self, thing: TagEntry) -> None:
        """Remove a tag, after asking."""
        text = ngettext(
            "Take tag {tag} off {count} contact and remove it?",
            "Take tag {tag} off {count} contacts and remove it?",
            thing.contacts,
        )
        write = RunWrite(_("Removing…"), lambda crm: crm.tags.delete(thing.name))
        self.remove_after(text.format(tag=thing.name, count=f"{thing.contacts:,}"), write)
