"""A plan is made once: told, filtered and carried out; nothing is locked meanwhile, and who overtakes it is seen."""

from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import OpenCrm
from tests.services.importing.conftest import WriteFile
from tests.store import difference, dump
from tui_crm.db import operations
from tui_crm.errors import BadInput, Busy
from tui_crm.services.crm import Crm
from tui_crm.services.importing.records import batches
from tui_crm.services.importing.report import ALSO_CREATED, ImportOptions

PEOPLE = """\
Name,Email,Company,Tags
Ann Bell,ann@x.com,Acme,vip
Bo Li,bo@y.cn,,
Cy Doe,not an address,,
Di Fox,di@z.org,Acme,
"""
TICKETS = """\
ID,Requester,Requester email,Subject,Status,Created at
101,Ann Bell,ann@x.com,Printer on fire,Open,2026-11-02 09:00
102,Bo Li,bo@y.cn,Where is it?,Open,2026-11-04 09:00
103,Nobody,,No name,Open,soon
104,New One,new@n.org,Hello,New,2026-11-05 09:00
"""
SCORES = "Email,NPS,Date\nann@x.com,9,2026-11-02\nbo@y.cn,11,2026-11-02\nnew@n.org,3,2026-11-03\n"
FILES = {"contacts": PEOPLE, "tickets": TICKETS, "scores": SCORES}
GOOD = ImportOptions(keep_good=True, create_contacts=True, rejects=Path("/dev/null"))


@pytest.fixture
def desk(li: Crm) -> Crm:
    """Return a database with two of those whom the files name."""
    li.contacts.add({"name": "Ann Bell", "emails": ["ann@x.com"]})
    li.contacts.add({"name": "Bo Li", "emails": ["bo@y.cn"]})
    return li


@pytest.mark.parametrize("kind", FILES)
def test_a_plan_is_told_filtered_and_then_done_as_told(desk: Crm, write_file: WriteFile, kind: str) -> None:
    before = dump(desk.database)
    with desk.importing.planned(kind, write_file(FILES[kind]), GOOD) as plan:
        rows = list(plan.rows())
        counted = Counter(row.outcome for row in rows)
        for outcome in counted:
            assert list(plan.rows({outcome})) == [row for row in rows if row.outcome == outcome]
        assert difference(before, dump(desk.database)) == {}
        assert plan.report.dry_run
        done = plan.apply()
    assert not done.dry_run
    assert done.applied
    for report in (plan.report, done):
        assert (report.created, report.updated, report.rejected) == (
            counted["created"],
            counted["updated"],
            counted["rejected"],
        )
        assert sum(report.also_created.values()) == counted[ALSO_CREATED]
    assert [row.line for row in rows if row.outcome != ALSO_CREATED] == sorted(
        row.line for row in rows if row.outcome != ALSO_CREATED
    )


@pytest.mark.parametrize("kind", FILES)
def test_a_plan_is_told_from_any_row_on_and_given_up_while_it_is_written(
    desk: Crm, write_file: WriteFile, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(batches, "BATCH", 2)
    before, written = dump(desk.database), []

    def give_up(rows: int) -> None:
        written.append(rows)
        raise Busy("given up")  # noqa: EM101, TRY003 - a word of the test

    with desk.importing.planned(kind, write_file(FILES[kind]), GOOD) as plan:
        for outcomes in (None, {"rejected"}, {"created", ALSO_CREATED}, {ALSO_CREATED}):
            rows = list(plan.rows(outcomes))
            for start in range(len(rows) + 2):
                assert list(plan.rows(outcomes, start)) == rows[start:]
        with pytest.raises(Busy, match="given up"):
            plan.apply(progress=give_up)
    assert written == [0]
    assert difference(before, dump(desk.database)) == {}
    done: list[int] = []
    with desk.importing.planned(kind, write_file(FILES[kind]), GOOD) as plan:
        plan.apply(progress=done.append)
    assert done == sorted(done)
    assert done[0] == 0
    assert done[-1] > 0


@pytest.mark.parametrize("kind", FILES)
def test_others_write_while_a_plan_is_made_and_lies_there(
    desk: Crm, open_crm: OpenCrm, write_file: WriteFile, kind: str
) -> None:
    """A second connection writes in the middle of reading, while the plan is told, and before it is applied."""
    zhao = open_crm("zhao")
    written: list[int] = []

    def write(_rows: object = None) -> None:
        done = zhao.contacts.add({"name": f"Somebody {len(written)}"})
        written.append(done.operation_id or 0)

    with desk.importing.planned(kind, write_file(FILES[kind]), GOOD, progress=write) as plan:
        write()
        for _row in plan.rows():
            write()
        done = plan.apply()
    assert done.applied
    assert len(written) > 5
    assert all(written)


def test_a_plan_knows_the_versions_of_what_is_there(desk: Crm, write_file: WriteFile) -> None:
    desk.contacts.edit(1, {"level": "A"})
    with desk.importing.planned("contacts", write_file(PEOPLE), GOOD) as plan:
        assert [(row.target, row.version) for row in plan.rows({"updated", "unchanged"})] == [(1, 2), (2, 1)]
    desk.importing.run("tickets", write_file(TICKETS), GOOD)
    with desk.importing.planned("tickets", write_file(TICKETS), GOOD) as plan:
        assert {row.version for row in plan.rows() if row.target is not None} == {1}


@pytest.mark.parametrize("times", [1, 3])
def test_who_overtakes_a_plan_of_records_is_seen(
    desk: Crm, open_crm: OpenCrm, write_file: WriteFile, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """It is decided anew, and where that is overtaken again and again, at last in the transaction that writes."""
    zhao = open_crm("zhao")
    decide = batches.BatchImport._decide
    added: list[object] = []

    def overtaken(plan: batches.BatchImport[object, object]) -> None:
        decide(plan)
        if len(added) < times:
            added.append(zhao.contacts.add({"name": f"New One {len(added)}", "emails": ["new@n.org"]}))

    monkeypatch.setattr(batches.BatchImport, "_decide", overtaken)
    done = desk.importing.run("tickets", write_file(TICKETS), GOOD)
    assert done.applied
    assert done.also_created == {}
    assert (done.created, done.rejected) == ((3, 1) if times == 1 else (2, 2))


def test_what_was_overtaken_and_is_rejected_then_leaves_all_as_it_is(desk: Crm, write_file: WriteFile) -> None:
    good = TICKETS.replace("103,Nobody,,No name,Open,soon\n", "")
    with desk.importing.planned("tickets", write_file(good), ImportOptions(create_contacts=True)) as plan:
        assert plan.report.rejected == 0
        for _time in range(2):
            desk.contacts.add({"name": "New One", "emails": ["new@n.org"]})
        before = dump(desk.database)
        report = plan.apply()
    assert (report.applied, report.rejected, report.created) == (False, 1, 0)
    assert difference(before, dump(desk.database)) == {}


def test_what_is_said_again_of_a_new_plan_stops_it(desk: Crm, write_file: WriteFile) -> None:
    message = "no"

    def refuse() -> None:
        raise BadInput(message)

    for kind in ("contacts", "tickets"):
        with desk.importing.planned(kind, write_file(FILES[kind]), GOOD) as plan:
            desk.contacts.edit(1, {"note": kind})
            desk.contacts.add({"name": "Di Fox", "emails": ["di@z.org"]})
            with desk.database.read() as connection:
                newest = operations.newest_id(connection)
            with pytest.raises(BadInput):
                plan.apply(refuse)
        with desk.database.read() as connection:
            assert operations.newest_id(connection) == newest
