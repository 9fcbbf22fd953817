"""`crm import tickets`: records that each name a contact, from files."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm

WriteFile = Callable[..., str]

TICKETS = "number,subject,contact,status,closed at,opened\nZ-1,on fire,Li Ming,closed,2026-11-03 10:00,2026-11-02\n"


@pytest.fixture
def sheet(tmp_path: Path) -> WriteFile:
    """Return a call that writes a file and returns its path."""

    def write(text: str, name: str = "sheet.csv") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return write


def test_tickets_are_planned_brought_in_and_taken_back(people: RunCrm, sheet: WriteFile) -> None:
    file = sheet(TICKETS + "Z-2,help,Eve,,,\n", "tickets.csv")
    planned = people("import", "tickets", file, "--dry-run", "--format", "csv")
    assert planned.exit_code == 1
    assert "no contact fits “Eve”" in planned.stdout
    assert people("import", "tickets", file).exit_code == 4
    along = people("import", "tickets", file, "--dry-run", "--create-contacts")
    assert re.search(r"comes along +person +Eve", along.stdout)
    report = read(people("import", "tickets", file, "--create-contacts", "--format", "json"))
    assert (report["created"], report["also_created"]) == (2, {"contacts": 1})
    changed = sheet(TICKETS.replace("fire", "ice"))
    again = json.loads(people("import", "tickets", changed, "--dry-run", "--format", "jsonl").stdout)
    assert (again["outcome"], again["kind"], again["id"]) == ("updated", "ticket", "t1")
    assert again["changes"] == {"subject": ["on fire", "on ice"]}
    assert people("import", "undo", report["import"]).exit_code == 0
    assert people("ticket", "show", "Z-1").exit_code == 3
