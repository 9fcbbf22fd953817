"""Tickets of our own JSON export come in with their thread: each word with its author, its time and whose it was."""

import json
from typing import Any

import pytest

from tests import store
from tests.services.exporting.test_tickets import desk as busy
from tests.services.exporting.test_tickets import exported
from tests.services.importing.conftest import WriteFile
from tui_crm.services.crm import Crm
from tui_crm.services.exporting.report import ExportFormat, ExportOptions
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.report import ImportOptions, ImportReport


def word(kind: str, at: str, text: str | None, **more: object) -> dict[str, object]:
    return {"id": "a1", "kind": kind, "at": f"2026-11-03T{at}:00Z", "text": text, "author": None, **more}


WORDS = [
    word("message", "08:00", "It burns", direction="in", contact="Ann Bell", contact_id="c9"),
    word("email", "09:00", "We look;\nat it", direction="out", author="zhao", contact="Ann Bell", subject="Re: fire"),
    word("note", "09:30", "ask Kim", author="li"),
    word("call", "10:00", None, direction="in", contact="Bo", contact_id="c2", minutes=4),
]
TICKET: dict[str, Any] = {
    "id": "t7", "number": "Z-1", "state": "open", "kind": "incident", "priority": "high", "subject": "fire",
    "text": None, "contact": "Ann Bell", "contact_id": "c1", "company": "Acme", "customer_id": "c2", "owner": None,
    "by": "li", "opened_at": "2026-11-03T08:00:00Z", "first_at": "2026-11-03T09:00:00Z", "targets": {"first": 60},
    "moves": [
        {"at": "2026-11-03T08:00:00Z", "from_state": None, "to_state": "new", "by": "li", "why": None},
        {"at": "2026-11-03T09:00:00Z", "from_state": "new", "to_state": "open", "by": "zhao", "why": None},
    ],
    "clocks": [], "replies": WORDS, "scores": [], "links": [],
}  # fmt: skip


@pytest.fixture
def desk(li: Crm) -> Crm:
    """Return a database with two people of a company."""
    for name in ("Ann Bell", "Bo"):
        li.contacts.add({"name": name, "company": "Acme"})
    return li


def bring(crm: Crm, write_file: WriteFile, *said: dict[str, Any], **options: object) -> ImportReport:
    file = write_file(json.dumps(said, ensure_ascii=False), name="tickets.json")
    return crm.importing.run("tickets", file, ImportOptions(**options))  # type: ignore[arg-type]


def counts(report: ImportReport) -> tuple[int, ...]:
    return report.created, report.updated, report.unchanged, report.skipped, report.rejected


def thread(crm: Crm) -> list[tuple[object, ...]]:
    found = crm.activities.of_contact(crm.contacts.meant("Acme"))[::-1]
    return [(each.kind, each.direction, each.at.isoformat()[11:16], each.by, each.contact, each.text) for each in found]


ALL = [
    ("message", "in", "08:00", "", "Ann Bell", "It burns"),
    ("email", "out", "09:00", "zhao", "Ann Bell", "We look;\nat it"),
    ("note", "", "09:30", "li", "Ann Bell", "ask Kim"),
    ("call", "in", "10:00", "", "Bo", ""),
]


def test_a_ticket_comes_with_its_thread_once(desk: Crm, write_file: WriteFile) -> None:
    before = store.dump(desk.database)
    report = bring(desk, write_file, TICKET)
    assert (counts(report), report.unmapped) == ((1, 0, 0, 0, 0), ())
    assert thread(desk) == ALL
    card = desk.tickets.card(desk.tickets.meant("Z-1"))
    assert (card.row.state, card.row.first_at and card.row.first_at.isoformat()[11:16]) == ("open", "09:00")
    assert [(move.to_state, move.by) for move in card.moves] == [("new", "li"), ("open", "zhao")]
    assert store.wrong(desk.database) == {}
    assert counts(bring(desk, write_file, TICKET)) == (0, 0, 1, 0, 0)
    assert report.number is not None
    desk.importing.undo(report.number)
    after = store.dump(desk.database)
    assert store.difference(before, {**after, "user": before["user"]}) == {}


def test_words_that_are_new_join_the_others(desk: Crm, write_file: WriteFile) -> None:
    bring(desk, write_file, {**TICKET, "replies": []})
    assert thread(desk) == [("message", "out", "09:00", "", "Ann Bell", "")]
    assert counts(bring(desk, write_file, {**TICKET, "replies": WORDS[:2]}, on_match=OnMatch.FILL)) == (0, 1, 0, 0, 0)
    assert thread(desk) == ALL[:2]
    bring(desk, write_file, TICKET)
    assert thread(desk) == ALL


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (word("survey", "09:00", "x"), "is no thread as our JSON export has it"),
        (word("call", "9", "x"), "is no thread as our JSON export has it"),
        ({**word("call", "09:00", "x"), "at": "2027-01-01T00:00:00Z"}, "still to come"),
    ],
)
def test_what_nobody_can_have_said_is_refused(
    desk: Crm, write_file: WriteFile, said: dict[str, object], reason: str
) -> None:
    report = bring(desk, write_file, {**TICKET, "replies": [said]})
    assert reason in report.reasons[0].reason
    assert thread(desk) == []


def test_our_own_export_changes_nothing(li: Crm, write_file: WriteFile) -> None:
    busy(li)
    file = write_file(exported(li, options=ExportOptions(ExportFormat.JSON)), name="t.json")
    report = li.importing.run("tickets", file, ImportOptions())
    assert (report.unchanged, [row.reason for row in report.reasons], report.unmapped) == (report.rows, [], ())
    assert report.rows > 4
