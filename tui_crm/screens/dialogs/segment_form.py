"""The segments of the team: a list of them, the form that adds or changes one, and the choice of one to look at."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tui_crm.drafts import Drafts
from tui_crm.errors import BadInput, CrmError, UsageError
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.cards import Done
from tui_crm.models.ids import shown
from tui_crm.screens.dialogs.chooser import Choice, Chooser
from tui_crm.screens.dialogs.record_form import Asked, RecordForm
from tui_crm.screens.dialogs.things import Things
from tui_crm.screens.messages import RunWrite
from tui_crm.services.segments import SegmentEntry
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import Column
from tui_crm.widgets.form_field import FormField

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm


class SegmentForm(RecordForm):
    """Asks for a new segment, which begins with the filter ``text``, or for what is another by now of ``segment``."""

    def __init__(self, crm: "Crm", segment: SegmentEntry | None, text: str = "") -> None:
        self._crm, self._segment = crm, segment
        draft = Drafts(crm.database.path, crm.clock).open(f"segment:{segment.id if segment else 'new'}")
        asked = Asked(
            _("New segment") if segment is None else _("Segment {name}").format(name=segment.name),
            fields(crm),
            values_of(segment) | ({"filter": text} if text else {}),
            segment.version if segment else 0,
        )
        super().__init__(asked, draft, self._now, {})

    def _now(self) -> tuple[Mapping[str, str], int]:
        assert self._segment is not None
        entry = self._crm.segments.get(shown("segment", self._segment.id))
        return values_of(entry), entry.version

    def saving(self, values: Mapping[str, str]) -> RunWrite:
        """Return the write that makes the segment, or changes what was changed of it."""
        segment, base = self._segment, self.base[0]
        changed = {key: values[key] for key in self.form.changed}

        def write(crm: "Crm") -> Done:
            try:
                if segment is None:
                    return crm.segments.add(values["name"], values["filter"], cadence=values["cadence"])
                return crm.segments.edit(
                    shown("segment", segment.id),
                    changed.get("filter"),
                    name=changed.get("name"),
                    cadence=changed.get("cadence"),
                    base=base,
                )
            except UsageError as error:
                raise BadInput(error.message, hint=error.hint, field="filter") from error

        return RunWrite(_("Saving…"), write)


def fields(crm: "Crm") -> tuple[FormField, ...]:
    """Return the fields of a segment."""

    def complete(text: str, cursor: int) -> Sequence[str]:
        try:
            return crm.contacts.completions(text, cursor)
        except CrmError:
            return ()

    def check(text: str) -> str:
        doubts = crm.contacts.doubts(crm.contacts.parse(text), text)
        return " · ".join(doubt.message for doubt in doubts)

    rhythm = _("in how many days one shall be in touch with them again; nothing: that is not said")
    return (
        FormField("name", _("Name"), hint=_("what it is called, such as Key accounts")),
        FormField(
            "filter", _("Filter"), hint=_("whom it finds: level:A city:上海 tag:vip"), complete=complete, check=check
        ),
        FormField("cadence", _("Cadence"), hint=rhythm),
    )


def values_of(segment: SegmentEntry | None) -> dict[str, str]:
    """Return the texts of a form about ``segment``, by field."""
    if segment is None:
        return {}
    return {"name": segment.name, "filter": segment.filter, "cadence": str(segment.cadence or "")}


class SegmentList(Things[SegmentEntry]):
    """The segments of the team."""

    TITLE = N_("Segments")
    EMPTY = N_("No segments yet: {key} adds one, a filter over contacts that has a name.")

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the list."""
        return (
            Column("name", _("Segment"), 16, fraction=2, priority=9),
            Column("filter", _("Filter"), 20, fraction=4, priority=7),
            Column("contacts", _("Contacts"), 8, align="right", priority=8),
            Column("cadence", _("Days"), 5, align="right", priority=6),
        )

    def read(self) -> Sequence[SegmentEntry]:
        """Return the segments there are."""
        return self.crm.segments.all()

    def cells(self, thing: SegmentEntry) -> Sequence[Cell]:
        """Return the cells of a segment; one that cannot be asked says why."""
        return (
            Cell(thing.name, Role.STRONG),
            Cell(_filter(thing), Role.WARNING if thing.problem else Role.MUTED),
            Cell(_count(thing), Role.PLAIN),
            Cell(f"{thing.cadence:,}" if thing.cadence else "", Role.MUTED),
        )

    def form(self, thing: SegmentEntry | None) -> SegmentForm:
        """Return the form that changes a segment or adds one."""
        return SegmentForm(self.crm, thing)

    def take_out(self, thing: SegmentEntry) -> None:
        """Remove a segment, after asking."""
        question = _("Remove segment {name}? Its contacts stay as they are.").format(name=thing.name)
        write = RunWrite(_("Removing…"), lambda crm: crm.segments.remove(shown("segment", thing.id)))
        self.remove_after(question, write)


class SegmentChooser(Chooser):
    """Asks for one of ``segments``; its answer is the filter that asks for it."""

    def __init__(self, segments: Sequence[SegmentEntry]) -> None:
        choices = [Choice(each.asked, each.name, _filter(each), _many(each)) for each in segments]
        super().__init__(choices, (_("Segment"), _("Filter"), ""))


def _filter(segment: SegmentEntry) -> str:
    """Return what a segment asks for, behind what is wrong with that."""
    return " · ".join(filter(None, (segment.problem, segment.filter)))


def _count(segment: SegmentEntry) -> str:
    return "—" if segment.contacts is None else f"{segment.contacts:,}"


def _many(segment: SegmentEntry) -> str:
    many = segment.contacts or 0
    return (
        "—"
        if segment.contacts is None
        else ngettext("{count} contact", "{count} contacts", many).format(count=f"{many:,}")
    )
