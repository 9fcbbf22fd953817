"""Which column fills which field: conflicts, what a person says, and what is left."""

import pytest

from tests.services.importing.columns.test_shapes import Own
from tests.services.importing.conftest import ReadRows, WriteFile
from tui_crm.errors import BadInput, UsageError
from tui_crm.services.importing.columns.mapping import ColumnMapping, Unclaimed, fields, map_columns
from tui_crm.services.importing.files.reading import open_rows
from tui_crm.services.importing.kinds.registry import kind_called


def _mapped(write_file: WriteFile, text: str, *overrides: str) -> ColumnMapping:
    with open_rows(write_file(text)) as source:
        return map_columns(source, kind_called("contacts").columns, overrides=overrides)


def _told(mapping: ColumnMapping) -> dict[str, str]:
    return {claim.header: claim.field.name for claim in mapping.claims}


def test_the_stronger_synonym_gets_a_field_with_one_value(write_file: WriteFile) -> None:
    outlook = _mapped(write_file, "Title,First Name,Job Title\nMs.,Anna,Buyer\n")
    assert _told(outlook) == {"First Name": "given_name", "Job Title": "role"}
    assert outlook.unmapped == (Unclaimed("Title", ("Ms.",), "Job Title"),)
    salesforce = _mapped(write_file, "Title,First Name\nBuyer,Anna\n")
    assert _told(salesforce) == {"Title": "role", "First Name": "given_name"}


def test_the_first_of_two_equal_columns_gets_a_field_with_one_value(write_file: WriteFile) -> None:
    mapping = _mapped(write_file, "Name,Source,Source\nAnna,web,fair\n")
    assert _told(mapping) == {"Name": "name", "Source": "source"}
    assert mapping.unmapped == (Unclaimed("Source (2)", ("fair",), "Source"),)


@pytest.mark.parametrize(
    ("header", "fitting", "other", "field"),
    [
        ("客户状态", "潜在客户", "跟进中", "stage"),
        ("Customer Status", "Prospect", "Paid", "stage"),
        ("称呼", "老张", "先生", "nickname"),
        ("Last", "Brandt", "2024-03-12", "family_name"),
        ("First", "Anna", "1st", "given_name"),
    ],
)
def test_a_header_of_two_meanings_is_understood_by_its_values(
    write_file: WriteFile, header: str, fitting: str, other: str, field: str
) -> None:
    assert _told(_mapped(write_file, f"Name,{header}\nA,{fitting}\nB,\n"))[header] == field
    mixed = f"Name,{header}\nA,{fitting}\nB,{other}\n"
    doubtful = _mapped(write_file, mixed)
    assert (_told(doubtful), doubtful.unmapped) == ({"Name": "name"}, (Unclaimed(header, (fitting, other)),))
    assert _told(_mapped(write_file, mixed, f"{header}={field}"))[header] == field


@pytest.mark.parametrize("header", ["客户编号", "客户类型", "Status", "Rating", "状态"])
def test_what_can_mean_anything_is_left_and_named(write_file: WriteFile, header: str) -> None:
    mapping = _mapped(write_file, f"Name,{header}\nA,active\n")
    assert mapping.unmapped == (Unclaimed(header, ("active",)),)


def test_a_repeated_header_fills_a_field_of_many_values(read_rows: ReadRows) -> None:
    [row] = read_rows("Name,Email,Email\nAnna,a@b.example,c@d.example\n")
    assert row.values["emails"] == (("a@b.example", None), ("c@d.example", None))


def test_what_a_person_says_wins(write_file: WriteFile) -> None:
    mapping = _mapped(write_file, "Name,Source,Fair,Ort\nAnna,web,Kiel,Bonn\n", "Fair=source", "ort = city")
    assert _told(mapping) == {"Name": "name", "Fair": "source", "Ort": "address"}
    assert mapping.unmapped == (Unclaimed("Source", ("web",), "Fair"),)


