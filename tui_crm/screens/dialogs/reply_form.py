"""The forms for what is said on a ticket: a word to the customer, one of theirs, a note among ourselves."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Final

from textual import on

from tui_crm.drafts import Drafts
from tui_crm.errors import CrmError
from tui_crm.i18n import N_, _, pgettext
from tui_crm.models.codes import ACTIVITY_LABELS, ActivityKind
from tui_crm.models.ids import shown
from tui_crm.models.messaging import Channel
from tui_crm.models.ticket import SPOKEN, TicketState
from tui_crm.screens.dialogs import moments
from tui_crm.screens.dialogs.activity_fields import minutes
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.reply_ways import KEEP, ReplyWays, read_ways
from tui_crm.screens.dialogs.sending_form import MAIL, SendingForm, went
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.prepared import Prepared
from tui_crm.services.messages import check_whole
from tui_crm.services.tickets import answering
from tui_crm.services.tickets.answering import WRITTEN
from tui_crm.widgets.form import Form
from tui_crm.widgets.form_field import FieldKind, FormField, numbered

if TYPE_CHECKING:
    from tui_crm.drafts import Draft
    from tui_crm.models.cards import Done
    from tui_crm.models.messaging import Message
    from tui_crm.models.placeholders import Filled
    from tui_crm.models.ticket import TicketRow
    from tui_crm.services.crm import Crm
    from tui_crm.settings import UserSettings

_LINES: Final = 7
_LATELY: Final = 50  # entries of a thread: nobody waits for the whole of a long one
_OF_SENDING: Final = frozenset({"canned", "way", "subject"})
_NONE: Final = ("", "—")


@dataclass(frozen=True)
class Said:
    """What a form begins with: on which ticket, by which way, whether it is the customer's word; canned answers by id; how it can go."""

    row: "TicketRow"
    kind: ActivityKind
    incoming: bool = False
    canned: "Mapping[str, tuple[str, Filled]]" = field(default_factory=dict)
    going: ReplyWays | None = None

    @property
    def values(self) -> dict[str, str]:
        """What stands in the form at first."""
        begun = {"kind": str(self.kind)}
        return begun if self.going is None else {**begun, "way": KEEP, "subject": self.going.subject}


def prepared(
    crm: "Crm",
    ticket_id: int,
    *,
    kind: ActivityKind | None = None,
    settings: "UserSettings | None" = None,
) -> Prepared:
    """Read what a form for a word to the customer begins with, in a thread; with ``settings`` it can go to them from there.

    Raises NotFound.
    """
    row, canned = crm.tickets.card(ticket_id).row, _canned(crm, ticket_id)
    going = None if settings is None else read_ways(crm, settings, ticket_id)
    return _form(crm, Said(row, kind or _usual_way(crm, ticket_id, WRITTEN), canned=canned, going=going), "reply")


def prepared_word(crm: "Crm", ticket_id: int) -> Prepared:
    """Read what a form for a word of the customer begins with, in a thread. Raises NotFound."""
    row = crm.tickets.card(ticket_id).row
    return _form(crm, Said(row, _usual_way(crm, ticket_id, SPOKEN), incoming=True), "heard")


def _form(crm: "Crm", said: Said, name: str) -> Prepared:
    ticket_id = said.row.id
    draft = Drafts(crm.database.path, crm.clock).open(f"{name}:{ticket_id}")
    return Prepared(partial(ReplyForm, crm, said, draft), draft)


def prepared_note(crm: "Crm", ticket_id: int) -> Prepared:
    """Read what a form for a note among ourselves begins with, in a thread. Raises NotFound."""
    row = crm.tickets.card(ticket_id).row
    draft = Drafts(crm.database.path, crm.clock).open(f"note_on:{ticket_id}")
    return Prepared(partial(NoteForm, row, draft), draft)


def _usual_way(crm: "Crm", ticket_id: int, kinds: Collection[str]) -> ActivityKind:
    """Return which of some ways was taken last on a ticket, of what was said there lately, else by message."""
    spoken = [entry.kind for entry in crm.tickets.thread(ticket_id, newest=_LATELY) if entry.kind in kinds]
    return ActivityKind(spoken[-1]) if spoken else ActivityKind.MESSAGE


def _canned(crm: "Crm", ticket_id: int) -> "Mapping[str, tuple[str, Filled]]":
    """Return the canned answers, filled in for the ticket and who asks, with their names."""
    found = crm.tickets.answers(ticket_id)
    return {shown("template", each.id): (each.name, crm.tickets.filled(ticket_id, each)) for each in found}


