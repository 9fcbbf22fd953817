"""How a plan becomes one recorded operation: new rows set-based, changes of contacts that are there one by one."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui_crm.db import contacts, sql
from tui_crm.db.rows import number
from tui_crm.db.sqlite import bulk
from tui_crm.db.transaction import Transaction
from tui_crm.i18n import N_
from tui_crm.services import contact_input
from tui_crm.services.contacts import Contacts, note_transition
from tui_crm.services.importing.fields import Values
from tui_crm.services.importing.merging import changes
from tui_crm.services.importing.preparing import custom_values

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_PAGE = 500


def apply(crm: "Crm", writing: Transaction) -> dict[str, int]:
    """Write everything that the staged plan says; returns what came along with the rows, by kind."""
    _count, companies = bulk.create(writing)
    for page in sql.chunks(bulk.staged_stages(writing)):
        for contact_id, stage in page:
            note_transition(writing, number(contact_id), None, str(stage), N_("imported"))
    for page in sql.chunks(bulk.followups(writing)):
        writing.create_many("reminder", [_reminder(crm, *row) for row in page])
    service = Contacts(crm)
    for page in sql.chunks(bulk.told_companies(writing)):
        service.write_changes(
            writing, {number(row[0]): _resolved(writing, _told(row), {}) for row in page}, why=N_("imported")
        )
    for contact_id, before, after in _updates(writing):
        _change(crm, writing, contact_id, before, after)
    tags, users = len(writing.records_of("tag")), len(writing.records_of("user"))
    came = {"companies": companies, "tags": tags, "users": users}
    return {kind: count for kind, count in came.items() if count}


def _told(row: Sequence[object]) -> Values:
    """Return what created rows say of a company that is there: owner, level, stage."""
    return {name: value for name, value in zip(("owner", "level", "stage"), row[1:], strict=True) if value is not None}


def _reminder(
    crm: "Crm", contact: object, customer: object, owner: object, day: object, clock_time: object
) -> dict[str, object]:
    return {
        "contact_id": contact,
        "customer_id": customer,
        "owner_id": owner,
        "priority": "normal",
        "due_on": day,
        "due_time": clock_time,
        "zone": crm.clock.zone.key if clock_time else None,
    }


def _updates(writing: Transaction) -> Iterator[tuple[int, Values, Values]]:
    after = 0
    while page := bulk.updates(writing, after, _PAGE):
        for contact_id, old, new in page:
            yield contact_id, json.loads(old), json.loads(new)
        after = page[-1][0]


def _change(crm: "Crm", writing: Transaction, contact_id: int, before: Values, after: Values) -> None:
    said: Values = {name: new for name, (_old, new) in changes(before, after).items()}
    if "company" in said:
        said |= {name: after.get(name) for name in ("role", "department")}
    if "custom" in said:
        said["custom"] = custom_values(said["custom"])
    if said:
        record = contact_input.record(writing, contact_id)
        Contacts(crm).write_changes(writing, {contact_id: _resolved(writing, said, record)}, why=N_("imported"))
    for due in _new(before.get("due"), after.get("due")):
        day, _sign, clock_time = due.partition("T")
        customer = contacts.customers_of(writing.connection, [contact_id])[contact_id]
        timed = None if clock_time == "99:99" else clock_time
        writing.create("reminder", _reminder(crm, contact_id, customer, None, day, timed))


def _new(before: object, after: object) -> list[str]:
    known = before if isinstance(before, list) else []
    return [due for due in after if due not in known] if isinstance(after, list) else []


def _resolved(writing: Transaction, said: Values, record: Values) -> dict[str, object]:
    return contact_input.resolved(writing, said, contact_input.checked(said, complete=False), record)
