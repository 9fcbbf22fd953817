"""What happened: logging activities, with the follow-up in the same operation, and reading them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, cast

from pydantic import ValidationError

from tui_crm.db import activities, no_next
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import N_, _
from tui_crm.models.activity import ActivityFields
from tui_crm.models.cards import ActivityEntry, Done
from tui_crm.models.codes import ACTIVITY_LABELS, ActivityKind
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant
from tui_crm.models.when import When
from tui_crm.services.followups import reminder_values
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user, find_user, live_lines
from tui_crm.services.validation import bad_input

if TYPE_CHECKING:
    from tui_crm.db.mail import Owner
    from tui_crm.db.transaction import Transaction
    from tui_crm.models.cards import ContactRow
    from tui_crm.services.crm import Crm

_LABELS = {
    ActivityKind.CALL: N_("Logged a call with {name}"),
    ActivityKind.MEETING: N_("Logged a meeting with {name}"),
    ActivityKind.VISIT: N_("Logged a visit to {name}"),
    ActivityKind.EMAIL: N_("Logged an e-mail with {name}"),
    ActivityKind.MESSAGE: N_("Logged a message with {name}"),
    ActivityKind.NOTE: N_("Noted something on {name}"),
    ActivityKind.SURVEY: N_("Logged a survey with {name}"),
    ActivityKind.SYSTEM: N_("Logged an event on {name}"),
}


class Activities:
    """The activities of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def log(
        self,
        kind: ActivityKind,
        contact_id: int,
        *,
        at: datetime | None = None,
        others: Sequence[int] = (),
        next_step: When | None = None,
        next_note: str = "",
        told_as: tuple[str, Mapping[str, object]] = ("", {}),
        without_next: bool = False,
        ticket_id: int | None = None,
        **said: object,
    ) -> Done:
        """Log an activity with a contact (now, unless ``at`` says when) and set the follow-up in the same operation.

        ``without_next`` says that there is no next step on purpose: it holds until something else is logged or planned.
        ``told_as`` is a label of its own with what fills it beside the name. ``others`` are further participants; ``said`` has
        fields of ``ActivityFields``: outcome, minutes, feeling, text … With ``ticket_id`` it was said on that ticket, which
        goes where it takes it.
        ``ids`` of the answer are the activity's and, where one was set, the reminder's. Raises NotFound, and BadInput,
        also where ``at`` is still to come.
        """
        self._check_past(at)
        moment = stored_instant(at or self._crm.clock.now())
        values = checked(said, kind=kind, contact_id=contact_id, at=moment)
        author = ensure_user(self._crm)
        label, arguments = told_as
        with self._crm.database.write(self._crm.actor, label or _LABELS[kind], arguments) as writing:
            line, *_others = live_lines(writing.connection, [contact_id, *others])
            writing.arguments["name"] = line.name
            people = tuple((other,) for other in dict.fromkeys(others) if other != contact_id)
            values |= {"author_id": author, "customer_id": line.customer_id, "participants": people}
            made = [self._write(writing, values, ticket_id)]
            step = NextSaid(next_step, next_note, ticket_id=ticket_id, without_next=without_next)
            after, also = what_comes_next(writing, line, author, step)
        ids = (*made, *after)
        return Done(writing.operation_id, told(writing.label, writing.arguments), ids, also=also)

    def _write(self, writing: "Transaction", values: dict[str, object], ticket_id: int | None) -> int:
        """Write an activity, on a ticket where one is named. Raises NotFound, and BadInput for another customer's ticket."""
        if ticket_id is None:
            return writing.create("activity", values)
        from tui_crm.services.tickets.presence import of_customer  # noqa: PLC0415 - little that is logged is on a ticket
        from tui_crm.services.tickets.replying import write_word  # noqa: PLC0415 - as above

        customer, name = cast("int", values["customer_id"]), str(writing.arguments["name"])
        ticket = of_customer(writing, ticket_id, customer, name)
        author = cast("int", values["author_id"])
        return write_word(writing, ticket_id, ticket, values, author=author, today=self._crm.clock.today())

    def is_next_wanted(self, contact_id: int) -> bool:
        """Tell whether a contact's customer should have a next step and has none: whoever logs something is asked for it."""
        with self._crm.database.read() as connection:
            return no_next.is_wanted(connection, contact_id)

    def delete(self, *ids: int) -> Done:
        """Put activities in the trash, in one operation. Raises NotFound."""
        ensure_user(self._crm)
        entries = [self.get(key) for key in dict.fromkeys(ids)]
        arguments: dict[str, object] = {"count": len(entries)}
        label = N_("Deleted {count} activities")
        if len(entries) == 1:
            kind = {"label": ACTIVITY_LABELS.get(entries[0].kind, entries[0].kind), "arguments": {}}
            label, arguments = N_("Deleted: {kind} · {name}"), {"kind": kind, "name": entries[0].contact}
        with self._crm.database.write(self._crm.actor, label, arguments) as writing:
            changed = writing.update_many("activity", {entry.id: {"deleted_at": writing.at} for entry in entries})
        if not changed:
            return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(label, arguments), tuple(changed))

    def edit(self, activity_id: int, *, at: datetime | None = None, base: int | None = None, **said: object) -> Done:
        """Change what is named of an activity: its kind, and fields of ``ActivityFields``; an empty value clears.

        ``base`` is the version one started from. Raises NotFound, Conflict, and BadInput, also where ``at`` is to come.
        """
        self._check_past(at)
        entry = self.get(activity_id)
        kind = said.get("kind", entry.kind)
        given = {name: value for name, value in said.items() if name != "kind"}
        if "contact_id" in given:
            raise BadInput(_("there is no field “{name}”").format(name="contact_id"), field="contact_id")
        whole = checked(given, kind=kind, contact_id=entry.contact_id, at=stored_instant(at or entry.at))
        changes = {name: whole.get(name) for name in said} | ({"at": whole["at"]} if at else {})
        ensure_user(self._crm)
        arguments = {"name": entry.contact}
        with self._crm.database.write(self._crm.actor, N_("Edited what was logged with {name}"), arguments) as writing:
            bases = {} if base is None else {activity_id: base}
            if not writing.update_many("activity", {activity_id: changes}, bases=bases):
                return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(writing.label, arguments), (activity_id,))

    def _check_past(self, at: datetime | None) -> None:
        if at is not None and at > self._crm.clock.now():
            raise BadInput(
                _("what is logged must have happened already"),
                hint=_("what shall happen is a reminder: crm reminder add"),
                field="at",
            )

    def get(self, activity_id: int) -> ActivityEntry:
        """Return one activity. Raises NotFound."""
        with self._crm.database.read() as connection:
            found = activities.by_id(connection, activity_id)
        if found is None:
            raise NotFound(_("there is no activity {id}").format(id=shown("activity", activity_id)))
        return found

    def find_ids(
        self,
        *,
        whose: Sequence[int] | None = None,
        contact_id: int | None = None,
        ticket_id: int | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        kind: str = "",
        by: str | None = None,
    ) -> list[int]:
        """Return the ids of what happened, the oldest first: with one of ``whose``, with a contact or their company, on a
        ticket, from an instant on and before another, of a kind, by a user. Raises NotFound.
        """
        with self._crm.database.read() as connection:
            wanted = {
                "kind": kind or None,
                "author": None if by is None else find_user(connection, by),
                "ticket": ticket_id,
                "since": None if since is None else stored_instant(since),
                "until": None if until is None else stored_instant(until),
                "contact": contact_id,
            }
            return activities.ids_wanted(connection, wanted, whose)

    def of_contact(self, contact_id: int, limit: int = 50) -> list[ActivityEntry]:
        """Return the newest activities with a contact (for a company: with its people too), newest first."""
        with self._crm.database.read() as connection:
            return activities.of_contact(connection, contact_id, limit)


