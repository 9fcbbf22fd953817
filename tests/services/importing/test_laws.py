"""What holds of every import, whatever is in the file: what was planned is done, once, and can be taken back."""

import csv
import io
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from tests.conftest import NOW
from tests.services.importing.law_files import ROWS, THINGS, Case, Row, cases, fill
from tests.store import Dump, difference, dump, wrong
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.db import rows as statements
from tui_crm.db import sql
from tui_crm.db.records import Values
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import BadInput
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.report import ALSO_CREATED, ImportReport, PlannedRow
from tui_crm.services.people import ensure_user

BRINGING = {"contacts", "companies", "scores"}


def write(place: Path, rows: list[Row], like: Row) -> Path:
    text = io.StringIO()
    table = csv.DictWriter(text, list(like))
    table.writeheader()
    table.writerows(rows)
    place.write_text(text.getvalue(), encoding="utf-8")
    return place


def loaded(crm: Crm, thing: str, ids: set[int]) -> dict[int, Values]:
    with crm.database.read() as connection:
        return statements.load(connection, thing, sorted(ids))


def logged(crm: Crm, operation_id: int | None, thing: str) -> dict[str, set[int]]:
    """Return which records of a thing an operation made and changed."""
    query = "SELECT action, record_id FROM change WHERE operation_id = :id AND thing = :thing"
    found: dict[str, set[int]] = {"create": set(), "update": set()}
    with crm.database.read() as connection:
        for action, key in sql.rows(connection, query, id=operation_id or 0, thing=thing):
            found[str(action)].add(int(str(key)))
    return found


def counts(report: ImportReport) -> dict[str, int]:
    told = {name: getattr(report, name) for name in ("created", "updated", "unchanged", "skipped", "rejected")}
    return told | {ALSO_CREATED: sum(report.also_created.values())}


def check_done_as_planned(
    crm: Crm, thing: str, rows: list[PlannedRow], before: dict[int, Values], done: ImportReport
) -> None:
    """Check what was written against the rows of the plan: how many, which, and of what is plain, from what to what."""
    assert Counter(counts(done)) == Counter(row.outcome for row in rows)
    did = logged(crm, done.operation_id, thing)
    along = sum(row.outcome == ALSO_CREATED and row.kind in {"person", "company"} for row in rows)
    if thing in {"contact", "ticket", "user", "reminder"}:  # answers have aspects, tickets activities
        also = along if thing == "contact" else sum(row.outcome == ALSO_CREATED and row.kind == thing for row in rows)
        assert len(did["create"]) == done.created + also
    targets = {row.target for row in rows if row.outcome == "updated" and row.target is not None}
    after = loaded(crm, thing, targets)
    for row in rows:
        if row.target is None:
            continue
        if row.outcome == "updated":
            assert row.version == before[row.target]["version"]
        else:
            assert row.outcome in {"unchanged", "skipped"} or thing == "score"  # whose rows have several answers
    changed = {key for key in targets if after[key]["version"] != before[key]["version"]}
    assert did["update"] >= changed
    for key in targets:
        said = [row.changes for row in rows if row.target == key and row.outcome == "updated"]
        for name in {name for each in said for name in each} & {"note", "subject", "priority", "website"}:
            of_field = [each[name] for each in said if name in each]
            assert of_field[0][0] == before[key][name]
            assert of_field[-1][1] == after[key][name]


