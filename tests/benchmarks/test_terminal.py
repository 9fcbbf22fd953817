"""Programs in a terminal of their own."""

import sys
import time

import pytest

from benchmarks.bench import Bench
from benchmarks.terminal import COLUMNS, LINES, Terminal

PROGRAM = """
import os, sys, tty
tty.setraw(0)
size = os.get_terminal_size()
os.write(1, b"\\x1b[1mready \\x1b[2;1H%dx%d" % size)
while (key := os.read(0, 1)) != b"q":
    if key != b"-":
        os.write(1, b"<" + key + b">")
os.write(1, b"bye")
"""


def _program(bench: Bench) -> Terminal:
    return Terminal([sys.executable, "-c", PROGRAM], bench.environment())


def test_waits_until_a_text_is_painted(bench: Bench) -> None:
    with _program(bench) as terminal:
        assert terminal.shows(f"ready {COLUMNS}x{LINES}") > 0


def test_a_key_that_paints_nothing_takes_no_time(bench: Bench) -> None:
    with _program(bench) as terminal:
        terminal.shows("ready")
        terminal.settle(0.01)
        assert terminal.press(b"x").at_once > 0
        assert terminal.text() == "<x>"
        assert terminal.press(b"-", patience=0.05) == (0, 0)


def test_what_comes_after_a_pause_is_told_apart(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    coming = [(True, 0.040), (True, 0.002), (True, 0.1), (True, 0.03), (False, 0.2)]

    def read(_self: Terminal, _timeout: float) -> bool:
        nonlocal now
        output, seconds = coming.pop(0)
        now += seconds
        return output

    with _program(bench) as terminal:
        monkeypatch.setattr(Terminal, "_read", read)
        monkeypatch.setattr(time, "perf_counter", lambda: now)
        assert terminal.press(b"x") == pytest.approx((0.042, 0.172))
        assert coming == []


def test_a_pause_before_the_text_that_is_waited_for_ends_nothing(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    coming = [(b"loading", 0.002), (b"the last", 0.2), (b"card", 0.03), (b"", 0.2)]

    def read(self: Terminal, _timeout: float) -> bool:
        nonlocal now
        output, seconds = coming.pop(0)
        now += seconds
        self._seen += output
        return bool(output)

    with _program(bench) as terminal:
        monkeypatch.setattr(Terminal, "_read", read)
        monkeypatch.setattr(time, "perf_counter", lambda: now)
        assert terminal.press(b"x", until="the last") == pytest.approx((0.202, 0.232))


def test_memory_of_the_program(bench: Bench) -> None:
    with _program(bench) as terminal:
        terminal.shows("ready")
        assert terminal.memory() > 1 << 20


def test_what_never_comes_is_told_with_what_came(bench: Bench) -> None:
    with _program(bench) as terminal:
        terminal.shows("ready")
        terminal.press(b"q")
        with pytest.raises(TimeoutError, match="bye"):
            terminal.shows("never")
