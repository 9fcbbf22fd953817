"""What the streams are: how wide, how coloured, and that talk never does harm."""

import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from tests.cli import sinks
from tests.conftest import RunProcess
from tui_crm.cli import terminal
from tui_crm.cli.terminal import Sink, page_width, prepare_streams, standard_output, tell
from tui_crm.errors import OutputFailed, UsageError


class Screen(TextIOWrapper):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "coloured"),
    [({}, True), ({"NO_COLOR": ""}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_has_a_width_and_maybe_colours(
    monkeypatch: pytest.MonkeyPatch, *, environ: dict[str, str], coloured: bool
) -> None:
    monkeypatch.setattr(sys, "stdout", Screen(BytesIO()))
    monkeypatch.setenv("COLUMNS", "66")
    sink = standard_output(environ)
    assert (sink.is_terminal, sink.width, sink.coloured) == (True, 66, coloured)


def test_a_pipe_has_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(BytesIO()))
    monkeypatch.setenv("COLUMNS", "66")
    sink = standard_output({})
    assert (sink.is_terminal, sink.width, sink.coloured) == (False, None, False)


def test_no_output_at_all_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OutputFailed):
        standard_output({})


@pytest.mark.parametrize(("encoding", "speaks"), [("utf-8", True), ("UTF8", True), ("ascii", False), ("gbk", False)])
def test_only_utf_can_say_everything(*, encoding: str, speaks: bool) -> None:
    assert Sink(TextIOWrapper(BytesIO(), encoding=encoding)).speaks_unicode == speaks


def test_prepared_streams_escape_what_they_cannot_say(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(raw, encoding="ascii"))
    prepare_streams()
    sys.stdout.write("张 \udcff")
    sys.stdout.flush()
    assert raw.getvalue() == b"\\u5f20 \\udcff"


def test_talk_is_harmless_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    tell("one\x1b[2J", "two\nthree")
    assert capsys.readouterr() == ("", "one␛[2J\ntwo three\n")


def test_talk_is_no_longer_than_one_reads(capsys: pytest.CaptureFixture[str]) -> None:
    tell("很长" * 50_000)
    told = capsys.readouterr().err
    assert told.endswith("…\n")
    assert len(told) < 1000


def test_talk_to_a_full_disk_does_not_change_how_a_run_ends(process: RunProcess, home: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = process("contact", "add", "--name", "Li", stderr=full, env={"HOME": str(home), "CRM_USER": "li"})
    assert (ended.returncode, ended.stdout) == (0, "c1\n")


def test_talk_to_nobody_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(TextIOWrapper):
        def flush(self) -> None:
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stderr", Gone(BytesIO()))
    tell("anything")
    monkeypatch.setattr(sys, "stderr", None)
    tell("anything")


@pytest.mark.parametrize(("columns", "width"), [("60", 60), ("100", 100), ("250", 100)])
def test_prose_is_never_set_too_wide(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert page_width() == width


def test_a_person_answers_only_where_both_streams_are_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    screen, pipe = Screen(BytesIO()), TextIOWrapper(BytesIO())
    for stdin, stderr, answers in ((screen, screen, True), (screen, pipe, False), (pipe, screen, False)):
        monkeypatch.setattr(sys, "stdin", stdin)
        monkeypatch.setattr(sys, "stderr", stderr)
        assert terminal.somebody_answers() == answers
    monkeypatch.setattr(sys, "stdin", None)
    assert not terminal.somebody_answers()


def test_a_document_in_a_pipe_is_utf_8_and_as_it_is() -> None:
    sink = sinks.pipe("ascii")
    sink.document().write("张伟\u202e\r\n👍")
    sink.stream.flush()
    assert isinstance(sink.stream, TextIOWrapper)
    assert isinstance(sink.stream.buffer, BytesIO)
    assert sink.stream.buffer.getvalue() == "张伟\u202e\r\n👍".encode()


def test_a_document_on_a_terminal_is_harmless() -> None:
    sink = sinks.terminal()
    assert sink.document().write("a\x1b]0;owned\x07\nb\u202ec\n") > 0
    assert sinks.text_of(sink) == "a␛]0;owned␇\nbc\n"


def test_what_is_no_text_goes_to_no_terminal(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="this is no text"):
        sinks.terminal().binary_target(None)
    assert sinks.terminal().binary_target(tmp_path / "a.xlsx") == tmp_path / "a.xlsx"
    sink = sinks.pipe()
    target = sink.binary_target(Path("-"))
    assert not isinstance(target, Path)
    target.write(b"\x00\xff")
    assert isinstance(target, BytesIO)
    assert target.getvalue() == b"\x00\xff"
