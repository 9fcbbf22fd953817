"""Programs in a terminal of their own."""

import sys

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
        assert terminal.press(b"x") > 0
        assert terminal.text() == "<x>"
        assert terminal.press(b"-") == 0


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
