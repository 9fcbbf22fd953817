"""Which reminder of a series is the live one where an earlier one comes back: there is never more than one.

What came after it is taken back with it, as long as nobody has changed that; else the earlier one stays as it is.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from tui_crm.db import operations, reminders, rows
from tui_crm.db.operations import Recorded
from tui_crm.db.records import Values
from tui_crm.db.reverting import Kept, Why
from tui_crm.errors import BadInput
from tui_crm.i18n import _, ngettext
from tui_crm.models.ids import shown

if TYPE_CHECKING:
    from tui_crm.db.transaction import Transaction

KEPT: Final = ("contact_id", "customer_id", "ticket_id", "minutes", "place", "owner_id", "priority", "text")
"""What the next one has of the one before it."""

_WHEN: Final = ("due_time", "zone")
_ENDS: Final = ("done_at", "deleted_at")
_PAGE: Final = 500


def withdraw(writing: "Transaction", ids: Sequence[int]) -> tuple[str, ...]:
    """Take back the live ones of the series of these reminders, which are open again. Raises BadInput where one was changed."""
    live, opened = reminders.live_with(writing.connection, ids), {*ids}
    for reminder_id, others in live.items():
        if again := next((other for other in others if other in opened), None):
            text = _("{id} and {other} are of one series, of which only one can be open")
            raise BadInput(text.format(id=shown("reminder", reminder_id), other=shown("reminder", again)))
        if changed := _changed(writing, others):
            text = _("{other}, which came after {id}, was changed since")
            raise BadInput(
                text.format(other=shown("reminder", changed[0]), id=shown("reminder", reminder_id)),
                hint=_("delete that one first: crm reminder delete {id}").format(id=shown("reminder", changed[0])),
            )
    return _taken_back(writing, sorted({other for others in live.values() for other in others}))


def settle(writing: "Transaction", operation_id: int) -> tuple[tuple[str, ...], list[Kept]]:
    """Let one be live of each series of which undoing an operation has brought another back; returns what is told of it.

    What came since goes to the trash; where somebody changed that, what came back ends again.
    """
    kept: list[Kept] = []
    back: set[int] = set()
    for ended in _ended(writing, operation_id):
        for reminder_id, others in reminders.live_with(writing.connection, list(ended)).items():
            newer = operations.written_since(
                writing.connection, "reminder", others, operation_id, but=writing.operation_id
            )
            if _changed(writing, sorted(newer)):
                writing.update("reminder", reminder_id, ended[reminder_id] or {"deleted_at": writing.at})
                kept += [Kept("reminder", reminder_id, name, Why.FOLLOWED) for name in ended[reminder_id] or ("",)]
            else:
                back |= newer
    return _taken_back(writing, sorted(back)), kept


def _ended(writing: "Transaction", operation_id: int) -> Iterator[Mapping[int, Mapping[str, object]]]:
    """Yield, some at a time, the reminders that an operation had ended, with how; with nothing where it had removed them."""
    for action in ("update", "remove"):
        after = 0
        while page := operations.changes_of(writing.connection, operation_id, "reminder", action, after, _PAGE):
            after = page[-1].record_id
            said = {each.record_id: _end(each.did) for each in page}
            yield {key: values for key, values in said.items() if action == "remove" or any(values.values())}


def _end(did: Recorded) -> Mapping[str, object]:
    return {name: did.fields[name][1] for name in _ENDS if name in did.fields}


def _changed(writing: "Transaction", ids: Sequence[int]) -> list[int]:
    """Return those that are no longer as they came: put off, reassigned, or said otherwise."""
    there = rows.load(writing.connection, "reminder", ids)
    before = rows.load(
        writing.connection, "reminder", [rows.number(each["repeat_of"]) for each in there.values() if each["repeat_of"]]
    )
    return [key for key, each in there.items() if each["version"] != 1 and not _is_as_it_came(each, before)]


def _is_as_it_came(record: Values, before: Mapping[int, Values]) -> bool:
    first = before.get(rows.number(record["repeat_of"] or 0))
    is_in_turn = record["due_on"] == record["repeat_on"]
    return is_in_turn and first is not None and all(record[name] == first[name] for name in (*_WHEN, *KEPT))


def _taken_back(writing: "Transaction", ids: Sequence[int]) -> tuple[str, ...]:
    writing.update_many("reminder", {key: {"deleted_at": writing.at} for key in ids})
    said = ngettext("the next one is taken back", "the {count} next ones are taken back", len(ids))
    return (said.format(count=len(ids)),) if ids else ()
