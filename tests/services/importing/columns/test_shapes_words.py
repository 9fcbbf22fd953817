"""Tags, notes and salutations."""

import pytest

from tests.services.importing.conftest import ReadRows


@pytest.mark.parametrize(
    ("cell", "tags"),
    [
        ("* myContacts ::: Navy ::: Messe 2024", ("Navy", "Messe 2024")),
        ("Partner;Trade fair", ("Partner", "Trade fair")),
        ("重点、华东，VIP", ("重点", "华东", "VIP")),
        ("vip | VIP | a,", ("vip", "a")),
    ],
)
def test_tags_are_split_and_googles_own_left_out(read_rows: ReadRows, cell: str, tags: tuple[str, ...]) -> None:
    [row] = read_rows(f'Name;Labels\nAnna;"{cell}"\n')
    assert row.values["tags"] == tags


def test_googles_own_groups_alone_are_no_tags(read_rows: ReadRows) -> None:
    [row] = read_rows("Name,Group Membership\nAnna,* My Contacts ::: * Starred\n")
    assert "tags" not in row.values


def test_tags_of_two_columns_are_joined(read_rows: ReadRows) -> None:
    [row] = read_rows("Name,Tags,Categories\nAnna,a;b,B;c\n")
    assert row.values["tags"] == ("a", "b", "c")


def test_notes_of_one_column_stand_alone_and_of_several_with_their_headers(read_rows: ReadRows) -> None:
    [row] = read_rows('Name,Notes\nAnna,"one\ntwo"\n')
    assert row.values["note"] == "one\ntwo"
    rows = read_rows("Name,Notes,备注\nAnna,one,二\nBen,,二\n")
    assert [row.values["note"] for row in rows] == ["Notes: one\n备注: 二", "备注: 二"]


@pytest.mark.parametrize(
    ("given", "family", "salutation", "name"),
    [
        ("静", "陈", "女士", "陈静"),
        ("", "", "欧阳娜娜", "欧阳娜娜"),
        ("伟", "", "张伟", "张伟"),
        ("静", "陈", "陈总", "陈静"),
    ],
)
def test_a_salutation_may_hold_the_name(
    read_rows: ReadRows, given: str, family: str, salutation: str, name: str
) -> None:
    [row] = read_rows(f"名,姓,中文称谓,电子邮件地址\n{given},{family},{salutation},a@b.example\n")
    assert row.values["name"] == name
    assert "salutation" not in row.values
