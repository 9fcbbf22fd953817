"""``--source`` marks where a batch came from: contacts without a source get it, and the import keeps it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import store
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.report import ImportOptions, ImportReport

Bring = Callable[..., ImportReport]


@pytest.fixture
def bring(li: Crm, tmp_path: Path) -> Bring:
    """Import a text as records of a kind, from a source."""

    def run(text: str, kind: str = "contacts", **said: object) -> ImportReport:
        path = tmp_path / "rows.csv"
        path.write_text(text, encoding="utf-8")
        return li.importing.run(kind, path, ImportOptions(**said))  # type: ignore[arg-type]

    return run


def sources(crm: Crm, *names: str) -> list[str]:
    return [crm.contacts.card(crm.contacts.meant(name)).row.source for name in names]


def counts(report: ImportReport) -> tuple[int, ...]:
    return report.created, report.updated, report.unchanged, report.skipped, report.rejected


@pytest.mark.parametrize("mode", [OnMatch.UPDATE, OnMatch.FILL])
def test_contacts_without_a_source_get_that_of_the_batch(li: Crm, bring: Bring, mode: OnMatch) -> None:
    li.contacts.add({"name": "Old", "emails": ["old@x.com"]})
    li.contacts.add({"name": "Known", "emails": ["known@x.com"], "source": "fair"})
    text = "name,email,company,source\nOld,old@x.com,,\nKnown,known@x.com,,\nNew,new@x.com,Acme,\nOwn,own@x.com,,web\n"
    report = bring(text, source="  Berlin\tfair ", on_match=mode)
    assert counts(report) == (2, 1, 1, 0, 0)
    assert sources(li, "Old", "Known", "New", "Own", "Acme") == [
        "Berlin fair", "fair", "Berlin fair", "web", "Berlin fair",
    ]  # fmt: skip
    assert counts(bring(text, source="Berlin fair", on_match=mode)) == (0, 0, 4, 0, 0)
    assert [run.source for run in li.importing.list()] == ["Berlin fair", "Berlin fair"]
    assert counts(bring(text, on_match=mode)) == (0, 0, 4, 0, 0)
    assert li.importing.list()[0].source == ""
    assert store.wrong(li.database) == {}
    assert report.number is not None
    li.importing.undo(report.number)
    assert sources(li, "Old", "Known") == ["", "fair"]


def test_rows_that_are_one_contact_keep_what_one_of_them_says(li: Crm, bring: Bring) -> None:
    bring("name,email,source\nAnn,ann@x.com,web\nAnn,ann@x.com,\n", source="batch")
    assert sources(li, "Ann") == ["web"]


def test_those_who_come_along_with_other_records_get_it_too(li: Crm, bring: Bring) -> None:
    li.contacts.add({"name": "Bo"})
    bring("contact,company,date,text\nAnn,Acme,2026-10-01,x\nBo,,2026-10-01,y\n", "activities", source="old CRM",
          create_contacts=True)  # fmt: skip
    assert sources(li, "Ann", "Acme", "Bo") == ["old CRM", "old CRM", ""]
    assert li.importing.get(1).source == "old CRM"
