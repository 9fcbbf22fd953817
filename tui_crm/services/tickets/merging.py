"""Tickets that are about one thing made one: what was said, what is planned and what customers thought moves to the one kept.

The others are closed and say where they went. It is one operation, so parting them again is taking it back.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.db import ticket_ties, tickets
from tui_crm.db.records import Values, as_tuples
from tui_crm.errors import BadInput
from tui_crm.i18n import N_, _
from tui_crm.models.cards import Done
from tui_crm.models.codes import Priority
from tui_crm.models.record import stored_instant
from tui_crm.models.ticket import LIVE, OVER, TicketKind, TicketState
from tui_crm.services.labels import told
from tui_crm.services.people import ensure_user
from tui_crm.services.tickets.changing import what_follows
from tui_crm.services.tickets.moving import Step, move
from tui_crm.services.tickets.presence import unmerged

if TYPE_CHECKING:
    from tui_crm.db.transaction import Transaction
    from tui_crm.services.crm import Crm

_ONE, _SEVERAL = N_("Merged {other} into {number}"), N_("Merged {count} tickets into {number}")
_WHY: Final = N_("merged into {number}")
_FILLED: Final = ("product", "cause", "remedy", "problem_id")


def merge(crm: "Crm", into: int, others: Sequence[int], *, anyway: bool = False) -> Done:
    """Make tickets of one customer (or ``anyway``, of several) one; ``also`` tells where that took the one kept.

    Raises NotFound, and BadInput for tickets of different customers, one that was merged before, or none but itself.
    """
    gone = [key for key in dict.fromkeys(others) if key != into]
    if not gone:
        raise BadInput(_("name at least two different tickets to merge"))
    me = ensure_user(crm)
    with crm.database.write(crm.actor, _ONE if len(gone) == 1 else _SEVERAL) as writing:
        keep, *lost = [unmerged(writing, key) for key in (into, *gone)]
        if not anyway:
            _check_customers(keep, lost)
        writing.arguments |= {"number": keep["number"], "other": lost[0]["number"], "count": len(gone), "ticket": into}
        states = [str(record["state"]) for record in lost]
        united = _united(keep, lost, frozenset([into, *gone]))
        step = _led_to(str(keep["state"]), states)
        united |= _as_complaint(writing, {**keep, **united, "state": step or keep["state"]}, lost, me)
        writing.update("ticket", into, united)
        _close(writing, crm, dict(zip(gone, lost, strict=True)), into, me)
        _move_what_hangs(writing, into, gone, stays_closed=keep["state"] == TicketState.CLOSED and step is None)
        also = _go_on(writing, crm, into, step, me) if step else ()
    return Done(writing.operation_id, told(writing.label, writing.arguments), (into, *gone), also=also)


def _check_customers(keep: Values, lost: Iterable[Values]) -> None:
    for record in lost:
        if record["customer_id"] != keep["customer_id"]:
            text = _("{number} and {other} are of different customers")
            raise BadInput(
                text.format(number=keep["number"], other=record["number"]), hint=_("merge them all the same: --anyway")
            )


def _united(keep: Values, lost: Sequence[Values], ids: frozenset[int]) -> Values:
    """Return what the ticket kept becomes: what it lacks is filled, texts stand below each other, lists are united."""
    become: Values = {name: next((one[name] for one in (keep, *lost) if one[name]), None) for name in _FILLED}
    texts = [str(keep["text"] or "")]
    texts += [f"{record['number']} {record['subject']}\n{record['text']}" for record in lost if record["text"]]
    become["text"] = "\n\n".join(filter(None, texts)) or None
    lines: dict[str, tuple[object, ...]] = {}
    links: dict[object, None] = {}
    for record in (keep, *lost):
        for line in as_tuples(record["checklist"]):
            name = str(line[0]).casefold()
            lines[name] = line if name not in lines or lines[name][1] is None is not line[1] else lines[name]
        links |= dict.fromkeys(other for (other,) in as_tuples(record["links"]) if other not in ids)
    return {**become, "checklist": tuple(lines.values()), "links": tuple((other,) for other in links)}


def _as_complaint(writing: "Transaction", keep: Values, lost: Sequence[Values], me: int) -> dict[str, object]:
    """Return what else changes of the ticket kept, as it will be: no complaint goes under, it becomes one as pressing.

    Raises BadInput where it stays closed without what closing a complaint asks for.
    """
    complaints = [record for record in lost if record["kind"] == TicketKind.COMPLAINT]
    if not complaints:
        return {}
    order = [str(each) for each in Priority]
    changes: dict[str, object] = {
        "kind": str(TicketKind.COMPLAINT),
        "priority": max((str(record["priority"]) for record in (keep, *complaints)), key=order.index),
    }
    owner = next((each["owner_id"] for each in (keep, *complaints) if each["owner_id"]), None)
    if owner is not None:
        changes["owner_id"] = owner
    return changes | what_follows(writing.connection, keep, changes, me)


def _close(writing: "Transaction", crm: "Crm", lost: Mapping[int, Values], into: int, me: int) -> None:
    """Close what is merged, without anything that closing asks for or that follows from it; its links are the kept one's."""
    merged = {"merged_into_id": into, "links": ()}
    writing.update_many("ticket", dict.fromkeys(lost, merged))
    why = told(_WHY, writing.arguments)
    for key, record in lost.items():
        step = Step(TicketState.CLOSED, stored_instant(crm.clock.now()), me, why)
        move(writing, key, {**record, **merged}, step, crm.clock.today())


def _move_what_hangs(writing: "Transaction", into: int, gone: Sequence[int], *, stays_closed: bool) -> None:
    """Let what hangs on the tickets that are merged hang on the one kept, their links too.

    Of calls afterwards one is enough, and one that is not closed gets its own when it is.
    """
    calls = tickets.aftercare(writing.connection, gone)
    needed = calls[:1] if stays_closed and not tickets.aftercare(writing.connection, [into]) else []
    writing.update_many("reminder", {key: {"deleted_at": writing.at} for key in calls if key not in needed})
    for thing, ids in ticket_ties.hanging(writing.connection, gone).items():
        writing.update_many(thing, {key: {"ticket_id": into} for key in ids})
    linked: dict[int, Values] = {}
    for key in ticket_ties.naming(writing.connection, gone):
        own = [into if other in gone else other for (other,) in as_tuples(writing.record("ticket", key)["links"])]
        linked[key] = {"links": tuple((other,) for other in dict.fromkeys(own) if other != key)}
    writing.update_many("ticket", linked)


def _led_to(state: str, others: Sequence[str]) -> TicketState | None:
    """Return where the ticket kept goes: a request that somebody must still see to is not laid to rest in it."""
    live = {each for each in others if each in LIVE}
    if state == TicketState.NEW and live & {TicketState.OPEN, TicketState.WAITING}:
        return TicketState.OPEN
    if state in {TicketState.WAITING, *OVER} and live & {TicketState.NEW, TicketState.OPEN}:
        return TicketState.OPEN
    return TicketState.WAITING if state in OVER and TicketState.WAITING in live else None


def _go_on(writing: "Transaction", crm: "Crm", into: int, state: TicketState, me: int) -> tuple[str, ...]:
    record = writing.record("ticket", into)
    step = Step(state, stored_instant(crm.clock.now()), me, told(writing.label, writing.arguments))
    move(writing, into, record, step, crm.clock.today())
    said = _("{number} is open again") if state is TicketState.OPEN else _("{number} waits for the customer again")
    return (said.format(number=record["number"]),) if record["state"] != TicketState.NEW else ()
