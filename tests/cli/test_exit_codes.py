"""Every exit code of the contract, each met by a command that a person could type."""

import os
from pathlib import Path

import pytest

from tests.cli.conftest import read
from tests.conftest import RunCrm, RunProcess
from tui_crm import paths
from tui_crm.actor import Source
from tui_crm.cli import failures
from tui_crm.clock import SystemClock, system_zone
from tui_crm.services.crm import Crm


def opened() -> Crm:
    return Crm.open(paths.default_database(), login="wang", source=Source.SCREEN, clock=SystemClock(system_zone()))


def test_0_done(people: RunCrm) -> None:
    assert people("contact", "list").exit_code == 0
    assert people("contact", "list", "nobody").exit_code == 0


def test_1_attention(people: RunCrm) -> None:
    paths.default_database().chmod(0o644)
    assert people("doctor", "--no-repair").exit_code == 1


@pytest.mark.parametrize(
    "words", [["contact", "list", "stge:x"], ["contct"], ["contact", "add", "--nme", "x"], ["log"]]
)
def test_2_the_command_line_or_a_filter_is_wrong(people: RunCrm, words: list[str]) -> None:
    assert people(*words).exit_code == 2


def test_3_not_found_or_not_unique(people: RunCrm) -> None:
    assert people("contact", "show", "c99").exit_code == 3
    people("contact", "add", "--name", "Li Ming")
    assert people("log", "call", "li ming").exit_code == 3


def test_4_the_input_is_bad_and_nothing_was_written(people: RunCrm) -> None:
    before = people("history", "-f", "ids").stdout
    assert people("contact", "edit", "c2", "--email", "li@", "--city", "Berlin").exit_code == 4
    assert people("history", "-f", "ids").stdout == before


def test_5_conflict_with_somebody_else_s_change(people: RunCrm) -> None:
    version = str(read(people("contact", "show", "c2", "-f", "json"))["version"])
    people("--as", "wang", "contact", "edit", "c2", "--city", "Berlin")
    refused = people("contact", "edit", "c2", "--city", "Paris", "--base", version)
    assert refused.exit_code == 5
    assert "city" in refused.stderr or "address" in refused.stderr


def test_6_the_database_is_busy(people: RunCrm, tmp_path: Path) -> None:
    people("backup", str(tmp_path / "b.db"))
    with opened() as other, other.database.read():
        refused = people("restore", str(tmp_path / "b.db"), "--yes")
    assert refused.exit_code == 6
    assert people("restore", str(tmp_path / "b.db"), "--yes").exit_code == 0


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n" + b"\0" * 4096, b"SQLite format 3\0" + b"\xff" * 4096, b"x"])
def test_7_the_file_is_no_crm_file_and_stays_as_it_is(crm: RunCrm, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "picture.png"
    file.write_bytes(content)
    for words in (["contact", "list"], ["contact", "add", "--name", "Li"], ["doctor"], ["backup"]):
        refused = crm("--db", str(file), *words)
        assert (refused.exit_code, refused.stdout) == (7, "")
    assert file.read_bytes() == content
    assert list(tmp_path.glob("picture*")) == [file]


def test_70_a_defect_of_ours(people: RunCrm, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_self: Crm) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(failures, "_defect", ORIGINAL_DEFECT)
    monkeypatch.setattr(Crm, "close", broken)
    failed = people("contact", "list")
    assert (failed.exit_code, str(paths.log_file()) in failed.stderr) == (70, True)


ORIGINAL_DEFECT = failures._defect


@pytest.mark.parametrize("chosen", ["table", "json", "ids"])
def test_74_the_output_failed(people: RunCrm, process: RunProcess, chosen: str) -> None:
    people("contact", "list")
    environ = {"HOME": os.environ["HOME"], "XDG_DATA_HOME": os.environ["XDG_DATA_HOME"]}
    with Path("/dev/full").open("wb") as full:
        failed = process("contact", "list", "--format", chosen, stdout=full, env=environ)
    assert failed.returncode == 74
    assert failed.stderr.startswith("crm: the output could not be written: ")
