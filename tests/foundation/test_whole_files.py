"""A file is whole or as it was: private, synced before it gets its name, and nothing is left of what failed."""

import os
import stat
from pathlib import Path

import pytest

from tui_crm.database_files import HEADER
from tui_crm.errors import OutputFailed, UsageError
from tui_crm.whole_files import draft_beside, is_device, settle, whole_text


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()} - {"home"}


def test_a_new_file_is_private_and_alone(tmp_path: Path) -> None:
    with whole_text(tmp_path / "new.csv", "gb18030") as stream:
        stream.write("张伟\r\n")
        assert not (tmp_path / "new.csv").exists()
    assert (tmp_path / "new.csv").read_bytes() == "张伟\r\n".encode("gb18030")
    assert stat.S_IMODE((tmp_path / "new.csv").stat().st_mode) == 0o600
    assert names(tmp_path) == {"new.csv"}


def test_the_text_is_on_disk_before_it_gets_its_name_and_the_name_before_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bool] = []
    really = os.fsync

    def note(handle: int) -> None:
        synced.append((tmp_path / "new.csv").exists())
        really(handle)

    monkeypatch.setattr(os, "fsync", note)
    with whole_text(tmp_path / "new.csv") as stream:
        stream.write("x")
    assert synced == [False, True]


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "old.csv"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), whole_text(target) as stream:
        stream.write(str(1 // 0))
    with pytest.raises(OutputFailed, match=r"cannot write .*old\.csv: No space left") as raised, whole_text(target):
        raise OSError(28, "No space left on device")
    assert raised.value.exit_code == 74
    assert (target.read_text(encoding="utf-8"), names(tmp_path)) == ("old", {"old.csv"})


def test_a_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real.toml").write_text("old", encoding="utf-8")
    (tmp_path / "link.toml").symlink_to("real.toml")
    with whole_text(tmp_path / "link.toml") as stream:
        stream.write("new")
    assert (tmp_path / "link.toml").is_symlink()
    assert (tmp_path / "real.toml").read_text(encoding="utf-8") == "new"


def test_a_missing_folder_is_made_only_where_that_is_meant(tmp_path: Path) -> None:
    target = tmp_path / "folder" / "file"
    with pytest.raises(OutputFailed, match="No such file"), whole_text(target):
        pass
    with whole_text(target, new_folder=True):
        pass
    assert stat.S_IMODE(target.parent.stat().st_mode) == 0o700
    (tmp_path / "file").touch()
    with pytest.raises(OutputFailed, match="cannot write"), whole_text(tmp_path / "file" / "x", new_folder=True):
        pass


def test_a_device_is_written_to_and_a_folder_is_not(tmp_path: Path) -> None:
    with whole_text(Path("/dev/null")) as stream:
        stream.write("x")
    assert [is_device(each) for each in (Path("/dev/null"), tmp_path, tmp_path / "x")] == [True, True, False]
    with pytest.raises(OutputFailed, match="Is a directory"), whole_text(tmp_path):
        pass


def test_a_pipe_that_has_no_real_path_is_written_to() -> None:
    into, out = os.pipe()
    with whole_text(Path(f"/dev/fd/{out}")) as stream:
        stream.write("x")
    os.close(out)
    with open(into, "rb") as read:  # noqa: PTH123 - it has no path
        assert read.read() == b"x"


def test_a_name_that_no_file_can_have_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputFailed, match="File name too long"), whole_text(tmp_path / ("x" * 300)):
        pytest.fail("a stream was given")


def test_a_database_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "crm.db").write_bytes(HEADER)
    with pytest.raises(UsageError, match="belongs to a database"), whole_text(tmp_path / "crm.db"):
        pytest.fail("a stream was given")
    assert names(tmp_path) == {"crm.db"}


def test_a_draft_is_gone_unless_it_got_its_name(tmp_path: Path) -> None:
    with draft_beside(tmp_path / "a") as draft:
        assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    assert names(tmp_path) == set()
    with draft_beside(tmp_path / "a") as draft:
        settle(draft, tmp_path / "a")
    assert names(tmp_path) == {"a"}
