"""What holds of every import, whatever is in the file: what was planned is done, once, and can be taken back."""

import csv
import io
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.conftest import NOW
from tests.store import difference, dump, wrong
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.db import rows as statements
from tui_crm.db import sql
from tui_crm.db.records import Values
from tui_crm.db.sqlite.driver import Driver
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.report import ALSO_CREATED, ImportOptions, ImportReport, PlannedRow
from tui_crm.services.people import ensure_user

Row: TypeAlias = dict[str, str]

NAMES = st.sampled_from(["Ann Bell", "Bo Li", "Cy", "王芳", "Ann Bell ", ""])
EMAILS = st.sampled_from(["", "ann@x.com", "bo@y.cn", "ANN@x.com", "cy@z.org", "new@n.org", "no address"])
PHONES = st.sampled_from(["", "13800138000", "+86 138 0013 8000", "13900139000"])
WHOM = {"Contact": NAMES, "Email": EMAILS}

CONTACTS = st.fixed_dictionaries(
    {
        "Name": NAMES,
        "Email": EMAILS,
        "Phone": PHONES,
        "Company": st.sampled_from(["", "Acme", "acme", "Zeta"]),
        "Title": st.sampled_from(["", "CEO", "Buyer"]),
        "Owner": st.sampled_from(["", "wang", "zhao"]),
        "Level": st.sampled_from(["", "A", "B"]),
        "Tags": st.sampled_from(["", "vip", "VIP, fair"]),
        "Note": st.sampled_from(["", "hello", "bye"]),
    }
)
COMPANIES = st.fixed_dictionaries(
    {
        "Company": st.sampled_from(["", "Acme", "acme", "Zeta", "Yuma Ltd"]),
        "Email": EMAILS,
        "Phone": PHONES,
        "Website": st.sampled_from(["", "acme.com"]),
    }
)
TICKETS = st.fixed_dictionaries(
    {
        "ID": st.sampled_from(["", "101", "102", "103", "104"]),
        **WHOM,
        "Subject": st.sampled_from(["", "Fire", "Water", "Air"]),
        "Status": st.sampled_from(["", "New", "Open", "Solved"]),
        "Priority": st.sampled_from(["", "High", "Low"]),
        "Assignee": st.sampled_from(["", "wang", "zhao"]),
        "Created at": st.sampled_from(["", "2026-11-02 09:00", "2026-11-03 09:00", "soon"]),
        "Solved at": st.sampled_from(["", "2026-11-04 09:00"]),
    }
)
SCORES = st.fixed_dictionaries(
    {
        **WHOM,
        "NPS": st.sampled_from(["", "9", "3", "11"]),
        "CSAT": st.sampled_from(["", "5", "2"]),
        "Comment": st.sampled_from(["", "fine", "not so fine"]),
        "Date": st.sampled_from(["2026-11-02", "2026-11-03", ""]),
    }
)
THINGS = {"contacts": "contact", "companies": "contact", "tickets": "ticket", "scores": "score"}
KINDS = {"contacts": CONTACTS, "companies": COMPANIES, "tickets": TICKETS, "scores": SCORES}
MODES = st.sampled_from([OnMatch.UPDATE, OnMatch.UPDATE, OnMatch.FILL, OnMatch.SKIP])
CASES = {
    kind: st.tuples(st.lists(row, max_size=6), st.lists(row, min_size=1, max_size=10), MODES, st.booleans())
    for kind, row in KINDS.items()
}
TELLING = ("Name", "Contact", "Email", "Phone", "Company", "ID", "Subject")
"""Columns that tell whom or what a row is about."""

Case: TypeAlias = tuple[list[Row], list[Row], OnMatch, bool]


def write(place: Path, rows: list[Row], like: Row) -> Path:
    text = io.StringIO()
    table = csv.DictWriter(text, list(like))
    table.writeheader()
    table.writerows(rows)
    place.write_text(text.getvalue(), encoding="utf-8")
    return place


