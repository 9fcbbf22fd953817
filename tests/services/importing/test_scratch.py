"""An import's folder goes with it, or with the next import where it was killed; nobody else's ever does."""

import os
import stat
from pathlib import Path

import pytest

from tests.peers import start
from tui_crm.services.importing.scratch import PREFIX, scratch_folder

DAY = 24 * 3600


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """Return a folder for temporary files of the test's own."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    return folder


def left(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_it_is_private_and_goes_with_the_block(temporary: Path) -> None:
    with scratch_folder(temporary) as folder:
        assert (folder.parent, stat.S_IMODE(folder.stat().st_mode)) == (temporary, 0o700)
    assert left(temporary) == set()


def test_those_in_use_stay(temporary: Path) -> None:
    with scratch_folder(temporary) as one:
        os.utime(one, (0, 0))
        with scratch_folder(temporary) as another:
            assert left(temporary) == {one.name, another.name}
        with scratch_folder(temporary):
            assert one.exists()


def work_until_killed(pipe: object, temporary: Path) -> None:
    """Begin an import that never ends."""
    with scratch_folder(temporary) as folder:
        (folder / "stage.db").write_bytes(bytes(1000))
        pipe.send(folder.name)  # type: ignore[attr-defined]
        pipe.recv()  # type: ignore[attr-defined]


def test_what_a_killed_import_left_goes_with_the_next(temporary: Path) -> None:
    process, pipe = start(work_until_killed, temporary)
    name = pipe.recv()
    with scratch_folder(temporary):
        assert (temporary / name / "stage.db").exists()
    process.kill()
    process.join()
    with scratch_folder(temporary) as folder:
        assert left(temporary) == {folder.name}


def test_where_no_lock_tells_it_goes_after_a_day(temporary: Path) -> None:
    for name, age in (("old", 2 * DAY), ("young", 60)):
        folder = temporary / f"{PREFIX}{name}"
        folder.mkdir()
        moment = temporary.stat().st_mtime - age
        os.utime(folder, (moment, moment))
    (temporary / f"{PREFIX}link").symlink_to(temporary)
    (temporary / f"{PREFIX}file").touch()
    (temporary / "tui-crm-other").mkdir()
    with scratch_folder(temporary):
        pass
    assert left(temporary) == {f"{PREFIX}young", f"{PREFIX}link", f"{PREFIX}file", "tui-crm-other"}
