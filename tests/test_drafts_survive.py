"""What is typed into a form outlives the program, however it ends: in a real terminal, with real signals."""

import fcntl
import signal
import struct
import termios
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.terminal import in_terminal, painted
from tui_crm import paths

if TYPE_CHECKING:
    from subprocess import Popen

End = Callable[["Popen[bytes]", FileIO], None]


def by(number: signal.Signals) -> End:
    """End a program by a signal."""
    return lambda process, _terminal: process.send_signal(number)


ENDS: dict[str, End] = {
    "a dropped line": by(signal.SIGHUP),
    "a polite kill": by(signal.SIGTERM),
    "a kill": by(signal.SIGKILL),
    "a closed terminal": lambda _process, terminal: terminal.close(),
}
NEW, EDIT = "n", "e"
ROUNDS = [*((end, NEW) for end in ENDS), ("a kill", EDIT)]


def in_form(terminal: FileIO, key: str, shown: bytes = b"WHO") -> None:
    """Open a form that shows a word, once the list is there, in a terminal of 100 × 30."""
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    painted(terminal, b"quit")
    terminal.write(b"2")
    painted(terminal, b"Anna Schmidt")
    terminal.write(key.encode())
    painted(terminal, shown)


def type_and_end(file: Path, key: str, text: str, end: str) -> None:
    """Type into the first line of a form, and end the program as soon as one sees it all."""
    with in_terminal("--db", str(file)) as (process, terminal):
        in_form(terminal, key)
        terminal.write((text + "§").encode())
        painted(terminal, "§".encode())
        ENDS[end](process, terminal)
        if not terminal.closed:
            painted(terminal, None)
    assert process.returncode


def kept() -> list[str]:
    """Return what the drafts on disk say."""
    return [file.read_text(encoding="ascii") for file in (paths.state_dir() / "drafts").rglob("*.json")]


def comes_back(file: Path, key: str, text: str) -> None:
    """See the form restored in another run."""
    with in_terminal("--db", str(file)) as (_process, terminal):
        in_form(terminal, key)
        seen = painted(terminal, b"discards")
        seen += painted(terminal, text.encode()) if text.encode() not in seen else b""
        terminal.write(b"\x1b\x11")  # escape, ctrl+q
        painted(terminal, None)


@pytest.mark.parametrize(("end", "key"), ROUNDS)
def test_what_was_typed_comes_back_after(people: Path, end: str, key: str) -> None:
    type_and_end(people, key, "Halfaname", end)
    assert any("Halfaname\\u00a7" in draft for draft in kept())
    comes_back(people, key, "Halfaname§")


@pytest.mark.torture
@pytest.mark.parametrize("number", range(100))
def test_nothing_typed_is_lost_in_a_hundred_rounds(people: Path, number: int) -> None:
    end = [*ENDS][number % len(ENDS)]
    text = f"half a name {number} 很长 " + "x" * (number % 7)
    type_and_end(people, NEW, text, end)
    (draft,) = kept()
    assert (text + "§").encode("unicode_escape").decode().replace("\\xa7", "\\u00a7") in draft
