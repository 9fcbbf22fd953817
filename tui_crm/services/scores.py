"""What customers think of the service: their answers, kept by hand, changed, taken back, and looked through."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from tui_crm.db import activities, rows, scores, surveys, tickets
from tui_crm.errors import BadInput, NotFound
from tui_crm.i18n import N_, _, ngettext
from tui_crm.models.cards import Done
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant
from tui_crm.models.score import ASKED, SCORE_LABELS, ScoreEntry, ScoreKind, Wanted, checked, is_low, kind_in_words
from tui_crm.models.text import clean
from tui_crm.services import answers
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user, live_lines
from tui_crm.services.tickets.moving import moment
from tui_crm.services.tickets.presence import unmerged

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tui_crm.db.records import Values
    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

_KEPT: Final = N_("Noted {kind} {value} from {name}")
_RATED: Final = N_("Noted {kind} {value} for {number}")


class Scores:
    """The scores of an open CRM. Of an answer and its aspects, the answer's id stands for all."""

    def __init__(self, crm: "Crm") -> None:
        self._crm = crm

    def add(
        self,
        kind: str,
        value: int,
        *,
        contact_id: int | None = None,
        ticket_id: int | None = None,
        comment: str = "",
        aspects: Mapping[str, int] | None = None,
        at: datetime | None = None,
        stage: str = "",
        activity_id: int | None = None,
    ) -> Done:
        """Keep an answer (csat, nps or ces) of a contact, or on a ticket, with its aspects, given now or ``at`` a moment.

        A ticket can be rated once it was resolved or closed, and again each time that it is so again; the contact is then
        who asked, unless another of the same customer is named. A low answer sets a follow-up, told in ``also``.
        ``ids`` of the answer are the score's and its aspects'. Raises NotFound, BadInput.
        """
        stamp = moment(at, self._crm.clock.now())
        given = answers.answer(kind, value, stamp, comment=comment, aspects=aspects, stage=stage)
        given = replace(given, ticket_id=ticket_id, activity_id=activity_id)
        me, today = ensure_user(self._crm), self._crm.clock.today()
        with self._crm.database.write(self._crm.actor, _KEPT if ticket_id is None else _RATED) as writing:
            contact, customer = _whose(writing, given, contact_id)
            writing.arguments |= {"kind": {"label": SCORE_LABELS[kind], "arguments": {}}, "value": value}
            given = replace(given, invitation_id=_check_once(writing, given))
            made, also = answers.write_answer(writing, given, contact, customer, me, today)
        return Done(writing.operation_id, told(writing.label, writing.arguments), tuple(made), also=also)

    def edit(
        self,
        score_id: int,
        *,
        value: int | None = None,
        comment: str | None = None,
        aspects: Mapping[str, int | None] | None = None,
        at: datetime | None = None,
        base: int | None = None,
    ) -> Done:
        """Change what is named of an answer: an empty comment clears, an aspect that is None goes away.

        One that becomes low sets a follow-up; of one that no longer is, that is withdrawn. Raises NotFound, BadInput, Conflict.
        """
        wanted = {name: each for name, each in (aspects or {}).items() if each is not None}
        answers.checked_aspects(wanted)
        me, today = ensure_user(self._crm), self._crm.clock.today()
        with self._crm.database.write(self._crm.actor, N_("Edited the {kind} of {name}")) as writing:
            record = _present(writing, score_id)
            kind = str(record["kind"])
            changes: Values = {} if value is None else {"value": checked(kind, value)}
            changes |= {} if comment is None else {"comment": clean(comment).strip() or None}
            changes |= {} if at is None else {"at": moment(at, self._crm.clock.now())}
            changed = writing.update("score", score_id, changes, base=base)
            changed |= _change_aspects(writing, score_id, {**record, **changes}, aspects or {})
            _name(writing, record)
            also = _other_value(writing, score_id, {**record, **changes}, rows.number(record["value"]), me, today)
        if not changed:
            return Done(None, _("Nothing changed"))
        return Done(writing.operation_id, told(writing.label, writing.arguments), (score_id,), also=also)

    def delete(self, ids: Sequence[int]) -> Done:
        """Put answers with their aspects in the trash, and the follow-ups that are still open which they set. Raises NotFound."""
        return self._set_deleted(ids, N_("Deleted the {kind} of {name}"), N_("Deleted {count} scores"), deleted=True)

    def restore(self, ids: Sequence[int]) -> Done:
        """Take answers with their aspects out of the trash. Raises NotFound, and BadInput where a ticket was rated since."""
        return self._set_deleted(ids, N_("Restored the {kind} of {name}"), N_("Restored {count} scores"), deleted=False)

    def _set_deleted(self, ids: Sequence[int], one: str, several: str, *, deleted: bool) -> Done:
        ensure_user(self._crm)
        wanted = list(dict.fromkeys(ids))
        with self._crm.database.write(self._crm.actor, one if len(wanted) == 1 else several) as writing:
            records = {key: _present(writing, key, trash=not deleted) for key in wanted}
            if not deleted:
                for record in records.values():
                    _check_alone(writing, record)
            _name(writing, *records.values())
            beside = scores.aspects(writing.connection, wanted, deleted=not deleted)
            parts = [key for said in beside.values() for key, _value in said.values()]
            stamp = {"deleted_at": writing.at if deleted else None}
            writing.update_many("score", dict.fromkeys([*wanted, *parts], stamp))
            also = _withdraw(writing, wanted) if deleted else ()
        return Done(writing.operation_id, told(writing.label, writing.arguments), tuple(wanted), also=also)

    def get(self, score_id: int) -> ScoreEntry:
        """Return an answer outside the trash. Raises NotFound."""
        for entry in self.rows([score_id]):
            if not entry.deleted:
                return entry
        raise _not_there(score_id)

    def rows(self, ids: Sequence[int]) -> list[ScoreEntry]:
        """Return these answers in this order, those in the trash too; what is not there is left out."""
        with self._crm.database.read() as connection:
            return scores.entries(connection, ids)

    def find_ids(self, wanted: Wanted) -> list[int]:
        """Return the ids of the answers that are wanted, the newest first."""
        with self._crm.database.read() as connection:
            return scores.ids_wanted(connection, wanted)

    def find(self, wanted: Wanted | None = None, *, limit: int | None = None) -> list[ScoreEntry]:
        """Return the answers that are wanted, the newest first."""
        with self._crm.database.read() as connection:
            return scores.entries(connection, scores.ids_wanted(connection, wanted or Wanted(), limit))

    def of_ticket(self, ticket_id: int) -> list[ScoreEntry]:
        """Return how a ticket was rated, the newest first: that one is its rating."""
        return self.find(Wanted(ticket_id=ticket_id))

    def ratings(self, ids: Sequence[int]) -> dict[int, int]:
        """Return how satisfied customers said last that they are with some tickets; those without a word are left out."""
        with self._crm.database.read() as connection:
            return scores.ratings(connection, ids, ScoreKind.CSAT)

    def rating(self, ticket_id: int) -> ScoreEntry | None:
        """Return how satisfied the customer is with a ticket since it was last done, None where they have not said.

        Raises BadInput where it was not resolved yet.
        """
        now = stored_instant(self._crm.clock.now())
        with self._crm.database.read() as connection:
            since = scores.last_over(connection, ticket_id, now)
            if since is None:
                raise _not_done(str(tickets.rows_for(connection, [ticket_id])[0].number))
            found = scores.of_round(connection, ticket_id, ScoreKind.CSAT, since, None)
            return None if found is None else scores.entries(connection, [found])[0]

    def newest(self, contact_id: int) -> dict[str, ScoreEntry]:
        """Return the newest answer of each kind by a contact, or by anybody of a customer."""
        with self._crm.database.read() as connection:
            found = scores.entries(connection, scores.newest(connection, contact_id))
        return {each: entry for each in ASKED for entry in found if entry.kind == each}

    def limits(self) -> dict[str, int | None]:
        """Return by kind which answers ask for a follow-up; see :func:`tui_crm.models.score.is_low`."""
        with self._crm.database.read() as connection:
            return {kind: answers.limit(connection, kind) for kind in ASKED}


