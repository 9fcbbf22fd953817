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
