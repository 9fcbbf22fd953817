"""A ticket that holds two requests made two, and tickets tied to each other that stay apart."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.db import activities, rows, ticket_ties, tickets
from tui_crm.db.records import Values, as_tuples
from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.models.cards import ActivityEntry, Done
from tui_crm.models.codes import Direction
from tui_crm.models.ids import shown
from tui_crm.models.record import stored_instant
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user, live_lines
from tui_crm.services.tickets.moving import answered
from tui_crm.services.tickets.opening import checked, write_new
from tui_crm.services.tickets.presence import unmerged
from tui_crm.services.tickets.replying import is_word

if TYPE_CHECKING:
    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

_SPLIT: Final = N_("Split {number} from {other}")
_ASKED_FOR: Final = ("kind", "priority", "channel", "product")
_HANDS: Final = ("owner_id", "team_id")
_LONGEST: Final = 80  # characters of a subject that nobody gave


def split(crm: "Crm", ticket_id: int, activity_ids: Sequence[int], *, subject: str = "") -> Done:
    """Make a ticket of its own out of some of what was said on one; ``ids`` of the answer are its, and the one's it was of.

    It was opened at the first of that; without a ``subject`` it has the words that stand there. Raises NotFound, and
    BadInput for what is not on the ticket, or where nothing would be left.
    """
    me = ensure_user(crm)
    with crm.database.write(crm.actor, _SPLIT) as writing:
        record = unmerged(writing, ticket_id)
        moved = _chosen(writing, ticket_id, record, activity_ids)
        said = checked(
            {name: record[name] for name in _ASKED_FOR} | {"subject": subject or _first_words(moved, record)}
        )
        (line,) = live_lines(writing.connection, [_asking(writing, moved, record)])
        owned = {name: record[name] for name in _HANDS}
        made = write_new(
            writing, line, said, me, owned=owned, opened_at=stored_instant(moved[0].at),
            split_from_id=ticket_id, customer_id=record["customer_id"],
        )  # fmt: skip
        writing.update_many("activity", {entry.id: {"ticket_id": made} for entry in moved})
        for entry in filter(is_word, moved):
            incoming, at = entry.direction == Direction.IN, stored_instant(entry.at)
            answered(writing, made, incoming=incoming, at=at, author=me, today=crm.clock.today())
        number = writing.record("ticket", made)["number"]
        writing.arguments |= {"number": number, "other": record["number"], "ticket": made}
    return Done(writing.operation_id, told(_SPLIT, writing.arguments), (made, ticket_id))


def _chosen(writing: "Transaction", ticket_id: int, record: Values, activity_ids: Sequence[int]) -> list[ActivityEntry]:
    """Return what is to move, the oldest first. Raises BadInput."""
    chosen = {*activity_ids}
    if not chosen:
        raise BadInput(_("name what is to move to the new ticket"), hint=_("crm ticket show lists it with its ids"))
    thread = tickets.thread(writing.connection, ticket_id)
    if strange := sorted(chosen - {*thread}):
        text = _("{id} is not on {number}")
        raise BadInput(text.format(id=shown("activity", strange[0]), number=record["number"]))
    found = activities.by_ids(writing.connection, thread)
    if not record["text"] and not any(is_word(found[key]) for key in thread if key not in chosen):
        raise BadInput(
            _("nothing that was said would be left on {number}").format(number=record["number"]),
            hint=_("change its subject instead: crm ticket edit"),
        )
    return [found[key] for key in thread if key in chosen]


def _first_words(moved: Sequence[ActivityEntry], record: Values) -> str:
    lines = (line.strip() for entry in moved for line in (entry.subject, *entry.text.split("\n")))
    return next(filter(None, lines), str(record["subject"]))[:_LONGEST]


def _asking(writing: "Transaction", moved: Sequence[ActivityEntry], record: Values) -> int:
    """Return who asks: the customer's first who speaks in it, as long as they are there."""
    for entry in moved:
        found = rows.load(writing.connection, "contact", [entry.contact_id]).get(entry.contact_id)
        if entry.customer_id == record["customer_id"] and found is not None and found["deleted_at"] is None:
            return entry.contact_id
    return rows.number(record["contact_id"])


def link(crm: "Crm", ticket_id: int, others: Sequence[int]) -> Done:
    """Tie a ticket to others that it has to do with. Raises NotFound, and BadInput for itself or a merged one."""
    return _tie(crm, ticket_id, others, N_("Linked {number} to {other}"), tied=True)


def unlink(crm: "Crm", ticket_id: int, others: Sequence[int]) -> Done:
    """Take the ties between a ticket and others away. Raises NotFound, BadInput."""
    return _tie(crm, ticket_id, others, N_("Took the link of {number} to {other} away"), tied=False)


def _tie(crm: "Crm", ticket_id: int, others: Sequence[int], label: str, *, tied: bool) -> Done:
    wanted = list(dict.fromkeys(others))
    if not wanted or ticket_id in wanted:
        raise BadInput(_("name two different tickets"))
    ensure_user(crm)
    with crm.database.write(crm.actor, label) as writing:
        records = {key: unmerged(writing, key) for key in (ticket_id, *wanted)}
        numbers = _(", ").join(str(records[key]["number"]) for key in wanted)
        writing.arguments |= {"number": records[ticket_id]["number"], "other": numbers, "ticket": ticket_id}
        own = as_tuples(records[ticket_id]["links"])
        if tied:
            known = {ticket_id, *ticket_ties.naming(writing.connection, [ticket_id])}
            links = {ticket_id: (*own, *((key,) for key in wanted if (key,) not in own and key not in known))}
        else:
            links = {key: _without(records[key], ticket_id) for key in wanted}
            links[ticket_id] = tuple(value for value in own if value[0] not in wanted)
        changed = writing.update_many("ticket", {key: {"links": value} for key, value in links.items()})
    if not changed:
        return Done(None, _("Nothing changed"))
    return Done(writing.operation_id, told(label, writing.arguments), (ticket_id, *wanted))


def _without(record: Values, other: int) -> tuple[tuple[object, ...], ...]:
    return tuple(value for value in as_tuples(record["links"]) if value != (other,))
