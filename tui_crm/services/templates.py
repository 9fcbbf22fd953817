"""Templates of messages: made, changed and deleted, each an operation that undo takes back."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pydantic import ValidationError

from tui_crm.db import templates
from tui_crm.db.transaction import Transaction
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import N_, _
from tui_crm.models import placeholders
from tui_crm.models.cards import Done
from tui_crm.models.folding import label_key
from tui_crm.models.ids import number_of
from tui_crm.models.messaging import Channel
from tui_crm.models.nearest import nearest
from tui_crm.models.template import TemplateEntry, TemplateFields
from tui_crm.models.text import clean
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user
from tui_crm.services.starter_templates import starters
from tui_crm.services.validation import bad_input

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


class Templates:
    """The templates of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def all(self) -> list[TemplateEntry]:
        """Return every template, by name."""
        with self._crm.database.read() as connection:
            return templates.all_of(connection)

    def get(self, which: str) -> TemplateEntry:
        """Return the template that a name or an id means. Raises NotFound, which names the nearest one."""
        known = self.all()
        number = number_of("template", which)
        by_name = [each for each in known if label_key(each.name) == label_key(which)]
        for each in (*(each for each in known if each.id == number), *by_name):
            return each
        near = nearest(which, (each.name for each in known))
        hint = near or _("see: crm template list; crm template add --starter makes the usual ones")
        raise NotFound(_("there is no template “{name}”").format(name=which), hint=hint)

    def add(self, name: str, **said: str) -> Done:
        """Make a template; ``said`` has fields of ``TemplateFields``: occasion and text, and what else is known.

        Raises BadInput, also for a placeholder that nobody fills in.
        """
        values = _checked({**said, "name": name})
        _check_subject(values)
        ensure_user(self._crm)
        label, arguments = N_("Added template {template}"), {"template": values["name"]}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            _check_free(writing, values)
            made = writing.create("template", values)
        return Done(writing.operation_id, told(label, arguments), (made,))

    def add_starters(self, language: str) -> Done:
        """Make the templates that a team begins with in a language, in one operation; one whose name is taken is left out."""
        ensure_user(self._crm)
        label = N_("Added templates to begin with")
        with self._crm.database.write(self._crm.actor, label) as writing:
            known = {label_key(each.name) for each in templates.all_of(writing.connection)}
            missing = [each for each in starters(language) if label_key(str(each["name"])) not in known]
            made = writing.create_many("template", missing)
        if not made:
            return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, {}), tuple(made))

    def edit(self, which: str, *, base: int | None = None, **said: str) -> Done:
        """Change what is named of a template, its name too; an empty text clears. ``base`` is the version one started from.

        Raises NotFound, BadInput, Conflict.
        """
        entry = self.get(which)
        values = _checked({**_said_of(entry), **said})
        changes = {name: values[name] for name in said}
        if changes.keys() & {"channel", "subject"}:
            _check_subject(values)
        ensure_user(self._crm)
        label, arguments = N_("Edited template {template}"), {"template": entry.name}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            _check_free(writing, values, but=entry.id)
            if not writing.update("template", entry.id, changes, base=base):
                return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, arguments), (entry.id,))

    def delete(self, which: str) -> Done:
        """Put a template in the trash; it comes back with an undo. Raises NotFound."""
        entry = self.get(which)
        ensure_user(self._crm)
        label, arguments = N_("Deleted template {template}"), {"template": entry.name}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            writing.update("template", entry.id, {"deleted_at": writing.at})
        return Done(writing.operation_id, told(label, arguments), (entry.id,))


def _said_of(entry: TemplateEntry) -> dict[str, str]:
    return {name: str(getattr(entry, name)) for name in TemplateFields.model_fields}


def _checked(said: Mapping[str, str]) -> dict[str, object]:
    """Return a template's fields, cleaned. Raises BadInput naming the field."""
    if unknown := said.keys() - TemplateFields.model_fields.keys():
        raise BadInput(_("there is no field “{name}”").format(name=min(unknown)), field=min(unknown))
    if not label_key(said["name"]):
        raise BadInput(_("a template needs a name with a letter or a digit in it"), field="name")
    if not clean(said.get("text", "")).strip():
        raise BadInput(_("a template needs a text"), field="text")
    try:
        fields = TemplateFields.model_validate({name: value for name, value in said.items() if value})
    except ValidationError as error:
        raise bad_input(error) from error
    placeholders.check(fields.subject or "", "subject")
    placeholders.check(fields.text, "text")
    return fields.model_dump(mode="json")


def _check_subject(values: Mapping[str, object]) -> None:
    """Raise BadInput where a template of short messages has a subject."""
    if values["channel"] == Channel.MESSAGE and values["subject"]:
        raise BadInput(
            _("only an e-mail has a subject, and this template is for messages"),
            hint=_("leave the subject empty, or choose another channel"),
            field="subject",
        )


def _check_free(writing: Transaction, values: Mapping[str, object], *, but: int = 0) -> None:
    """Raise BadInput where another template than ``but`` has the name."""
    name = str(values["name"])
    if templates.id_called(writing.connection, name) not in {None, but}:
        raise BadInput(_("there is a template “{name}” already").format(name=name), field="name")
