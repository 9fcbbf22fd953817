"""The forms for what is said on a ticket: a word to the customer, one of theirs, a note among ourselves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import on

from tui_crm.drafts import Drafts
from tui_crm.i18n import N_, _, pgettext
from tui_crm.models.codes import ACTIVITY_LABELS, ActivityKind
from tui_crm.models.ids import shown
from tui_crm.models.ticket import SPOKEN, TicketState
from tui_crm.screens.dialogs import moments
from tui_crm.screens.dialogs.activity_fields import minutes
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.prepared import Prepared
from tui_crm.widgets.form import Form
from tui_crm.widgets.form_field import FieldKind, FormField, numbered

if TYPE_CHECKING:
    from tui_crm.drafts import Draft
    from tui_crm.models.cards import Done
    from tui_crm.models.ticket import TicketRow
    from tui_crm.services.crm import Crm

_LINES: Final = 7
_NONE: Final = ("", "—")


@dataclass(frozen=True)
class Said:
    """What a form begins with: on which ticket, by which way, whether it is the customer's word; canned answers by id."""

    row: "TicketRow"
    kind: ActivityKind
    incoming: bool = False
    canned: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def prepared(crm: "Crm", ticket_id: int, *, incoming: bool = False, kind: ActivityKind | None = None) -> Prepared:
    """Read what a form for a word to the customer, or of theirs, begins with, in a thread. Raises NotFound."""
    row = crm.tickets.card(ticket_id).row
    canned = {} if incoming else _canned(crm, ticket_id)
    said = Said(row, kind or _usual_way(crm, ticket_id), incoming, canned)
    name = "heard" if incoming else "reply"
    draft = Drafts(crm.database.path, crm.clock).open(f"{name}:{ticket_id}")
    return Prepared(partial(ReplyForm, crm, said, draft), draft)


def prepared_note(crm: "Crm", ticket_id: int) -> Prepared:
    """Read what a form for a note among ourselves begins with, in a thread. Raises NotFound."""
    row = crm.tickets.card(ticket_id).row
    draft = Drafts(crm.database.path, crm.clock).open(f"note_on:{ticket_id}")
    return Prepared(partial(NoteForm, row, draft), draft)


def _usual_way(crm: "Crm", ticket_id: int) -> ActivityKind:
    """Return the way that the customer spoke last, else by message."""
    spoken = [entry.kind for entry in crm.tickets.thread(ticket_id) if entry.kind in SPOKEN]
    return ActivityKind(spoken[-1]) if spoken else ActivityKind.MESSAGE


def _canned(crm: "Crm", ticket_id: int) -> Mapping[str, tuple[str, str]]:
    """Return the canned answers, filled in for the ticket and who asks, with their names."""
    found = crm.tickets.answers(ticket_id)
    return {shown("template", each.id): (each.name, crm.tickets.filled(ticket_id, each).text) for each in found}


class ReplyForm(FormDialog):
    """Keeps a word to the customer, and moves the ticket with it if one likes; or keeps a word of theirs."""

    FIRST: ClassVar[str] = "text"
    KEYS = {**FormDialog.KEYS, "form.save": N_("keep it")}  # noqa: RUF012 - as in Dialog

    def __init__(self, crm: "Crm", said: Said, draft: "Draft") -> None:
        title = _("What {name} said on {number}") if said.incoming else _("Answer to {name} on {number}")
        title = title.format(name=said.row.contact, number=said.row.number)
        super().__init__(title, tuple(_fields(crm, said)), {"kind": str(said.kind)}, self._saving, draft=draft)
        self._crm, self._said = crm, said
        self._filled = ""

    @on(Form.Changed)
    def _fill_in(self, event: Form.Changed) -> None:
        """Put the canned answer that was chosen into the text, behind what was typed."""
        if event.key != "canned":
            return
        _name, answer = self._said.canned.get(self.form.values["canned"], ("", ""))
        typed = self.form.values["text"]
        if answer and answer in typed:  # as where a draft is brought back
            self._filled = answer
            return
        typed = typed.removesuffix(self._filled).rstrip("\n") if self._filled else typed
        self._filled = f"\n{answer}" if typed and answer else answer
        self.form.fill({"text": typed + self._filled})

    def _saving(self, values: Mapping[str, str]) -> RunWrite:
        said: dict[str, Any] = {key: text for key, text in values.items() if text.strip() and key != "canned"}
        text, kind = values["text"], ActivityKind(said.pop("kind"))
        said.pop("text", None)
        then, at = said.pop("then", ""), said.pop("at", "")
        happened = moments.behind(at, self._crm) if at else None
        state = TicketState(then) if then else None
        ticket_id, incoming = self._said.row.id, self._said.incoming

        def keep(crm: "Crm") -> "Done":
            return crm.tickets.reply(ticket_id, text, kind=kind, incoming=incoming, then=state, at=happened, **said)

        return RunWrite(_("Saving…"), keep)


def _fields(crm: "Crm", said: Said) -> Iterator[FormField]:
    if said.canned:
        names = [(key, name) for key, (name, _text) in said.canned.items()]
        hint = _("from the templates; it goes into the text, where you can change it")
        yield FormField("canned", _("canned answer"), FieldKind.CHOICE, hint=hint, choices=(_NONE, *names))
    yield FormField("text", _("text"), FieldKind.LINES, lines=_LINES)
    ways = [(str(kind), _(ACTIVITY_LABELS[kind])) for kind in SPOKEN]
    yield FormField(
        "kind", pgettext("the way something was said", "by"), FieldKind.CHOICE, hint=numbered(ways), choices=ways
    )
    if not said.incoming:
        steps = [
            (str(TicketState.WAITING), _("and wait for the customer")),
            (str(TicketState.RESOLVED), _("and resolve it")),
        ]
        yield FormField("then", _("then"), FieldKind.CHOICE, hint=numbered(steps), choices=(_NONE, *steps))
    yield FormField("minutes", _("minutes"), check=minutes)
    hint = _("now, if nothing is said; in words: {examples}").format(examples=_("yesterday 3pm, 10 minutes ago"))
    yield FormField("at", _("happened"), hint=hint, complete=moments.complete_behind, check=moments.check_behind(crm))


class NoteForm(FormDialog):
    """Keeps a note among ourselves; the customer never sees it."""

    ENTER_SAVES = False
    KEYS = {**FormDialog.KEYS, "form.save": N_("keep it")}  # noqa: RUF012 - as in Dialog

    def __init__(self, row: "TicketRow", draft: "Draft") -> None:
        hint = _("only we read it; @name asks a colleague to look at it")
        fields = (FormField("text", _("internal note"), FieldKind.LINES, hint=hint, lines=_LINES),)
        title = _("Internal note on {number}: {subject}").format(number=row.number, subject=row.subject)
        super().__init__(title, fields, {}, self._saving, draft=draft)
        self._ticket_id = row.id

    def _saving(self, values: Mapping[str, str]) -> RunWrite:
        ticket_id = self._ticket_id
        return RunWrite(_("Saving…"), lambda crm: crm.tickets.note(ticket_id, values["text"]))
