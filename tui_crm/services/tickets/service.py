"""The tickets of an open CRM: what can be done with them, and reading them back."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tui_crm.db import activities, ticket_clocks, ticket_ties, tickets
from tui_crm.db.records import Values, as_tuples
from tui_crm.db.transaction import Transaction
from tui_crm.errors import NotFound
from tui_crm.i18n import N_, _
from tui_crm.models.cards import ActivityEntry, Done
from tui_crm.models.codes import ActivityKind, Direction
from tui_crm.models.ticket import TICKET_STATE_LABELS, TicketCard, TicketRow, TicketState
from tui_crm.services.activities import checked as checked_activity
from tui_crm.services.finding import Finder
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user, live_lines
from tui_crm.services.problems import due_to
from tui_crm.services.tickets import merging, moving, parting
from tui_crm.services.tickets.changing import check_in_hands, what_follows
from tui_crm.services.tickets.moving import Step, moment
from tui_crm.services.tickets.opening import check_free, checked, whose, write_new
from tui_crm.services.tickets.presence import not_there, present, ticket_meant, unmerged
from tui_crm.services.tickets.replying import check_said, write_word

if TYPE_CHECKING:
    from tui_crm.models.messaging import Channel, Message
    from tui_crm.models.placeholders import Filled
    from tui_crm.models.template import TemplateEntry
    from tui_crm.services.crm import Crm
    from tui_crm.services.tickets.letters import TicketLetters
    from tui_crm.services.tickets.vocabulary import TicketVocabulary


class Tickets(Finder):
    """The tickets of an open CRM."""

    def __init__(self, crm: "Crm") -> None:
        super().__init__(crm)
        self._crm = crm

    def vocabulary(self) -> "TicketVocabulary":
        """Return the words that filters over tickets are made of, as they are now."""
        from tui_crm.services.tickets.vocabulary import TicketVocabulary  # noqa: PLC0415 - many commands do without

        return TicketVocabulary(self._crm)

    def search(self, text: str, limit: int) -> list[TicketRow]:
        """Return the first tickets that words find, closed ones too: by their number first, then what somebody still has
        to see to, then the newest.
        """
        from tui_crm.db.ticket_search import searched  # noqa: PLC0415 - many commands do without

        with self._crm.database.read() as connection:
            return tickets.rows_for(connection, searched(connection, text, limit))

    def meant(self, text: str, *, trash: bool = False) -> int:
        """Return the ticket that a number (``T-42``) or an id (``t42``) means, of those in the trash if so said.

        Raises NotFound, and BadInput where the only one is not in the trash though it should be.
        """
        with self._crm.database.read() as connection:
            return ticket_meant(connection, text.strip(), trash=trash)

    def unsolved_of(self, contact_id: int) -> list[TicketRow]:
        """Return what somebody still has to see to for a contact, or for everybody who belongs to it, in that order."""
        with self._crm.database.read() as connection:
            return tickets.rows_for(connection, tickets.unsolved_of(connection, contact_id))

    def causes(self) -> list[str]:
        """Return what causes of tickets are called: those of the team's list, then others there have been, the usual first."""
        usual = filter(None, self._crm.settings.get("ticket_causes").split(","))
        with self._crm.database.read() as connection:
            return list(dict.fromkeys((*usual, *tickets.causes(connection))))

    def rows(self, ids: Sequence[int]) -> list[TicketRow]:
        """Return these tickets in this order; what is not there is left out."""
        with self._crm.database.read() as connection:
            return tickets.rows_for(connection, ids)

    def card(self, ticket_id: int) -> TicketCard:
        """Return everything about a ticket but its thread, with what its clocks have gone by now, and when they are at risk.

        Raises NotFound.
        """
        with self._crm.database.read() as connection:
            found = tickets.card(connection, ticket_id)
            if found is None:
                raise not_there(ticket_id)
            if all(run.ended_at for run in found.clocks):
                return found
            stand = ticket_clocks.stand_at(connection, ticket_id, self._crm.clock.now())
        if len(stand) != len(found.clocks):  # another hand was in the file: the check-up works them out anew
            return found
        known = zip(found.clocks, stand, strict=True)
        clocks = tuple(replace(run, spent=gone, warn_at=warn) for run, (gone, warn) in known)
        return replace(found, clocks=clocks)

    def thread(self, ticket_id: int, newest: int | None = None) -> list[ActivityEntry]:
        """Return what was said on a ticket, and the notes, or the ``newest`` of that alone, the oldest first."""
        with self._crm.database.read() as connection:
            ids = tickets.thread(connection, ticket_id, newest)
            found = activities.by_ids(connection, ids)
        return [found[key] for key in ids]

    def missing(self, ticket_id: int, state: TicketState) -> tuple[str, ...]:
        """Return what must still be said of a ticket before it may come into a state: cause, remedy, confirmed."""
        with self._crm.database.read() as connection:
            found = tickets.card(connection, ticket_id)
            if found is None:
                raise not_there(ticket_id)
            said = {
                "kind": found.row.kind,
                "cause": found.row.cause,
                "remedy": found.remedy,
                "confirmed": found.row.confirmed,
                "merged_into_id": found.row.merged_into_id,
            }
            return moving.missing(connection, said, state)

    def open(
        self,
        contact_id: int,
        *,
        owner: str | None = None,
        team: str | None = None,
        number: str = "",
        at: datetime | None = None,
        **said: object,
    ) -> Done:
        """Open a ticket of a contact, now or ``at`` a moment; ``said`` has fields of ``TicketFields``, subject among them.

        Its kind's way says its priority and whose it is, unless that is said. Raises NotFound, BadInput.
        """
        values = checked(said)
        if not said.get("priority"):
            del values["priority"]
        opened_at = moment(at, self._crm.clock.now())
        me = ensure_user(self._crm)
        with self._crm.database.write(self._crm.actor, N_("Opened {number} with {name}")) as writing:
            (line,) = live_lines(writing.connection, [contact_id])
            owned = whose(writing.connection, owner, team)
            if "owner_id" in owned:
                check_in_hands({**values, **owned})
            made = write_new(writing, line, values, me, owned=owned, number=number, opened_at=opened_at)
            writing.arguments |= {"number": writing.record("ticket", made)["number"], "name": line.name}
        return Done(writing.operation_id, told(writing.label, writing.arguments), (made,))

    def edit(
        self,
        ticket_id: int,
        *,
        owner: str | None = None,
        team: str | None = None,
        base: int | None = None,
        **said: object,
    ) -> Done:
        """Change what is named of a ticket; an empty text clears. ``base`` is the version one started from.

        Beside fields of ``TicketFields`` it may be ``problem``: the name of a known one that is behind it. Another kind or priority is another promise. Raises NotFound, BadInput, Conflict.
        """
        return self.edit_many([ticket_id], owner=owner, team=team, base=base, **said)

    def edit_many(
        self,
        ids: Sequence[int],
        *,
        owner: str | None = None,
        team: str | None = None,
        base: int | None = None,
        **said: object,
    ) -> Done:
        """Change the same of several tickets in one operation; ``base`` is the first one's. Raises as :meth:`edit` does."""
        problem = said.pop("problem", None)
        values, me = checked(said, complete=False), ensure_user(self._crm)
        with self._writing(ids, N_("Edited {number}"), N_("Edited {count} tickets")) as (writing, records):
            changes = values | whose(writing.connection, owner, team) | due_to(writing.connection, problem)
            changed = self._change(writing, records, changes, me, {} if base is None else {ids[0]: base})
        return _done(writing, changed)

    def assign(self, ids: Sequence[int], owner: str) -> Done:
        """Give tickets to a user (``li``) or a team (``team:support``), or to nobody (""). Raises NotFound, BadInput."""
        me = ensure_user(self._crm)
        with self._writing(ids, N_("Assigned {number}"), N_("Assigned {count} tickets")) as (writing, records):
            changed = self._change(writing, records, whose(writing.connection, owner, None), me)
        return _done(writing, changed)

    def _change(
        self,
        writing: Transaction,
        records: Mapping[int, Values],
        changes: Mapping[str, object],
        author: int,
        bases: Mapping[int, int] | None = None,
    ) -> list[int]:
        """Change the same of several tickets, and what follows of each."""
        together = {
            key: {**changes, **what_follows(writing.connection, record, changes, author)}
            for key, record in records.items()
        }
        return writing.update_many("ticket", together, bases=bases)

    def move(
        self,
        ids: Sequence[int],
        state: TicketState,
        *,
        why: str = "",
        at: datetime | None = None,
        bases: Mapping[int, int] | None = None,
        **said: object,
    ) -> Done:
        """Move tickets to a state, now or ``at`` a moment; ``said`` may have what closing asks for: cause, remedy, confirmed.

        ``bases`` are the versions one started from. Raises NotFound, BadInput where something is missing that closing
        asks for, and Conflict where a colleague has said something else meanwhile.
        """
        values = checked(said, complete=False)
        stamp = moment(at, self._crm.clock.now())
        me = ensure_user(self._crm)
        label, several = N_("Moved {number} to {state}"), N_("Moved {count} tickets to {state}")
        with self._writing(ids, label, several) as (writing, records):
            writing.arguments["state"] = {"label": TICKET_STATE_LABELS[state], "arguments": {}}
            changed = self._change(writing, records, values, me, bases) if values else []
            step = Step(state, stamp, me, why.strip())
            for key in records:
                if moving.move(writing, key, writing.record("ticket", key), step, self._crm.clock.today()):
                    changed.append(key)
        return _done(writing, list(dict.fromkeys(changed)))

    def reply(
        self,
        ticket_id: int,
        text: str,
        *,
        kind: ActivityKind = ActivityKind.MESSAGE,
        incoming: bool = False,
        then: TicketState | None = None,
        at: datetime | None = None,
        **said: object,
    ) -> Done:
        """Keep a word to the customer, or one of theirs (``incoming``), now or ``at`` a moment; ``then`` is where the ticket goes.

        ``said`` may have subject, channel, minutes. ``ids`` of the answer are the activity's and the ticket's. Raises
        NotFound, BadInput.
        """
        direction = str(Direction.IN if incoming else Direction.OUT)
        label = N_("Noted the customer’s word on {number}") if incoming else N_("Answered {number}")
        return self._say(ticket_id, label, then, at, kind=kind, direction=direction, text=text, **said)

    def note(self, ticket_id: int, text: str, *, at: datetime | None = None) -> Done:
        """Keep a note among ourselves on a ticket. ``ids`` of the answer are the activity's and the ticket's."""
        return self._say(ticket_id, N_("Noted something on {number}"), None, at, kind=ActivityKind.NOTE, text=text)

    def _say(self, ticket_id: int, label: str, then: TicketState | None, at: datetime | None, **said: object) -> Done:
        stamp, today = moment(at, self._crm.clock.now()), self._crm.clock.today()
        me = ensure_user(self._crm)
        with self._writing([ticket_id], label, label) as (writing, records):
            ticket = records[ticket_id]
            known = {"kind": said.pop("kind"), "contact_id": ticket["contact_id"], "at": stamp}
            values = checked_activity(said, **known)
            check_said(values)
            made = write_word(writing, ticket_id, ticket, values, author=me, today=today)
            if then is not None:
                moving.move(writing, ticket_id, writing.record("ticket", ticket_id), Step(then, stamp, me), today)
        return Done(writing.operation_id, told(label, writing.arguments), (made, ticket_id))

    def usual_receipt(self, contact_id: int) -> "TemplateEntry | None":
        """Return the template that receipts for tickets of a contact are made of; None where no receipt is wanted.

        Raises NotFound where the one that the team has set is gone.
        """
        return self._letters().usual_receipt(contact_id)

    def receipts(self, contact_id: int) -> "list[TemplateEntry]":
        """Return the templates of receipts for tickets, those first that fit the contact."""
        return self._letters().receipts(contact_id)

    def offered_receipt(self, contact_id: int) -> "TemplateEntry | None":
        """Return the usual receipt, where there is one and the contact may be written to. Raises NotFound for the contact."""
        return self._letters().offered_receipt(contact_id)

    def receipt(self, ticket_id: int, template: "str | TemplateEntry", channel: "Channel | None" = None) -> "Message":
        """Return the receipt for a ticket, made of a template. Raises NotFound, and BadInput for whom one must not write to."""
        return self._letters().receipt(self.card(ticket_id), template, channel)

    def keep_receipt(self, ticket_id: int, message: "Message") -> Done:
        """Keep a receipt that went to the customer on a ticket; it is no answer. Raises NotFound, BadInput."""
        label, out = N_("Sent the receipt for {number}"), str(Direction.OUT)
        said = {
            "subject": message.subject,
            "text": message.text,
            "channel": message.reach.service or message.reach.channel,
        }
        return self._say(ticket_id, label, None, None, kind=ActivityKind.SYSTEM, direction=out, **said)

    def answers(self, ticket_id: int) -> "list[TemplateEntry]":
        """Return the templates that can answer a ticket: canned answers first, and those that fit the contact."""
        return self._letters().answers(self.card(ticket_id).row.contact_id)

    def filled(self, ticket_id: int, template: "str | TemplateEntry") -> "Filled":
        """Return a template's text filled in for a ticket; what is ``missing`` stands in it as it was. Raises NotFound."""
        return self._letters().filled(self.card(ticket_id), template)

    def _letters(self) -> "TicketLetters":
        from tui_crm.services.tickets.letters import TicketLetters  # noqa: PLC0415 - few commands write any

        return TicketLetters(self._crm)

    def check(self, ticket_id: int, position: int, *, done: bool = True) -> Done:
        """Tick a line of a ticket's checklist off (the first is 0), or take that back. Raises NotFound."""
        me = ensure_user(self._crm)
        label = N_("Ticked off on {number}: {what}") if done else N_("Not done on {number} after all: {what}")
        with self._writing([ticket_id], label, label) as (writing, records):
            lines = [*as_tuples(records[ticket_id]["checklist"])]
            if not 0 <= position < len(lines):
                raise NotFound(_("the checklist has no line {line}").format(line=position + 1))
            text, was, *_who = lines[position]
            writing.arguments["what"] = text
            if done == (was is not None):
                return Done(None, _("Nothing changed"))
            lines[position] = (text, writing.at, me) if done else (text, None, None)
            writing.update("ticket", ticket_id, {"checklist": tuple(lines)})
        return Done(writing.operation_id, told(label, writing.arguments), (ticket_id,))

    def beside(self, ticket_id: int, limit: int = 50) -> list[TicketRow]:
        """Return other tickets of a ticket's customer, those that somebody must still see to first."""
        with self._crm.database.read() as connection:
            return tickets.rows_for(connection, ticket_ties.beside(connection, ticket_id, limit))

    def merge(self, into: int, others: Sequence[int], *, anyway: bool = False) -> Done:
        """Make tickets of one customer, or ``anyway`` of several, one; the others are closed. Raises NotFound, BadInput."""
        return merging.merge(self._crm, into, others, anyway=anyway)

    def split(self, ticket_id: int, activity_ids: Sequence[int], *, subject: str = "") -> Done:
        """Make a ticket of its own out of some of what was said on one. Raises NotFound, BadInput."""
        return parting.split(self._crm, ticket_id, activity_ids, subject=subject)

    def link(self, ticket_id: int, others: Sequence[int]) -> Done:
        """Tie a ticket to others that it has to do with. Raises NotFound, BadInput."""
        return parting.link(self._crm, ticket_id, others)

    def unlink(self, ticket_id: int, others: Sequence[int]) -> Done:
        """Take the ties between a ticket and others away. Raises NotFound, BadInput."""
        return parting.unlink(self._crm, ticket_id, others)

    def delete(self, ids: Sequence[int]) -> Done:
        """Put tickets in the trash. Raises NotFound."""
        with self._writing(ids, N_("Deleted {number}"), N_("Deleted {count} tickets"), merged=True) as (
            writing,
            records,
        ):
            changed = writing.update_many("ticket", {key: {"deleted_at": writing.at} for key in records})
        return _done(writing, changed)

    def restore(self, ids: Sequence[int]) -> Done:
        """Take tickets out of the trash. Raises NotFound, and BadInput where another has the number by now."""
        label, several = N_("Restored {number}"), N_("Restored {count} tickets")
        with self._writing(ids, label, several, trash=True) as (writing, records):
            for record in records.values():
                check_free(writing.connection, str(record["number"]))
            changed = writing.update_many("ticket", {key: {"deleted_at": None} for key in records})
        return _done(writing, changed)

    @contextmanager
    def _writing(
        self, ids: Sequence[int], one: str, several: str, *, trash: bool = False, merged: bool = False
    ) -> Iterator[tuple[Transaction, dict[int, Values]]]:
        """Write something to tickets outside the trash, or in it: yields the transaction and their records.

        Raises NotFound, and BadInput for one that was merged into another, unless ``merged`` ones are taken too.
        """
        ensure_user(self._crm)
        wanted = list(dict.fromkeys(ids))
        with self._crm.database.write(self._crm.actor, one if len(wanted) == 1 else several) as writing:
            may_be_merged = trash or merged
            records = {
                key: present(writing, key, trash=trash) if may_be_merged else unmerged(writing, key) for key in wanted
            }
            if len(wanted) == 1:
                writing.arguments |= {"number": records[wanted[0]]["number"], "ticket": wanted[0]}
            else:
                writing.arguments["count"] = len(wanted)
            yield writing, records


def _done(writing: Transaction, changed: Sequence[int]) -> Done:
    if not changed:
        return Done(None, _("Nothing changed"))
    return Done(writing.operation_id, told(writing.label, writing.arguments), tuple(changed))
