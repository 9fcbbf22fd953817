"""The contacts that rows are about, as values like those of a row: from the main file, or as earlier rows left them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui_crm.db import contacts, imports, rows
from tui_crm.db.records import Values, as_tuples
from tui_crm.db.sqlite import plan_decisions
from tui_crm.db.sqlite.plan_decisions import Target
from tui_crm.db.sqlite.staging import CONTACT, Staging
from tui_crm.models.codes import Kind
from tui_crm.models.names import name_key
from tui_crm.services.importing.contacts.merging import settled

if TYPE_CHECKING:
    from tui_crm.db.database import Database

_OWN_LISTS = ("emails", "phones", "handles", "addresses", "custom")
_NO_TIME = "99:99"  # how the key of a reminder without a time ends
_LEFT_OUT = frozenset({"owner_id", "level", "stage", "stage_pinned", "deleted_at"})


@dataclass
class Known:
    """A contact: ``before`` anything changed, and as it is by now. ``version`` is 0 for one that a row will create."""

    version: int
    before: Values
    now: Values
    changed: bool = False


class KnownContacts:
    """The contacts that are looked at, by number: an id, or below zero the row that will create it."""

    def __init__(self, staging: Staging, database: "Database") -> None:
        self._staging = staging
        self._database = database
        self._known: dict[int, Known] = {}

    def __getitem__(self, number: int) -> Known:
        return self._known[number]

    def __contains__(self, number: int) -> bool:
        return number in self._known

    def add(self, number: int, values: Values) -> None:
        """Remember a contact that a row will create."""
        self._known[number] = Known(0, {}, values)

    def load(self, numbers: Iterable[int]) -> None:
        """Bring contacts of the main file, and those that earlier rows have changed, to mind."""
        missing = sorted(set(numbers) - self._known.keys())
        earlier = plan_decisions.changed(self._staging, missing) if missing else {}
        for number, (version, before, after) in earlier.items():
            self._known[number] = Known(version, before, after)
        there = [number for number in missing if number > 0 and number not in earlier]
        if there:
            self._read(there)

    def _read(self, ids: list[int]) -> None:
        with self._database.read() as connection:
            records = rows.load(connection, "contact", ids)
            homes = imports.homes(connection, ids)
            companies = imports.names(connection, "contact", sorted({home[0] for home in homes.values()}))
            tags = {tag for record in records.values() for (tag,) in as_tuples(record["tags"])}
            tag_names = imports.names(connection, "tag", sorted(map(rows.number, tags)))
            dues = contacts.dues(connection, ids)
        for number, record in records.items():
            values = {name: record[name] for name in CONTACT.columns if name not in _LEFT_OUT}
            values |= {name: record[name] for name in _OWN_LISTS}
            values["tags"] = tuple(tag_names[tag] for (tag,) in as_tuples(record["tags"]) if tag in tag_names)
            values["dues"] = tuple(_due(key) for key in dues.get(number, ()))
            if number in homes:
                home, role, department = homes[number]
                values |= {"home": home, "company": companies.get(home), "role": role, "department": department}
            plain = {name: value for name, value in values.items() if value not in (None, ())}
            self._known[number] = Known(rows.number(record["version"]), plain, plain)

    def settle(self) -> None:
        """Write what has changed to the plan, and forget everything."""
        plan_decisions.change(
            self._staging,
            [_target(number, known) for number, known in self._known.items() if known.changed],
        )
        self._known.clear()


def _due(key: str) -> tuple[str, str | None]:
    day, _sign, clock_time = key.partition("T")
    return day, None if clock_time == _NO_TIME else clock_time


def _target(number: int, known: Known) -> Target:
    after = known.now
    home = after.get("home")
    company = after.get("kind") == Kind.COMPANY
    return Target(
        id=number,
        version=known.version,
        differs=_identity(known.before) != _identity(after),
        name_key=name_key(str(after["name"]), person=False) if company else None,
        home=home if isinstance(home, int) else None,
        new_home=home if isinstance(home, str) else None,
        before=known.before,
        after=after,
    )


def _identity(values: Mapping[str, object]) -> Values:
    """Return what tells whether a contact has changed: a company is told by its number, however it is spelled."""
    return {name: value for name, value in settled(values).items() if name != "company"}


def as_stored(values: Mapping[str, object]) -> Values:
    """Return settled values as a row has them, to be staged."""
    return {name: value for name, value in settled(values).items() if name != "home"}
