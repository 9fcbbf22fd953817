"""The log takes what went wrong, and where it cannot be written nobody is bothered with it."""

from pathlib import Path

import pytest

from tui_crm import log


def fail_in_public() -> ValueError:
    try:
        int("张伟")
    except ValueError as error:
        return error
    raise AssertionError


def test_a_defect_is_its_class_and_frames_in_a_private_file(tmp_path: Path) -> None:
    file = tmp_path / "state" / "crm.log"
    log.open_log(file)
    log.defect(fail_in_public())
    logged = file.read_text(encoding="utf-8")
    assert "defect ValueError" in logged
    assert "fail_in_public" in logged
    assert "张伟" not in logged
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_log_that_cannot_be_made_or_written_is_silent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in (tmp_path / "file" / "crm.log", Path("/dev/full"), tmp_path / "crm.log"):
        log.open_log(place)
        log.defect(fail_in_public())
    assert capsys.readouterr() == ("", "")
