"""Which file is meant, and how a path goes on."""

from pathlib import Path

import pytest

from tui_crm.screens.path_words import path_meant, path_words


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("leads.csv", "Leads 2.TSV", "letter.docx", ".hidden.csv", "客户.XLSX"):
        (tmp_path / "there" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "there" / name).touch()
    (tmp_path / "there" / "lists").mkdir()
    return tmp_path / "there"


def test_tables_and_folders_are_offered(folder: Path) -> None:
    typed = f"{folder}/"
    assert path_words(typed, len(typed)) == [
        f"{folder}/{name}" for name in ("Leads 2.TSV", "leads.csv", "lists/", "客户.XLSX")
    ]
    typed = f"{folder}/l"
    assert path_words(typed, len(typed)) == [f"{folder}/leads.csv", f"{folder}/lists/"]
    assert path_words(typed + "zzz", len(typed)) == [f"{folder}/leads.csv", f"{folder}/lists/"]
    typed = f"{folder}/.h"
    assert path_words(typed, len(typed)) == [f"{folder}/.hidden.csv"]


def test_what_begins_at_home_stays_short(folder: Path, home: Path) -> None:
    folder.rename(home / "there")
    assert path_words("~/there/le", 10) == ["~/there/leads.csv"]


@pytest.mark.parametrize("typed", ["/no/such/folder/x", "file://[", "file:///%00/x", "x" * 5_000 + "/x"])
def test_where_there_is_nothing_nothing_is_offered(typed: str) -> None:
    assert not path_words(typed, len(typed))


def test_a_path_is_meant_however_a_terminal_pastes_it(folder: Path, home: Path) -> None:
    there = folder / "Leads 2.TSV"
    for said in (str(there), f"  {there} ", f"'{there}'", f'"{there}"', str(there).replace(" ", "\\ ")):
        assert path_meant(said) == there
    assert path_meant("file://" + str(there).replace(" ", "%20")) == there
    assert path_meant("~/leads.csv") == home / "leads.csv"
    assert path_meant("~nobody-of-that-name/x.csv") == Path("~nobody-of-that-name/x.csv")
    assert path_meant("file://[").name == "["
    assert path_meant("x" * 5_000) == Path("x" * 5_000)
    odd = folder / "a\\ b.csv"
    odd.touch()
    assert path_meant(str(odd)) == odd
