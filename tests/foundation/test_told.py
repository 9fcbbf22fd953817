"""What was told is remembered, whatever became of the file."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tui_crm import state_files, told
from tui_crm.errors import OutputFailed
from tui_crm.told import Told


def test_it_is_remembered_for_the_time_it_was_told_for(tmp_path: Path) -> None:
    file = tmp_path / "state" / "told.json"
    Told(file).tell([("r1@x", "2026-11-21"), ("r2@x", "2026-11-21T09:30")])
    assert [Told(file).is_told(key, "2026-11-21") for key in ("r1@x", "r2@x", "r1@y")] == [True, False, False]
    Told(file).tell([("r1@x", "2026-11-25")])
    assert [Told(file).is_told("r1@x", day) for day in ("2026-11-21", "2026-11-25")] == [False, True]
    assert file.stat().st_mode & 0o777 == 0o600


def test_the_oldest_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told, "MOST", 2)
    file = tmp_path / "told.json"
    Told(file).tell([("a", "1"), ("b", "1")])
    Told(file).tell([("a", "2"), ("c", "1")])
    again = Told(file)
    assert [again.is_told(*pair) for pair in (("a", "2"), ("b", "1"), ("c", "1"))] == [True, False, True]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[1]", b"\xff\xfe", b"[" * 100_000, b'{"a": 1}', b'{"\\ud800": "\\ud800"}']
)
def test_a_damaged_file_remembers_nothing(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "told.json"
    file.write_bytes(content)
    assert not Told(file).is_told("a", "2026-11-21")
    Told(file).tell([("a", "2026-11-21")])
    assert Told(file).is_told("a", "2026-11-21")


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, partial(Path.symlink_to, target="/dev/zero")])
def test_what_is_no_file_is_not_waited_for(tmp_path: Path, make: Callable[[Path], None]) -> None:
    file = tmp_path / "told.json"
    make(file)
    Told(file).tell([("a", "2026-11-21")])
    assert Told(file).is_told("a", "2026-11-21")


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "told.json"
    file.write_text('{"a": "1"}')
    os.truncate(file, state_files.MOST + 1)
    assert not Told(file).is_told("a", "1")


def test_a_place_that_cannot_be_written_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputFailed):
        Told(tmp_path / "file" / "told.json").tell([("a", "1")])
