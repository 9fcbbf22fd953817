"""What is told of a plan: every row with what becomes of it, then what comes along with the rows."""

from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from tui_crm.db.rows import versions
from tui_crm.db.sqlite import plan_decisions, plan_names
from tui_crm.services.importing.contacts.merging import changes, settled
from tui_crm.services.importing.report import ALSO_CREATED, PlannedRow

if TYPE_CHECKING:
    from tui_crm.db.database import Database
    from tui_crm.db.sqlite.plan_decisions import Outcome
    from tui_crm.db.sqlite.staging import Staging

_CHUNK = 400
_OF_CUSTOMERS = ("owner", "level", "stage")


class Telling:
    """Tells of the plan of the first ``last`` rows, each of the file that ``file_of`` its number says; ``fields`` are the ids of the team's own by name."""

    def __init__(
        self,
        staging: "Staging",
        database: "Database",
        fields: Mapping[str, int],
        file_of: Callable[[int], str],
        last: int,
    ) -> None:
        self._staging = staging
        self._database = database
        self._fields = fields
        self._file_of = file_of
        self._last = last

    def rows(self, outcomes: Collection[str] | None = None, start: int = 0) -> Generator[PlannedRow, None, None]:
        """Yield each row from the one after ``start`` on, what is created with its values.

        With ``outcomes``, only those that have one of these.
        """
        found = plan_decisions.outcomes(self._staging, self._last, outcomes, start=start)
        try:
            while page := list(islice(found, _CHUNK)):
                yield from self._told(page, self._created(page), self._versions(page))
        finally:
            found.close()

    def along(self) -> Iterator[PlannedRow]:
        """Yield the companies, tags and users that come along with the rows."""
        for kind, name, line, n in plan_names.named_to_come(self._staging):
            yield PlannedRow(self._file_of(n), line, ALSO_CREATED, kind, name, None, {}, "")

    def rejected(self, limit: int) -> tuple[PlannedRow, ...]:
        """Return the first rejected rows."""
        found = plan_decisions.outcomes(self._staging, self._last, plan_decisions.REJECTED, limit=limit)
        return tuple(self._told(found, {}, {}))

    def _told(
        self,
        found: "Iterable[Outcome]",
        created: Mapping[int, Mapping[str, tuple[object, object]]],
        there_now: Mapping[int, int],
    ) -> Iterator[PlannedRow]:
        for row in found:
            there = row.target if row.target is not None and row.target > 0 else None
            differing = created.get(row.n) or {field: (old, new) for field, (old, new) in row.changes.items()}
            version = None if there is None else there_now.get(there)
            yield PlannedRow(
                self._file_of(row.n),
                row.line,
                row.outcome,
                row.kind,
                row.name,
                there,
                differing,
                row.reason,
                version=version,
            )

    def _versions(self, page: "Sequence[Outcome]") -> dict[int, int]:
        """Return the versions of those whom rows are about: of who changes that which is planned on, else as it is now."""
        targets = [row.target for row in page if row.target is not None and row.target > 0]
        if not targets:
            return {}
        with self._database.read() as connection:
            found = versions(connection, "contact", targets)
        return found | plan_decisions.versions(self._staging, targets)

    def _created(self, page: "Iterable[Outcome]") -> dict[int, dict[str, tuple[object, object]]]:
        """Return by their numbers the values of the rows that create somebody."""
        roots = {row.n: row for row in page if row.outcome == "created"}
        records = self._staging.records([number for row in roots.values() for number in {row.n, row.source}])
        users = plan_names.users_named(
            self._staging, {str(each["owner"]) for each in records.values() if "owner" in each}
        )
        found = {}
        for n, row in roots.items():
            said = settled({"home": records[row.source].get("company_key"), **records[row.source]})
            told = changes({}, said)
            told.pop("name")
            of_customer = {**records[row.n], "owner": users.get(str(records[row.n].get("owner")))}
            told |= {name: (None, of_customer[name]) for name in _OF_CUSTOMERS if of_customer.get(name)}
            found[n] = with_field_names(told, self._fields)
        return found


def with_field_names(
    differing: Mapping[str, tuple[object, object]], fields: Mapping[str, int]
) -> dict[str, tuple[object, object]]:
    """Return changes with custom fields by their names, each for itself; ``fields`` are their ids by name."""
    told = dict(differing)
    if "custom" in told:
        names = {number: f"x.{name}" for name, number in fields.items()}
        old, new = (dict(pairs or ()) for pairs in told.pop("custom"))  # type: ignore[call-overload]
        told |= {
            names[field]: (old.get(field), new.get(field))
            for field in sorted(old | new)
            if old.get(field) != new.get(field)
        }
    return told