class ReplyForm(SendingForm):
    """Keeps a word to the customer, once it went if it is to go, and moves the ticket with it; or keeps a word of theirs."""

    FIRST: ClassVar[str] = "text"
    KEYS = {**SendingForm.KEYS, "form.save": N_("keep it")}  # noqa: RUF012 - as in Dialog

    def __init__(self, crm: "Crm", said: Said, draft: "Draft") -> None:
        title = _("What {name} said on {number}") if said.incoming else _("Answer to {name} on {number}")
        title = title.format(name=said.row.contact, number=said.row.number)
        self._crm, self._said = crm, said
        self._filled, self._kind = "", str(said.kind)
        super().__init__(title, tuple(_fields(crm, said, self._where)), said.values, self._saving, draft=draft)

    def on_mount(self) -> None:
        """Ask for what the way that it goes needs."""
        super().on_mount()
        self._show()

    def _where(self, way: str) -> str:
        return self._said.going.told({"kind": self._kind, "way": way}) if self._said.going else ""

    @property
    def _letter(self) -> "Message | None":
        """The answer as it goes, None where it is only kept."""
        if self._said.going is None:
            return None
        values = self.form.values
        name, canned = self._said.canned.get(values.get("canned", ""), ("", None))
        return self._said.going.said(values, name, canned)

    def _show(self) -> None:
        """Show the fields that go with the way: what goes goes now, and only an e-mail has a subject."""
        if self._said.going is None:
            return
        values, letter = self.form.values, self._letter
        hidden = set() if values["kind"] in WRITTEN else {"way"}
        if letter is None or letter.reach.channel is not Channel.EMAIL:
            hidden.add("subject")
        if letter is not None:
            hidden.add("at")
        self.form.show_only([key for key in values if key not in hidden])

    @on(Form.Changed)
    def _go_another_way(self, event: Form.Changed) -> None:
        """Have the way that it goes and the way of saying it agree: the mail program takes e-mails alone."""
        if self._said.going is None or event.key not in {"way", "kind"}:
            return
        values = self.form.values
        if values["way"] == MAIL and values["kind"] != ActivityKind.EMAIL:
            self.form.fill({"kind": str(ActivityKind.EMAIL)} if event.key == "way" else {"way": KEEP})
        self._kind = self.form.values["kind"]
        self.form.look_again("way")
        self._show()

    def save(self) -> None:
        """Have the answer go its way, unless something is left open in it, and be kept."""
        letter, going = self._letter, self._said.going
        if letter is None or going is None:
            super().save()
            return
        try:
            check_whole(letter)
        except CrmError as error:
            self.show_failure(error)
            return
        self.send(letter, self.form.values["way"], going.settings, self._keeping(letter))

    def _keeping(self, letter: "Message") -> RunWrite:
        """Return the write that keeps an answer once it went."""
        values, ticket_id = self.form.values, self._said.row.id
        then = TicketState(values["then"]) if values["then"] else None
        spent, said = int(values["minutes"] or 0) or None, went(letter, values["way"])

        def keep(crm: "Crm") -> "Done":
            done = answering.keep(crm, ticket_id, letter, then=then, minutes=spent)
            return replace(done, also=(*done.also, said))

        return RunWrite(_("Saving…"), keep)

    @on(Form.Changed)
    def _fill_in(self, event: Form.Changed) -> None:
        """Put the canned answer that was chosen into the text, behind what was typed."""
        if event.key != "canned":
            return
        _name, filled = self._said.canned.get(self.form.values["canned"], ("", None))
        answer = filled.text if filled is not None else ""
        typed = self.form.values["text"]
        if answer and answer in typed:  # as where a draft is brought back
            self._filled = answer
            return
        typed = typed.removesuffix(self._filled).rstrip("\n") if self._filled else typed
        self._filled = f"\n{answer}" if typed and answer else answer
        self.form.fill({"text": typed + self._filled})

    def _saving(self, values: Mapping[str, str]) -> RunWrite:
        said: dict[str, Any] = {key: text for key, text in values.items() if text.strip() and key not in _OF_SENDING}
        text, kind = values["text"], ActivityKind(said.pop("kind"))
        said.pop("text", None)
        then, at = said.pop("then", ""), said.pop("at", "")
        happened = moments.behind(at, self._crm) if at else None
        state = TicketState(then) if then else None
        ticket_id, incoming = self._said.row.id, self._said.incoming

        def keep(crm: "Crm") -> "Done":
            return crm.tickets.reply(ticket_id, text, kind=kind, incoming=incoming, then=state, at=happened, **said)

        return RunWrite(_("Saving…"), keep)


def _fields(crm: "Crm", said: Said, where: Callable[[str], str]) -> Iterator[FormField]:
    if said.canned:
        names = [(key, name) for key, (name, _text) in said.canned.items()]
        hint = _("from the templates; it goes into the text, where you can change it")
        yield FormField("canned", _("canned answer"), FieldKind.CHOICE, hint=hint, choices=(_NONE, *names))
    yield FormField("text", _("text"), FieldKind.LINES, lines=_LINES)
    ways = [(str(kind), _(ACTIVITY_LABELS[kind])) for kind in SPOKEN]
    yield FormField(
        "kind", pgettext("the way something was said", "by"), FieldKind.CHOICE, hint=numbered(ways), choices=ways
    )
    if said.going is not None:
        goes = said.going.choices
        yield FormField("way", _("goes"), FieldKind.CHOICE, hint=numbered(goes), choices=goes, check=where)
        hint = _("of the e-mail; the number brings what is answered back to the ticket")
        yield FormField("subject", _("subject"), hint=hint)
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
