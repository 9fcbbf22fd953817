"""The bar of long work: drawn in place for who watches, silent for everybody else."""

from io import StringIO
from types import SimpleNamespace

import pytest

from tui_crm.cli import progress
from tui_crm.cli.progress import Progress


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    screen = Screen()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=screen))
    return screen


def test_a_bar_grows_and_leaves_its_line_empty(screen: Screen) -> None:
    with Progress("reading", 4) as bar:
        bar(1)
        bar(4)
    assert screen.getvalue().split("\r\x1b[K")[1:] == [
        f"reading  {'▱' * 24}    0%",
        f"reading  {'▰' * 6}{'▱' * 18}   25%",
        f"reading  {'▰' * 24}  100%",
        "",
    ]


def test_it_is_drawn_again_only_when_it_looks_different(screen: Screen) -> None:
    with Progress("reading", 10**6) as bar:
        for done in range(0, 4000, 100):
            bar(done)
        bar(10_000)
    assert screen.getvalue().count("reading") == 2


def test_without_a_total_it_counts(screen: Screen) -> None:
    with Progress("reading") as bar:
        bar(1234)
    assert "reading  1,234" in screen.getvalue()


def test_something_else_can_be_said_on_an_empty_line(screen: Screen) -> None:
    with Progress("reading") as bar:
        bar(5)
        bar.clear()
        screen.write("said\n")
        bar(5)
    assert screen.getvalue() == "\r\x1b[Kreading  0\r\x1b[Kreading  5\r\x1b[Ksaid\n\r\x1b[Kreading  5\r\x1b[K"


def test_its_label_is_harmless(screen: Screen) -> None:
    with Progress("leads\x1b[2J.csv", 1):
        pass
    assert "leads␛[2J.csv" in screen.getvalue()


def test_where_nobody_watches_nothing_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress("reading", 4) as bar:
        bar(2)
    assert capsys.readouterr() == ("", "")


def test_a_terminal_that_vanished_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gone(Screen):
        def write(self, _text: str) -> int:
            raise OSError

    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=Gone()))
    with Progress("reading", 2) as bar:
        bar(1)
        bar(2)
