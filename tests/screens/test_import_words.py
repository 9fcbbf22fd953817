"""What is said of an import."""

from tui_crm.screens.import_words import counts_text, rows_text
from tui_crm.services.importing.report import ImportReport

REPORT = ImportReport(None, None, "leads.csv", 12_345, created=12_000, updated=300, unchanged=40, rejected=5)


def test_only_what_came_of_something_is_counted() -> None:
    assert counts_text(REPORT) == "12,000 new · 300 changed · 40 as they were · 5 rejected"
    assert counts_text(ImportReport(None, None, "leads.csv", 0)) == "nothing in it"
    assert [rows_text(1), rows_text(12_345)] == ["1 row", "12,345 rows"]
