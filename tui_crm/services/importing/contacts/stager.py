"""Putting the rows of a file into a staging file, piece by piece, with the companies, tags and users that they name.

A big file can be staged by several processes: each reads it whole and stages the pieces that it comes to first.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count, islice
from typing import Generic, Protocol, TypeAlias, TypeVar

from tui_crm.db.records import as_tuples
from tui_crm.db.sqlite.plan_names import user_key
from tui_crm.db.sqlite.staging import Batch, Staging
from tui_crm.services.importing.columns.fields import Values
from tui_crm.services.importing.columns.rows import MappedRow
from tui_crm.services.importing.contacts.preparing import Setting, as_list, company_named, put, tag_key

Entry: TypeAlias = tuple[object, ...]
Claim = Callable[[int], bool]
"""Tells whether a piece, numbered from 0, is for the caller to stage."""

PIECE = 500
"""How many rows a piece has."""

_REMEMBERED = 100_000


Cells = TypeVar("Cells")
Cells_contra = TypeVar("Cells_contra", contravariant=True)


class Mapper(Protocol[Cells_contra]):
    """Makes a record of a row, given as it is in its source."""

    def mapped(self, line: int, cells: Cells_contra, /) -> MappedRow:
        """Return the row that begins at ``line``."""
        ...


class Stager(Generic[Cells]):
    """Stages rows of one file."""

    def __init__(self, mapper: Mapper[Cells], staging: Staging, setting: Setting) -> None:
        self._mapper = mapper
        self._staging = staging
        self._setting = setting
        self._named: dict[str, set[str]] = {"company": set(), "tag_name": set(), "user_name": set()}

    def stage(self, rows: Iterable[tuple[int, Cells]], claim: Claim) -> Iterator[int]:
        """Stage the pieces of the rows, as (line, cells), that are claimed; yields how many rows were read, after each."""
        source = iter(rows)
        for piece in count():
            first = piece * PIECE + 1
            read = list(islice(source, PIECE))
            if not read:
                return
            if claim(piece):
                self._stage(first, read)
            yield first - 1 + len(read)

    def _stage(self, first: int, read: Sequence[tuple[int, Cells]]) -> None:
        batch, good = Batch(), []
        for n, (line, cells) in enumerate(read, first):
            row = self._mapper.mapped(line, cells)
            if row.problems:
                batch.bad.append((n, line, str(row.values.get("name", "")), row.reason))
            else:
                good.append((n, row.values))
                if row.removed:
                    batch.removed.append((n, row.removed))
                if row.blanks:
                    batch.blanks += [(n, name) for name in row.blanks]
                put(batch, n, line, self._in_shape(row.values), self._setting)
        self._name(good)
        self._staging.add(batch)

    def _in_shape(self, values: Values) -> Values:
        """Return what a row says with the ids of custom fields, its follow-up as the only one of a list, and where it comes from."""
        if "custom" in values:
            said = {str(name): value for name, value in as_tuples(values["custom"])}
            values["custom"] = tuple(sorted((self._setting.fields[name], value) for name, value in said.items()))
        if self._setting.source:
            values.setdefault("source", self._setting.source)
        if "next_follow_up" in values:
            values["dues"] = (values["next_follow_up"],)
        return values

    def _name(self, rows: Iterable[tuple[int, Values]]) -> None:
        """Write the names of what the rows refer to, each spelling once, with the row that has it first."""
        companies: dict[str, Entry] = {}
        tags: dict[str, Entry] = {}
        users: dict[str, Entry] = {}
        for n, values in rows:
            if "company" in values and (company := str(values["company"])) not in companies:
                named = company_named(company)
                companies[company] = (named.key, named.name, n, named.words)
            for tag in map(str, as_list(values, "tags")):
                if tag not in tags:
                    tags[tag] = (tag_key(tag), tag, n)
            if "owner" in values and (owner := str(values["owner"])) not in users:
                users[owner] = (user_key(owner), owner, n)
        for table, names in (("company", companies), ("tag_name", tags), ("user_name", users)):
            self._staging.name(table, self._new(table, names))

    def _new(self, table: str, names: Mapping[str, Entry]) -> list[Entry]:
        known = self._named[table]
        fresh = [entry for name, entry in names.items() if name not in known]
        if len(known) > _REMEMBERED:
            known.clear()
        known.update(names)
        return fresh
