"""The forms that set a reminder, with contacts or for oneself, or change one, or only on which days it comes back."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from textual import on

from tui_crm.drafts import Drafts
from tui_crm.i18n import _, ngettext
from tui_crm.models.codes import PRIORITY_LABELS, Priority
from tui_crm.models.repeat import stored_in_words
from tui_crm.screens.dialogs import moments
from tui_crm.screens.dialogs.activity_fields import minutes
from tui_crm.screens.dialogs.form_dialog import FormDialog
from tui_crm.screens.dialogs.owners import check_owner, login_meant
from tui_crm.screens.dialogs.record_form import Asked, RecordForm
from tui_crm.screens.dialogs.repeats import Asking
from tui_crm.screens.messages import RunWrite
from tui_crm.screens.prepared import Prepared
from tui_crm.widgets.form import Form
from tui_crm.widgets.form_field import FieldKind, FormField, Remark, begun_like, numbered

if TYPE_CHECKING:
    from datetime import date

    from tui_crm.clock import Clock
    from tui_crm.drafts import Draft
    from tui_crm.models.cards import Done, ReminderEntry
    from tui_crm.models.when import When
    from tui_crm.services.crm import Crm

_NAMES: Final = {"due_on": "due", "due_time": "due", "owner_id": "owner"}
_NEW: Final = {"priority": str(Priority.NORMAL)}


def prepared(crm: "Crm", contact_ids: Sequence[int], *, day: "date | None" = None, text: str = "") -> Prepared:
    """Read what a form to set a reminder begins with, in a thread; without contacts it is free. Raises NotFound.

    It is on ``day`` and for ``text``, unless one says otherwise.
    """
    drafts = Drafts(crm.database.path, crm.clock)
    if len(contact_ids) == 1:
        row = crm.contacts.card(contact_ids[0]).row
        who = " · ".join(filter(None, (row.name, row.company)))
        title, draft = _("Follow-up with {name}").format(name=who), drafts.open(f"followup:{contact_ids[0]}")
    elif contact_ids:
        count = len(contact_ids)
        title = ngettext("Follow-up with {count} contact", "Follow-ups with {count} contacts", count)
        title, draft = title.format(count=f"{count:,}"), drafts.open("followup:several")
    else:
        title, draft = _("Reminder"), drafts.open("followup:new")
    due = "" if day is None else day.isoformat()
    return _new(crm, title, {"due": due, "text": text}, draft, contact_ids)


def prepared_for_ticket(crm: "Crm", ticket_id: int) -> Prepared:
    """Read what a form to set a follow-up about a ticket, with who asks, begins with, in a thread. Raises NotFound."""
    row = crm.tickets.card(ticket_id).row
    draft = Drafts(crm.database.path, crm.clock).open(f"followup_on:{ticket_id}")
    title = _("Follow-up with {name}").format(name=" · ".join(filter(None, (row.contact, row.company))))
    return _new(crm, title, {"text": f"{row.number} {row.subject}"}, draft, [row.contact_id], ticket_id)


def _new(
    crm: "Crm",
    title: str,
    said: Mapping[str, str],
    draft: "Draft",
    contact_ids: Sequence[int],
    ticket_id: int | None = None,
) -> Prepared:
    repeat = Asking(crm)
    asked = Asked(title, fields(crm, repeat), {**_NEW, "owner": crm.actor.login, "due": "", "text": "", **said}, 0)

    def add(crm: "Crm", due: "When", **given: Any) -> "Done":  # noqa: ANN401 - what the fields say
        return crm.followups.add_many(due, contact_ids, ticket_id=ticket_id, **given)

    return Prepared(partial(NewReminder, crm, asked, add, draft, repeat), draft)


def prepared_edit(crm: "Crm", reminder_id: int) -> Prepared:
    """Read what a form to change a reminder begins with, in a thread. Raises NotFound."""
    entry = crm.followups.get(reminder_id)
    draft = Drafts(crm.database.path, crm.clock).open(f"reminder:{reminder_id}")
    title = _("Follow-up with {name}").format(name=entry.contact) if entry.contact else _("Reminder")
    repeat = Asking(crm, entry)
    asked = Asked(title, fields(crm, repeat), values_of(entry, crm.clock), entry.version)
    return Prepared(partial(ReminderForm, crm, asked, reminder_id, draft, repeat), draft)


def prepared_repeat(crm: "Crm", reminder_id: int) -> Prepared:
    """Read what a form begins with that asks on which days a reminder comes back, in a thread. Raises NotFound."""
    entry = crm.followups.get(reminder_id)
    draft = Drafts(crm.database.path, crm.clock).open(f"repeat:{reminder_id}")
    what = " · ".join(filter(None, (entry.contact, " ".join(entry.text.split()))))
    title = _("Repeat: {what}").format(what=what) if what else _("Repeat")
    repeat = Asking(crm, entry)
    asked = Asked(title, (repeat.field,), {"repeat": stored_in_words(entry.repeat)}, entry.version)
    return Prepared(partial(ReminderForm, crm, asked, reminder_id, draft, repeat), draft)


def fields(crm: "Crm", repeat: Asking) -> tuple[FormField, ...]:
    """Return the fields of a reminder; call it in a thread."""
    logins, me = crm.users.logins(), crm.actor.login
    priorities = [(str(code), _(word)) for code, word in PRIORITY_LABELS.items()]
    hints = {"owner": _("whose it is; empty: nobody’s"), "minutes": _("how long it takes")}
    return (
        moments.field_ahead("due", crm),
        FormField("text", _("what for"), FieldKind.LINES, lines=2),
        repeat.field,
        FormField("priority", _("priority"), FieldKind.CHOICE, hint=numbered(priorities), choices=priorities),
        FormField("owner", _("owner"), hint=hints["owner"], complete=begun_like(logins), check=check_owner(logins, me)),
        FormField("place", _("place")),
        FormField("minutes", _("minutes"), hint=hints["minutes"], check=minutes),
    )


def values_of(entry: "ReminderEntry", clock: "Clock") -> dict[str, str]:
    """Return the texts of a form about ``entry``, by field; its time is that of the user's wall."""
    due = " ".join(filter(None, (entry.due_on.isoformat(), entry.due_time)))
    if entry.due_at is not None:
        due = entry.due_at.astimezone(clock.zone).strftime("%Y-%m-%d %H:%M")
    length = "" if entry.minutes is None else str(entry.minutes)
    said = {name: str(getattr(entry, name)) for name in ("text", "priority", "owner", "place")}
    return said | {"due": due, "minutes": length, "repeat": stored_in_words(entry.repeat)}


