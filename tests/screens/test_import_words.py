"""What is said of an import."""

from dataclasses import replace
from pathlib import Path

from tui_crm.screens.import_words import counts_text, plan_lines, rows_text
from tui_crm.services.importing.columns.mapping import Unclaimed
from tui_crm.services.importing.report import ImportReport, PlannedRow

REPORT = ImportReport(None, None, "leads.csv", 12_345, created=12_000, updated=300, unchanged=40, rejected=5)


def _bad(line: int) -> PlannedRow:
    return PlannedRow("leads.csv", line, "rejected", "person", "李娜", None, {}, "no e-mail address")


def test_only_what_came_of_something_is_counted() -> None:
    assert counts_text(REPORT) == "12,000 new · 300 changed · 40 as they were · 5 rejected"
    assert counts_text(ImportReport(None, None, "leads.csv", 0)) == "nothing in it"
    assert [rows_text(1), rows_text(12_345)] == ["1 row", "12,345 rows"]


def test_a_plan_names_the_first_bad_rows_and_unused_columns() -> None:
    report = replace(
        REPORT,
        also_created={"companies": 1_200, "tags": 0},
        reasons=tuple(_bad(line) for line in range(2, 9)),
        unmapped=(Unclaimed("备用栏", ("甲", "乙")),),
        encoding="GB18030",
        remarks=("only one sheet is read",),
        rejects=Path("leads.rejects.csv"),
    )
    assert list(plan_lines(report)) == [
        "12,345 rows: 12,000 new · 300 changed · 40 as they were · 5 rejected",
        "comes along: companies: 1,200",
        "line 2: no e-mail address",
        "line 3: no e-mail address",
        "line 4: no e-mail address",
        "Rejected rows go into a file beside it, to be mended and imported again.",
        "column “备用栏” is not used (甲, 乙)",
        "read as GB18030",
        "only one sheet is read",
    ]


def test_what_is_as_usual_is_not_said() -> None:
    assert list(plan_lines(replace(REPORT, rejected=0, encoding="UTF-8"))) == [
        "12,345 rows: 12,000 new · 300 changed · 40 as they were"
    ]
