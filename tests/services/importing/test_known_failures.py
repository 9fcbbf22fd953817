"""What other programs get wrong when files are imported, each under the name of the complaint."""

from pathlib import Path

import pytest

from tests import store
from tests.services.importing.conftest import WriteFile
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.report import ImportOptions, ImportReport

FILES = {
    "companies": "公司名称,电话,行业\n上海云帆贸易有限公司,021-55551234,贸易\nAcme GmbH,,\n",
    "contacts": "姓名,公司,手机\n张伟,上海云帆贸易有限公司,138 0013 8000\nAnn Bell,Acme GmbH,\n",
    "activities": "日期,联系人,公司,跟进内容\n2026-10-01,张伟,上海云帆贸易有限公司,谈价格\n2026-10-01,,Acme GmbH,called\n",
    "reminders": "日期,联系人,内容\n2026-12-01,张伟,寄合同\n",
    "users": "账号,姓名\nwang,王芳\n",
}
MIXED = "name,email,city\nAnn,ann@x.com,Bonn\nBo,bo at x,Bonn\nCy,cy@x.com,Bonn\n"


def bring(crm: Crm, kind: str, file: Path, **said: object) -> ImportReport:
    return crm.importing.run(kind, file, ImportOptions(**said))  # type: ignore[arg-type]


def test_nothing_doubles_when_files_are_imported_twice(li: Crm, write_file: WriteFile) -> None:
    written = {kind: write_file(text, name=f"{kind}.csv") for kind, text in FILES.items()}
    first = {kind: bring(li, kind, file) for kind, file in written.items()}
    assert {kind: (report.created, report.rejected) for kind, report in first.items()} == {
        "companies": (2, 0), "contacts": (2, 0), "activities": (2, 0), "reminders": (1, 0), "users": (1, 0),
    }  # fmt: skip
    there = store.dump(li.database, versions=True)
    for kind, file in written.items():
        again = bring(li, kind, file)
        assert (again.unchanged, again.operation_id) == (again.rows, None), kind
    assert store.dump(li.database, versions=True) == there
    for report in reversed(first.values()):
        assert report.number is not None
        assert li.importing.undo(report.number).kept == ()
    assert store.wrong(li.database) == {}


def test_a_bad_email_in_one_row_neither_stops_the_others_nor_vanishes(
    li: Crm, write_file: WriteFile, tmp_path: Path
) -> None:
    file = write_file(MIXED)
    before = store.dump(li.database)
    assert bring(li, "contacts", file).applied is False
    assert store.dump(li.database) == before
    bad = tmp_path / "bad.csv"
    report = bring(li, "contacts", file, keep_good=True, rejects=bad)
    assert (report.created, report.rejected, report.rejects) == (2, 1, bad)
    lines = bad.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("name,email,city")
    assert lines[1].startswith("Bo,bo at x,Bonn,3,email,bo at x,")
    assert len(lines) == 2
    bad.write_text(bad.read_text(encoding="utf-8-sig").replace("bo at x", "bo@x.com"), encoding="utf-8")
    mended = bring(li, "contacts", bad)
    assert (mended.created, mended.unmapped) == (1, ())


@pytest.mark.parametrize("mode", [OnMatch.UPDATE, OnMatch.CREATE])
def test_a_dry_run_writes_nothing(li: Crm, write_file: WriteFile, mode: OnMatch) -> None:
    written = {kind: write_file(text, name=f"{kind}.csv") for kind, text in FILES.items()}
    for kind in ("companies", "contacts"):
        bring(li, kind, written[kind])
    before = store.dump(li.database, versions=True)
    for kind, file in written.items():
        report = bring(li, kind, file, dry_run=True, on_match=mode)
        assert (report.applied, report.number) == (False, None)
    assert store.dump(li.database, versions=True) == before
    assert len(li.importing.list()) == 2


def test_a_dry_run_with_update_leaves_every_byte_as_it_is_for_every_kind_and_with_a_plan(
    li: Crm, write_file: WriteFile, tmp_path: Path, crm_file: Path
) -> None:
    files = {
        **FILES,
        "contacts": "姓名,公司,手机,职务\n张伟,上海云帆贸易有限公司,138 0013 8000,经理\nNew,,139\n",
        "tickets": "Number,Subject,Contact\nT-1,Broken,张伟\n",
        "scores": "Contact,CSAT,At\n张伟,5,2026-10-02\n",
    }
    for kind in ("companies", "contacts", "activities"):
        bring(li, kind, write_file(FILES[kind]))
    before = {path.name: path.read_bytes() for path in crm_file.parent.glob(f"{crm_file.name}*")}
    for kind, text in files.items():
        file = write_file(text, name=f"{kind}.csv")
        assert bring(li, kind, file, dry_run=True, on_match=OnMatch.UPDATE, blanks_erase=True).number is None
        with li.importing.planned_into(tmp_path / f"{kind}.plan", kind, [file], ImportOptions()) as plan:
            assert plan.report.rows == len(text.splitlines()) - 1
    shared = {name for name in before if name.endswith("-shm")}  # locks of readers, no content
    assert {
        path.name: path.read_bytes() for path in crm_file.parent.glob(f"{crm_file.name}*") if path.name not in shared
    } == {name: content for name, content in before.items() if name not in shared}


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (",ANN@Example.COM,", "email"),
        (",,+86 138-0013 8000", "phone"),
        (",,１３８００１３８０００", "phone"),
        ("ａｎｎ  BELL,,", "name"),
        ("Ann Bell,,", "phone,email,name"),
    ],
)
def test_keys_are_compared_in_one_form_on_both_sides(li: Crm, write_file: WriteFile, row: str, key: str) -> None:
    li.contacts.add({"name": "Ann Bell", "emails": ["ann@example.com"], "phones": ["138 0013 8000"]})
    report = bring(li, "contacts", write_file(f"name,email,phone,nickname\n{row},A\n"), keys=tuple(key.split(",")))
    assert (report.created, report.updated, report.rejected) == (0, 1, 0)


@pytest.mark.parametrize(("row", "key"), [("x,a@x.com,", "email"), ("x,,1380013800", "phone"), ("Twin,,", "name")])
def test_a_key_that_fits_two_rejects_the_row(li: Crm, write_file: WriteFile, row: str, key: str) -> None:
    for _twin in range(2):
        li.contacts.add({"name": "Twin", "emails": ["a@x.com"], "phones": ["1380013800"]})
    report = bring(li, "contacts", write_file(f"name,email,phone\n{row}\n"), keys=(key,))
    assert [each.reason for each in report.reasons] == ["fits several contacts: c1, c2"]
