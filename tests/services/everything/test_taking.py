"""Everything out: the same bytes for the same state, small differences, private, and noted."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.services.everything.trees import brought, taken, tree
from tui_crm.db.everything import PARTS
from tui_crm.errors import BadInput, OutputFailed, UsageError
from tui_crm.services.crm import Crm
from tui_crm.services.everything import folder as placing
from tui_crm.services.everything.manifest import NAME


def business(crm: Crm) -> None:
    crm.contacts.add({"name": "李明", "company": "Acme", "emails": ["li@ming.cn"], "tags": ["vip"]})
    crm.contacts.add({"name": "Line\nbreak \u2028 and “quotes”", "note": "a\\b"})


def test_it_is_a_line_a_record_with_what_it_has(li: Crm, tmp_path: Path) -> None:
    business(li)
    files = taken(li, tmp_path / "out")
    assert list(files) == sorted([NAME, *(part.file for part in PARTS)])
    company, person, other = map(json.loads, files["contacts.jsonl"].decode("utf-8").split("\n")[:-1])
    assert (company["name"], "emails" in company, "note" in company) == ("Acme", False, False)
    assert list(person)[:3] == ["id", "version", "kind"]
    assert person["emails"] == [{"address": "li@ming.cn"}]
    assert person["relations"] == [{"other_id": company["id"], "kind": "member", "is_primary": 1}]
    assert "name_key" not in person
    assert other["note"] == "a\\b"
    assert "李明".encode() in files["contacts.jsonl"]
    assert b'"fields": {' not in files["changes.jsonl"]
    li.contacts.edit(person["id"], {"level": "A"})
    assert '"fields": {"level": [null, "A"]}' in taken(li, tmp_path / "out")["changes.jsonl"].decode()


def test_the_same_state_is_the_same_bytes_and_what_changes_is_little(li: Crm, tmp_path: Path) -> None:
    business(li)
    first = taken(li, tmp_path / "one")
    assert taken(li, tmp_path / "two") == first
    assert taken(li, tmp_path / "one") == first
    li.contacts.edit(2, {"note": "changed"})
    second = taken(li, tmp_path / "one")
    differing = {name: lines(second[name]) ^ lines(first[name]) for name in first if first[name] != second[name]}
    assert {name: len(found) for name, found in differing.items()} == {
        "contacts.jsonl": 2, "operations.jsonl": 1, "changes.jsonl": 1, NAME: 6,
    }  # fmt: skip


def lines(content: bytes) -> set[bytes]:
    return set(content.split(b"\n"))


def test_it_is_private_and_noted_by_whom_and_how_many(li: Crm, tmp_path: Path) -> None:
    business(li)
    report = li.everything.take_out(tmp_path / "out")
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in (tmp_path / "out").iterdir()} == {0o600}
    assert (report.records, report.operations, report.files) == (5, 3, len(PARTS))
    newest = li.history.list(limit=1)[0]
    assert (newest.id, newest.by, newest.what) == (report.operation_id, "li", "Exported everything: 5 records")


def test_an_earlier_export_gives_way_and_hidden_files_stay(li: Crm, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    taken(li, folder)
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("mine")
    said = json.loads((folder / NAME).read_text(encoding="utf-8"))
    said["files"]["dropped_kinds.jsonl"] = said["files"]["tags.jsonl"]
    (folder / NAME).write_text(json.dumps(said))
    (folder / "dropped_kinds.jsonl").write_text("")
    (folder / ".crm-export" / "new").mkdir(parents=True)
    business(li)
    files = taken(li, folder)
    assert files.pop("config") == b"mine"
    assert files == taken(li, tmp_path / "other")


@pytest.mark.parametrize("name", ["contacts.jsonl", "README.md", "crm.db"])
def test_a_folder_of_something_else_is_refused_untouched(li: Crm, tmp_path: Path, name: str) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / name).write_text("mine")
    with pytest.raises(UsageError, match=name):
        li.everything.take_out(folder)
    assert tree(folder) == {name: b"mine"}
    with pytest.raises(UsageError, match="is not a folder"):
        li.everything.take_out(folder / name)


def test_an_export_with_something_else_in_it_is_refused(li: Crm, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    taken(li, folder)
    (folder / "notes.txt").write_text("mine")
    before = tree(folder)
    with pytest.raises(UsageError, match=r"notes\.txt"):
        li.everything.take_out(folder)
    assert tree(folder) == before
    (folder / NAME).write_text("<<<<<<< HEAD")
    with pytest.raises(UsageError, match="no JSON"):
        li.everything.take_out(folder)
    assert tree(folder) == {**before, NAME: b"<<<<<<< HEAD"}


def test_a_database_s_backups_hold_nothing_else(li: Crm) -> None:
    folder = li.database.path.with_name(f"{li.database.path.name}.backups")
    folder.mkdir()
    with pytest.raises(UsageError, match="backups"):
        li.everything.take_out(folder)


def stop_after(patch: pytest.MonkeyPatch, step: int, stops: BaseException) -> None:
    """Let so many files change places, then none but those that come back."""
    left = step

    def failing(move: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
        def moved(self: Path, target: Path) -> Path:
            nonlocal left
            left -= 1
            if left < 0 and self.parent.name != "old":
                raise stops
            return move(self, target)

        return moved

    for how in ("rename", "replace"):
        patch.setattr(Path, how, failing(getattr(Path, how)))


@pytest.mark.parametrize("stops", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", [*range(0, 2 * len(PARTS), 9), 2 * len(PARTS) - 1])
def test_whatever_stops_it_the_folder_stays_as_it_was(
    li: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, stops: BaseException
) -> None:
    folder = tmp_path / "out"
    before = taken(li, folder)
    (folder / "tags.jsonl").unlink()
    del before["tags.jsonl"]
    business(li)
    with monkeypatch.context() as patch:
        stop_after(patch, step, stops)
        with pytest.raises((OutputFailed, KeyboardInterrupt)):
            li.everything.take_out(folder)
    assert tree(folder) == before
    assert [each.name for each in tmp_path.glob("out/.*")] == []


@pytest.mark.parametrize("step", [1, 20, 2 * len(PARTS) - 1])
@pytest.mark.parametrize("first", [True, False], ids=["first", "later"])
def test_a_kill_while_files_change_places_is_found_out_and_mended(
    li: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int, *, first: bool
) -> None:
    folder = tmp_path / "out"
    if not first:
        taken(li, folder)
    business(li)
    with monkeypatch.context() as patch:
        stop_after(patch, step if not first else step // 2, KeyboardInterrupt())
        patch.setattr(placing, "_put_back", lambda *_arguments, **_named: None)
        patch.setattr(placing, "_remove", lambda _place: None)
        with pytest.raises(KeyboardInterrupt):
            li.everything.take_out(folder)
    assert (folder / ".crm-export").is_dir()
    with pytest.raises(BadInput):
        brought(folder, tmp_path / "new.db")
    assert taken(li, folder) == taken(li, tmp_path / "other")


def test_a_full_disk_leaves_no_folder_where_none_was(li: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OutputFailed, match="No space left"):
            li.everything.take_out(tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("damage", "file", "wrong"),
    [
        ("UPDATE contact SET created_at = 'soon' WHERE id = 2", "contacts.jsonl", ("created_at", "soon", "")),
        ("UPDATE contact SET owner_id = 77 WHERE id = 2", "contacts.jsonl", ("owner_id", 77, "user")),
        ("UPDATE relation SET other_id = 77 WHERE contact_id = 2", "contacts.jsonl", ("other_id", 77, "contact")),
    ],
)
def test_what_another_hand_wrote_goes_out_and_is_told(
    li: Crm, tmp_path: Path, damage: str, file: str, wrong: tuple[str, object, str]
) -> None:
    business(li)
    assert li.everything.take_out(tmp_path / "out").wrong is None
    with sqlite3.connect(li.database.path) as other:
        other.execute(damage)
    other.close()
    found = li.everything.take_out(tmp_path / "out").wrong
    assert found is not None
    assert (found.part.file, found.line, (found.column, found.value, found.target)) == (file, 2, wrong)
    with pytest.raises(BadInput, match=f"{file}, line 2: “{wrong[0]}”"):
        brought(tmp_path / "out", tmp_path / "new.db")
