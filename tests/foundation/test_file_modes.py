"""Files are for their owner, or in a shared folder for the group; a folder made in one is shared too."""

import stat
from pathlib import Path

import pytest

from tui_crm.file_modes import discard, file_mode, is_shared, make_folder, make_private, sync_folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    ("folder", "shared"), [(0o700, False), (0o755, False), (0o2755, False), (0o770, False), (0o2770, True)]
)
def test_what_is_made_in_a_folder(tmp_path: Path, folder: int, shared: bool) -> None:  # noqa: FBT001 - a column
    place = tmp_path / "place"
    place.mkdir()
    place.chmod(folder)
    assert is_shared(place) is shared
    make_private(place / "file")
    assert mode(place / "file") == file_mode(place) == (0o660 if shared else 0o600)
    assert mode(make_folder(place / "new")) & 0o2777 == (0o2770 if shared else 0o700) | (folder & 0o2000)


def test_what_is_there_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert mode(make_folder(tmp_path)) == 0o755
    (tmp_path / "file").write_text("x")
    with pytest.raises(FileExistsError):
        make_private(tmp_path / "file")


def test_what_cannot_be_removed_stays(tmp_path: Path) -> None:
    discard(tmp_path / "nothing")
    discard(tmp_path)
    (tmp_path / "file").touch()
    discard(tmp_path / "file")
    assert not (tmp_path / "file").exists()
    sync_folder(tmp_path)
