"""Locks on contacts: one has whom nobody else has, and lets go by closing, or by dying."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.peers import elsewhere, start
from tui_crm.call_locks import CallLocks
from tui_crm.errors import OutputFailed


@contextmanager
def having(database: Path, contact_id: int) -> Iterator[bool]:
    """Try to have a contact, and give whether one has."""
    locks = CallLocks(database)
    yield locks.take(contact_id)
    locks.give_back()


def have_for_ever(pipe: object, database: Path, contact_id: int) -> None:
    with having(database, contact_id) as has:
        pipe.send(has)  # type: ignore[attr-defined]
        pipe.recv()  # type: ignore[attr-defined]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "crm.db"


def test_two_processes_never_have_the_same_contact(database: Path) -> None:
    mine = CallLocks(database)
    with elsewhere(having, database, 7) as has:
        assert has
        assert not mine.take(7)
        assert mine.take(8)
        with elsewhere(having, database, 8) as has_mine:
            assert not has_mine
    assert mine.take(7)
    mine.give_back()
    with elsewhere(having, database, 8) as has:
        assert has


def test_two_queues_of_one_process_neither_and_closing_one_leaves_the_other_its_own(database: Path) -> None:
    one, other = CallLocks(database), CallLocks(database)
    assert one.take(1)
    assert other.take(2)
    assert one.take(1), "it is one's own"
    assert not other.take(1)
    one.give_back()
    with elsewhere(having, database, 2) as has:
        assert not has
    assert other.take(1)
    other.give_back()


def test_a_lock_goes_with_a_kill(database: Path) -> None:
    process, pipe = start(have_for_ever, database, 5)
    assert pipe.recv()
    mine = CallLocks(database)
    assert not mine.take(5)
    process.kill()
    process.join()
    assert mine.take(5)
    mine.give_back()


def test_the_file_is_private_and_in_a_shared_folder_the_groups(database: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2770)
    shared.joinpath("crm.db.calls").touch(0o600)  # of before it was shared
    for place, mode in ((database, 0o600), (shared / "crm.db", 0o660)):
        with having(place, 1):
            assert place.with_name("crm.db.calls").stat().st_mode & 0o777 == mode


def test_who_removes_the_file_takes_nobody_away(database: Path) -> None:
    mine = CallLocks(database)
    assert mine.take(1)
    database.with_name("crm.db.calls").unlink()
    assert mine.take(2)
    with elsewhere(having, database, 1) as has:
        assert not has
    mine.give_back()


def test_where_nothing_can_be_locked_one_is_told(database: Path) -> None:
    database.with_name("crm.db.calls").mkdir()
    with pytest.raises(OutputFailed, match=r"cannot lock .*crm\.db\.calls"):
        CallLocks(database).take(1)