def _said(values: Mapping[str, str]) -> dict[str, Any]:
    """Return what the services take as it is; they read minutes themselves."""
    return {key: text for key, text in values.items() if key in {"text", "priority", "place", "minutes"}}


class NewReminder(FormDialog):
    """Sets a reminder by ``add``, the same with each of several contacts in one operation."""

    ENTER_SAVES = True

    def __init__(self, crm: "Crm", asked: Asked, add: "Callable[..., Done]", draft: "Draft", repeat: Asking) -> None:
        super().__init__(asked.title, asked.fields, asked.values, self._saving, draft=draft, names=_NAMES)
        self._crm, self._add = crm, add
        repeat.due = lambda: self.form.values["due"]

    @on(Form.Changed)
    def _tell_days(self, event: Form.Changed) -> None:
        if event.key == "due":
            self.form.look_again("repeat")

    def _saving(self, values: Mapping[str, str]) -> RunWrite:
        due, said = moments.ahead(values["due"], self._crm), _said(values)
        owner = login_meant(values["owner"], self._crm.actor.login) if "owner" in self.form.changed else None
        repeat, add = values["repeat"], self._add
        return RunWrite(_("Saving…"), lambda crm: add(crm, due, owner=owner, repeat=repeat, **said))

    def save(self) -> None:
        """Have it saved, once it is said when it is due."""
        if not _lacks_date(self):
            super().save()


class ReminderForm(RecordForm):
    """Changes a reminder: when, what, whose; or only what it is asked for."""

    def __init__(self, crm: "Crm", asked: Asked, reminder_id: int, draft: "Draft", repeat: Asking) -> None:
        super().__init__(asked, draft, self._now, _NAMES)
        self._crm, self._reminder_id = crm, reminder_id
        repeat.due = lambda: self.form.changed.get("due", "")

    @on(Form.Changed)
    def _tell_days(self, event: Form.Changed) -> None:
        if event.key == "due":
            self.form.look_again("repeat")

    def _now(self) -> tuple[Mapping[str, str], int]:
        entry = self._crm.followups.get(self._reminder_id)
        return values_of(entry, self._crm.clock), entry.version

    def saving(self, values: Mapping[str, str]) -> RunWrite:
        """Return the write that changes what was changed."""
        changed = {key: values[key] for key in self.form.changed}
        due = moments.ahead(changed["due"], self._crm) if "due" in changed else None
        owner = login_meant(changed["owner"], self._crm.actor.login) if "owner" in changed else None
        base, reminder_id, said, repeat = self.base[0], self._reminder_id, _said(changed), changed.get("repeat")

        def edit(crm: "Crm") -> "Done":
            return crm.followups.edit(reminder_id, due=due, owner=owner, repeat=repeat, base=base, **said)

        return RunWrite(_("Saving…"), edit)

    def save(self) -> None:
        """Have it saved, unless its date was taken away."""
        if not _lacks_date(self):
            super().save()


def _lacks_date(dialog: FormDialog) -> bool:
    """Return whether the form does not say when; then it asks for that."""
    if dialog.form.values.get("due", "-").strip():
        return False
    dialog.form.go_to("due")
    dialog.form.tell("due", Remark(_("when shall that be?"), is_error=True))
    return True
