"""The screens in a real terminal: what a signal, a dropped line or a crash leaves of it, and how it is coloured."""

import fcntl
import os
import re
import signal
import struct
import termios
from pathlib import Path

import pytest

from tests.terminal import in_terminal, painted
from tui_crm import paths
from tui_crm.db.database import Database
from tui_crm.settings import store

TAKES_TERMINAL = b"\x1b[?1049h"
CRASH_THERE = """import {module} as module
def crash(*said, **more):
    customer = "Zhang" + "Secret"
    raise {error}(customer)
module.{place} = crash
"""


@pytest.fixture
def people(people: Path) -> Path:
    """Return a database of people, and begin with their list."""
    store(paths.config_file(), "start", "contacts")
    return people


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_order(people: Path, number: signal.Signals) -> None:
    with in_terminal("--db", str(people)) as (process, terminal):
        painted(terminal, b"Anna Schmidt")
        process.send_signal(number)
        last = painted(terminal, None)
        assert b"\x1b[?1049l" in last
        assert b"\x1b[?25h" in last
        assert b"Traceback" not in last
    assert process.returncode == 128 + number


def test_it_is_seen_though_errors_go_elsewhere(people: Path, tmp_path: Path) -> None:
    log = tmp_path / "errors.log"
    with in_terminal("--db", str(people), before=f"import os\nos.dup2(os.open({str(log)!r}, 66, 0o600), 2)\n") as (
        process,
        terminal,
    ):
        painted(terminal, b"Anna Schmidt")
        terminal.write(b"\x11")
        painted(terminal, None)
    assert (process.returncode, log.read_bytes()) == (0, b"")


def test_a_dropped_line_ends_it(people: Path) -> None:
    with in_terminal("--db", str(people)) as (process, terminal):
        painted(terminal, b"Anna Schmidt")
    assert process.returncode == 128 + signal.SIGHUP
    with Database(people) as database, database.read() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_a_dropped_line_takes_whatever_is_still_written(people: Path) -> None:
    """More than Textual's queue takes: its thread must live on, or the program waits for it for ever."""
    talkative = (
        "import tui_crm.beginning as beginning\n"
        "from textual.drivers.linux_driver import LinuxDriver\n"
        "beginning.GRACE_SECONDS = 3600\n"
        "stop = LinuxDriver.stop_application_mode\n"
        "def talk(self):\n"
        "    for _ in range(200): self.write('still here')\n"
        "    stop(self)\n"
        "LinuxDriver.stop_application_mode = talk\n"
    )
    with in_terminal("--db", str(people), before=talkative) as (process, terminal):
        painted(terminal, b"Anna Schmidt")
        terminal.close()
        process.wait(20)
    assert process.returncode == 128 + signal.SIGHUP


def test_only_what_was_suspended_takes_the_terminal_again(people: Path) -> None:
    """The system says "continue" to a line that drops, too."""
    with in_terminal("--db", str(people)) as (process, terminal):
        seen = painted(terminal, b"Anna Schmidt")
        process.send_signal(signal.SIGCONT)
        process.send_signal(signal.SIGTSTP)
        os.waitpid(process.pid, os.WUNTRACED)
        process.send_signal(signal.SIGCONT)
        seen += painted(terminal, b"Anna Schmidt")
        process.send_signal(signal.SIGTERM)
        seen += painted(terminal, None)
    assert seen.count(TAKES_TERMINAL) == 2
    assert process.returncode == 128 + signal.SIGTERM


def test_it_ends_even_where_the_terminal_never_answers(people: Path) -> None:
    stuck = (
        "import threading, tui_crm.beginning as beginning, textual.drivers._writer_thread as output\n"
        "beginning.GRACE_SECONDS = 0.2\n"
        "output.WriterThread.stop = lambda self: threading.Event().wait()\n"
    )
    with in_terminal("--db", str(people), before=stuck) as (process, terminal):
        painted(terminal, b"Anna Schmidt")
        process.send_signal(signal.SIGTERM)
        process.wait(20)
    assert process.returncode == 128 + signal.SIGTERM


def test_a_file_that_cannot_be_opened_is_told_below_the_prompt(tmp_path: Path) -> None:
    foreign = tmp_path / "notes.db"
    foreign.write_text("no database at all", encoding="utf-8")
    with in_terminal("--db", str(foreign)) as (process, terminal):
        seen = painted(terminal, None)
    after = seen.rpartition(b"\x1b[?1049l")[2]
    assert b"crm: " in after
    assert b"notes.db" in after
    assert process.returncode == 7


@pytest.mark.parametrize(
    ("module", "place"),
    [
        ("tui_crm.screens.contact_lines", "cells_of"),  # while drawing
        ("tui_crm.screens.contact_texts", "count_text"),  # in what handles a message
        ("tui_crm.screens.contact_preview", "read_story"),  # in a thread
        ("tui_crm.screens.contact_search", "ContactSearch._find"),  # in a thread that a worker waits for
        ("tui_crm.services.crm", "Crm.open"),  # before there is anything to show
    ],
)
def test_a_crash_ends_it_without_a_word_of_a_customer(people: Path, module: str, place: str) -> None:
    crash = CRASH_THERE.format(module=module, place=place, error="ZeroDivisionError")
    with in_terminal("--db", str(people), before=crash) as (process, terminal):
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 140, 0, 0))
        seen = painted(terminal, None)
    after = seen.rpartition(b"\x1b[?1049l")[2]
    assert (process.returncode, b"crm: " in after) == (70, True)
    log = paths.log_file().read_text(encoding="utf-8")
    assert "defect ZeroDivisionError" in log
    for told in (seen, log.encode()):
        assert b"ZhangSecret" not in told
        assert b"Traceback" not in told


def test_it_paints_on_a_terminal_of_sixteen_colours(people: Path) -> None:
    with in_terminal("--db", str(people), term="xterm") as (_process, terminal):
        seen = painted(terminal, b"Anna Schmidt")
        terminal.write(b"q")
        painted(terminal, None)
    assert colour_codes(seen)
    assert {code for code in colour_codes(seen) if code.startswith((b"38", b"48"))} == set()


def test_it_paints_without_colours_where_none_are_wanted(people: Path) -> None:
    with in_terminal("--db", str(people), NO_COLOR="1") as (_process, terminal):
        seen = painted(terminal, b"Anna Schmidt")
        terminal.write(b"q")
        painted(terminal, None)
    assert re.search(rb"\x1b\[(?:[0-9]+;)*7[;m]", seen), "where one is shows by inversion"
    assert colour_codes(seen) == []


def colour_codes(seen: bytes) -> list[bytes]:
    """Return the parameters of all sequences in ``seen`` that set a colour (ECMA-48, SGR)."""
    parts = [part for codes in re.findall(rb"\x1b\[([0-9;]*)m", seen) for part in codes.split(b";")]
    return [part for part in parts if re.fullmatch(rb"(?:3|4|9|10)[0-8]", part)]
