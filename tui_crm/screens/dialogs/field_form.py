"""The custom fields of the team: a list of them, and the forms that add and rename one."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.cards import Done
from tui_crm.models.codes import FIELD_TYPE_LABELS, FieldType
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.things import Things
from tui_crm.screens.messages import RunWrite
from tui_crm.services.custom_fields import FieldEntry, checked_name
from tui_crm.widgets.cell import Cell, Role, known
from tui_crm.widgets.columns import Column
from tui_crm.widgets.form_field import FieldKind, FormField

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


def _name_field(hint: str) -> FormField:
    return FormField("name", _("Field"), hint=hint, check=lambda text: f"x.{checked_name(text)}")


class NewField(FormDialog):
    """Asks for a new field: what filters call it, what people call it, and what it holds."""

    def __init__(self) -> None:
        kinds = tuple((str(kind), _(FIELD_TYPE_LABELS[kind])) for kind in FieldType)
        fields = (
            _name_field(_("a word, such as budget; filters call it x.budget")),
            FormField("label", _("Title"), hint=_("what people read on a card, such as Budget of the year")),
            FormField("type", _("Holds"), FieldKind.CHOICE, hint=_("what can be filled in"), choices=kinds),
            FormField("choices", _("Choices"), hint=_("with commas between, where one of a few is chosen")),
        )
        super().__init__(_("New field"), fields, {"type": str(FieldType.TEXT)}, self._saving)

    @staticmethod
    def _saving(values: Mapping[str, str]) -> RunWrite:
        def write(crm: "Crm") -> Done:
            said = {"kind": values["type"], "label": values["label"], "choices": values["choices"]}
            return crm.custom_fields.add(values["name"], **said)

        return RunWrite(_("Saving…"), write)


class FieldName(FormDialog):
    """Asks for another name of a field; its values stay."""

    def __init__(self, field: FieldEntry) -> None:
        self._old = field.name
        title = _("Rename field {field}").format(field=f"x.{field.name}")
        hint = _("filters that name it have to be told the new name")
        super().__init__(title, (_name_field(hint),), {"name": field.name}, self._saving)

    def _saving(self, values: Mapping[str, str]) -> RunWrite:
        return RunWrite(_("Saving…"), lambda crm: crm.custom_fields.rename(self._old, values["name"]))


class FieldList(Things[FieldEntry]):
    """The custom fields of the team."""

    TITLE = N_("Custom fields")
    EMPTY = N_("No fields of your own yet: {key} adds one, such as a budget or a size.")
    KEYS: ClassVar[Mapping[str, str]] = {**Things.KEYS, "things.edit": N_("rename")}

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the list."""
        return (
            Column("name", _("Field"), 14, fraction=2, priority=9),
            Column("label", _("Title"), 14, fraction=2, priority=5),
            Column("type", _("Holds"), 12, fraction=2, priority=7),
            Column("used", _("Contacts"), 8, align="right", priority=6),
        )

    def read(self) -> Sequence[FieldEntry]:
        """Return the fields there are."""
        return self.crm.custom_fields.all()

    def cells(self, thing: FieldEntry) -> Sequence[Cell]:
        """Return the cells of a field."""
        holds = " · ".join(filter(None, (_(FIELD_TYPE_LABELS[thing.type]), thing.choices)))
        return (
            Cell(f"x.{thing.name}", Role.STRONG),
            known(thing.label),
            Cell(holds, Role.MUTED),
            Cell(f"{thing.used:,}", Role.MUTED),
        )

    def form(self, thing: FieldEntry | None) -> FormDialog:
        """Return the form that renames a field or adds one."""
        return NewField() if thing is None else FieldName(thing)

    def take_out(self, thing: FieldEntry) -> None:
        """Remove a field, after asking."""
        text = ngettext(
            "Remove field {field}? {count} contact has a value, which undo brings back.",
            "Remove field {field}? {count} contacts have a value, which undo brings back.",
            thing.used,
        )
        write = RunWrite(_("Removing…"), lambda crm: crm.custom_fields.delete(thing.name))
        self.remove_after(text.format(field=f"x.{thing.name}", count=f"{thing.used:,}"), write)
