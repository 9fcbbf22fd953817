"""`crm export`: records out again."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm import paths
from tui_crm.services.exporting.kinds.registry import DECLARED
from tui_crm.services.exporting.report import ExportFormat, ExportReport
from tui_crm.services.exporting.telling import told


def test_standard_output_is_the_file_where_none_is_named(people: RunCrm) -> None:
    exported = people("export", "contacts", "city:上海")
    assert (exported.exit_code, exported.stderr) == (0, "")
    rows = list(csv.DictReader(StringIO(exported.stdout)))
    assert [(row["id"], row["name"], row["company"]) for row in rows] == [
        ("c2", "Li Ming", "Acme"),
        ("c5", "张伟", "云帆贸易"),
    ]
    assert people("export", "contacts", "city:上海", "-o", "-").stdout == exported.stdout


@pytest.mark.parametrize("noun", ["contact", "company"])
def test_json_is_the_same_as_a_list_s(people: RunCrm, noun: str) -> None:
    kind = {"contact": "contacts", "company": "companies"}[noun]
    people("reminder", "add", "c2", "tomorrow 9am")
    people("log", "call", "c5")
    listed = read(people(noun, "list", "--sort", "id", "-f", "json"))
    for card in listed:
        del card["birthday_next"], card["version"], card["customer_version"]
    assert read(people("export", kind, "-f", "json")) == listed
    lines = people("export", kind, "-f", "jsonl").stdout.splitlines()
    assert [json.loads(line) for line in lines] == listed
    assert list(json.loads(lines[0])) == list(listed[0])


def test_a_file_s_name_says_how_it_is_written(people: RunCrm, tmp_path: Path) -> None:
    for name, begins in (("all.json", "["), ("all.jsonl", "{"), ("all.CSV", "id,"), ("all", "id,")):
        exported = people("export", "contacts", "-o", str(tmp_path / name))
        assert (exported.stdout, exported.stderr) == ("", f"3 records are in {tmp_path / name}\n")
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)
    people("export", "contacts", "vip", "-o", str(tmp_path / "all.txt"), "-f", "jsonl")
    assert json.loads((tmp_path / "all.txt").read_text(encoding="utf-8"))["id"] == "c2"


@pytest.mark.parametrize("name", ["all.ics", "all.txt"])
def test_a_name_of_another_format_is_refused(people: RunCrm, tmp_path: Path, name: str) -> None:
    refused = people("export", "contacts", "-o", str(tmp_path / name))
    assert (refused.exit_code, list(tmp_path.glob("all*"))) == (2, [])
    assert "one of: csv, xlsx, json, jsonl, vcf; or say how it is written with --format" in refused.stderr
    assert people("export", "contacts", "-o", str(tmp_path / name), "-f", "csv").exit_code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("id,")


@pytest.mark.parametrize("name", ["crm.db", "crm.db-wal", "crm.db-shm", "crm.db.sha256", "crm.db.backups/all.csv"])
def test_nothing_of_a_database_is_written_over(people: RunCrm, name: str) -> None:
    people("backup")
    place = paths.default_database().parent / name
    refused = people("export", "contacts", "-o", str(place), "-f", "csv")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert people("contact", "list", "-f", "ids").stdout == "c2\nc3\nc5\n"
    assert read(people("history", "-f", "json"))[0]["what"] != "Exported"
    assert {finding["state"] for finding in read(people("doctor", "-f", "json"))} == {"ok"}


def test_marks_and_formulas(people: RunCrm) -> None:
    people("contact", "edit", "c2", "--note", "=1+1")
    assert ",'=1+1," in people("export", "contacts").stdout
    assert ",=1+1," in people("export", "contacts", "--raw").stdout
    assert people("export", "contacts", "--bom").stdout.startswith("\ufeffid,")


def test_what_csv_leaves_out_is_told(people: RunCrm) -> None:
    people("contact", "edit", "c5", "--pin")
    assert people("export", "companies").stderr == (
        "not in the CSV: that the stage of 1 contact is pinned; JSON has it\n"
    )
    assert people("export", "contacts").stderr == ""
    assert people("export", "companies", "-f", "json").stderr == ""


def test_all_that_a_format_has_no_place_for_can_be_told() -> None:
    for kind in DECLARED:
        shape = kind.whole()
        for lacks in (shape.left_out, *(lacks for _document, lacks in shape.documents.values())):
            report = ExportReport(2, None, None, dict.fromkeys(lacks, 2), cut=3)
            lines = list(told(report, ExportFormat.XLSX))
            assert (len(lines), all("2" in line for line in lines[:-1])) == (len(lacks) + 1, True)


def test_every_kind_goes_into_every_format_by_the_file_s_name(people: RunCrm, tmp_path: Path) -> None:
    people("log", "call", "c5", "--outcome", "reached", "--at", "2026-11-20 10:00")
    people("reminder", "add", "c2", "tomorrow 9am")
    for kind in DECLARED:
        for form in kind.formats:
            file = tmp_path / f"{kind.name}.{form}"
            exported = people("export", kind.name, "-o", str(file))
            assert (exported.exit_code, exported.stdout, str(file) in exported.stderr) == (0, "", True)
            assert file.stat().st_mode & 0o777 == 0o600
            piped = people("export", kind.name, "-f", form)
            assert piped.stdout_bytes == file.read_bytes()
    told_last = read(people("history", "-n", "2", "-f", "json"))
    assert [entry["what"] for entry in told_last] == ["Exported 1 users", "Exported 1 users to users.jsonl"]
    refused = people("export", "users", "-f", "xlsx", "--bom")
    assert (refused.exit_code, "--bom is for CSV only" in refused.stderr) == (2, True)


def test_activities_of_those_whom_a_filter_finds(people: RunCrm) -> None:
    people("log", "call", "c5", "--at", "2026-11-10 10:00")
    people("log", "note", "c2", "--note", "n", "--at", "2026-11-12 10:00")
    people("--as", "wang", "log", "note", "c5", "--note", "n", "--at", "2026-11-14 10:00")

    def ids(*words: str) -> list[str]:
        return [each["id"] for each in read(people("export", "activities", "-f", "json", *words))]

    assert ids() == ["a1", "a2", "a3"]
    assert (ids("张伟"), ids("name:nobody")) == (["a1", "a3"], [])
    assert (ids("--kind", "note"), ids("--by", "wang"), ids("--contact", "c2")) == (["a2", "a3"], ["a3"], ["a2"])
    assert (ids("--since", "2026-11-12"), ids("--until", "2026-11-12")) == (["a2", "a3"], ["a1", "a2"])
    people("export", "activities", "张伟", "--since", "2026-11-12", "--kind", "note")
    what = read(people("history", "-n", "1", "-f", "json"))[0]["what"]
    assert what == "Exported 1 activities (张伟 --since 2026-11-12 --kind note)"
    assert people("export", "activities", "--by", "nobody").exit_code == 3


def test_what_goes_out_comes_in_again(people: RunCrm, tmp_path: Path) -> None:
    people("export", "contacts", "-o", str(tmp_path / "out.csv"))
    back = people("--db", str(tmp_path / "other.db"), "import", "contacts", str(tmp_path / "out.csv"), "-f", "json")
    assert json.loads(back.stdout)["created"] == 3


def test_an_export_is_on_record_and_nothing_to_undo(people: RunCrm) -> None:
    people("export", "contacts", "vip")
    assert read(people("history", "-n", "1", "-f", "json"))[0]["what"] == "Exported 1 contacts (vip)"
    assert people("undo").stdout == "Undid: Added 张伟\n"


def test_what_cannot_be_is_refused(people: RunCrm, tmp_path: Path) -> None:
    assert people("export", "contacts", "stge:x").exit_code == 2
    assert people("export", "contacts", "-o", str(tmp_path / "no" / "such" / "x.csv")).exit_code == 74
    assert people("--db", str(tmp_path / "none.db"), "export", "contacts").exit_code == 3
    assert paths.default_database().exists()


@pytest.fixture
def reminded(people: RunCrm) -> RunCrm:
    people("reminder", "add", "c2", "2026-11-25 15:00", "--note", "send a sample", "--minutes", "30")
    people("--as", "wang", "reminder", "add", "c5", "2026-12-24")
    return people


def test_reminders_are_a_calendar_by_the_file_s_name(reminded: RunCrm, tmp_path: Path) -> None:
    file = tmp_path / "follow-ups.ics"
    exported = reminded("export", "reminders", "-o", str(file))
    assert (exported.stdout, exported.stderr) == ("", f"2 records are in {file}\n")
    assert reminded("export", "reminders", "-f", "ics").stdout_bytes == file.read_bytes()
    assert reminded("export", "reminders", "-o", str(file), "--quiet").stderr == ""
    assert file.read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert b"TRIGGER:-PT10M\r\n" in file.read_bytes()


def test_reminders_as_a_list_of_them_chooses(reminded: RunCrm) -> None:
    def ids(*words: str) -> list[str]:
        return [each["id"] for each in read(reminded("export", "reminders", "-f", "json", *words))]

    reminded("reminder", "done", "r2")
    assert (ids(), ids("--all"), ids("--all", "--owner", "me")) == (["r1"], ["r1", "r2"], ["r1"])
    assert (ids("--all", "--contact", "c5"), ids("--all", "--until", "2026-11-24")) == (["r2"], [])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--tasks"], "--tasks is for calendars only"),
        (["--alarm", "5", "-f", "json"], "--alarm is for calendars only"),
        (["--alarm", "5", "--silent", "-f", "ics"], "--alarm and --silent do not go together"),
        (["--bom", "-f", "ics"], "--bom is for CSV only"),
        (["-o", "x.vcf"], "one of: csv, xlsx, json, jsonl, ics"),
    ],
)
def test_what_a_calendar_has_no_use_for_is_refused(reminded: RunCrm, words: list[str], said: str) -> None:
    refused = reminded("export", "reminders", *words)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in refused.stderr


def test_how_a_calendar_rings_and_what_it_holds(reminded: RunCrm) -> None:
    assert "TRIGGER:-PT5M" in reminded("export", "reminders", "-f", "ics", "--alarm", "5").stdout
    tasks = reminded("export", "reminders", "-f", "ics", "--tasks", "--silent").stdout
    assert ("BEGIN:VTODO" in tasks, "VALARM" in tasks, "VEVENT" in tasks) == (True, False, False)


def test_tickets_and_scores_go_out(people: RunCrm, tmp_path: Path) -> None:
    people("ticket", "open", "c2", "--subject", "on fire", "--number", "Z-1")
    people("ticket", "resolve", "Z-1")
    (tmp_path / "s.csv").write_text("ticket,csat,at\nZ-1,2,2026-11-21 09:30\nZ-1,4,2026-11-20\n", "utf-8")
    people("import", "scores", str(tmp_path / "s.csv"))
    (found,) = read(people("export", "tickets", "-f", "json", "state:resolved", "csat:<=2"))
    assert [score["value"] for score in found["scores"]] == [2, 4]
    assert read(people("export", "tickets", "-f", "json", "kind:complaint")) == []
    values = [score["value"] for score in read(people("export", "scores", "-f", "json", "--ticket", "Z-1"))]
    since = read(people("export", "scores", "-f", "json", "--since", "2026-11-21", "--kind", "csat", "--contact", "c2"))
    assert (values, [score["value"] for score in since]) == ([4, 2], [2])
    written = people("export", "tickets", "-o", str(tmp_path / "t.csv"))
    assert (written.exit_code, "1 record is in" in written.stderr) == (0, True)
