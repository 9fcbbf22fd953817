"""With whom a mail is, from whom to whom it went, to which conversation and which ticket it belongs, and whether it was
logged before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tui_crm.db import mail as statements
from tui_crm.db.mail import Owner
from tui_crm.db.ticket_mails import OnTicket
from tui_crm.models.codes import ActivityKind, Direction
from tui_crm.models.mail import Mail
from tui_crm.services.mail.ticket_threads import TicketThreads

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Match:
    """What is known of a mail: ``people`` are those on file, the one it is with first; nobody where there is none; ``strangers``
    are the addresses that are neither theirs nor the team's.

    ``logged`` is the activity it was logged as before, 0 where that was in the same run, and ``in_trash`` tells whether
    it was deleted since. ``author`` is the user who wrote it or got it, None where that is nobody of the team. ``ticket`` is
    the one it is on, ``distrusted`` the number of another one that its subject names and that its sender has no part in.
    """

    mail: Mail
    people: tuple[Owner, ...]
    direction: Direction
    author: int | None
    thread: str
    strangers: tuple[str, ...] = ()
    logged: int | None = None
    in_trash: bool = False
    kind: ActivityKind = ActivityKind.EMAIL
    ticket: OnTicket | None = None
    distrusted: str = ""


@dataclass
class Matching:
    """Matches the mails of one run, one batch after the other; it remembers which there were, by their ids."""

    team: dict[str, int]
    tickets: TicketThreads
    _threads: dict[str, str] = field(default_factory=dict)

    @classmethod
    def begin(cls, connection: "Connection") -> "Matching":
        """Return one that knows the addresses of the team."""
        team = statements.team(connection)
        return cls(team, TicketThreads(team))

    def match(self, connection: "Connection", mails: Sequence[Mail]) -> list[Match]:
        """Return what is known of each mail, in order."""
        known = statements.logged(connection, list({key for mail in mails for key in (mail.message_id, *mail.answers)}))
        owners = statements.owners(connection, list({address for mail in mails for address in mail.addresses}))
        threads = {key: each.thread for key, each in known.items()}
        self.tickets.prepare(connection, mails, [self._thread(mail, threads) for mail in mails])
        matches: list[Match] = []
        for mail in mails:
            match = self._match(mail, owners, threads)
            if (before := known.get(mail.message_id)) is not None:
                match = replace(match, logged=before.id, in_trash=before.deleted)
            elif mail.message_id in self._threads:
                match = replace(match, logged=0)
            match = self.tickets.placed(match, owners)
            if match.logged is None and match.people:
                self._threads[mail.message_id] = match.thread
            matches.append(match)
        return matches

    def _match(self, mail: Mail, owners: dict[str, tuple[Owner, ...]], threads: dict[str, str]) -> Match:
        addresses = [address for address in mail.addresses if address not in self.team]
        people = tuple(dict.fromkeys(owner for address in addresses for owner in owners.get(address, ())))
        users = [self.team[address] for address in mail.addresses if address in self.team]
        author, strangers = users[0] if users else None, tuple(each for each in addresses if each not in owners)
        return Match(mail, people, self._direction(mail, owners), author, self._thread(mail, threads), strangers)

    def _direction(self, mail: Mail, owners: dict[str, tuple[Owner, ...]]) -> Direction:
        """Return whether it came in: from somebody on file, or from a stranger to one of the team."""
        if mail.sender in self.team:
            return Direction.OUT
        comes_in = mail.sender in owners or any(address in self.team for address in mail.recipients)
        return Direction.IN if comes_in else Direction.OUT

    def _thread(self, mail: Mail, threads: dict[str, str]) -> str:
        """Return the conversation: that of the nearest mail before it which is known, else the one it says it began with."""
        for before in reversed(mail.answers):
            if found := self._threads.get(before) or threads.get(before):
                return found
        return mail.answers[0] if mail.answers else mail.message_id
