"""How tickets of each kind go: the list of service ways, and the form that changes one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from tui_crm.drafts import Drafts
from tui_crm.i18n import N_, _
from tui_crm.models.codes import PRIORITY_LABELS
from tui_crm.models.service_ways import ASKED_LABELS, Way
from tui_crm.models.ticket import TICKET_KIND_LABELS, TicketKind
from tui_crm.screens.dialogs.owners import login_meant
from tui_crm.screens.dialogs.record_form import Asked, RecordForm
from tui_crm.screens.dialogs.things import Things
from tui_crm.screens.messages import RunWrite
from tui_crm.widgets.cell import Cell, Role
from tui_crm.widgets.columns import Column
from tui_crm.widgets.form_field import YES, FieldKind, FormField, begun_like, numbered

if TYPE_CHECKING:
    from tui_crm.models.cards import Done
    from tui_crm.services.crm import Crm

_LINES: Final = 6
_NEEDS: Final = {
    "needs_cause": N_("Needs a cause"),
    "needs_remedy": N_("Needs a remedy"),
    "needs_confirmation": N_("Needs their word"),
}


@dataclass(frozen=True)
class Numbered:
    """A service way with its place in the list, since a usual one has no id."""

    id: int
    way: Way


class WayForm(RecordForm):
    """Asks for what is another by now of ``way``; ``owners`` are offered."""

    ENTER_SAVES = False

    def __init__(self, crm: "Crm", way: Way, owners: Sequence[str]) -> None:
        self._crm, self._way = crm, way
        title = _("Service way: {kind}").format(kind=_(TICKET_KIND_LABELS[way.kind]))
        draft = Drafts(crm.database.path, crm.clock).open(f"way:{way.kind}")
        asked = Asked(title, fields(way, owners), values_of(way), way.version or 0)
        super().__init__(asked, draft, self._now, {})

    def _now(self) -> tuple[Mapping[str, str], int]:
        way = self._crm.ways.of(self._way.kind)
        return values_of(way), way.version or 0

    def saving(self, values: Mapping[str, str]) -> RunWrite:
        """Return the write that changes what was changed of the way."""
        changed: dict[str, object] = {key: values[key] for key in self.form.changed}
        changed |= {key: values[key] == YES for key in _NEEDS if key in changed}
        owner = changed.pop("owner", None)
        kind, base = self._way.kind, self.base[0] or None

        def write(crm: "Crm") -> "Done":
            whose = None if owner is None else login_meant(str(owner), crm.actor.login)
            return crm.ways.set(kind, owner=whose, base=base, **changed)

        return RunWrite(_("Saving…"), write)


def fields(way: Way, owners: Sequence[str]) -> tuple[FormField, ...]:
    """Return the fields of a service way; a complaint's cause and remedy are asked for in any case."""
    priorities = [(code, _(word)) for code, word in PRIORITY_LABELS.items()]
    needed = [(YES, _("yes")), ("", _("no"))]
    always = {"needs_cause", "needs_remedy"} if way.kind == TicketKind.COMPLAINT else set()
    return (
        FormField("priority", _("Priority"), FieldKind.CHOICE, hint=numbered(priorities), choices=priorities),
        FormField("owner", _("Who gets them"), hint=_("a login, or team:NAME"), complete=begun_like(owners)),
        *(
            FormField(name, _(title), FieldKind.CHOICE, hint=_("before a ticket is closed"), choices=needed)
            for name, title in _NEEDS.items()
            if name not in always
        ),
        FormField("aftercare_days", _("Ask again after"), hint=_("days after the closing; nothing: never")),
        FormField("checklist", _("Checklist"), FieldKind.LINES, hint=_("a line for each thing to do"), lines=_LINES),
    )


def values_of(way: Way) -> dict[str, str]:
    """Return the texts of a form about a service way, by field."""
    return {
        "priority": str(way.priority),
        "owner": way.handled_by,
        **{name: YES if getattr(way, name) else "" for name in _NEEDS},
        "aftercare_days": str(way.aftercare_days or ""),
        "checklist": "\n".join(way.checklist),
    }


class WayList(Things[Numbered]):
    """The service way of every kind of tickets."""

    TITLE = N_("Service ways")
    EMPTY = ""
    KEYS: ClassVar[Mapping[str, str]] = {
        **{key: word for key, word in Things.KEYS.items() if key != "things.new"},
        "things.delete": N_("the usual one"),
    }

    def columns(self) -> tuple[Column, ...]:
        """Return the columns of the list."""
        return (
            Column("kind", _("Kind"), 10, priority=9),
            Column("priority", _("Priority"), 8, priority=8),
            Column("owner", _("Who gets them"), 10, fraction=1, priority=5),
            Column("needs", _("Closing asks for"), 16, fraction=2, priority=7),
            Column("days", _("Days"), 5, align="right", priority=6),
            Column("checklist", _("Checklist"), 10, fraction=2, priority=4),
        )

    def read(self) -> Sequence[Numbered]:
        """Return the ways, with the owners there are for the form."""
        self._owners = (*self.crm.users.logins(), *(f"team:{name}" for name in self.crm.users.teams()))
        return [Numbered(number, way) for number, way in enumerate(self.crm.ways.all(), start=1)]

    def cells(self, thing: Numbered) -> Sequence[Cell]:
        """Return the cells of a way; a usual one is muted."""
        way, role = thing.way, Role.PLAIN if thing.way.id else Role.MUTED
        return (
            Cell(_(TICKET_KIND_LABELS[way.kind]), Role.STRONG),
            Cell(_(PRIORITY_LABELS[way.priority]), role),
            Cell(way.handled_by, role),
            Cell(_(", ").join(_(ASKED_LABELS[name]) for name in way.asks), role),
            Cell(str(way.aftercare_days or ""), role),
            Cell(_(", ").join(way.checklist), role),
        )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether there is something to change; no kind is added, and only what is set can be as usual again."""
        if action == "new":
            return False
        if action == "delete":
            return self.here is not None and self.here.way.id is not None
        return super().check_action(action, parameters)

    def form(self, thing: Numbered | None) -> WayForm:
        """Return the form that changes a way."""
        assert thing is not None
        return WayForm(self.crm, thing.way, self._owners)

    def take_out(self, thing: Numbered) -> None:
        """Let a way be the usual one again, after asking."""
        question = _("Set the usual service way of: {kind}?").format(kind=_(TICKET_KIND_LABELS[thing.way.kind]))
        self.remove_after(question, RunWrite(_("Saving…"), lambda crm: crm.ways.reset(thing.way.kind)))
