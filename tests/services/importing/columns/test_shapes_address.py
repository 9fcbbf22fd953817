"""Columns of addresses become addresses by label and group, and nothing of them is lost."""

from tests.services.importing.conftest import ReadRows


def test_parts_of_one_place_are_one_address(read_rows: ReadRows) -> None:
    [row] = read_rows(
        "Name,Business Street,Business Street 2,Business City,Home City,Home Country/Region,Business Postal Code\n"
        "Anna,Am Kai 7,Hof,Kiel,Bonn,DE,24103\n"
    )
    assert row.values["addresses"] == (
        ("work", "Am Kai 7\nHof", "Kiel", None, "24103", None),
        ("home", None, "Bonn", None, None, "DE"),
    )


def test_groups_have_labels_of_their_own(read_rows: ReadRows) -> None:
    [row] = read_rows(
        "Name,Address 1 - Label,Address 1 - City,Address 2 - Label,Address 2 - City,Address 2 - Region\nAnna,Home,Kiel,Boat,Bonn,NRW\n"
    )
    assert row.values["addresses"] == (
        ("home", None, "Kiel", None, None, None),
        ("Boat", None, "Bonn", "NRW", None, None),
    )


def test_google_joins_addresses_of_one_label(read_rows: ReadRows) -> None:
    [row] = read_rows(
        "Name,Address 1 - Label,Address 1 - Street,Address 1 - City\nAnna,Work,Am Kai 7 ::: Ring 2 ::: ,Kiel ::: Bonn\n"
    )
    assert row.values["addresses"] == (
        ("work", "Am Kai 7", "Kiel", None, None, None),
        ("work", "Ring 2", "Bonn", None, None, None),
    )


def test_the_whole_address_counts_only_where_there_are_no_parts(read_rows: ReadRows) -> None:
    rows = read_rows('Name,Address 1 - Formatted,Address 1 - City\nAnna,"Am Kai 7\nKiel",Kiel\nBen,"Ring 2\nBonn",\n')
    assert [row.values["addresses"] for row in rows] == [
        ((None, None, "Kiel", None, None, None),),
        ((None, "Ring 2\nBonn", None, None, None, None),),
    ]


def test_a_chinese_address_has_its_district_before_the_street(read_rows: ReadRows) -> None:
    rows = read_rows(
        "姓名,省,市,区,详细地址\n张伟,上海,上海市,徐汇区,漕溪北路88号\n李娜,,,徐汇区,徐汇区漕溪北路1号\n王芳,,,徐汇区,\nBen,,,West End,Main St\n"
    )
    assert [row.values["addresses"] for row in rows] == [
        ((None, "徐汇区漕溪北路88号", "上海市", "上海", None, None),),
        ((None, "徐汇区漕溪北路1号", None, None, None, None),),
        ((None, "徐汇区", None, None, None, None),),
        ((None, "West End Main St", None, None, None, None),),
    ]


def test_two_columns_of_whole_addresses_are_two_addresses(read_rows: ReadRows) -> None:
    [row] = read_rows("姓名,地址,联系地址\n张伟,漕溪北路1号,长宁路2号\n")
    assert [address[1] for address in row.values["addresses"]] == ["漕溪北路1号", "长宁路2号"]  # type: ignore[attr-defined]


def test_a_label_alone_is_no_address(read_rows: ReadRows) -> None:
    [row] = read_rows("Name,Address 1 - Label,Address 1 - City\nAnna,Home,  \n")
    assert "addresses" not in row.values