@contextmanager
def opened(path: Path, driver: Driver) -> Iterator[Crm]:
    with Crm.open(path, login="li", source=Source.CLI, clock=FixedClock(NOW), driver=driver) as crm:
        yield crm


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
    if thing != "score":  # an answer and its aspects are records of their own
        assert len(did["create"]) == done.created + (along if thing == "contact" else 0)
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


def check_laws(case: Case, kind: str, template: Path, driver: Driver) -> None:
    there, rows, mode, creates = case
    thing = THINGS[kind]
    options = ImportOptions(keep_good=True, on_match=mode, create_contacts=creates, rejects=Path("/dev/null"))
    with TemporaryDirectory() as name:
        folder = Path(name)
        first, file = write(folder / "first.csv", there, rows[0]), write(folder / "rows.csv", rows, rows[0])
        shutil.copy(template, folder / "crm.db")
        with opened(folder / "crm.db", driver) as crm:
            ensure_user(crm)
            if there:
                crm.importing.run(kind, first, replace(options, on_match=OnMatch.UPDATE, create_contacts=True))
        shutil.copy(folder / "crm.db", folder / "twin.db")
        with opened(folder / "crm.db", driver) as crm, opened(folder / "twin.db", driver) as twin:
            before, known = dump(crm.database), loaded(crm, thing, set(range(1, 200)))
            with crm.importing.planned(kind, file, options) as plan:
                told = list(plan.rows())
                planned = plan.report
                done = plan.apply()
            assert counts(planned) == counts(done)
            check_done_as_planned(crm, thing, told, known, done)
            after = dump(crm.database)

            kept = replace(options, rejects=None)
            with twin.importing.planned_into(folder / "plan", kind, [file], kept) as written:
                assert counts(written.report) == counts(done)
            assert counts(twin.importing.apply_plan(folder / "plan")) == counts(done)
            assert difference(after, dump(twin.database)) == {}

            assert wrong(crm.database) == {}
            if done.operation_id is not None:
                crm.history.undo(done.operation_id)
            assert difference(before, dump(crm.database)) == {}
        plain = write(folder / "plain.csv", distinct(rows), rows[0])
        shutil.copy(template, folder / "again.db")
        with opened(folder / "again.db", driver) as crm:
            crm.importing.run(kind, plain, options)
            once = dump(crm.database)
            again = crm.importing.run(kind, plain, options)
            assert (again.created, again.updated) == (0, 0)
            assert difference(once, dump(crm.database)) == {}


def distinct(rows: list[Row]) -> list[Row]:
    """Return rows of which no two say anything of the same contact, customer or ticket: who contradicts himself has no say."""
    found: list[Row] = []
    taken: set[str] = set()
    for row in rows:
        said = {text for name in TELLING if (text := row.get(name, "").casefold().strip().replace(" ", "")[-11:])}
        if not said & taken:
            found.append(row)
            taken |= said
    return found


@pytest.fixture(scope="session")
def known_people(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with some of those whom the files name."""
    place = tmp_path_factory.mktemp("laws") / "crm.db"
    shutil.copy(template, place)
    with Crm.open(place, login="li", source=Source.CLI, clock=FixedClock(NOW)) as crm:
        crm.settings.set("phone_region", "CN")
        crm.contacts.add({"name": "Ann Bell", "emails": ["ann@x.com"], "company": "Acme"})
        crm.contacts.add({"name": "Bo Li", "phones": ["13900139000"]})
    return place


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_planned_is_done_once_and_taken_back(kind: str, known_people: Path, driver: Driver) -> None:
    @settings(max_examples=3, derandomize=True, database=None, phases=[Phase.generate])
    @given(CASES[kind])
    def holds(case: Case) -> None:
        check_laws(case, kind, known_people, driver)

    holds()


@pytest.mark.torture
@pytest.mark.parametrize("kind", KINDS)
def test_many_imports_keep_the_laws(kind: str, known_people: Path, driver: Driver) -> None:
    @settings(max_examples=300, database=None, phases=[Phase.generate])
    @given(CASES[kind])
    def holds(case: Case) -> None:
        check_laws(case, kind, known_people, driver)

    holds()
