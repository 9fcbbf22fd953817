"""What an import will do with each row, decided against the contacts that are there and the rows before it.

A row is matched by the strongest key it has; a weaker one is tried only where the stronger is blank on either side. Rows
that share no key with anything are created and never looked at here: matching found the others set-based.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tui_crm.db import contacts, rows, team
from tui_crm.db.records import as_tuples
from tui_crm.db.sqlite.staging import CONTACT, Staging
from tui_crm.i18n import _
from tui_crm.models.cards import ContactRow
from tui_crm.models.contact import ContactFields
from tui_crm.models.ids import shown
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.fields import Values
from tui_crm.services.importing.merging import changes, merged
from tui_crm.services.importing.preparing import (
    HAS_EMAIL,
    HAS_PHONE,
    NAME_IS_FALLBACK,
    staged,
    with_role,
    without_role,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

_CHUNK = 400
_BITS = (HAS_EMAIL, HAS_PHONE, 0)


class Planner:
    """Decides on the rows that concern others. ``ranks`` are the keys in the order they are tried."""

    def __init__(self, staging: Staging, connection: "Connection", ranks: Sequence[int], mode: OnMatch) -> None:
        self._staging = staging
        self._connection = connection
        self._ranks = ranks
        self._mode = mode
        self._region = rows.team_region(connection)
        self._fields = {str(row.name): int(row.id) for row in team.custom_fields(connection)}
        self._field_names = {number: name for name, number in self._fields.items()}
        self._logins = team.logins_by_name(connection)
        self._known: dict[int, Values] = {}
        self._versions: dict[int, int] = {}

    def plan(self) -> None:
        """Decide on every row of the staging file; what stays undecided is created."""
        self._staging.begin()
        if self._mode is not OnMatch.CREATE:
            after = 0
            while chunk := self._staging.concerned(after, _CHUNK):
                self._decide_chunk(chunk)
                after = chunk[-1]
        self._staging.settle(_("there are several companies of that name"))

    def _decide_chunk(self, chunk: Sequence[int]) -> None:
        hits = self._staging.hits(chunk)
        records = self._staging.records(chunk)
        self._load({number for found in hits.values() for ids in found.values() for number in ids})
        for n in chunk:
            self._decide(n, hits.get(n, {}), self._said(records[n]))
        self._known.clear()

    def _said(self, record: Values) -> Values:
        """Return what a row says; a name that it has only for want of a better one says nothing."""
        said = without_role({name: value for name, value in record.items() if name not in _NOT_SAID})
        if int(str(record["has"])) & NAME_IS_FALLBACK:
            said["fallback_name"] = said.pop("name")
        if "custom" in said:
            said["custom"] = self._custom(said["custom"])
        if "owner" in said:
            said["owner"] = self._logins.get(str(said["owner"]), said["owner"])
        return said

    def _custom(self, values: object) -> tuple[tuple[str, object], ...]:
        """Return custom values by the names of their fields, without those of deleted fields."""
        pairs = [(self._field_names.get(rows.number(field)), value) for field, value in as_tuples(values)]
        return tuple(sorted((name, value) for name, value in pairs if name is not None))

    def _decide(self, n: int, hits: Mapping[int, Sequence[int]], said: Values) -> None:
        has = int(str(said.pop("has")))
        shared = self._staging.shared_by(n)
        targets: set[int] = set()
        for place, rank in enumerate(self._ranks):
            found = {*hits.get(rank, ()), *shared.get(rank, ())}
            self._load(target for target in found if target > 0)
            found = {target for target in found if target < 0 or target in self._known}
            stronger = [other for other in self._ranks[:place] if has & _BITS[other]]
            targets = {t for t in found if not any(self._has(t) & _BITS[other] for other in stronger)}
            if targets:
                break
        if len(targets) > 1:
            names = ", ".join(self._shown(target) for target in sorted(targets))
            self._staging.reject(n, _("fits several contacts: {ids}").format(ids=names))
            return
        target = next(iter(targets), -n)
        self._staging.point(n, target)
        if target == -n:
            self._staging.decide(n, "created", None)
        elif self._mode is OnMatch.SKIP:
            self._staging.decide(n, "skipped", target)
        elif target < 0:
            self._merge_rows(n, target, said, has)
        else:
            self._merge(n, target, said)

    def _shown(self, target: int) -> str:
        return (
            shown("contact", target) if target > 0 else _("row of line {line}").format(line=self._staging.line(-target))
        )

    def _has(self, target: int) -> int:
        if target < 0:
            return self._staging.has(-target)
        record = self._known[target]
        return HAS_EMAIL * bool(record.get("emails")) | HAS_PHONE * bool(record.get("phones"))

    def _merge_rows(self, n: int, target: int, said: Values, has: int) -> None:
        """Join a row to an earlier one of the file that will be created."""
        record = self._staging.records([-target])[-target]
        before = self._said(record)
        line = int(str(record["line"]))
        fallback = before.pop("fallback_name", None)
        after = merged(before, said, self._mode, self._region)
        if not changes(before, after):
            self._staging.decide(n, "unchanged", target)
            return
        after.setdefault("name", fallback or said.get("fallback_name"))
        values = {name: value for name, value in after.items() if name not in {"has", "fallback_name"}}
        self._staging.replace(staged(-target, line, values, self._region, self._fields), has)
        self._staging.decide(n, "updated", target)

    def _merge(self, n: int, target: int, said: Values) -> None:
        """Join a row to a contact that is there."""
        before = self._known[target]
        if not (before.get("company") or said.get("company")):
            said = {name: value for name, value in with_role(said).items() if name not in {"role", "department"}}
        after = merged(before, said, self._mode, self._region)
        if due := _due_of(said):
            after["due"] = sorted({*_dues(before), due})
        differing = changes(before, after)
        if _dues(after) != _dues(before):
            differing["next_follow_up"] = (None, due.removesuffix(_NO_TIME))
        if differing:
            self._known[target] = after
            self._staging.change(target, self._versions[target], before, after)
        told = json.dumps(differing, ensure_ascii=False) if differing else None
        self._staging.decide(n, "updated" if differing else "unchanged", target, told)

    def _load(self, ids: Iterable[int]) -> None:
        """Bring contacts into ``_known``, as they are or as earlier rows have changed them."""
        missing = sorted(set(ids) - self._known.keys())
        if not missing:
            return
        records = rows.load(self._connection, "contact", missing)
        lines = {line.id: line for line in contacts.rows_for(self._connection, missing)}
        dues = contacts.dues(self._connection, missing)
        changed = self._staging.changed(missing)
        for number in records:
            self._versions[number] = rows.number(records[number]["version"])
            self._known[number] = changed.get(number) or self._plain(
                records[number], lines[number], dues.get(number, [])
            )

    def _plain(self, record: Mapping[str, object], line: ContactRow, dues: Sequence[str]) -> Values:
        """Return a stored contact as values like those of a row."""
        plain: Values = {name: record[name] for name in ContactFields.model_fields if record.get(name) is not None}
        plain |= {
            "owner": line.owner,
            "level": line.level,
            "stage": line.stage,
            "company": line.company,
            "tags": line.tags,
        }
        primary = next((tie for tie in as_tuples(record["relations"]) if tie[0] == line.customer_id), None)
        if primary:
            plain |= {"role": primary[2], "department": primary[3]}
        for part in CONTACT.collections:
            if part.name in {"emails", "phones", "handles", "addresses"}:
                plain[part.name] = record[part.name]
        plain["custom"] = self._custom(record["custom"])
        plain["due"] = list(dues)
        return plain


_NOT_SAID = frozenset({"line", "name_key", "birthday_key", "kind", "created_at"})
_NO_TIME = "T99:99"
"""What stands for the time in the key of a reminder that is due on a whole day."""


def _due_of(said: Mapping[str, object]) -> str:
    due = said.get("next_follow_up")
    return f"{due[0]}{f'T{due[1]}' if due[1] else _NO_TIME}" if isinstance(due, tuple) else ""


def _dues(values: Mapping[str, object]) -> list[str]:
    found = values.get("due")
    return [str(due) for due in found] if isinstance(found, list) else []
