"""Everything in again: as it was to the last byte, or not at all, with the file and the line that were wrong."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.payloads import PAYLOADS
from tests.services.everything.trees import brought, opened, taken, tamper, tree
from tests.store import difference, dump, wrong
from tests.workload import Office, take_back
from tui_crm.db.schema import NEWEST
from tui_crm.db.sqlite import driver as drivers
from tui_crm.errors import BadFile, BadInput, Busy, CrmError, UsageError
from tui_crm.services.crm import Crm
from tui_crm.services.everything import bringing
from tui_crm.services.everything.folder import taken as folder_taken
from tui_crm.services.everything.manifest import NAME
from tui_crm.services.importing.report import ImportOptions
from tui_crm.services.people import ensure_user


def work(crm: Crm, seed: int, steps: int) -> None:
    office = Office(crm, Random(seed))
    for step in range(steps):
        office.act(take_back if step % 5 == 4 else None)


def check_round_trip(old: Crm, folder: Path, seed: int, steps: int) -> None:
    """Let an office work, move to a new database, and go on in both: they must stay the same in everything."""
    ensure_user(old)
    Office(old, Random(seed)).open()
    work(old, seed, steps)
    first = taken(old, folder / "first")
    report = brought(folder / "first", folder / "new.db")
    assert report.records == sum(first[name].count(b"\n") for name in report.rows) - not_records(first)
    with opened(folder / "new.db") as new:
        assert difference(dump(old.database, versions=True), dump(new.database, versions=True)) == {}
        assert wrong(new.database) == {}
        assert taken(new, folder / "again") == first
        assert taken(old, folder / "again") == first
        assert new.origin == old.origin
        for crm in (old, new):
            work(crm, seed + 1, steps // 2)
        assert difference(dump(old.database, versions=True), dump(new.database, versions=True)) == {}
        assert taken(new, folder / "new") == taken(old, folder / "old") != first


def not_records(files: dict[str, bytes]) -> int:
    names = ("origin", "operations", "changes", "import_runs", "last_ids")
    return sum(files[f"{name}.jsonl"].count(b"\n") for name in names)


@pytest.mark.parametrize("seed", [1, 2])
def test_what_goes_out_comes_in_again_and_goes_on_as_before(li: Crm, tmp_path: Path, seed: int) -> None:
    check_round_trip(li, tmp_path, seed, 50)


def test_so_it_does_with_the_library_of_python_itself(
    crm_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drivers, "best", drivers.standard)
    with opened(crm_file) as crm:
        assert crm.database.driver.name == "sqlite3"
        check_round_trip(crm, tmp_path, 3, 24)


def test_imports_and_who_is_forgotten_come_in_again(li: Crm, tmp_path: Path) -> None:
    names = "".join(f"Person {count},p{count}@x.cn\n" for count in range(5))
    (tmp_path / "people.csv").write_text(f"Name,Email\n{names}")
    li.importing.run("contacts", tmp_path / "people.csv", ImportOptions())
    li.contacts.add({"name": "Last"})
    li.contacts.forget(6)
    first = taken(li, tmp_path / "first")
    assert b"Last" not in b"".join(first.values())
    assert json.loads(first["last_ids.jsonl"].splitlines()[0]) == {"table": "contact", "last": 6}
    brought(tmp_path / "first", tmp_path / "new.db")
    with opened(tmp_path / "new.db") as new:
        assert new.importing.list() == li.importing.list()
        for crm in (li, new):
            assert crm.importing.undo(1).kept == ()
            assert crm.contacts.add({"name": "Next"}).ids == (7,)
        assert taken(new, tmp_path / "new") == taken(li, tmp_path / "old")


def test_any_text_comes_in_again(li: Crm, tmp_path: Path) -> None:
    for text in PAYLOADS.values():
        li.contacts.add({"name": "Ann", "note": text})
    raw = "".join(PAYLOADS.values()).encode("utf-8", errors="ignore").decode("utf-8")
    with li.database.write(li.actor, "raw {text}", {"text": raw}) as writing:
        writing.create("problem", {"name": raw})
    first = taken(li, tmp_path / "first")
    brought(tmp_path / "first", tmp_path / "new.db")
    with opened(tmp_path / "new.db") as new:
        assert taken(new, tmp_path / "again") == first
        assert difference(dump(li.database, versions=True), dump(new.database, versions=True)) == {}


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(100, 300))
def test_many_days_of_work_go_out_and_come_in_again(li: Crm, tmp_path: Path, seed: int) -> None:
    check_round_trip(li, tmp_path, seed, 200)


@pytest.fixture(scope="module")
def business(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an export of some days of work, which tests copy."""
    place = tmp_path_factory.mktemp("business")
    with opened(Path(shutil.copy(template, place / "crm.db"))) as crm:
        ensure_user(crm)
        Office(crm, Random(7)).open()
        work(crm, 7, 80)
        crm.everything.take_out(place / "out")
    return place / "out"


