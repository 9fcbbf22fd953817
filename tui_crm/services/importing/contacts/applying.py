"""How a plan becomes one recorded operation: new rows set-based, changes of contacts that are there page by page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tui_crm.db import contacts, rows, team
from tui_crm.db.records import as_tuples
from tui_crm.db.sqlite import bulk
from tui_crm.db.sqlite.bulk import Created
from tui_crm.db.sqlite.plan_decisions import values
from tui_crm.db.transaction import Transaction
from tui_crm.errors import Conflict
from tui_crm.i18n import N_, _
from tui_crm.services.contacts import note_transition
from tui_crm.services.importing.columns.fields import Values
from tui_crm.services.importing.columns.new_fields import NewField
from tui_crm.services.importing.contacts.merging import SCALARS, new_dues, settled
from tui_crm.services.importing.contacts.preparing import as_list
from tui_crm.services.importing.report import Progress

if TYPE_CHECKING:
    from tui_crm.services.crm import Crm

_PAGE = 500
_LISTS = ("emails", "phones", "handles", "addresses", "custom")
_OWN = (*SCALARS, "note", *_LISTS)
_WHY = N_("imported")


class Applier:
    """Writes a staged plan of ``last`` rows within a transaction. ``me`` is the user at the keyboard; ``fields`` are the ids
    of those that were made, by the numbers that stand for them in the plan; ``source`` is that of companies that come along.
    """

    def __init__(
        self, crm: "Crm", writing: Transaction, last: int, me: int, fields: Mapping[int, int], source: str = ""
    ) -> None:
        self._source = source
        self._crm = crm
        self._writing = writing
        self._last = last
        self._me = me
        self._fields = fields

    def apply(self, progress: Progress | None = None) -> dict[str, int]:
        """Write everything; returns what came along with the rows, by kind. ``progress`` is told how many were written."""
        tell = progress or (lambda _rows: None)
        tell(0)
        created = bulk.create(self._writing, self._last, self._me, _WHY, self._source, tell=tell)
        tell(written := created.contacts)
        for customers in self._pages(bulk.customer_changes):
            self._change_customers(customers)
        for targets in self._pages(bulk.targets):
            self._change_contacts(targets)
            tell(written := written + len(targets))
        return _came(created)

    def _pages(self, read: bulk.Page) -> Iterator[Sequence[tuple[object, ...]]]:
        after = 0
        while page := read(self._writing, after, _PAGE):
            yield page
            after = rows.number(page[-1][0])

    def _change_customers(self, page: Sequence[tuple[object, ...]]) -> None:
        names = ("owner_id", "level", "stage")
        said = {
            rows.number(key): {name: value or None for name, value in zip(names, new, strict=True) if value is not None}
            for key, *new in page
        }
        staged = [key for key, new in said.items() if "stage" in new]
        before = rows.load(self._writing.connection, "contact", staged)
        self._writing.update_many("contact", said)
        for key in staged:
            note_transition(self._writing, key, str(before[key]["stage"]), str(said[key]["stage"]), _WHY)

    def _change_contacts(self, page: Sequence[tuple[object, ...]]) -> None:
        connection = self._writing.connection
        there = rows.load(connection, "contact", [rows.number(row[0]) for row in page])
        tags = bulk.tag_ids(self._writing)
        dues: dict[int, list[tuple[str, str | None]]] = {}
        said: dict[int, Values] = {}
        for key, home, old, new in page:
            number = rows.number(key)
            before, after = settled(values(str(old))), self._numbered(settled(values(str(new))))
            changed = (name for name in _OWN if before.get(name) != after.get(name))
            said[number] = {name: after.get(name, () if name in _LISTS else None) for name in changed}
            said[number] |= _ties(there[number], home, before, after) | _tags(there[number], tags, before, after)
            if fresh := new_dues(before, after):
                dues[number] = fresh
        self._writing.update_many("contact", said)
        self._remind(dues)

    def _numbered(self, said: Values) -> Values:
        """Return values with the ids of the fields that were made."""
        if not self._fields or "custom" not in said:
            return said
        pairs = ((rows.number(field), value) for field, value in as_tuples(said["custom"]))
        return said | {"custom": tuple(sorted((self._fields.get(field, field), value) for field, value in pairs))}

    def _remind(self, dues: dict[int, list[tuple[str, str | None]]]) -> None:
        """Set the follow-ups of contacts, for whoever looks after their customer."""
        connection = self._writing.connection
        customers = contacts.customers_of(connection, list(dues))
        owners = rows.load(connection, "contact", list(set(customers.values())))
        self._writing.create_many(
            "reminder",
            [
                {
                    "contact_id": number,
                    "customer_id": customers[number],
                    "owner_id": owners[customers[number]]["owner_id"] or self._me,
                    "priority": "normal",
                    "due_on": day,
                    "due_time": clock_time,
                    "zone": self._crm.clock.zone.key if clock_time else None,
                }
                for number, fresh in dues.items()
                for day, clock_time in fresh
            ],
        )


def check_fields(writing: Transaction, known: Iterable[int]) -> None:
    """Raise Conflict where a field of the team's own is gone that was ``known`` by its id; those to make have none yet."""
    there = {row.id for row in team.custom_fields(writing.connection)}
    if not {field for field in known if field > 0} <= there:
        raise Conflict(_("one of the team's own fields was deleted meanwhile"), hint=_("import the file again"))


def make_fields(writing: Transaction, new: Mapping[int, NewField]) -> dict[int, int]:
    """Make the fields that a plan needs; returns their ids by the numbers that stand for them. Raises Conflict."""
    there = {str(row.name).casefold() for row in team.custom_fields(writing.connection)} if new else set()
    taken = next((field for field in new.values() if field.name.casefold() in there), None)
    if taken is not None:
        raise Conflict(
            _("somebody made a field x.{name} meanwhile").format(name=taken.name), hint=_("import the file again")
        )
    made = {
        number: writing.create("custom_field", {"name": field.name, "label": field.label, "type": field.type})
        for number, field in new.items()
    }
    bulk.number_fields(writing, made)
    return made


def _ties(record: Values, home: object, before: Values, after: Values) -> Values:
    """Return the relations where company, role or department changes."""
    if all(before.get(name) == after.get(name) for name in ("home", "role", "department")):
        return {}
    ties, place = as_tuples(record["relations"]), (after.get("role"), after.get("department"))
    if before.get("home") != after.get("home"):
        kept = (tie for tie in ties if not (tie[1] == "member" and (tie[4] or tie[0] == home)))
        return {"relations": ((home, "member", *place, 1), *kept)}
    return {"relations": tuple((*tie[:2], *place, tie[4]) if tie[:2] == (home, "member") else tie for tie in ties)}


def _tags(record: Values, ids: dict[str, int], before: Values, after: Values) -> Values:
    """Return the tags with those that come new, and without those that were erased."""
    known = [tag for (tag,) in as_tuples(record["tags"])]
    new = [ids[str(name)] for name in as_list(after, "tags") if str(name) in ids]
    if not {*as_list(before, "tags")} <= {*as_list(after, "tags")}:
        return {"tags": tuple((tag,) for tag in dict.fromkeys(new))}
    return {"tags": tuple((tag,) for tag in dict.fromkeys([*known, *new]))} if set(new) - set(known) else {}


def _came(created: Created) -> dict[str, int]:
    found = {"companies": created.companies, "tags": created.tags, "users": created.users}
    return {kind: count for kind, count in found.items() if count}
