"""`crm import KIND --plan` and `crm import apply`: what is printed, and how they end."""

import json
from pathlib import Path

from tests.conftest import RunCrm

GOOD = "Name,E-mail,Company\nLi Ming,li@acme.com,Acme\nZhao Lei,zhao@x.cn,New Ltd\n"


def test_a_plan_is_written_read_and_carried_out(people: RunCrm, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.csv").write_text("Name,E-mail\nEd,ed@x.cn\nFi,no address\n", encoding="utf-8")
    files, plan = (str(tmp_path / "a.csv"), str(tmp_path / "b.csv")), str(tmp_path / "plan.jsonl")
    history = people("history", "--format", "json").stdout

    bad = people("import", "contacts", *files, "--plan", plan, "--format", "json")
    assert (bad.exit_code, json.loads(bad.stdout)["rejected"], json.loads(bad.stdout)["dry_run"]) == (1, 1, True)
    refused = people("import", "apply", plan)
    assert (refused.exit_code, "make the plan again with --keep-good" in refused.stderr) == (4, True)

    listed = people("import", "contacts", *files, "--plan", plan, "--dry-run", "--keep-good", "--format", "jsonl")
    rows = [json.loads(line) for line in listed.stdout.splitlines()]
    assert [(Path(row["file"]).name, row["line"]) for row in rows] == [
        ("a.csv", 2), ("a.csv", 3), ("b.csv", 2), ("b.csv", 3), ("a.csv", 3),
    ]  # fmt: skip
    assert f"to carry it out: crm import apply {plan}" in listed.stderr
    assert people("history", "--format", "json").stdout == history

    done = people("import", "apply", plan, "--format", "json")
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert (told["import"], told["file"], told["rows"], told["applied"]) == ("i1", "a.csv, b.csv", 4, True)
    again = people("import", "apply", plan)
    assert (again.exit_code, "was carried out already, as i1" in again.stderr) == (5, True)
    assert people("import", "undo", "i1").exit_code == 0


def test_what_is_no_plan_makes_no_database(crm: RunCrm, home: Path, tmp_path: Path) -> None:
    for name in (__file__, str(tmp_path / "gone")):
        assert crm("import", "apply", name).exit_code == 4
    (tmp_path / "a.csv").write_text(GOOD, encoding="utf-8")
    file, plan = str(tmp_path / "a.csv"), str(tmp_path / "plan")
    assert crm("import", "contacts", file, "--plan", plan, "--rejects", "x", "--keep-good").exit_code == 2
    assert crm("import", "contacts", file, "--plan", plan, "--quiet").exit_code == 2
    assert crm("import", "contacts", file, "--plan", plan).exit_code == 0
    assert crm("import", "contacts", file, "--plan", file).exit_code == 2
    for place in ("new.db", "new.db-wal"):
        assert crm("--db", "new.db", "import", "contacts", file, "--plan", place).exit_code == 2
    assert not list(home.rglob("crm.db"))
    assert crm("import", "apply", plan).exit_code == 0
    assert list(home.rglob("crm.db"))
