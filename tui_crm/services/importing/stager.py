"""Putting mapped rows into the staging file, batch by batch, with the companies, tags and users that they name."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from tui_crm.db.sqlite.staging import StagedRow, Staging
from tui_crm.services.importing.fields import Values
from tui_crm.services.importing.preparing import SHARED, company_named, staged, tag_key
from tui_crm.services.importing.rows import MappedRow

_BATCH = 1_000
_REMEMBERED = 100_000


class Stager:
    """Stages the rows of one file. ``region`` is the team's phone region, ``fields`` its custom fields' ids by name."""

    def __init__(self, staging: Staging, region: str, fields: Mapping[str, int]) -> None:
        self._staging = staging
        self._region = region
        self._fields = fields
        self._named: set[str] = set()

    def stage(self, rows: Iterable[MappedRow]) -> Iterator[int]:
        """Stage all rows, yielding how many after each batch."""
        source = iter(rows)
        count = 0
        while batch := list(islice(source, _BATCH)):
            staged_rows = [self._row(count + at + 1, row) for at, row in enumerate(batch)]
            self._name([row.values for row in batch if not row.problems])
            self._staging.add(staged_rows)
            count += len(batch)
            yield count

    def _row(self, n: int, row: MappedRow) -> StagedRow:
        if row.problems:
            reason = "; ".join(
                f"{problem.column}: {problem.reason}" if problem.column else problem.reason for problem in row.problems
            )
            return StagedRow(n, row.line, (), {}, [], 0, reason=reason)
        return staged(n, row.line, row.values, self._region, self._fields)

    def _name(self, batch: Iterable[Values]) -> None:
        """Write the names of what the rows refer to; a company that says nothing new is written once."""
        companies: list[tuple[object, ...]] = []
        tags: dict[str, str] = {}
        users: dict[str, str] = {}
        for values in batch:
            told = tuple(values.get(name) for name in SHARED)
            if values.get("company"):
                company = company_named(str(values["company"]))
                if any(told) or company.key not in self._named:
                    owner = str(told[0]).lower() if told[0] else None
                    companies.append((*company, owner, *told[1:]))
                    self._named.add(company.key)
            for tag in values.get("tags") or ():  # type: ignore[attr-defined]
                tags.setdefault(tag_key(tag), tag)
            if told[0]:
                users.setdefault(str(told[0]).lower(), str(told[0]))
        self._staging.name_companies(companies)
        self._staging.name("tag_name", tags)
        self._staging.name("user_name", users)
        if len(self._named) > _REMEMBERED:
            self._named.clear()
