"""On which ticket a mail is: that of the conversation it goes on with, else the one whose number its subject names.

A conversation proves it: ids of mails cannot be guessed. A number can; it counts only where the sender is one of the ticket's
customer, or of the team.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from tui_crm.db import ticket_mails
from tui_crm.db.mail import Owner
from tui_crm.models.codes import ActivityKind, Direction
from tui_crm.models.emails import domain
from tui_crm.models.ticket_numbers import numbers_in

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.ticket_mails import OnTicket
    from tui_crm.models.mail import Mail
    from tui_crm.services.mail.matching import Match

Owners: TypeAlias = Mapping[str, Sequence[Owner]]


@dataclass
class TicketThreads:
    """Finds the tickets of the mails of one run; it remembers those of mails that are not written yet."""

    team: Mapping[str, int]
    _mails: dict[str, int] = field(default_factory=dict)
    _threads: dict[str, int] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _tickets: "dict[int, OnTicket]" = field(default_factory=dict)

    def prepare(self, connection: "Connection", mails: "Sequence[Mail]", threads: Sequence[str]) -> None:
        """Look up what there is to know of some mails, and of the conversations that they are of."""
        ids = list({key for mail in mails for key in (mail.message_id, *mail.answers)})
        numbers = list({name for mail in mails for name in numbers_in(mail.subject)})
        self._mails |= ticket_mails.by_mails(connection, ids)
        self._threads |= ticket_mails.by_threads(connection, list({*threads}))
        self._numbers = ticket_mails.by_numbers(connection, numbers)
        keys = (group.get(key) for group, names in self._groups(ids, threads) for key in names)
        self._tickets |= ticket_mails.kept_ones(connection, sorted({key for key in keys if key is not None}))

    def _groups(self, ids: Sequence[str], threads: Sequence[str]) -> tuple[tuple[dict[str, int], Sequence[str]], ...]:
        return (self._mails, ids), (self._threads, threads), (self._numbers, list(self._numbers))

    def placed(self, match: "Match", owners: Owners) -> "Match":
        """Return what is known of a mail that was prepared, with its ticket where it is on one."""
        ticket = self._of_thread(match)
        if ticket is None:
            keys = (self._numbers.get(name) for name in numbers_in(match.mail.subject))
            named = [self._tickets[key] for key in keys if key in self._tickets]
            ticket = next((one for one in named if self._is_trusted(match.mail, one, owners)), None)
            if ticket is None:
                return replace(match, distrusted=named[0].number if named else "")
        self._mails[match.mail.message_id] = self._threads[match.thread] = ticket.id
        return self.on(match, ticket, owners)

    def _of_thread(self, match: "Match") -> "OnTicket | None":
        """Return the ticket that it is on already, or the nearest mail before it, or the conversation."""
        keys = (self._mails.get(key) for key in (match.mail.message_id, *reversed(match.mail.answers)))
        found = (self._tickets.get(key) for key in (*keys, self._threads.get(match.thread)) if key is not None)
        return next(filter(None, found), None)

    def _is_trusted(self, mail: "Mail", ticket: "OnTicket", owners: Owners) -> bool:
        if mail.sender in self.team:
            return True
        theirs = {(ticket.customer_id, True), (ticket.contact_id, False)}
        return any({(owner.customer_id, True), (owner.id, False)} & theirs for owner in owners.get(mail.sender, ()))

    def on(self, match: "Match", ticket: "OnTicket", owners: Owners) -> "Match":
        """Return a mail that is on a ticket: with somebody of its customer, from them unless one of the team wrote it."""
        ours = match.mail.sender in self.team
        asking = Owner(ticket.contact_id, ticket.contact, ticket.customer_id)
        first = next((owner for owner in match.people if owner.customer_id == ticket.customer_id), asking)
        return replace(
            match,
            mail=match.mail if ours or match.mail.sender in owners else _with_sender(match.mail),
            people=tuple(dict.fromkeys((first, *match.people))),
            direction=Direction.OUT if ours else Direction.IN,
            kind=self._kind(match.mail, ticket, owners),
            ticket=ticket,
        )

    def _kind(self, mail: "Mail", ticket: "OnTicket", owners: Owners) -> ActivityKind:
        """Return what it is on a ticket: what machines send, what we say among ourselves, or a word."""
        if mail.automatic:
            return ActivityKind.SYSTEM
        if mail.sender not in self.team or not mail.recipients:
            return ActivityKind.EMAIL
        said_to_them = any(self._is_theirs(address, ticket, owners) for address in mail.recipients)
        return ActivityKind.EMAIL if said_to_them else ActivityKind.NOTE

    def _is_theirs(self, address: str, ticket: "OnTicket", owners: Owners) -> bool:
        if found := owners.get(address):
            return any(owner.customer_id == ticket.customer_id for owner in found)
        return not self.is_ours(address)

    def is_ours(self, address: str) -> bool:
        """Tell whether an address that nobody on file has is one of the team's house: such as that of all of them."""
        return address in self.team or domain(address) in {domain(each) for each in self.team}


def _with_sender(mail: "Mail") -> "Mail":
    """Return a mail whose text says who wrote it: nobody on file, so that it stands nowhere else."""
    who = f"{mail.sender_name} <{mail.sender}>" if mail.sender_name else mail.sender
    return replace(mail, text="\n\n".join(filter(None, (who, mail.text))))
