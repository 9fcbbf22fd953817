"""Putting mapped rows into the staging file, batch by batch, with the companies, tags and users that they name."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TypeVar

from tui_crm.db.records import as_tuples
from tui_crm.db.sqlite.plan_names import user_key
from tui_crm.db.sqlite.staging import Batch, Staging
from tui_crm.services.importing.fields import Values
from tui_crm.services.importing.preparing import Setting, as_list, company_named, put, tag_key
from tui_crm.services.importing.rows import MappedRow

Entry = TypeVar("Entry", bound=tuple[str, ...])

_BATCH = 1_000
_REMEMBERED = 100_000


class Stager:
    """Stages the rows of one file."""

    def __init__(self, staging: Staging, setting: Setting) -> None:
        self._staging = staging
        self._setting = setting
        self._named: dict[str, set[str]] = {"company": set(), "tag_name": set(), "user_name": set()}

    def stage(self, rows: Iterable[MappedRow]) -> Iterator[int]:
        """Stage all rows, yielding how many after each batch."""
        source = iter(rows)
        count = 0
        while mapped := list(islice(source, _BATCH)):
            batch = Batch()
            for n, row in enumerate(mapped, count + 1):
                if row.problems:
                    batch.bad.append((n, row.line, _reason(row)))
                else:
                    put(batch, n, row.line, self._in_shape(row.values), self._setting)
            self._name([row.values for row in mapped if not row.problems])
            self._staging.add(batch)
            count += len(mapped)
            yield count

    def _in_shape(self, values: Values) -> Values:
        """Return what a row says with the ids of custom fields, and its follow-up as the only one of a list."""
        if "custom" in values:
            said = {str(name): value for name, value in as_tuples(values["custom"])}
            values["custom"] = tuple(sorted((self._setting.fields[name], value) for name, value in said.items()))
        if "next_follow_up" in values:
            values["dues"] = (values["next_follow_up"],)
        return values

    def _name(self, batch: Iterable[Values]) -> None:
        """Write the names of what the rows refer to, each spelling once."""
        companies: dict[str, tuple[str, str, str]] = {}
        tags: dict[str, tuple[str, str]] = {}
        users: dict[str, tuple[str, str]] = {}
        for values in batch:
            if company := values.get("company"):
                companies.setdefault(str(company), company_named(str(company)))
            for tag in map(str, as_list(values, "tags")):
                tags.setdefault(tag, (tag_key(tag), tag))
            if owner := values.get("owner"):
                users.setdefault(str(owner), (user_key(str(owner)), str(owner)))
        self._staging.name_companies(self._new("company", companies))
        self._staging.name("tag_name", self._new("tag_name", tags))
        self._staging.name("user_name", self._new("user_name", users))

    def _new(self, table: str, names: Mapping[str, Entry]) -> list[Entry]:
        known = self._named[table]
        fresh = [entry for name, entry in names.items() if name not in known]
        if len(known) > _REMEMBERED:
            known.clear()
        known.update(names)
        return fresh


def _reason(row: MappedRow) -> str:
    return "; ".join(
        f"{problem.column}: {problem.reason}" if problem.column else problem.reason for problem in row.problems
    )
