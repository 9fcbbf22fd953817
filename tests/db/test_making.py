"""A new file is whole from its first moment: two that make it at once get one, and one that is killed leaves none."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.conftest import NOW
from tests.peers import elsewhere
from tests.store import dump, wrong
from tui_crm.actor import Actor, Source
from tui_crm.clock import FixedClock
from tui_crm.db import making
from tui_crm.db.database import Database
from tui_crm.db.sqlite.driver import Driver
from tui_crm.errors import OutputFailed

both = pytest.mark.parametrize("driver", ["best", "standard"], indirect=True)


@both
def test_it_is_like_the_template(tmp_path: Path, crm_file: Path, driver: Driver) -> None:
    with Database(tmp_path / "new.db", driver=driver) as made, Database(crm_file, driver=driver) as template:
        assert dump(made) == dump(template)
        assert wrong(made) == {}


@contextmanager
def tagging(path: Path, name: str) -> Iterator[None]:
    """Make the file if need be, and a tag in it."""
    with Database(path) as database, database.write(Actor(name, Source.CLI, FixedClock(NOW)), "Added") as writing:
        writing.create("tag", {"name": name})
    yield


def test_those_who_make_it_at_once_share_it(tmp_path: Path) -> None:
    path = tmp_path / "crm.db"
    with ExitStack() as all_of_them:
        for number in range(4):
            all_of_them.enter_context(elsewhere(tagging, path, f"t{number}"))
    with Database(path) as database:
        assert len(dump(database)["tag"]) == 4
    assert {file.name for file in tmp_path.iterdir()} == {"crm.db", "home"}


def test_the_faster_one_wins(tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "crm.db"
    theirs = template.read_bytes()

    def be_slow(*_arguments: object) -> None:
        path.write_bytes(theirs)

    monkeypatch.setattr(making, "_fill", be_slow)
    Database(path).close()
    assert path.stat().st_size == len(theirs)
    assert {file.name for file in tmp_path.iterdir()} == {"crm.db", "home"}


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    with Database(tmp_path / "crm.db") as database:
        assert wrong(database) == {}


def test_a_failure_in_between_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "migrate", fail)
    with pytest.raises(OutputFailed, match=r"cannot write .*crm\.db: No space left on device"):
        Database(tmp_path / "folder" / "crm.db")
    assert list((tmp_path / "folder").iterdir()) == []