def _present(writing: "Transaction", score_id: int, *, trash: bool = False) -> "Values":
    """Return the record of an answer outside the trash, or in it. Raises NotFound, BadInput."""
    record = rows.load(writing.connection, "score", [score_id]).get(score_id)
    if record is None or record["of_id"] is not None:
        raise _not_there(score_id)
    if trash and record["deleted_at"] is None:
        raise BadInput(_("{id} is not in the trash").format(id=shown("score", score_id)))
    if not trash and record["deleted_at"] is not None:
        hint = _("take it out with: crm score restore {id}").format(id=shown("score", score_id))
        raise NotFound(_("{id} is in the trash").format(id=shown("score", score_id)), hint=hint)
    return record


def _not_there(score_id: int) -> NotFound:
    return NotFound(_("there is no score {id}").format(id=shown("score", score_id)), hint=_("see: crm score list"))


def _name(writing: "Transaction", *records: "Values") -> None:
    """Let the operation tell of which answers it is."""
    if len(records) > 1:
        writing.arguments["count"] = len(records)
        return
    kind, contact = str(records[0]["kind"]), rows.number(records[0]["contact_id"])
    name = writing.record("contact", contact)["name"]
    writing.arguments |= {"kind": {"label": SCORE_LABELS.get(kind, kind), "arguments": {}}, "name": name}


