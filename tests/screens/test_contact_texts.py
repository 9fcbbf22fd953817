"""What the list says in words."""

import shlex
from pathlib import Path

import pytest

from tui_crm import paths
from tui_crm.actor import Source
from tui_crm.clock import SystemClock, system_zone
from tui_crm.display import measure
from tui_crm.errors import UsageError
from tui_crm.screens.contact_search import Answer, Question
from tui_crm.screens.contact_texts import count_text, empty_lines, list_command
from tui_crm.services.crm import Crm
from tui_crm.widgets.cell import Role


def answer(found: int, total: int, *, complete: bool = True) -> Answer:
    return Answer(Question(1, ""), range(found), complete, total)


@pytest.mark.parametrize(
    ("given", "selected", "said"),
    [
        (answer(573, 573), 0, "573"),
        (answer(14, 1_000_000), 0, "14 of 1,000,000"),
        (answer(200, 1_000_000, complete=False), 0, "200+ of 1,000,000"),
        (answer(0, 0), 0, "0"),
        (answer(14, 20), 1, "1 selected · 14 of 20"),
        (answer(1_000_000, 1_000_000), 1_234, "1,234 selected · 1,000,000"),
    ],
)
def test_counts(given: Answer, selected: int, said: str) -> None:
    assert count_text(given, selected) == said


def test_an_empty_database_teaches() -> None:
    lines = empty_lines(answer(0, 0))
    text = "\n".join(line.text for line in lines)
    assert "crm import contacts" in text
    assert "crm contact add" in text
    assert "n       adds the first contact" in text
    assert "ctrl+o  imports a file" in text
    assert "d       opens a made-up business" in text
    assert [line.text for line in lines if line.role is Role.STRONG] == ["Nobody here yet."]
    assert all(line.role is Role.PRIMARY for line in lines if "crm " in line.text)
    assert all(measure(line.text) < 79 for line in lines)


def test_a_filter_that_fits_nobody_says_how_to_go_on() -> None:
    text = "\n".join(line.text for line in empty_lines(answer(0, 7)))
    assert "Nobody fits" in text
    assert "esc in the list takes the filter back." in text
    assert "import" not in text


@pytest.mark.parametrize(
    ("filter_text", "said"),
    [
        ("", "kind:any"),
        ("stage:active 'x'", "kind:any stage:active 'x'"),
        ("kind:company $(reboot)", "kind:company $(reboot)"),
        ("-owner:me", "kind:any -owner:me"),
    ],
)
def test_the_command_prints_the_same_list(li: Crm, filter_text: str, said: str) -> None:
    words = shlex.split(list_command(li, filter_text))
    assert words == ["crm", "--db", str(li.database.path), "contact", "list", said]


def test_the_default_database_needs_no_name() -> None:
    file = paths.default_database()
    paths.private_folder(file.parent)
    with Crm.open(file, login="li", source=Source.SCREEN, clock=SystemClock(system_zone())) as crm:
        assert list_command(crm, "张") == "crm contact list 'kind:any 张'"


def test_what_is_no_filter_has_no_command(li: Crm) -> None:
    with pytest.raises(UsageError):
        list_command(li, "staeg:active")


def test_a_file_name_with_blanks_is_quoted(tmp_path: Path) -> None:
    with Crm.open(tmp_path / "my crm.db", login="li", source=Source.SCREEN, clock=SystemClock(system_zone())) as crm:
        assert shlex.split(list_command(crm, ""))[2] == str(tmp_path / "my crm.db")