@dataclass(frozen=True)
class NextSaid:
    """What is said of the next step: when it is due and what for, or that there is none on purpose; and of which ticket."""

    due: When | None
    note: str = ""
    ticket_id: int | None = None
    without_next: bool = False


def what_comes_next(
    writing: "Transaction", who: "ContactRow | Owner", author: int, step: NextSaid
) -> tuple[list[int], tuple[str, ...]]:
    """Set the follow-up of what was logged with a contact, or keep that there is none on purpose, of its customer.

    Returns the reminder's id where one was set, and what is told of it.
    """
    if step.due is not None:
        tied = {"owner_id": author, "contact_id": who.id, "customer_id": who.customer_id, "ticket_id": step.ticket_id}
        return [writing.create("reminder", {**reminder_values(step.due, text=step.note), **tied})], ()
    if step.without_next:
        writing.update("contact", who.customer_id, {"no_next_since": writing.at})
        return [], (_("no next step, on purpose"),)
    return [], ()


def checked(said: Mapping[str, object], **known: object) -> dict[str, object]:
    """Return an activity's fields, those ``said`` and those ``known``, cleaned; raises BadInput naming the field."""
    unknown = said.keys() - ActivityFields.model_fields.keys() | said.keys() & {"author_id"}
    if unknown:
        raise BadInput(_("there is no field “{name}”").format(name=min(unknown)), field=min(unknown))
    given = {name: value for name, value in said.items() if value not in (None, "")}
    try:
        return ActivityFields.model_validate({**given, **known}).model_dump(mode="json", exclude_unset=True)
    except ValidationError as error:
        raise bad_input(error) from error