@pytest.fixture
def folder(business: Path, tmp_path: Path) -> Path:
    """Return an export of some days of work, to be spoilt."""
    return shutil.copytree(business, tmp_path / "out")


def test_the_import_is_noted_in_its_own_history(folder: Path, tmp_path: Path) -> None:
    report = brought(folder, tmp_path / "new" / "crm.db")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "new" / "crm.db").stat().st_mode & 0o777 == 0o600
    assert os.listdir(tmp_path / "new") == ["crm.db"]  # noqa: PTH208 - hidden ones, too
    with opened(tmp_path / "new" / "crm.db") as crm:
        newest = crm.history.list(limit=1)[0]
        assert (newest.id, newest.by) == (report.operation_id, "li")
        assert newest.what == f"Imported everything: {report.records} records"
        assert taken(crm, tmp_path / "again") == tree(folder)


def test_an_empty_database_is_filled_while_it_is_open(folder: Path, template: Path, tmp_path: Path) -> None:
    place = tmp_path / "empty.db"
    place.write_bytes(template.read_bytes())
    with opened(place) as crm:
        brought(folder, place)
        assert taken(crm, tmp_path / "again") == tree(folder)
        assert wrong(crm.database) == {}


def test_a_database_that_was_written_into_stays_as_it_is(li: Crm, folder: Path) -> None:
    done = li.tags.add("mine")
    before = dump(li.database)
    with pytest.raises(UsageError, match="has been written into"):
        brought(folder, li.database.path)
    li.history.undo(done.operation_id)
    with pytest.raises(UsageError, match="has been written into"):
        brought(folder, li.database.path)
    li.history.redo()
    assert dump(li.database) == before


def refused(folder: Path, place: Path, kind: type[CrmError] = BadInput) -> str:
    """Return why a folder is refused for a database that is not there, of which nothing is left then."""
    with pytest.raises(kind) as caught:
        brought(folder, place / "crm.db")
    assert not place.exists() or list(place.iterdir()) == []
    return caught.value.message


def test_a_folder_that_is_not_whole_is_refused(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "new"
    assert refused(tmp_path / "nothing", place) == f"there is no folder {tmp_path / 'nothing'}"
    content = (folder / "tags.jsonl").read_bytes()
    (folder / "tags.jsonl").write_bytes(content + b"\n")
    assert "tags.jsonl is not what its checksum in manifest.json says" in refused(folder, place)
    (folder / "tags.jsonl").unlink()
    assert "tags.jsonl is missing, though manifest.json names it" in refused(folder, place)
    os.mkfifo(folder / "tags.jsonl")
    assert "tags.jsonl is no part of an export" in refused(folder, place)
    (folder / "tags.jsonl").unlink()
    (folder / "tags.jsonl").write_bytes(content)
    (folder / "README.md").write_text("")
    assert "README.md is no part of an export" in refused(folder, place)
    (folder / "README.md").unlink()
    (folder / ".gitattributes").write_text("")
    brought(folder, place / "crm.db")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda said: said["files"].pop("tags.jsonl"), "tags.jsonl"),
        (lambda said: said.update(format="other"), "manifest.json is of something else"),
        (lambda said: said.update(version="1"), "is not as this program writes it"),
        (
            lambda said: said["files"].update({"../x.jsonl": said["files"]["tags.jsonl"]}),
            "is not as this program writes it",
        ),
        (lambda said: said["files"].update({"tags.jsonl": {"rows": -1, "sha256": "0" * 64}}), "is not as this program"),
        (lambda said: said.update(schema="0012"), "is of an older version"),
    ],
)
def test_a_manifest_that_is_not_right_is_refused(
    folder: Path, tmp_path: Path, change: Callable[[dict[str, object]], object], reason: str
) -> None:
    said = json.loads((folder / NAME).read_text(encoding="utf-8"))
    change(said)
    (folder / NAME).write_text(json.dumps(said))
    assert reason in refused(folder, tmp_path / "new")


