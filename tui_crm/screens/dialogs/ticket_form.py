"""The forms that open a ticket, or change one."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from tui_crm.drafts import Drafts
from tui_crm.i18n import _, pgettext
from tui_crm.models.codes import PRIORITY_LABELS
from tui_crm.models.ticket import CONFIRMED_LABELS, TICKET_KIND_LABELS, TicketKind
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.owners import check_owner, login_meant
from tui_crm.screens.dialogs.record_form import Asked, RecordForm
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.prepared import Prepared
from tui_crm.widgets.form_field import FieldKind, FormField, begun_like, numbered

if TYPE_CHECKING:
    from tui_crm.drafts import Draft
    from tui_crm.models.cards import Done
    from tui_crm.models.ticket import TicketCard
    from tui_crm.services.crm import Crm

NAMES: Final = {"owner_id": "owner", "team_id": "owner"}
_OPEN: Final = ("", "—")
_LINES: Final = 5


def prepared(crm: "Crm", contact_id: int) -> Prepared:
    """Read what a form to open a ticket begins with, in a thread. Raises NotFound."""
    row = crm.contacts.card(contact_id).row
    who = " · ".join(filter(None, (row.name, row.company)))
    draft = Drafts(crm.database.path, crm.clock).open(f"ticket_of:{contact_id}")
    asked = Asked(_("New ticket of {name}").format(name=who), tuple(_fields(crm, new=True)), _new(), 0)
    return Prepared(partial(NewTicket, crm, asked, contact_id, draft), draft)


def prepared_edit(crm: "Crm", ticket_id: int) -> Prepared:
    """Read what a form to change a ticket begins with, in a thread. Raises NotFound."""
    card = crm.tickets.card(ticket_id)
    draft = Drafts(crm.database.path, crm.clock).open(f"ticket:{ticket_id}")
    title = _("Ticket {number} of {name}").format(number=card.row.number, name=card.row.contact)
    asked = Asked(title, tuple(_fields(crm, new=False)), values_of(card), card.row.version)
    return Prepared(partial(TicketForm, crm, asked, ticket_id, draft), draft)


def owner_field(crm: "Crm", hint: str = "") -> FormField:
    """Return the field that asks whose a ticket is, unless ``hint`` says so otherwise; call it in a thread."""
    from tui_crm.screens.ticket_verbs import owners  # noqa: PLC0415 - which opens this form

    names, me = owners(crm), crm.actor.login
    hint = hint or _("a login, or team:NAME; empty: nobody’s")
    return FormField(
        "owner", pgettext("of a ticket", "owner"), hint=hint, complete=begun_like(names), check=check_owner(names, me)
    )


def values_of(card: "TicketCard") -> dict[str, str]:
    """Return the texts of a form about a ticket, by field."""
    row = card.row
    said = {
        name: str(getattr(row, name))
        for name in ("kind", "priority", "subject", "channel", "product", "cause", "confirmed")
    }
    owner = row.owner or (f"team:{row.team}" if row.team else "")
    return said | {"text": card.text, "remedy": card.remedy, "owner": owner}


def _new() -> dict[str, str]:
    return {"kind": str(TicketKind.QUESTION)}


def _fields(crm: "Crm", *, new: bool) -> Iterator[FormField]:
    kinds = [(str(code), _(word)) for code, word in TICKET_KIND_LABELS.items()]
    priorities = [(str(code), _(word)) for code, word in PRIORITY_LABELS.items()]
    by_way = _("{choices} · else as its kind starts").format(choices=numbered(priorities))
    yield FormField("kind", _("kind"), FieldKind.CHOICE, hint=numbered(kinds), choices=kinds)
    yield FormField("subject", _("subject"), hint=_("what it is about, in a few words"))
    yield FormField("text", _("text"), FieldKind.LINES, hint=_("what the customer says"), lines=_LINES)
    yield FormField(
        "priority",
        _("priority"),
        FieldKind.CHOICE,
        hint=by_way if new else numbered(priorities),
        choices=(_OPEN, *priorities) if new else priorities,
    )
    yield owner_field(crm, _("a login, or team:NAME; empty: as its kind starts") if new else "")
    yield FormField("channel", _("channel"), hint=_("the way it came: phone, email, wechat"))
    yield FormField("product", _("product"), hint=_("which of your products or services, as reports count it"))
    if not new:
        yield from ending_fields(pgettext("heading of a part of a form", "HOW IT ENDED"))


def ending_fields(heading: str = "") -> Iterator[FormField]:
    """Yield what closing a ticket may ask for."""
    words = [(str(code), _(word)) for code, word in CONFIRMED_LABELS.items()]
    yield FormField("cause", _("cause"), hint=_("why it came to this, in a few words"), heading=heading)
    yield FormField("remedy", _("remedy"), FieldKind.LINES, hint=_("what was done about it"))
    yield FormField("confirmed", _("confirmed"), FieldKind.CHOICE, hint=numbered(words), choices=(_OPEN, *words))


class NewTicket(FormDialog):
    """Opens a ticket of a contact."""

    FIRST = "subject"

    def __init__(self, crm: "Crm", asked: Asked, contact_id: int, draft: "Draft") -> None:
        super().__init__(asked.title, asked.fields, asked.values, self._saving, draft=draft, names=NAMES)
        self._crm, self._contact_id = crm, contact_id

    def _saving(self, values: Mapping[str, str]) -> RunWrite:
        said: dict[str, Any] = dict(values)
        contact_id, owner = self._contact_id, login_meant(said.pop("owner"), self._crm.actor.login) or None

        def add(crm: "Crm") -> "Done":
            return crm.tickets.open(contact_id, owner=owner, **said)

        return RunWrite(_("Saving…"), add)


class TicketForm(RecordForm):
    """Changes a ticket."""

    ENTER_SAVES = False

    def __init__(self, crm: "Crm", asked: Asked, ticket_id: int, draft: "Draft") -> None:
        super().__init__(asked, draft, self._now, NAMES)
        self._crm, self._ticket_id = crm, ticket_id

    def _now(self) -> tuple[Mapping[str, str], int]:
        card = self._crm.tickets.card(self._ticket_id)
        return values_of(card), card.row.version

    def saving(self, values: Mapping[str, str]) -> RunWrite:
        """Return the write that changes what was changed."""
        changed: dict[str, Any] = {key: values[key] for key in self.form.changed}
        owner = login_meant(changed.pop("owner"), self._crm.actor.login) if "owner" in changed else None
        base, ticket_id = self.base[0], self._ticket_id
        return RunWrite(_("Saving…"), lambda crm: crm.tickets.edit(ticket_id, owner=owner, base=base, **changed))
