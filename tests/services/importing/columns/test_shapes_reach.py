"""E-mails, phones, handles and websites, several in a cell and with labels."""

import pytest

from tests.services.importing.conftest import ReadRows
from tui_crm.services.importing.columns.shapes_reach import split_emails, split_phones


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("a@b.example", ["a@b.example"]),
        (" a@b.example; ", ["a@b.example"]),
        ("a@b.example ::: c@d.example", ["a@b.example", "c@d.example"]),
        ("a@b.example;c@d.example、e@f.example", ["a@b.example", "c@d.example", "e@f.example"]),
        ("a@b.example, c@d.example\ne@f.example", ["a@b.example", "c@d.example", "e@f.example"]),
        ("a@b.example c@d.example", ["a@b.example", "c@d.example"]),
        ('"Brandt, Lena" <lena@b.example>', ['"Brandt, Lena" <lena@b.example>']),
        ("Lena B <a@b.example>; Otto F <c@d.example>", ["Lena B <a@b.example>", "Otto F <c@d.example>"]),
        (";,", []),
    ],
)
def test_emails_are_split(cell: str, items: list[str]) -> None:
    assert split_emails(cell) == items


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("13800138000", ["13800138000"]),
        ("138 0013 8000 ::: 010-6555 0142", ["138 0013 8000", "010-6555 0142"]),
        ("13800138000、13900139000；13700137000", ["13800138000", "13900139000", "13700137000"]),
        ("13800138000/13900139000", ["13800138000", "13900139000"]),
        ("13800138000,13900139000,", ["13800138000", "13900139000"]),
        ("030/1234567", ["030/1234567"]),
        ("021-65550188,转102", ["021-65550188,转102"]),
        ("+1 (617) 555-0163 ext. 5", ["+1 (617) 555-0163 ext. 5"]),
        ("1\n2", ["1", "2"]),
    ],
)
def test_phones_are_split_where_each_is_long_enough(cell: str, items: list[str]) -> None:
    assert split_phones(cell) == items


def test_a_bad_email_is_a_problem_and_a_good_one_beside_it_stays(read_rows: ReadRows) -> None:
    [row] = read_rows("Name,Email\nAnna,a@b.example;nobody@@x\n")
    assert row.values["emails"] == (("a@b.example", None),)
    assert [(problem.column, problem.value) for problem in row.problems] == [("Email", "nobody@@x")]
    assert "is not an e-mail address" in row.problems[0].reason


@pytest.mark.parametrize("cell", ["1.38E+10", "1.38001E+10"])
def test_a_phone_that_a_spreadsheet_rounded_is_a_problem(read_rows: ReadRows, cell: str) -> None:
    [row] = read_rows(f"姓名,手机\n张伟,{cell}\n")
    assert "phones" not in row.values
    assert row.problems[0][:2] == ("手机", cell)
    assert "rounded" in row.problems[0].reason


def test_phones_stay_as_typed(read_rows: ReadRows) -> None:
    [row] = read_rows("姓名,手机,电话\n张伟,１３８ 00138000,'021-6555 0188 转102\n")
    assert row.values["phones"] == (("１３８ 00138000", "mobile"), ("021-6555 0188 转102", None))


def test_the_same_value_twice_is_one(read_rows: ReadRows) -> None:
    [row] = read_rows("Name,Email,Work Email,Mobile,Phone\nAnna,A@b.example,a@B.example,138,138\n")
    assert row.values["emails"] == (("A@b.example", None),)
    assert row.values["phones"] == (("138", "mobile"),)


def test_labels_come_from_the_column_beside_and_the_starred_one_is_first(read_rows: ReadRows) -> None:
    [row] = read_rows(
        "Name,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value\nAnna,Work,a@b.example,* Private,c@d.example\n"
    )
    assert row.values["emails"] == (("c@d.example", "home"), ("a@b.example", "work"))


def test_nothing_is_no_value(read_rows: ReadRows) -> None:
    [row] = read_rows("姓名,手机,邮箱,微信,网址,标签\n张伟,无,-,暂无,N/A,none\n")
    assert row.values == {"name": "张伟"}


def test_handles_are_of_the_service_in_the_header_beside_or_before(read_rows: ReadRows) -> None:
    [row] = read_rows(
        "Name,微信号,QQ,IM 1 - Service,IM 1 - Value,Handles,IM\nAnna,anna_w,1234;5678,Skype,anna.s,Signal=anna; line = al ;,odd=\n"
    )
    assert row.values["handles"] == (
        ("wechat", "anna_w"),
        ("qq", "1234"),
        ("qq", "5678"),
        ("skype", "anna.s"),
        ("signal", "anna"),
        ("line", "al"),
        ("other", "odd="),
    )


def test_one_name_on_two_services_is_two_handles(read_rows: ReadRows) -> None:
    [row] = read_rows("Name,WeChat,WhatsApp\nAnna,138,138\n")
    assert row.values["handles"] == (("wechat", "138"), ("whatsapp", "138"))


@pytest.mark.parametrize(
    ("address", "service"),
    [
        ("https://www.linkedin.com/in/anna", "linkedin"),
        ("de.linkedin.com/in/anna", "linkedin"),
        ("https://x.com/anna", "twitter"),
        ("http://t.me/anna", "telegram"),
    ],
)
def test_a_profile_is_a_handle(read_rows: ReadRows, address: str, service: str) -> None:
    [row] = read_rows(f"Name,URL\nAnna,{address}\n")
    assert row.values == {"name": "Anna", "handles": ((service, address),)}


@pytest.mark.parametrize(
    "address", ["https://linkedin.com/", "https://box.com/anna", "acme.example", "https://www.acme.example/x"]
)
def test_any_other_address_is_the_website(read_rows: ReadRows, address: str) -> None:
    [row] = read_rows(f"Name,URL\nAnna,{address}\n")
    assert row.values["website"] == address
    assert "handles" not in row.values


def test_a_second_website_is_kept(read_rows: ReadRows) -> None:
    [row] = read_rows("Name,Website 1 - Value,Website 2 - Value\nAnna,a.example ::: a.example,b.example\n")
    assert (row.values["website"], row.values["handles"]) == ("a.example", (("website", "b.example"),))