@pytest.mark.parametrize("newer", [{"version": 2}, {"schema": f"{int(NEWEST) + 1:04}"}])
def test_a_newer_folder_is_refused_as_newer(folder: Path, tmp_path: Path, newer: dict[str, object]) -> None:
    said = json.loads((folder / NAME).read_text(encoding="utf-8")) | newer
    (folder / NAME).write_text(json.dumps(said))
    assert "newer version" in refused(folder, tmp_path / "new", BadFile)


def test_a_folder_of_an_older_schema_may_lack_what_came_since(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = json.loads((folder / NAME).read_text(encoding="utf-8"))
    del said["files"]["sla_policies.jsonl"]
    (folder / NAME).write_text(json.dumps(said))
    (folder / "sla_policies.jsonl").unlink()
    assert "names no sla_policies.jsonl" in refused(folder, tmp_path / "new")
    monkeypatch.setattr(bringing, "NEWEST", "a later one")
    report = brought(folder, tmp_path / "crm.db")
    assert "sla_policies.jsonl" not in report.rows
    with opened(tmp_path / "crm.db") as crm:
        again = taken(crm, tmp_path / "again")
    assert {name for name, content in tree(folder).items() if again[name] != content} == {NAME}


def test_a_manifest_that_is_gone_or_broken_is_told(folder: Path, tmp_path: Path) -> None:
    (folder / NAME).write_text("{" * 100_000)
    assert "it is no JSON" in refused(folder, tmp_path / "new")
    (folder / NAME).unlink()
    assert "manifest.json is not there" in refused(folder, tmp_path / "new")


def swap(lines: list[str]) -> None:
    lines[0], lines[1] = lines[1], lines[0]


def say(line: int, **said: object) -> Callable[[list[str]], None]:
    """Return a change of one line, from 1 on; what is None is left out."""

    def change(lines: list[str]) -> None:
        row = json.loads(lines[line - 1]) | said
        lines[line - 1] = json.dumps({name: value for name, value in row.items() if value is not None})

    return change


def put(line: int, text: str) -> Callable[[list[str]], None]:
    """Return a change of one line, from 1 on, to a text."""
    return lambda lines: lines.__setitem__(line - 1, text)


BAD_LINES: tuple[tuple[str, Callable[[list[str]], None], str], ...] = (
    ("contacts.jsonl", put(2, "{"), "line 2: it is no JSON"),
    ("contacts.jsonl", put(2, "[" * 100_000), "line 2: it is no JSON"),
    ("contacts.jsonl", put(2, "[]"), "line 2: it is no JSON object"),
    ("contacts.jsonl", put(2, '{"note": "\udcff"}'), "line 2: it is not in UTF-8"),
    ("contacts.jsonl", say(2, note="\ud800"), "line 2: it is not in UTF-8"),
    ("contacts.jsonl", say(2, nmae="x"), "line 2: there is no column “nmae”"),
    ("contacts.jsonl", say(2, name_key="x"), "line 2: there is no column “name_key”"),
    ("contacts.jsonl", say(2, id=None), "line 2: it has no “id”"),
    ("contacts.jsonl", say(2, name=None), "line 2: it has no “name”"),
    ("contacts.jsonl", say(2, version="2"), "line 2: “version” is of the wrong type"),
    ("contacts.jsonl", say(2, version=True), "line 2: “version” is of the wrong type"),
    ("contacts.jsonl", say(2, version=1 << 63), "line 2: “version” is of the wrong type"),
    ("contacts.jsonl", say(2, note=1), "line 2: “note” is of the wrong type"),
    ("contacts.jsonl", say(2, emails="a@x.cn"), "line 2: “emails” is of the wrong type"),
    ("contacts.jsonl", say(2, emails=[{"label": "x"}]), "line 2: it has no “emails.address”"),
    ("contacts.jsonl", say(2, emails=[{"adress": "x"}]), "line 2: there is no column “emails.adress”"),
    ("contacts.jsonl", say(2, tags=[{"tag_id": 1}] * 2), "line 2: “tags” has the same value twice"),
    ("contacts.jsonl", swap, "line 2: it is not sorted"),
    ("contacts.jsonl", say(2, owner_id=99), "line 2: “owner_id” names 99, which is not there"),
    ("contacts.jsonl", say(2, tags=[{"tag_id": 99}]), "line 2: “tag_id” names 99, which is not there"),
    ("contacts.jsonl", say(2, birthday="soon"), "line 2: “soon” cannot be read"),
    ("contacts.jsonl", say(2, created_at="soon"), "line 2: “created_at” is “soon”, which it cannot be"),
    ("reminders.jsonl", say(1, due_on="2026-02-30", due_time="9"), "line 1: “"),
    ("tickets.jsonl", say(1, state="lost"), "line 1: “state” is “lost”, which it cannot be"),
    ("operations.jsonl", say(3, at="soon"), "line 3: “at” is “soon”, which it cannot be"),
    ("operations.jsonl", say(3, arguments="{"), "line 3: “arguments” is of the wrong type"),
    ("operations.jsonl", say(3, reverts_id=9999), "line 3: “reverts_id” names 9999, which is not there"),
    ("changes.jsonl", say(4, operation_id=0), "line 4: it is not sorted"),
    ("changes.jsonl", say(1, action="burn"), "line 1: “action” is of the wrong type"),
    ("changes.jsonl", say(1, thing="deal"), "line 1: “thing” is of the wrong type"),
    ("changes.jsonl", say(1, action="update"), "line 1: “fields” is of the wrong type"),
    ("changes.jsonl", say(1, action="update", fields={"name": "x"}), "line 1: “fields” is of the wrong type"),
    ("origin.jsonl", list.clear, "line 1: the id of the database stands there, once"),
    ("last_ids.jsonl", lambda lines: lines.append('{"table": "contact"}'), "it has no “last”"),
    ("last_ids.jsonl", lambda lines: lines.append('{"table": "zebra", "last": 3}'), "line 2: “table” is of the wrong type"),
    ("settings.jsonl", lambda lines: lines.append(
        '{"id": 900, "version": 1, "name": "calendar_hours", "value": "always"}'
    ), "cannot be worked with"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "change", "reason"), BAD_LINES)
def test_a_bad_line_is_told_and_nothing_is_written(
    folder: Path, tmp_path: Path, name: str, change: Callable[[list[str]], None], reason: str
) -> None:
    tamper(folder, name, change)
    message = refused(folder, tmp_path / "new")
    assert reason in message
    assert name in message or "cannot be worked with" in message


def test_an_empty_database_stays_empty_where_a_line_is_bad(folder: Path, template: Path, tmp_path: Path) -> None:
    place = tmp_path / "empty.db"
    place.write_bytes(template.read_bytes())
    tamper(folder, "import_runs.jsonl", lambda lines: lines.append('{"id": 0'))
    with opened(place) as crm:
        before = dump(crm.database)
        with pytest.raises(BadInput, match="no JSON"):
            brought(folder, place)
        assert dump(crm.database) == before


def test_an_export_waits_for_nobody(li: Crm, folder: Path, tmp_path: Path) -> None:
    with folder_taken(folder, to_write=False):
        with pytest.raises(Busy, match="at work"):
            li.everything.take_out(folder)
        brought(folder, tmp_path / "one.db")
    with folder_taken(folder, to_write=True), pytest.raises(Busy, match="at work"):
        brought(folder, tmp_path / "two.db")