def _whose(writing: "Transaction", given: answers.Answer, contact_id: int | None) -> tuple[int, int]:
    """Return the contact and the customer that an answer is of, and name it. Raises NotFound, BadInput."""
    if given.ticket_id is None:
        if contact_id is None:
            raise BadInput(_("an answer is somebody’s: name the contact, or a ticket"), field="contact")
        (line,) = live_lines(writing.connection, [contact_id])
        writing.arguments["name"] = line.name
        _check_activity(writing.connection, given, line.customer_id)
        return line.id, line.customer_id
    ticket = unmerged(writing, given.ticket_id)
    customer = rows.number(ticket["customer_id"])
    writing.arguments |= {"number": ticket["number"], "ticket": given.ticket_id}
    who = rows.number(ticket["contact_id"]) if contact_id is None else contact_id
    (line,) = live_lines(writing.connection, [who])
    if contact_id is not None and contact_id != ticket["contact_id"] and line.customer_id != customer:
        message = _("{number} is no ticket of {name}, nor of their company")
        raise BadInput(message.format(number=ticket["number"], name=line.name), field="contact")
    _check_activity(writing.connection, given, customer)
    return line.id, customer


def _check_activity(connection: "Connection", given: answers.Answer, customer_id: int) -> None:
    """Raise NotFound, or BadInput where the activity that an answer is about is another customer's."""
    if given.activity_id is None:
        return
    found = activities.by_id(connection, given.activity_id)
    if found is None:
        raise NotFound(_("there is no activity {id}").format(id=shown("activity", given.activity_id)))
    (line,) = live_lines(connection, [found.contact_id])
    if line.customer_id != customer_id:
        message = _("activity {id} is another customer’s")
        raise BadInput(message.format(id=shown("activity", given.activity_id)), field="activity")


def _check_once(writing: "Transaction", given: answers.Answer) -> int | None:
    """Return the invitation that an answer on a ticket answers, where one was sent. Raises BadInput where the ticket was not
    resolved yet when it is said to be rated, or was rated since it was.
    """
    if given.ticket_id is None:
        return None
    number = str(writing.arguments["number"])
    since = scores.last_over(writing.connection, given.ticket_id, given.at)
    if since is None:
        raise _not_done(number)
    until = _check_round(writing.connection, given.ticket_id, number, given.kind, since)
    return surveys.asked_on(writing.connection, given.ticket_id, given.kind, since, until)


def _check_round(connection: "Connection", ticket_id: int, number: str, kind: str, since: str) -> str | None:
    """Return until when answers count for a ticket that was done ``since``. Raises BadInput where there is one of the kind."""
    until = scores.next_over(connection, ticket_id, since)
    before = scores.of_round(connection, ticket_id, kind, since, until)
    if before is not None:
        message = _("{number} was rated since it was resolved: {kind} {id}")
        raise BadInput(
            message.format(number=number, kind=kind_in_words(kind), id=shown("score", before)),
            hint=_("change it with: crm score edit {id}").format(id=shown("score", before)),
            field="ticket",
        )
    return until


def _check_alone(writing: "Transaction", record: "Values") -> None:
    """Raise BadInput where an answer that comes out of the trash has another beside it that was kept since."""
    if record["ticket_id"] is not None:
        ticket_id = rows.number(record["ticket_id"])
        since = scores.last_over(writing.connection, ticket_id, str(record["at"]))
        if since is not None:
            number = str(writing.record("ticket", ticket_id)["number"])
            _check_round(writing.connection, ticket_id, number, str(record["kind"]), since)


def _not_done(number: str) -> BadInput:
    return BadInput(_("{number} was not resolved yet: it is rated after that").format(number=number), field="ticket")


def _change_aspects(writing: "Transaction", score_id: int, answer: "Values", wanted: Mapping[str, int | None]) -> bool:
    """Let an answer, as it is by now, have other aspects; tells whether one differed."""
    there = scores.aspects(writing.connection, [score_id]).get(score_id, {})
    changed = False
    for kind, (key, was) in there.items():
        become = wanted.get(kind, was)
        gone = {"deleted_at": writing.at} if become is None else {"value": become}
        changed |= writing.update("score", key, {**gone, "at": answer["at"]})
    for kind, value in wanted.items():
        if kind not in there and value is not None:
            writing.create("score", answers.aspect_values(answer, score_id, kind, value))
            changed = True
    return changed


def _other_value(
    writing: "Transaction", score_id: int, answer: "Values", was: int, author: int, today: date
) -> tuple[str, ...]:
    """Set or withdraw the follow-up of an answer, as it is by now, that had another value; returns what is told of it."""
    kind, value = str(answer["kind"]), rows.number(answer["value"])
    bound = answers.limit(writing.connection, kind)
    if is_low(kind, value, bound) == is_low(kind, was, bound):
        return ()
    return answers.follow_up(writing, answer, author, today) or _withdraw(writing, [score_id])


def _withdraw(writing: "Transaction", ids: Sequence[int]) -> tuple[str, ...]:
    """Put the follow-ups in the trash that these answers set and that are open; returns what is told of it."""
    gone = scores.follow_ups(writing.connection, ids)
    writing.update_many("reminder", {key: {"deleted_at": writing.at} for key in gone})
    told_so = ngettext("its follow-up is withdrawn", "{count} follow-ups are withdrawn", len(gone))
    return (told_so.format(count=len(gone)),) if gone else ()
