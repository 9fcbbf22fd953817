"""`crm import`: records from files."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm import paths
from tui_crm.cli.context import Session
from tui_crm.cli.progress import Progress
from tui_crm.markdown import escaped

Leads = Callable[..., str]

GOOD = "Name,E-mail,Company,City\nLi Ming,li@acme.com,Acme,Berlin\nZhao Lei,zhao@x.cn,New Ltd,上海\n"
BAD = GOOD + "Nobody,not an address,,\n"


@pytest.fixture
def leads(tmp_path: Path) -> Leads:
    """Return a call that writes a file of leads and returns its path."""

    def write(text: str, name: str = "leads.csv") -> str:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return str(tmp_path / name)

    return write


def test_the_report_for_scripts(people: RunCrm, leads: Leads) -> None:
    file = leads(GOOD)
    imported = people("import", "contacts", file, "--format", "json")
    assert (imported.exit_code, imported.stderr) == (0, "")
    assert read(imported) == {
        "import": "i1",
        "operation": "op5",
        "file": file,
        "rows": 2,
        "created": 1,
        "updated": 1,
        "unchanged": 0,
        "skipped": 0,
        "rejected": 0,
        "also_created": {"companies": 1},
        "dry_run": False,
        "applied": True,
        "seconds": 0.0,
        "rejects": None,
        "unmapped": [],
        "encoding": "UTF-8",
        "removed_controls": 0,
        "problems": [],
    }
    again = read(people("import", "contacts", file, "--format", "json"))
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 2)


def test_the_report_for_people(people: RunCrm, leads: Leads) -> None:
    file = leads(GOOD)
    assert people("import", "contacts", file).stdout == (
        "import        i1\n"
        f"file          {file}\n"
        "rows          2\n"
        "created       1\n"
        "updated       1\n"
        "unchanged     0\n"
        "skipped       0\n"
        "rejected      0\n"
        "also created  companies: 1\n"
        "seconds       0.0\n"
    )


def test_a_dry_run_shows_every_row_and_writes_nothing(people: RunCrm, leads: Leads) -> None:
    file = leads(BAD)
    before = people("contact", "list", "kind:any", "-f", "json").stdout
    dry = people("import", "contacts", file, "--dry-run")
    assert dry.exit_code == 1
    header, li, zhao, nobody, company = dry.stdout.splitlines()
    assert header.split() == ["line", "outcome", "kind", "id", "name", "changes", "reason"]
    assert li.split()[:6] == ["2", "updated", "person", "c2", "Li", "Ming"]
    assert "上海" in li
    assert "Berlin" in li
    assert re.split("  +", zhao.strip()) == [
        "3", "created", "person", "Zhao Lei", "company: New Ltd; e-mail: zhao@x.cn; address: 上海",
    ]  # fmt: skip
    assert nobody.split()[:3] == ["4", "rejected", "Nobody"]
    assert re.split("  +", company.strip()) == ["3", "comes along", "company", "New Ltd"]
    assert "not an address" in nobody
    assert (
        f"{file} · rows 3 · created 1 · updated 1 · unchanged 0 · skipped 0 · rejected 1 · also created companies: 1\n"
        in dry.stderr
    )
    rows = [
        json.loads(line) for line in people("import", "contacts", file, "--dry-run", "-f", "jsonl").stdout.splitlines()
    ]
    assert [(row["line"], row["outcome"], row["id"]) for row in rows] == [
        (2, "updated", "c2"),
        (3, "created", None),
        (4, "rejected", None),
        (3, "also_created", None),
    ]
    assert rows[1]["changes"]["emails"] == [None, [["zhao@x.cn", None]]]
    assert people("import", "contacts", file, "--dry-run", "-f", "ids").stdout == "c2\n"
    report = read_report(people, "import", "contacts", file, "--dry-run", code=1)
    assert (report["import"], report["dry_run"], report["created"], report["rejected"]) == (None, True, 1, 1)
    assert people("contact", "list", "kind:any", "-f", "json").stdout == before
    assert read(people("import", "list", "-f", "json")) == []


def test_the_plan_of_a_dry_run_begins_on_an_empty_line(
    people: RunCrm, leads: Leads, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(Progress, "__call__", lambda _bar, done: said.append(f"read {done}"))
    monkeypatch.setattr(Progress, "clear", lambda _bar: said.append("cleared"))
    monkeypatch.setattr(Session, "show_list", lambda *_arguments: said.append("listed"))
    assert people("import", "contacts", leads("Name\nZhao Lei\n"), "--dry-run").exit_code == 0
    assert said[said.index("listed") - 1] == "cleared"


def read_report(desk: RunCrm, *words: str, code: int = 0) -> dict[str, object]:
    result = desk(*words, "--format", "json")
    assert result.exit_code == code, result.stderr
    report: dict[str, object] = json.loads(result.stdout)
    return report


def test_all_or_nothing(people: RunCrm, leads: Leads) -> None:
    file = leads(BAD)
    before = people("contact", "list", "kind:any", "-f", "json").stdout
    refused = people("import", "contacts", file)
    assert refused.exit_code == 4
    assert f"{file}, line 4: " in refused.stderr
    assert f"crm: 1 row was rejected; nothing was imported from {file}\n" in refused.stderr
    assert people("contact", "list", "kind:any", "-f", "json").stdout == before
    report = read_report(people, "import", "contacts", file, code=4)
    assert (report["import"], report["applied"], report["rejected"], report["created"]) == (None, False, 1, 0)


def test_the_good_ones_are_kept_and_the_others_written_down(people: RunCrm, leads: Leads, tmp_path: Path) -> None:
    file = leads(BAD)
    kept = people("import", "contacts", file, "--keep-good", "--rejects", str(tmp_path / "bad.csv"))
    assert (kept.exit_code, kept.stderr.splitlines()[-1]) == (1, "crm: 1 row was rejected")
    header, row = (tmp_path / "bad.csv").read_text(encoding="utf-8").splitlines()
    assert header == "Name,E-mail,Company,City,line,column,value,reason"
    assert row.startswith("Nobody,not an address,,,4,E-mail,not an address,")
    assert people("contact", "show", "zhao@x.cn", "-f", "ids").exit_code == 0


def test_what_is_not_used_is_told_and_can_be_said(people: RunCrm, leads: Leads) -> None:
    file = leads("Name,Shoe\nZhao Lei,43\n")
    assert "column “Shoe” is not used (43); --map says what it is" in people("import", "contacts", file).stderr
    people("undo")
    assert people("import", "contacts", file, "--map", "Shoe=note").stderr == ""
    assert read(people("contact", "show", "Zhao Lei", "-f", "json"))["note"] == "43"
    assert people("import", "contacts", file, "--map", "Shoe=").stderr == ""
    assert people("import", "contacts", file, "--map", "Shue=note").exit_code == 2


def test_the_other_options_reach_the_import(people: RunCrm, tmp_path: Path) -> None:
    file = tmp_path / "导出.csv"
    rows = "客户\n姓名;城市;生日\n张伟;广州;03/04/1990\n"
    file.write_bytes(rows.encode("gb18030"))
    said = ["--encoding", "gb18030", "--delimiter", ";", "--header-row", "2", "--date-order", "dmy"]
    report = read_report(people, "import", "contacts", str(file), *said, "--key", "name", "--on-match", "create")
    assert report["created"] == 1
    card = read(people("contact", "show", "c6", "-f", "json"))
    assert (card["name"], card["city"], card["birthday"]) == ("张伟", "广州", "1990-04-03")
    skipped = read_report(people, "import", "contacts", str(file), *said, "--key", "name", "--on-match", "skip")
    assert (skipped["created"], skipped["skipped"]) == (0, 1)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--key", "shoe"], 2),
        (["--key", ","], 2),
        (["--on-match", "guess"], 2),
        (["--header-row", "0"], 2),
        (["--encoding", "klingon"], 2),
        (["--delimiter", "long"], 2),
    ],
)
def test_what_does_not_do_is_refused(people: RunCrm, leads: Leads, words: list[str], code: int) -> None:
    refused = people("import", "contacts", leads(GOOD), *words)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert read(people("import", "list", "-f", "json")) == []


def test_standard_input_is_a_file(people: RunCrm) -> None:
    imported = people("import", "contacts", "-", "-f", "json", stdin=GOOD.encode())
    assert (read(imported)["created"], read(imported)["file"]) == (1, "-")


def test_several_files_one_after_the_other(people: RunCrm, leads: Leads) -> None:
    first, second = leads(GOOD), leads("Name,E-mail\nLast,last@x.de\n", "more.csv")
    reports = json.loads(people("import", "contacts", first, second, "-f", "json").stdout)
    assert [(report["import"], report["created"]) for report in reports] == [("i1", 1), ("i2", 1)]
    failed = people("import", "contacts", second, leads("no table", "bad.csv"), first, "-f", "json")
    assert failed.exit_code == 4
    assert [report["import"] for report in json.loads(failed.stdout)] == ["i3"]
    assert "no column says whom a row is about" in failed.stderr
    assert people("import", "contacts", first, second, "--rejects", "x").exit_code == 2


@pytest.mark.parametrize("chosen", ["csv", "tsv", "jsonl", "md", "table", "ids"])
def test_several_files_have_one_header(people: RunCrm, leads: Leads, chosen: str) -> None:
    files = leads(GOOD), leads("Name,E-mail\nLast,last@x.de\n", "more.csv")
    lines = people("import", "contacts", *files, "-f", chosen).stdout.splitlines()
    headers = {"csv": 1, "tsv": 1, "jsonl": 0, "md": 2, "table": 1, "ids": 0}[chosen]
    assert len(lines) == headers + 2
    assert [("i1" in line, "i2" in line) for line in lines[headers:]] == [(True, False), (False, True)]


@pytest.mark.parametrize("chosen", ["csv", "tsv", "jsonl", "md", "table"])
def test_the_plan_of_several_files_is_one_list(people: RunCrm, leads: Leads, chosen: str) -> None:
    files = leads(GOOD), leads("Name,E-mail\nLast,last@x.de\n", "more.csv")
    lines = people("import", "contacts", *files, "--dry-run", "-f", chosen).stdout.splitlines()
    headers = {"csv": 1, "tsv": 1, "jsonl": 0, "md": 2, "table": 1}[chosen]
    assert len(lines) == headers + 4
    first, second = map(escaped, files) if chosen == "md" else files
    assert [first in line for line in lines[headers:]] == [True, True, True, False]
    assert second in lines[-1]


def test_an_encoding_that_was_guessed_and_what_was_removed_are_told(people: RunCrm, tmp_path: Path) -> None:
    file = tmp_path / "客户.csv"
    file.write_bytes("姓名,备注\n孙\x1b权,甲乙\x07丙\n李明,好\n".encode("gb18030"))
    imported = people("import", "contacts", str(file))
    assert imported.stderr.splitlines() == [
        f"{file} was read as GB18030; --encoding names another",
        f"{file}: 2 control characters were removed",
    ]
    report = read_report(people, "import", "contacts", str(file), "--dry-run")
    assert (report["encoding"], report["removed_controls"]) == ("GB18030", 2)
    assert read(people("contact", "show", "孙权", "-f", "json"))["note"] == "甲乙丙"


def test_reasons_are_joined_as_the_language_joins(people: RunCrm, leads: Leads) -> None:
    file = leads("姓名,邮箱,性别\n张伟,nobody,blue\n")
    refused = people("--lang", "zh_CN", "import", "contacts", file)
    assert refused.exit_code == 4
    reason = refused.stderr.splitlines()[0]
    assert "邮箱：" in reason
    assert "；性别：" in reason


def test_companies(people: RunCrm, leads: Leads) -> None:
    report = read_report(people, "import", "companies", leads("公司名称,城市\nAcme,Berlin\n新公司,上海\n"))
    assert (report["created"], report["updated"]) == (1, 1)
    assert [card["name"] for card in read(people("company", "list", "city:berlin", "-f", "json"))] == ["Acme"]


def test_past_imports_are_listed_shown_and_taken_back(people: RunCrm, leads: Leads) -> None:
    before = read(people("contact", "list", "kind:any", "-f", "json"))
    file = leads(GOOD)
    people("import", "contacts", file)
    (listed,) = read(people("import", "list", "-f", "json"))
    assert listed == read(people("import", "show", "i1", "-f", "json"))
    assert listed["also_created"] == {"companies": 1}
    assert (listed["by"], listed["file"], listed["operation"], listed["state"]) == ("li", file, "op5", "done")
    assert file in people("import", "show", "i1").stdout
    assert file not in (table := people("import", "list").stdout)
    assert " leads.csv " in table
    undone = people("import", "undo", "i1")
    assert (undone.exit_code, undone.stdout) == (0, "Undid: Imported leads.csv\n")
    after = read(people("contact", "list", "kind:any", "-f", "json"))
    assert [{**card, "version": 0} for card in after] == [{**card, "version": 0} for card in before]
    assert read(people("import", "show", "1", "-f", "json"))["state"] == "undone"
    assert (people("import", "undo", "i9").exit_code, people("import", "show", "c1").exit_code) == (3, 2)


def test_what_can_be_mapped_is_listed(people: RunCrm) -> None:
    people("field", "add", "budget", "--type", "number")
    fields = read(people("import", "fields", "contacts", "-f", "json"))
    by_name = {field["name"]: field for field in fields}
    assert "姓名" in by_name["name"]["headers"]
    assert "x.budget" in by_name
    assert people("import", "fields", "deals").exit_code == 2


def test_a_table_has_a_few_of_the_known_headers_and_json_all(people: RunCrm) -> None:
    headers = next(
        field["headers"]
        for field in read(people("import", "fields", "contacts", "-f", "json"))
        if field["name"] == "email"
    )
    lines = {line.split()[0]: line for line in people("import", "fields", "contacts").stdout.splitlines()}
    assert f"email, e-mail address, 邮箱, 电子邮件地址 … and {len(headers) - 4:,} more" in lines["email"]
    assert lines["gender"].endswith("gender, sex, 性别")


@pytest.mark.parametrize(
    ("files", "code", "sentence"),
    [
        (["good", "none.csv"], 4, "there is no file none.csv"),
        (["-", "good", "-"], 2, "standard input can be read once"),
    ],
)
def test_what_stops_a_later_file_stops_before_the_first(
    people: RunCrm, leads: Leads, files: list[str], code: int, sentence: str
) -> None:
    good = leads(GOOD)
    refused = people("import", "contacts", *(good if file == "good" else file for file in files))
    assert (refused.exit_code, refused.stdout, sentence in refused.stderr) == (code, "", True)
    assert people("import", "list", "-f", "ids").stdout == ""


def test_rejected_rows_never_replace_a_database(people: RunCrm, leads: Leads) -> None:
    database = str(paths.default_database())
    refused = people("import", "contacts", leads(BAD), "--keep-good", "--rejects", database)
    assert (refused.exit_code, "belongs to a database" in refused.stderr) == (2, True)
    assert people("contact", "show", "c2", "-f", "ids").stdout == "c2\n"


def test_unused_columns_are_named_up_to_a_point(people: RunCrm, leads: Leads) -> None:
    strange = ",".join(f"strange{number}" for number in range(500))
    imported = people("import", "contacts", leads(f"Name,{strange}\nLi,{strange}\n"))
    lines = imported.stderr.splitlines()
    assert (imported.exit_code, len(lines), lines[-2]) == (0, 22, "… and 480 more columns")


@pytest.mark.parametrize("kind", ["contacts", "companies"])
def test_a_dry_run_makes_no_database(crm: RunCrm, leads: Leads, home: Path, kind: str) -> None:
    before = sorted(home.rglob("*"))
    planned = crm("import", kind, leads("Name,E-mail\nZhao Lei,zhao@x.cn\n"), "--dry-run")
    assert (planned.exit_code, "Zhao Lei" in planned.stdout) == (0, True)
    assert f"there is no database at {paths.default_database()} yet" in planned.stderr
    assert sorted(home.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("missing.csv", None, 4),
        ("photo.csv", "PK\x03\x04", 4),
        ("empty.csv", "", 4),
        ("shoes.csv", "Shoe\n43\n", 4),
        ("either.csv", "Name,Birthday\nAnn,3/4/1990\n", 4),
    ],
)
@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_what_is_refused_makes_no_database(
    crm: RunCrm, leads: Leads, tmp_path: Path, name: str, content: str | None, code: int, more: tuple[str, ...]
) -> None:
    file = str(tmp_path / name) if content is None else leads(content, name)
    refused = crm("import", "contacts", file, *more)
    assert (refused.exit_code, refused.stdout) == (code, "")
    assert "made a new database" not in refused.stderr
    assert not paths.default_database().exists()


def test_rejected_rows_leave_no_database_and_a_good_one_makes_it(crm: RunCrm, leads: Leads) -> None:
    file = leads("Name,Email\nAnn,ann@x.com\nBo,no address\n")
    assert (crm("import", "contacts", file).exit_code, paths.default_database().exists()) == (4, False)
    kept = crm("import", "contacts", file, "--keep-good")
    assert (kept.exit_code, "made a new database" in kept.stderr) == (1, True)
    assert [*paths.default_database().parent.iterdir()] == [paths.default_database()]
    assert "Ann" in crm("contact", "list").stdout


def test_where_rejected_rows_go_is_told_and_nothing_is_written_over(
    people: RunCrm, leads: Leads, tmp_path: Path
) -> None:
    file = leads(BAD)
    for name in ("leads.rejects.csv", "leads.rejects-2.csv"):
        report = read_report(people, "import", "contacts", file, "--keep-good", code=1)
        assert report["rejects"] == str(tmp_path / name)
    refused = people("import", "contacts", file, "--keep-good", "--rejects", str(tmp_path / name))
    assert (refused.exit_code, refused.stdout, "is there already" in refused.stderr) == (2, "", True)
    assert people("import", "contacts", file, "--rejects", str(tmp_path / "new.csv")).exit_code == 2
    again = people("import", "contacts", str(tmp_path / name))
    assert (again.exit_code, "is not used" in again.stderr) == (4, False)


def test_an_export_of_ours_is_understood_whole(people: RunCrm, tmp_path: Path) -> None:
    people("export", "contacts", "-o", str(tmp_path / "all.csv"))
    assert people("import", "contacts", str(tmp_path / "all.csv")).stderr == ""


def test_what_is_wrong_with_one_of_several_files_names_it(people: RunCrm, leads: Leads) -> None:
    good, bad = leads(GOOD), leads("Name,City\n" + "Anna,Berlin\n" * 9 + "Be\0n,Bonn\n", "bad.csv")
    refused = people("import", "contacts", good, bad, "--dry-run")
    assert (refused.exit_code, f"crm: {bad}, line 11, column 3: a zero byte" in refused.stderr) == (4, True)


def test_no_record_of_a_broken_json_file_is_shown(people: RunCrm, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    people("export", "contacts", "-o", str(file))
    file.write_bytes(file.read_bytes()[:-9])
    refused = people("import", "contacts", str(file))
    assert (refused.exit_code, refused.stdout) == (4, "")
    lines = file.read_text(encoding="utf-8").count("\n") + 1
    told = f"crm: {file}, line {lines}: the file breaks off in the middle of what begins here\n"
    assert refused.stderr == told + "  JSON is a list of objects, JSONL an object in each line\n"
