"""Labels: what there is, renaming and deleting them for everybody."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_crm.db import team
from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.services.contact_input import known_tags, tag_name
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


@dataclass(frozen=True)
class TagEntry:
    """A tag with the number of contacts that bear it."""

    id: int
    name: str
    contacts: int
    version: int


class Tags:
    """The tags of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def all(self) -> list[TagEntry]:
        """Return every tag, by name."""
        with self._crm.database.read() as connection:
            return [TagEntry(**row._asdict()) for row in team.tags(connection)]

    def add(self, name: str) -> Done:
        """Make a tag that nobody bears yet. Raises BadInput where there is one."""
        name = tag_name(name)
        ensure_user(self._crm)
        label = N_("Added tag {tag}")
        with self._crm.database.write(self._crm.actor, label, {"tag": name}) as writing:
            if team.tag_ids(writing.connection, [name]):
                raise BadInput(_("there is a tag “{name}” already").format(name=name), field="name")
            tag_id = writing.create("tag", {"name": name})
        return Done(writing.operation_id, told(label, writing.arguments), (tag_id,))

    def rename(self, old: str, new: str) -> Done:
        """Rename a tag, also in the filters of segments. Raises NotFound, and BadInput where the new name is another tag's."""
        from tui_crm.services.segment_words import rename_value  # noqa: PLC0415 - the language of filters, here only

        new = tag_name(new)
        ensure_user(self._crm)
        label = N_("Renamed tag {old} to {new}")
        with self._crm.database.write(self._crm.actor, label, {"old": old, "new": new}) as writing:
            (tag_id,) = known_tags(writing, [old])
            if team.tag_ids(writing.connection, [new]).get(new, tag_id) != tag_id:
                raise BadInput(_("there is a tag “{name}” already").format(name=new), field="name")
            if not writing.update("tag", tag_id, {"name": new}):
                return Done(None, _("Nothing changed"))
            rename_value(writing, "tag", old, new)
        return Done(writing.operation_id, told(label, writing.arguments), (tag_id,))

    def delete(self, name: str) -> Done:
        """Put a tag in the trash: it is taken off everybody, and comes back with an undo."""
        ensure_user(self._crm)
        label = N_("Deleted tag {tag}")
        with self._crm.database.write(self._crm.actor, label, {"tag": name}) as writing:
            (tag_id,) = known_tags(writing, [name])
            writing.update("tag", tag_id, {"deleted_at": writing.at})
        return Done(writing.operation_id, told(label, writing.arguments), (tag_id,))
