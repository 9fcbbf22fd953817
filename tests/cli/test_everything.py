"""`crm export all` and `crm import all`."""

import sqlite3
from collections.abc import Collection, Sequence
from pathlib import Path

from tests.cli.conftest import read
from tests.conftest import RunCrm
from tui_crm import paths
from tui_crm.db.everything import PARTS

NO_RECORDS = {"origin.jsonl", "operations.jsonl", "changes.jsonl", "import_runs.jsonl", "last_ids.jsonl"}


def lines(folder: Path, *, only: Sequence[str] = (), but: Collection[str] = ()) -> int:
    """Return how many lines files of a folder have: all of its rows, or only, or but those of some files."""
    files = [file for file in folder.glob("*.jsonl") if (file.name in only or not only) and file.name not in but]
    return sum(file.read_bytes().count(b"\n") for file in files)


def test_everything_out_and_in_again(people: RunCrm, tmp_path: Path) -> None:
    out, again, new = str(tmp_path / "out"), str(tmp_path / "again"), str(tmp_path / "new.db")
    exported = read(people("export", "all", out, "-f", "json"))
    counts = {"records": lines(Path(out), but=NO_RECORDS), "operations": lines(Path(out), only=("operations.jsonl",))}
    assert exported == {"folder": out, **counts, "files": len(PARTS), "operation": f"op{counts['operations'] + 1}"}
    brought = people("--db", new, "import", "all", out, "-f", "json")
    assert brought.stderr == f"made a new database: {new}\n"
    assert read(brought) == exported
    quiet = people("--db", new, "export", "all", again, "--quiet")
    assert (quiet.exit_code, quiet.stdout, quiet.stderr) == (0, "", "")
    files = {file.name: file.read_bytes() for file in Path(out).iterdir()}
    assert {file.name: file.read_bytes() for file in Path(again).iterdir()} == files
    listed = people("contact", "list", "kind:any", "-f", "json").stdout
    assert people("--db", new, "contact", "list", "kind:any", "-f", "json").stdout == listed
    assert people("--db", new, "doctor").exit_code == 0
    assert people("--db", new, "undo").stdout == people("undo").stdout


def test_nothing_is_made_of_what_is_not_whole(people: RunCrm, tmp_path: Path) -> None:
    out, new = tmp_path / "out", tmp_path / "new.db"
    people("export", "all", str(out), "-q")
    people("--db", str(new), "import", "all", str(out), "-q")
    refused = people("--db", str(new), "import", "all", str(out))
    assert (refused.exit_code, "has been written into" in refused.stderr) == (2, True)
    new.unlink()
    (out / "contacts.jsonl").write_text("{}\n")
    refused = people("--db", str(new), "import", "all", str(out))
    assert (refused.exit_code, new.exists()) == (4, False)
    assert "contacts.jsonl is not what its checksum" in refused.stderr
    refused = people("export", "all", str(tmp_path))
    assert (refused.exit_code, refused.stdout) == (2, "")
    missing = people("--db", str(new), "export", "all", str(tmp_path / "other"))
    assert (missing.exit_code, new.exists(), (tmp_path / "other").exists()) == (3, False, False)


def test_what_could_not_come_in_again_is_told(people: RunCrm, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with sqlite3.connect(paths.default_database()) as other:
        other.execute("UPDATE contact SET created_at = 'soon' WHERE id = 2")
    other.close()
    told = people("export", "all", str(out), "-q")
    assert (told.exit_code, told.stdout, (out / "manifest.json").exists()) == (1, "", True)
    line, hint = told.stderr.splitlines()
    assert line.startswith(
        "crm: it cannot be imported back: contacts.jsonl holds what another hand wrote, “created_at”"
    )
    assert hint == "  see in which record: crm doctor"