@dataclass(frozen=True)
class Laws:
    """Holds imports of a ``kind`` to the laws, on a database that all of them share: each is taken back in the end.

    ``twin`` is the same database, in which a plan that was written down is carried out instead.
    """

    kind: str
    crm: Crm
    twin: Crm
    folder: Path

    def check(self, case: Case) -> None:
        """Check what a case does."""
        thing, options = THINGS[self.kind], replace(case.options, rejects=Path("/dev/null"))
        file = write(self.folder / "rows.csv", case.rows, case.rows[0])
        start = dump(self.crm.database)
        first = self.prepared(case)
        before = dump(self.crm.database)
        with self.crm.importing.planned(self.kind, file, options) as plan:
            told = list(plan.rows())
            known = loaded(self.crm, thing, {row.target for row in told if row.target is not None})
            planned, refuses = plan.report, plan.refuses()
            done = plan.apply()
        if refuses:
            assert done.operation_id is None
            assert difference(before, dump(self.crm.database)) == {}
        else:
            assert counts(planned) == counts(done)
            check_done_as_planned(self.crm, thing, told, known, done)
            self.check_again(file, case, done)
        self.check_written_plan(file, case, done, refuses=refuses)
        assert wrong(self.crm.database) == {}
        self.take_back(done.operation_id, before)
        self.take_back(first, start)

    def prepared(self, case: Case) -> int | None:
        """Import the file that comes first into both databases; returns its operation."""
        if not case.first:
            return None
        file = write(self.folder / "first.csv", case.first, case.first[0])
        options = replace(
            case.options, on_match=OnMatch.UPDATE, keep_good=True, create_contacts=True, keep_columns=False,
            rejects=Path("/dev/null"),
        )  # fmt: skip
        first, _second = (crm.importing.run(self.kind, file, options).operation_id for crm in (self.crm, self.twin))
        return first

    def check_again(self, file: Path, case: Case, done: ImportReport) -> None:
        """Check that the same file changes nothing any more; where every row is to make a record it does.

        Whom a rejected row means can be clear by what the others brought, of kinds whose rows bring somebody.
        """
        if case.options.on_match is OnMatch.CREATE or (done.rejected and self.kind in BRINGING):
            return
        once = dump(self.crm.database, versions=True)
        again = self.crm.importing.run(
            self.kind, file, replace(case.options, rejects=Path("/dev/null"), keep_good=True)
        )
        assert (again.created, again.updated, sum(again.also_created.values()), again.operation_id) == (0, 0, 0, None)
        assert difference(once, dump(self.crm.database, versions=True)) == {}

    def check_written_plan(self, file: Path, case: Case, done: ImportReport, *, refuses: bool) -> None:
        """Check that a plan that was written down does the same in the twin."""
        place = self.folder / "plan"
        with self.twin.importing.planned_into(place, self.kind, [file], case.options) as written:
            assert written.refuses() == refuses
        if refuses:
            with pytest.raises(BadInput):
                self.twin.importing.apply_plan(place)
        else:
            assert counts(self.twin.importing.apply_plan(place)) == counts(done)
        assert difference(dump(self.crm.database), dump(self.twin.database)) == {}

    def take_back(self, operation_id: int | None, before: Dump) -> None:
        """Take back what was done in both databases: what was there ``before`` is there again, and nothing else."""
        if operation_id is not None:
            for crm in (self.crm, self.twin):
                crm.history.undo()
        assert difference(before, dump(self.crm.database)) == {}


@pytest.fixture(scope="session")
def known_people(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with some of those whom the files name."""
    place = tmp_path_factory.mktemp("laws") / "crm.db"
    shutil.copy(template, place)
    with Crm.open(place, login="li", source=Source.CLI, clock=FixedClock(NOW)) as crm:
        ensure_user(crm)
        fill(crm)
    return place


@pytest.fixture
def laws(known_people: Path, tmp_path: Path, driver: Driver) -> Iterator[Callable[[str], Laws]]:
    """Return a call that holds a kind to the laws, in two databases with the same people."""
    with ExitStack() as held:

        def opened(name: str) -> Crm:
            place = shutil.copy(known_people, tmp_path / name)
            return held.enter_context(
                Crm.open(Path(place), login="li", source=Source.CLI, clock=FixedClock(NOW), driver=driver)
            )

        yield lambda kind: Laws(kind, opened("crm.db"), opened("twin.db"), tmp_path)


@pytest.mark.parametrize("kind", ROWS)
def test_what_is_planned_is_done_once_and_taken_back(kind: str, laws: Callable[[str], Laws]) -> None:
    @settings(max_examples=3, derandomize=True, database=None, phases=[Phase.generate], deadline=None)
    @given(cases(kind))
    def holds(case: Case) -> None:
        held.check(case)

    held = laws(kind)
    holds()


@pytest.mark.torture
@pytest.mark.parametrize("kind", ROWS)
def test_many_imports_keep_the_laws(kind: str, laws: Callable[[str], Laws]) -> None:
    @settings(max_examples=300, database=None, phases=[Phase.generate], deadline=None)
    @given(cases(kind))
    def holds(case: Case) -> None:
        held.check(case)

    held = laws(kind)
    holds()
