"""Rejected rows come back in a file of their own: private, whole before anything is applied, and never over another."""

import os
import stat
from pathlib import Path

import pytest

from tui_crm import i18n
from tui_crm.errors import OutputFailed, UsageError
from tui_crm.services.crm import Crm
from tui_crm.services.importing.columns.own_columns import TOLD
from tui_crm.services.importing.report import ImportOptions, ImportReport

GOOD = "Zhao Lei,zhao@x.cn\n"
BAD = "Nobody,not an address\n"


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """Return a file with a good row and a bad one."""
    file = tmp_path / "leads.csv"
    file.write_text(f"name,email\n{GOOD}{BAD}", encoding="utf-8")
    return file


def bring(crm: Crm, file: Path, rejects: Path | None = None) -> ImportReport:
    return crm.importing.run("contacts", file, ImportOptions(keep_good=True, rejects=rejects))


def rejected(report: ImportReport) -> Path:
    assert report.rejects is not None
    return report.rejects


def test_it_is_private_and_beside_the_input(li: Crm, leads: Path, tmp_path: Path) -> None:
    place = rejected(bring(li, leads))
    assert place == tmp_path / "leads.rejects.csv"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert place.read_text(encoding="utf-8").startswith(
        "name,email,line,column,value,reason\nNobody,not an address,3,email,not an address,"
    )


def test_one_that_is_there_stays_and_the_next_gets_a_number(li: Crm, leads: Path, tmp_path: Path) -> None:
    mended = rejected(bring(li, leads))
    mended.write_text("name,email,reason\nNobody,still no address,\nEve,eve@x.cn,\n", encoding="utf-8")
    assert rejected(bring(li, leads)) == tmp_path / "leads.rejects-2.csv"
    assert rejected(bring(li, mended)) == tmp_path / "leads.rejects-3.csv"
    assert "eve@x.cn" in mended.read_text(encoding="utf-8")


def test_a_named_one_that_is_there_is_refused_before_anything_is_read(li: Crm, leads: Path, tmp_path: Path) -> None:
    place = tmp_path / "bad.csv"
    place.write_text("mended", encoding="utf-8")
    for target, sentence in (
        (place, "is there already"),
        (leads, "is there already"),
        (tmp_path, "is a folder"),
        (li.database.path, "belongs to a database"),
    ):
        with pytest.raises(UsageError, match=sentence):
            bring(li, tmp_path / "missing.csv", target)
    assert place.read_text(encoding="utf-8") == "mended"
    place.write_bytes(b"")
    assert rejected(bring(li, leads, place)) == place
    assert "Nobody" in place.read_text(encoding="utf-8")


def test_they_are_on_disk_before_anything_is_applied(
    li: Crm, leads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OutputFailed, match=r"cannot write .*leads\.rejects\.csv") as raised:
        bring(li, leads)
    assert raised.value.exit_code == 74
    assert (len(li.contacts.find(li.contacts.parse(""))), li.importing.list()) == (0, [])
    assert {file.name for file in tmp_path.glob("leads*")} == {"leads.csv"}


def test_nothing_is_left_where_the_import_fails(
    li: Crm, leads: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        assert (tmp_path / "leads.rejects.csv").exists()
        raise ZeroDivisionError

    li.contacts.add({"name": "so that li is a user"})
    monkeypatch.setattr(type(li.database), "write", fail)
    with pytest.raises(ZeroDivisionError):
        bring(li, leads)
    assert {file.name for file in tmp_path.glob("leads*")} == {"leads.csv"}


@pytest.mark.parametrize(("first", "second"), [("en", "zh_CN"), ("zh_CN", "en")])
def test_an_earlier_reason_gives_way_in_either_language(li: Crm, leads: Path, first: str, second: str) -> None:
    i18n.set_language(first)
    place = rejected(bring(li, leads))
    i18n.set_language(second)
    report = bring(li, place)
    assert report.unmapped == ()
    header, row = rejected(report).read_text(encoding="utf-8").splitlines()
    assert header == ",".join(["name", "email", *map(i18n._, TOLD)])
    assert row.startswith("Nobody,not an address,2,email,not an address,")
    assert row.count(",") == 5


def test_a_reason_that_is_a_field_of_ones_own_is_kept(li: Crm, tmp_path: Path) -> None:
    li.custom_fields.add("reason")
    file = tmp_path / "lost.csv"
    file.write_text("name,email,reason\nNobody,not an address,too dear\nEve,eve@x.cn,moved\n", encoding="utf-8")
    report = bring(li, file)
    assert "Nobody,not an address,too dear,2,email,not an address," in rejected(report).read_text(encoding="utf-8")
    assert li.contacts.card(li.contacts.meant("Eve")).custom == {"reason": "moved"}


def test_cells_beyond_the_header_stay_beyond_it_and_formulas_are_kept_from_a_spreadsheet(
    li: Crm, tmp_path: Path
) -> None:
    file = tmp_path / "wide.csv"
    file.write_text("name,email\nEve,eve@x.cn,=1+1\nAda,=cmd()\n", encoding="utf-8")
    place = rejected(bring(li, file))
    header, wide, formula = place.read_text(encoding="utf-8").splitlines()
    assert header == "name,email,line,column,value,reason"
    assert wide == "Eve,eve@x.cn,2,,,the row has more cells than the header,=1+1"
    assert formula.startswith("Ada,=cmd(),3,email,'=cmd(),")
    assert bring(li, place).rejected == 2


def test_what_is_told_in_letters_that_the_file_has_not_makes_it_utf_8(li: Crm, tmp_path: Path) -> None:
    i18n.set_language("zh_CN")
    file = tmp_path / "leads.txt"
    file.write_bytes("name;email\nJörg Müller;nowhere\nZoë;zoe@x.cn\n".encode("cp1252"))
    place = rejected(bring(li, file))
    assert place.name == "leads.rejects.txt"
    assert place.read_bytes().startswith(
        "\ufeffname;email;行;列;值;原因\r\nJörg Müller;nowhere;2;email;nowhere;".encode()
    )
