"""The templates of the team: a list of them, and the form that adds or changes one."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.drafts import Drafts
from tui_crm.i18n import LANGUAGES, N_, _
from tui_crm.models import placeholders
from tui_crm.models.cards import Done
from tui_crm.models.ids import shown
from tui_crm.models.messaging import CHANNEL_LABELS, OCCASION_LABELS, Occasion
from tui_crm.models.template import TemplateEntry
from tui_crm.screens.dialogs.record_form import Asked, RecordForm
from tui_crm.screens.dialogs.things import Things
from tui_crm.screens.messages import RunWrite
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import Column
from tui_crm.widgets.form_field import Check, FieldKind, FormField, numbered

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_ANY: Final = ("", "—")
_LINES: Final = 8


class TemplateForm(RecordForm):
    """Asks for a new template, or for what is another by now of ``template``."""

    ENTER_SAVES = False

    def __init__(self, crm: "Crm", template: TemplateEntry | None) -> None:
        self._crm, self._template = crm, template
        draft = Drafts(crm.database.path, crm.clock).open(f"template:{template.id if template else 'new'}")
        asked = Asked(
            _("New template") if template is None else _("Template {name}").format(name=template.name),
            fields(),
            values_of(template),
            template.version if template else 0,
        )
        super().__init__(asked, draft, self._now, {})

    def _now(self) -> tuple[Mapping[str, str], int]:
        assert self._template is not None
        entry = self._crm.templates.get(shown("template", self._template.id))
        return values_of(entry), entry.version

    def saving(self, values: Mapping[str, str]) -> RunWrite:
        """Return the write that makes the template, or changes what was changed of it."""
        template, base = self._template, self.base[0]
        if template is None:
            return RunWrite(_("Saving…"), lambda crm: crm.templates.add(**values))
        changed = {key: values[key] for key in self.form.changed}

        def write(crm: "Crm") -> Done:
            return crm.templates.edit(shown("template", template.id), base=base, **changed)

        return RunWrite(_("Saving…"), write)


def fields() -> tuple[FormField, ...]:
    """Return the fields of a template."""
    occasions = [(str(code), _(word)) for code, word in OCCASION_LABELS.items()]
    channels = [(str(code), _(word)) for code, word in CHANNEL_LABELS.items()]
    languages = list(LANGUAGES.items())
    open_ = _("it may say: {placeholders}").format(
        placeholders=" ".join(f"${name}" for name in placeholders.PLACEHOLDERS)
    )
    return (
        FormField("name", _("Template"), hint=_("what it is called, such as Birthday")),
        FormField("occasion", _("Occasion"), FieldKind.CHOICE, hint=numbered(occasions), choices=occasions),
        FormField("channel", _("Channel"), FieldKind.CHOICE, hint=numbered(channels), choices=(_ANY, *channels)),
        FormField("language", _("Language"), FieldKind.CHOICE, hint=numbered(languages), choices=(_ANY, *languages)),
        FormField("subject", _("Subject"), hint=_("of an e-mail; messages have none"), check=_checked("subject")),
        FormField("text", _("Text"), FieldKind.LINES, hint=open_, check=_checked("text"), lines=_LINES),
    )


def _checked(field: str) -> Check:
    def check(text: str) -> str:
        placeholders.check(text, field)
        return ""

    return check


def values_of(template: TemplateEntry | None) -> dict[str, str]:
    """Return the texts of a form about ``template``, by field."""
    if template is None:
        return {"occasion": str(Occasion.GREETING)}
    return {name: getattr(template, name) for name in ("name", "occasion", "channel", "language", "subject", "text")}


class TemplateList(Things[TemplateEntry]):
    """The templates of the team."""

    TITLE = N_("Templates")
    EMPTY = N_("No templates yet: {key} adds one, and in a shell crm template add --starter the usual ones.")

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the list."""
        return (
            Column("name", _("Template"), 16, fraction=2, priority=9),
            Column("occasion", _("Occasion"), 10, priority=8),
            Column("channel", _("Channel"), 8, priority=5),
            Column("language", _("Language"), 9, priority=4),
            Column("text", "", 20, fraction=3, priority=3),
        )

    def read(self) -> Sequence[TemplateEntry]:
        """Return the templates there are."""
        return self.crm.templates.all()

    def cells(self, thing: TemplateEntry) -> Sequence[Cell]:
        """Return the cells of a template."""
        return (
            Cell(thing.name, Role.STRONG),
            Cell(_(OCCASION_LABELS.get(thing.occasion, thing.occasion)), Role.MUTED),
            Cell(_(CHANNEL_LABELS.get(thing.channel, thing.channel)), Role.MUTED),
            Cell(LANGUAGES.get(thing.language, thing.language), Role.MUTED),
            Cell(" ".join((thing.subject or thing.text).split()), Role.MUTED),
        )

    def form(self, thing: TemplateEntry | None) -> TemplateForm:
        """Return the form that changes a template or adds one."""
        return TemplateForm(self.crm, thing)

    def take_out(self, thing: TemplateEntry) -> None:
        """Remove a template, after asking."""
        question = _("Remove template {name}?").format(name=thing.name)
        self.remove_after(
            question, RunWrite(_("Removing…"), lambda crm: crm.templates.delete(shown("template", thing.id)))
        )
