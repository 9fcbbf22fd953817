"""Mails into tickets: kept on the ticket they go on with, or a new one of whoever wrote, each mail once.

What no person wrote opens none and moves none, and that is no failure: a server that pipes mails in would send one back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from tui_crm.db import mail as statements
from tui_crm.db import ticket_mails
from tui_crm.db.mail import Owner
from tui_crm.db.rows import number
from tui_crm.errors import BadInput, CrmError, NotFound
from tui_crm.i18n import N_, _
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant
from tui_crm.services import contact_input
from tui_crm.services.labels import told
from tui_crm.services.mail.matching import Match, Matching
from tui_crm.services.mail.reading import read_mail
from tui_crm.services.mail.writing import move_tickets, write
from tui_crm.services.tickets.opening import checked, whose, write_new

if TYPE_CHECKING:
    from tui_crm.db.ticket_mails import OnTicket
    from tui_crm.db.transaction import Transaction
    from tui_crm.models.mail import Mail
    from tui_crm.services.crm import Crm

MOST: Final = 1_000
"""So many mails are taken at once."""

OPENED: Final = N_("Opened {number} with {name}")
KEPT: Final = N_("Kept a mail on {number}")
SEVERAL: Final = N_("Mails taken to their tickets: {count}")
_EMAIL: Final = "email"
_SUBJECT: Final = 200  # characters of a text that stands for a subject
_LAST: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Taken:
    """What became of one mail, in words; ``ticket_id`` is where it is, ``opened`` tells whether that is new.

    ``refused`` is why it was not taken, where that is a failure; ``also`` what came along, or what one should know.
    """

    line: int
    what: str
    ticket_id: int | None = None
    activity_id: int | None = None
    opened: bool = False
    also: tuple[str, ...] = ()
    refused: CrmError | None = None


@dataclass(frozen=True)
class TicketMails:
    """What became of mails, in their order; ``operation_id`` is None where nothing was written."""

    operation_id: int | None
    what: str
    mails: tuple[Taken, ...]


@dataclass(frozen=True)
class NewTickets:
    """What tickets that mails open are like: ``said`` has fields of ``TicketFields``; ``owner`` as for any ticket.

    Where ``creates`` says so, an address that nobody on file has becomes a contact.
    """

    said: Mapping[str, object]
    owner: str | None = None
    creates: bool = True


class Desk:
    """Takes the mails of one run to their tickets, in a write that is under way."""

    def __init__(self, crm: "Crm", writing: "Transaction", new: NewTickets, me: int) -> None:
        self._crm = crm
        self._writing = writing
        self._connection = writing.connection
        self._new = new
        self._me = me
        self._owned = whose(writing.connection, new.owner, None)
        self._matching = Matching.begin(writing.connection)

    def take(self, line: int, mail: "Mail") -> Taken:
        """Keep one mail where it belongs, or tell why it is not."""
        (match,) = self._matching.match(self._connection, [mail])
        try:
            return self._taken(line, replace(match, logged=match.logged or None))
        except CrmError as error:
            return Taken(line, error.message, refused=error)

    def _taken(self, line: int, match: Match) -> Taken:
        if match.in_trash:
            text = _("this mail was logged before, as {id}, which is in the trash")
            raise NotFound(
                text.format(id=shown("activity", match.logged or 0)),
                hint=_("see when it was deleted with crm history; crm undo takes it out"),
            )
        if match.logged is not None and (on := self._where(match.logged)) is not None:
            text = _("this mail is on {number} already, as {id}")
            return Taken(line, text.format(number=on.number, id=shown("activity", match.logged)), on.id)
        if match.mail.automatic and (match.ticket is None or match.logged is not None):
            text = _("nobody wrote this mail, and it answers none on a ticket, so it opens none: {subject}")
            return Taken(line, text.format(subject=match.mail.subject))
        return self._kept(line, match) if match.ticket is not None else self._opened(line, match)

    def _where(self, activity_id: int) -> "OnTicket | None":
        """Return the ticket that what was logged is on. Raises NotFound where that is in the trash."""
        ticket_id = self._writing.record("activity", activity_id)["ticket_id"]
        if ticket_id is None:
            return None
        on = ticket_mails.kept_ones(self._connection, [number(ticket_id)])
        if number(ticket_id) not in on:
            name = self._writing.record("ticket", number(ticket_id))["number"]
            hint = _("take it out with: crm ticket restore {id}").format(id=name)
            raise NotFound(_("this mail is on {number}, which is in the trash").format(number=name), hint=hint)
        return on[number(ticket_id)]

    def _kept(self, line: int, match: Match) -> Taken:
        assert match.ticket is not None
        ticket_id = match.ticket.id
        was = self._state(ticket_id)
        activity_id = self._write(match)
        also = (
            [_("{number} is open again").format(number=match.ticket.number)]
            if self._is_reopened(ticket_id, was)
            else []
        )
        if self._new.said or self._new.owner is not None:
            also.append(
                _("what is said of a new ticket changes nothing of {number}").format(number=match.ticket.number)
            )
        self._writing.label = KEPT
        self._writing.arguments |= {"number": match.ticket.number, "ticket": ticket_id}
        return Taken(line, self._told(), ticket_id, activity_id, also=tuple(also))

    def _state(self, ticket_id: int) -> str:
        return str(self._writing.record("ticket", ticket_id)["state"])

    def _is_reopened(self, ticket_id: int, was: str) -> bool:
        return was != "new" and was != self._state(ticket_id)

    def _told(self) -> str:
        return told(self._writing.label, self._writing.arguments)

    def _opened(self, line: int, match: Match) -> Taken:
        mail = match.mail
        asking, also = self._asking(match)
        said = {"subject": _subject(mail), "channel": _EMAIL, **self._new.said}
        values = checked(said)
        if not said.get("priority"):
            del values["priority"]
        now = self._crm.clock.now()
        ticket_id = write_new(
            self._writing, asking, values, self._me, owned=self._owned,
            opened_at=stored_instant(min(mail.at or now, now)),
        )  # fmt: skip
        ticket = ticket_mails.kept_ones(self._connection, [ticket_id])[ticket_id]
        owners = statements.owners(self._connection, mail.addresses)
        activity_id = self._write(self._matching.tickets.on(match, ticket, owners))
        if match.distrusted:
            text = _("{number}, which the subject names, is another customer’s")
            also = (*also, text.format(number=match.distrusted))
        self._writing.label = OPENED
        self._writing.arguments |= {"number": ticket.number, "name": asking.name, "ticket": ticket_id}
        return Taken(line, self._told(), ticket_id, activity_id, opened=True, also=also)

    def _write(self, match: Match) -> int:
        """Write a mail on its ticket, or tie the activity to it that it was logged as before."""
        if match.logged is None:
            return write(self._writing, [match], me=self._me, clock=self._crm.clock)[0]
        assert match.ticket is not None
        self._writing.update("activity", match.logged, {"ticket_id": match.ticket.id})
        move_tickets(self._writing, [self._writing.record("activity", match.logged)], self._crm.clock)
        return match.logged

    def _asking(self, match: Match) -> tuple[Owner, tuple[str, ...]]:
        """Return who asks: the sender, or of a mail of ours the first it went to; made where nobody has the address."""
        mail, ours = match.mail, match.mail.sender in self._matching.team
        is_ours = self._matching.tickets.is_ours
        addresses = [each for each in mail.recipients if not is_ours(each)] if ours else [*filter(None, [mail.sender])]
        if not addresses:
            hint = _("open one by hand: crm ticket open WHO --subject TEXT")
            said = _("it is a mail among ourselves") if ours else _("it does not say from whom it is")
            raise BadInput(said, hint=hint)
        owners = statements.owners(self._connection, addresses)
        for address in addresses:
            if found := owners.get(address):
                others = len({owner.customer_id for owner in found}) - 1
                text = _("{address} is that of others, too; it is kept with {name}")
                return found[0], ((text.format(address=address, name=found[0].name),) if others else ())
        return self._made("" if ours else mail.sender_name, addresses[0])

    def _made(self, name: str, address: str) -> tuple[Owner, tuple[str, ...]]:
        if not self._new.creates:
            raise NotFound(
                _("nobody of this mail is on file: {addresses}").format(addresses=address),
                hint=_("add them with: crm contact add --name NAME --email ADDRESS"),
            )
        values = contact_input.checked({"name": name or address, "emails": [address]}, complete=True)
        contact_id = self._writing.create("contact", values)
        self._writing.flush()  # whose customer somebody is is worked out then
        text = _("made a new contact: {name} ({id})")
        made = Owner(contact_id, str(values["name"]), contact_id)
        return made, (text.format(name=made.name, id=shown("contact", contact_id)),)


def _subject(mail: "Mail") -> str:
    lines = (line.strip() for line in (mail.subject, *mail.text[:MOST].split("\n")))
    return next(filter(None, lines), _("(no subject)"))[:_SUBJECT]


def _read_all(contents: Iterable[tuple[int, bytes]]) -> tuple[list[tuple[int, "Mail"]], list[Taken]]:
    """Return the mails that can be read, each with the line it begins in, the oldest first, and those that cannot.

    Raises BadInput where there are none, or too many.
    """
    found: list[tuple[int, Mail]] = []
    refused: list[Taken] = []
    for count, (line, content) in enumerate(contents, start=1):
        if count > MOST:
            raise BadInput(_("these are more than {count} mails").format(count=MOST), hint=_("take them in parts"))
        try:
            found.append((line, read_mail(content)))
        except BadInput as error:
            whole = BadInput(_("the mail cannot be read: {reason}").format(reason=error.message))
            refused.append(Taken(line, whole.message, refused=whole))
    if not found and not refused:
        raise BadInput(_("there is no mail in it"))
    return sorted(found, key=lambda pair: pair[1].at or _LAST), refused


def take_all(crm: "Crm", contents: Iterable[tuple[int, bytes]], new: NewTickets, me: int) -> TicketMails:
    """Take mails, each with the line it begins in, to their tickets in one operation. Raises NotFound, BadInput."""
    checked({"subject": "-", **new.said})
    found, taken = _read_all(contents)
    with crm.database.write(crm.actor, SEVERAL) as writing:
        desk = Desk(crm, writing, new, me)
        taken += [desk.take(line, mail) for line, mail in found]
        written = [each for each in taken if each.activity_id is not None]
        if len(taken) > 1:
            writing.label, writing.arguments = SEVERAL, {"count": len(written)}
        operation_id = writing.flush()
    what = told(writing.label, writing.arguments) if operation_id else _("Nothing changed")
    return TicketMails(operation_id, what, tuple(sorted(taken, key=lambda each: each.line)))
