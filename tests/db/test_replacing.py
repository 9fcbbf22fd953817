"""A database takes the place of another in one step; what was there is kept, and nobody writes to it any more."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.peers import elsewhere
from tests.store import dump
from tui_crm.actor import Actor, Source
from tui_crm.clock import FixedClock
from tui_crm.db.database import Database
from tui_crm.db.replacing import put_in_place
from tui_crm.db.sqlite import backup
from tui_crm.db.sqlite import driver as drivers
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import BadFile, Busy

STAMP = "20261121T093000Z"

both = pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)
standard = pytest.mark.parametrize("driver", ["standard"], indirect=True)


def tag(path: Path, driver: Driver, name: str) -> None:
    with Database(path, driver=driver) as database, database.write(LI, "Added") as writing:
        writing.create("tag", {"name": name})


LI = Actor("li", Source.CLI, FixedClock(NOW))


def tags(path: Path, driver: Driver) -> list[object]:
    with Database(path, driver=driver) as database:
        return [row[2] for row in dump(database)["tag"]]


@pytest.fixture
def draft(crm_file: Path, template: Path, driver: Driver) -> Path:
    """Return another database beside the test's own, with the tag "restored"."""
    path = crm_file.with_name("draft.db")
    path.write_bytes(template.read_bytes())
    tag(path, driver, "restored")
    return path


@both
def test_nothing_was_there(crm_file: Path, draft: Path, driver: Driver) -> None:
    crm_file.unlink()
    assert put_in_place(draft, crm_file, driver, STAMP) is None
    assert tags(crm_file, driver) == ["restored"]
    assert [file.name for file in crm_file.parent.iterdir()] == ["crm.db"]


@both
@pytest.mark.parametrize("links", [True, False])
def test_a_whole_one_is_kept_as_a_backup(
    crm_file: Path,
    draft: Path,
    driver: Driver,
    links: bool,  # noqa: FBT001 - a column
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tag(crm_file, driver, "old")

    def refuse(*_arguments: object) -> None:
        raise PermissionError

    if not links:
        monkeypatch.setattr(os, "link", refuse)
    kept = put_in_place(draft, crm_file, driver, STAMP)
    assert kept == backup.folder_of(crm_file) / f"before-restore-{STAMP}.db"
    assert tags(crm_file, driver) == ["restored"]
    assert tags(kept, driver) == ["old"]
    assert {file.name for file in crm_file.parent.iterdir()} == {"crm.db", "crm.db.backups"}


@both
def test_a_damaged_one_is_kept_with_all_its_files(crm_file: Path, draft: Path, driver: Driver) -> None:
    crm_file.write_bytes(b"no database")
    log = crm_file.with_name("crm.db-wal")
    log.write_bytes(b"a log")
    kept = put_in_place(draft, crm_file, driver, STAMP)
    assert kept is not None
    assert kept.read_bytes() == b"no database"
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"a log"
    assert not log.exists()
    assert tags(crm_file, driver) == ["restored"]


@both
def test_a_log_without_its_file_does_not_spoil_the_new_one(crm_file: Path, draft: Path, driver: Driver) -> None:
    crm_file.unlink()
    log = crm_file.with_name("crm.db-wal")
    log.write_bytes(b"a log")
    kept = put_in_place(draft, crm_file, driver, STAMP)
    assert kept is not None
    assert kept.read_bytes() == b"a log"
    assert not log.exists()
    assert tags(crm_file, driver) == ["restored"]


@both
def test_a_read_only_one_stays(crm_file: Path, draft: Path, driver: Driver) -> None:
    before = crm_file.read_bytes()
    crm_file.chmod(0o444)
    with pytest.raises(BadFile, match="is read-only"):
        put_in_place(draft, crm_file, driver, STAMP)
    assert crm_file.read_bytes() == before


@contextmanager
def opened(path: Path, library: str) -> Iterator[str]:
    """Have the file open, and read; gives its journal."""
    with Database(path, driver={"best": drivers.best, "standard": drivers.standard}[library]()) as database:
        dump(database)
        yield database.journal_mode()


@contextmanager
def writing(path: Path, library: str) -> Iterator[str]:
    """Be in the middle of writing the file; gives its journal."""
    with Database(path, driver={"best": drivers.best, "standard": drivers.standard}[library]()) as database:
        journal = database.journal_mode()
        with database.maintain():
            yield journal


def test_one_that_others_have_open_stays(crm_file: Path, draft: Path, driver: Driver) -> None:
    with elsewhere(opened, crm_file, "best") as journal:
        if journal != "WAL":
            pytest.skip("with a rollback journal only who reads or writes is in the file")
        with pytest.raises(Busy, match="is busy") as raised:
            put_in_place(draft, crm_file, driver, STAMP)
    assert raised.value.exit_code == 6
    assert tags(crm_file, driver) == []


@standard
def test_one_that_others_are_writing_stays(crm_file: Path, draft: Path, driver: Driver) -> None:
    with elsewhere(writing, crm_file, "standard"), pytest.raises(Busy, match="is busy"):
        put_in_place(draft, crm_file, driver, STAMP)
    assert tags(crm_file, driver) == []


@contextmanager
def open_across(path: Path, library: str) -> Iterator[None]:
    """Have the file open with a rollback journal; at the end write a tag to whatever has the file's name then."""
    with Database(path, driver={"best": drivers.best, "standard": drivers.standard}[library]()) as database:
        dump(database)
        yield
        with database.write(LI, "Added") as later:
            later.create("tag", {"name": "later"})


@standard
def test_who_had_it_open_writes_to_the_new_one(crm_file: Path, draft: Path, driver: Driver) -> None:
    """With a rollback journal nobody sees who else has a file open: they notice themselves."""
    if driver.wal_is_safe:
        pytest.skip("needs a library that uses a rollback journal")
    with elsewhere(open_across, crm_file, "standard"):
        kept = put_in_place(draft, crm_file, driver, STAMP)
    assert kept is not None
    assert sorted(map(str, tags(crm_file, driver))) == ["later", "restored"]
    assert tags(kept, driver) == []


@both
def test_two_in_one_second_are_both_kept(crm_file: Path, draft: Path, template: Path, driver: Driver) -> None:
    first = put_in_place(draft, crm_file, driver, STAMP)
    draft.write_bytes(template.read_bytes())
    second = put_in_place(draft, crm_file, driver, STAMP)
    assert first is not None
    assert second is not None
    assert first != second
    assert tags(second, driver) == ["restored"]
