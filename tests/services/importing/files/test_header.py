"""Headers that mean the same compare equal, and the header is found among the first rows."""

import pytest

from tui_crm.services.importing.files.header import column_names, header_row, normal, without_remark


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("*姓名（必填）", "姓名"),
        ("【必填】客户名称", "客户名称"),
        ("手机(选填)", "手机"),
        ("Email (required)", "email"),
        ("\ufeffE-mail 1 - Value", "email 1 value"),
        ("電子郵件", "电子邮件"),
        ("Ｆｉｒｓｔ＿Ｎａｍｅ", "First Name"),
        ("First\u200bName", "FIRSTNAME"),
        ("Budget__c", "budget"),
        ("商务地址 街道", "商务地址街道"),
        ("  phone\n", "Phone"),
    ],
)
def test_how_a_header_is_written_does_not_matter(written: str, meant: str) -> None:
    assert normal(written) == normal(meant)


@pytest.mark.parametrize(("one", "other"), [("名", "姓"), ("Phone 1", "Phone 2"), ("生日(农历)", "生日")])
def test_different_headers_stay_different(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@pytest.mark.parametrize(
    ("header", "plain"),
    [("电话（手机）", "电话"), ("Birthday [YYYY-MM-DD]", "Birthday"), ("(ID)", "(ID)"), ("name", "name")],
)
def test_a_remark_in_brackets_can_be_left_out(header: str, plain: str) -> None:
    assert without_remark(header) == plain


def _is_known(cell: str) -> bool:
    return cell in {"name", "email", "phone"}


@pytest.mark.parametrize(
    ("rows", "place"),
    [
        ([["name", "email"], ["Anna", "a"]], 0),
        ([["Notes:"], ["a sentence"], ["name", "email", "x"], ["phone", "b", "c"]], 2),
        ([["name", "name", "name"], ["name", "email", "phone"]], 1),
        ([["name", "email"], ["name", "email"]], 0),
        ([["a", "b", "c"], ["1", "2", "3"]], 0),
        ([["Title of it", ""], ["a", "b"], ["1", "2"], ["3", "4"]], 1),
        ([["x"]], 0),
    ],
)
def test_the_header_is_the_row_that_means_most(rows: list[list[str]], place: int) -> None:
    assert header_row(rows, _is_known) == place


def test_columns_get_different_names() -> None:
    header = ["Email", "", "Email", "\ufeffName", " two\nlines ", "Email", ""]
    assert column_names(header) == ("Email", "#2", "Email (2)", "Name", "two lines", "Email (3)", "#7")


def test_a_name_made_for_a_column_never_takes_another_columns_name() -> None:
    assert column_names(["#2", "", "a", "a (2)", "a"]) == ("#2", "#2 (2)", "a", "a (2)", "a (3)")
