"""A file is read by several readers at once, and a pipe is kept to be read twice."""

import io
import os
import sys
import threading
from pathlib import Path

import pytest

from tests.services.importing.conftest import WriteFile
from tui_crm.errors import BadInput
from tui_crm.services.importing.files.input_file import InputFile


def test_readers_have_places_of_their_own(write_file: WriteFile) -> None:
    with InputFile(write_file(b"0123456789")) as file:
        first, second = file.view(), file.view(4)
        assert (first.read(2), second.read(2), first.read(2), second.read()) == (b"01", b"45", b"23", b"6789")
        assert first.seek(-1, os.SEEK_END) == 9
        assert first.seek(0) == 0
        assert first.seek(3, os.SEEK_CUR) == 3
        assert first.read(1) == b"3"


def test_a_file_that_fails_on_the_way_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Failing(io.BytesIO):
        def readinto(self, _buffer: object, /) -> int:
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "open", lambda _path, _mode: Failing())
    with InputFile("leads.csv") as file, pytest.raises(BadInput, match=r"cannot read leads\.csv: Input/output error"):
        file.view().read()


def test_the_standard_input_is_read_and_left_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"name\nAnna\n")))
    with InputFile("-") as file:
        assert file.view().read() == b"name\nAnna\n"
    assert not sys.stdin.closed


def test_a_pipe_is_kept_and_read_twice(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_bytes(b"name\nAnna\n"))
    writer.start()
    with InputFile(pipe) as file:
        assert file.view().read() == b"name\nAnna\n"
        assert file.view(5).read() == b"Anna\n"
    writer.join()


@pytest.mark.parametrize("name", ["nowhere.csv", "."])
def test_what_cannot_be_read_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="cannot read"):
        InputFile(tmp_path / name)


def test_no_standard_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(BadInput, match="there is no standard input"):
        InputFile("-")