def test_a_column_can_be_ignored(write_file: WriteFile) -> None:
    mapping = _mapped(write_file, "Name,Gender,Foo\nAnna,x,y\n", "gender=", "Foo= ")
    assert _told(mapping) == {"Name": "name"}
    assert (mapping.ignored, mapping.unmapped) == (("Gender", "Foo"), ())


@pytest.mark.parametrize(
    ("column", "header"),
    [("Ort=Stadt", "Ort=Stadt"), ("#3", "#3"), ("e-mail (2)", "E-Mail (2)"), ("*E-MAIL", "E-Mail"), ("電話", "电话")],
)
def test_a_column_is_named_as_it_stands_or_as_headers_compare(write_file: WriteFile, column: str, header: str) -> None:
    text = "Name,Ort=Stadt,,E-Mail,E-Mail,电话\nAnna,a,b,c,d,e\n"
    assert _told(_mapped(write_file, text, f"{column}=note"))[header] == "note"


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("Fon=phone", "people.csv has no column “Fon”"),
        ("=phone", "people.csv has no column “”"),
        ("Phone", "“Phone” is no mapping"),
        ("Phone=fone", "there is no field “fone” to map “Phone” to"),
    ],
)
def test_what_cannot_be_mapped_is_refused(write_file: WriteFile, override: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        _mapped(write_file, "Name,Phone\nAnna,1\n", override)
    assert "hone" in caught.value.hint


def test_samples_are_the_first_different_values(write_file: WriteFile) -> None:
    rows = "".join(f"Anna,{value}\n" for value in ("", "b", "b", "a", "", "c", "d"))
    assert _mapped(write_file, f"Name,Foo\n{rows}").unmapped == (Unclaimed("Foo", ("b", "a", "c")),)


def test_a_column_without_header_counts_where_it_has_values(write_file: WriteFile) -> None:
    mapping = _mapped(write_file, "Name,,\nAnna,,x\nBen,,\n")
    assert mapping.unmapped == (Unclaimed("#3", ("x",)),)


def test_a_file_that_names_nobody_is_refused(write_file: WriteFile) -> None:
    with pytest.raises(
        BadInput, match=r"people\.csv: no column says whom a row is about; the columns are Stadt, Tags"
    ) as caught:
        _mapped(write_file, "Stadt,Tags\nKiel,a\n")
    assert "crm import fields contacts" in caught.value.hint


def test_a_file_without_known_headers_can_be_mapped_by_hand(read_rows: ReadRows) -> None:
    [row] = read_rows("Wer,Wo\nAnna,Kiel\n", overrides=["Wer=name", "Wo=address.home.city"])
    assert row.values == {"name": "Anna", "addresses": (("home", None, "Kiel", None, None, None),)}


def test_labels_said_by_a_person_are_kept(read_rows: ReadRows) -> None:
    [row] = read_rows("Name,A,B\nAnna,138,anna\n", overrides=["A=phone.boat", "B=handle.wechat"])
    assert (row.values["phones"], row.values["handles"]) == ((("138", "boat"),), (("wechat", "anna"),))


def test_a_teams_own_fields_are_filled(read_rows: ReadRows) -> None:
    team_fields = [Own("fair", label="展会"), Own("budget", "number")]
    rows = read_rows("Name,展会,x.budget\nAnna,Kiel,1200\nBen,,\n", team_fields=team_fields)
    assert [row.values.get("custom") for row in rows] == [(("fair", "Kiel"), ("budget", "1200")), None]


def test_what_can_be_mapped_is_listed() -> None:
    listed = {field.name: field for field in fields(kind_called("contacts").columns, [Own("fair", label="Trade fair")])}
    assert listed["email"].help == "e-mail addresses"
    assert {"email", "邮箱", "電子郵件地址"} <= set(listed["email"].headers)
    assert (listed["x.fair"].help, listed["x.fair"].headers) == ("Trade fair", ("x.fair", "fair", "Trade fair"))
