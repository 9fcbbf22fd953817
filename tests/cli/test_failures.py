"""The boundary: what a person sees and which exit code a script gets when something fails."""

import errno
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from rich.cells import cell_len

from tests.conftest import CHECKOUT, RunProcess
from tui_crm import errors, paths
from tui_crm.cli import failures
from tui_crm.cli.failures import guarded

FAMILY = (
    (errors.Attention, 1),
    (errors.UsageError, 2),
    (errors.NotFound, 3),
    (errors.BadInput, 4),
    (errors.Conflict, 5),
    (errors.Busy, 6),
    (errors.BadFile, 7),
    (errors.OutputFailed, 74),
)


def raising(error: BaseException) -> Callable[[], None]:
    def command() -> None:
        raise error

    return command


@pytest.mark.parametrize(("kind", "code"), FAMILY, ids=lambda value: getattr(value, "__name__", str(value)))
def test_each_failure_has_its_code_and_is_told_with_its_hint(
    kind: type[errors.CrmError], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(raising(kind("it is so", hint="do that"))) == code
    assert capsys.readouterr() == ("", "crm: it is so\n  do that\n")


def test_success_is_silent(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: None) == 0
    assert capsys.readouterr() == ("", "")


def test_candidates_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    candidates = [("c1", "Li Ming"), ("c27", "李明\x1b[2J")]
    assert guarded(raising(errors.Ambiguous("“li” fits 2 contacts", candidates=candidates))) == 3
    assert capsys.readouterr().err == "crm: “li” fits 2 contacts\n  c1   Li Ming\n  c27  李明␛[2J\n"


@pytest.mark.parametrize(
    ("text", "at", "caret"),
    [
        ("stge:active", 0, "  ^"),
        ("city:上海 stge:active", 8, "            ^"),
        ("a\tb\x1bc stge", 6, "        ^"),
        ("stage:", 6, "        ^"),
    ],
)
def test_the_wrong_word_is_pointed_at_in_cells(
    text: str, at: int, caret: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert guarded(raising(errors.UsageError("there is no field", text=text, at=at, hint="see filters"))) == 2
    _sentence, shown, pointer, hint = capsys.readouterr().err.splitlines()
    assert shown.startswith("  ")
    assert shown.isprintable()
    assert (pointer, hint) == (caret, "  see filters")


def test_of_a_long_text_the_place_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    text = "上海 " * 3000
    assert guarded(raising(errors.UsageError("too long", text=text + "oops" + text, at=len(text)))) == 2
    _sentence, shown, pointer = capsys.readouterr().err.splitlines()
    assert cell_len(shown) < 200
    assert shown.startswith("  …")
    assert cell_len(shown[: shown.index("oops")]) == pointer.index("^")


def test_an_interrupt_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(raising(KeyboardInterrupt())) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_polite_kill_unwinds_what_runs(number: signal.Signals, capsys: pytest.CaptureFixture[str]) -> None:
    cleaned = []

    def command() -> None:
        try:
            os.kill(os.getpid(), number)
        finally:
            cleaned.append(True)

    assert guarded(command) == 128 + number
    assert (cleaned, capsys.readouterr()) == ([True], ("", ""))
    assert signal.getsignal(number) is signal.SIG_DFL


def test_a_signal_that_is_ignored_stays_so() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        assert guarded(lambda: os.kill(os.getpid(), signal.SIGHUP)) == 0
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGHUP, before)


def test_another_thread_leaves_the_signals_alone() -> None:
    codes: list[int] = []
    thread = threading.Thread(target=lambda: codes.append(guarded(lambda: None)))
    thread.start()
    thread.join()
    assert codes == [0]


def test_a_defect_names_the_log_and_quotes_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    customer = "张伟 138 0013 8000"

    def command() -> None:
        secret = customer
        raise ValueError(secret)

    assert guarded(command) == 70
    told = capsys.readouterr().err
    logged = paths.log_file().read_text(encoding="utf-8")
    assert told == f"crm: something went wrong that should not; see {paths.log_file()}\n"
    assert "ValueError" in logged
    assert "test_failures.py" in logged
    assert customer not in told + logged


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EDQUOT])
def test_a_full_or_vanished_output_is_one_sentence(code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(raising(OSError(code, os.strerror(code)))) == 74
    assert capsys.readouterr().err == f"crm: the output could not be written: {os.strerror(code)}\n"


@pytest.mark.parametrize("code", [errno.EACCES, errno.ELOOP, errno.ENAMETOOLONG, errno.EROFS])
def test_a_place_that_will_not_do_is_named(code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(raising(OSError(code, os.strerror(code), "a\x1bb"))) == 74
    assert capsys.readouterr().err == f"crm: cannot use a␛b: {os.strerror(code)}\n"


def test_any_other_failure_of_the_system_is_a_defect(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(raising(FileNotFoundError(errno.ENOENT, "gone", "x"))) == 70
    assert str(paths.log_file()) in capsys.readouterr().err


def test_a_reader_that_left_is_no_failure(process: RunProcess) -> None:
    read, write = os.pipe()
    os.close(read)
    result = process("config", "show", stdout=write)
    os.close(write)
    assert (result.returncode, result.stderr) == (0, "")


def test_a_reader_that_left_does_not_hide_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    class Left(StringIO):
        def flush(self) -> None:
            raise BrokenPipeError

    monkeypatch.setattr(failures, "sys", SimpleNamespace(stdout=Left(), stderr=None))
    assert guarded(raising(typer.Exit(1))) == 1
    assert guarded(raising(errors.NotFound("nobody"))) == 3


def test_a_reader_that_leaves_half_way_is_no_failure(home: Path) -> None:
    script = "import sys; from tui_crm.cli.failures import guarded; sys.exit(guarded(lambda: print('x' * 10**6)))"
    long = subprocess.run(
        ["/bin/sh", "-c", '{ "$0" -c "$1"; echo "code $?" >&2; } | head -c 1', sys.executable, script],
        cwd=CHECKOUT,
        env={"HOME": str(home), "PATH": os.environ["PATH"]},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (long.stdout, long.stderr) == ("x", "code 0\n")


@pytest.mark.parametrize("arguments", [["config", "show"], ["--help"], ["--version"], ["--show-completion"]])
def test_a_full_disk_is_one_sentence(process: RunProcess, home: Path, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        result = process(*arguments, stdout=full, env={"HOME": str(home), "SHELL": "/bin/bash"})
    assert result.returncode == 74
    assert result.stderr == f"crm: the output could not be written: {os.strerror(errno.ENOSPC)}\n"


def test_without_any_output_it_says_so(home: Path) -> None:
    closed = subprocess.run(
        ["/bin/sh", "-c", '"$0" -m tui_crm config show >&-', sys.executable],
        cwd=CHECKOUT,
        env={"HOME": str(home)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (closed.returncode, closed.stderr) == (74, "crm: there is no standard output to write to\n")


@pytest.mark.parametrize("chosen", ["table", "csv", "tsv", "md", "ids"])
def test_an_ascii_output_gets_escapes(process: RunProcess, home: Path, chosen: str) -> None:
    env = {"HOME": str(home), "PYTHONIOENCODING": "ascii", "CRM_USER": "张伟"}
    result = process("config", "show", "--format", chosen, env=env)
    assert (result.returncode, result.stderr) == (0, "")
    assert ("\\u5f20\\u4f1f" in result.stdout) == (chosen != "ids")


def test_json_for_an_ascii_output_is_the_same_json(process: RunProcess, home: Path) -> None:
    env = {"HOME": str(home), "CRM_USER": "张伟"}
    plain = process("config", "show", "--format", "json", env={**env, "PYTHONIOENCODING": "ascii"})
    assert json.loads(plain.stdout) == json.loads(process("config", "show", "--format", "json", env=env).stdout)


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["config", "path"], ["config", "--help"]])
def test_an_empty_environment_will_do(process: RunProcess, arguments: list[str]) -> None:
    result = process(*arguments, env={})
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout


def test_an_ascii_error_stream_gets_escapes(process: RunProcess, home: Path) -> None:
    result = process("联系人", env={"HOME": str(home), "PYTHONIOENCODING": "ascii"})
    assert result.returncode == 2
    assert "\\u8054\\u7cfb\\u4eba" in result.stderr
