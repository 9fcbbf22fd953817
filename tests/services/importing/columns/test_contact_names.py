"""What a row is called, and whether it is a person or a company."""

import pytest

from tests.services.importing.conftest import ReadRows

HEADER = "Name,Last Name,First Name,Middle Name,Nickname,Company,Email,Phone\n"


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("Anna B,,,,,,,", {"name": "Anna B"}),
        (",Brandt,Lena,,,,,", {"name": "Lena Brandt", "family_name": "Brandt", "given_name": "Lena"}),
        (",Brandt,Lena,Marie,,,,", {"name": "Lena Marie Brandt", "family_name": "Brandt", "given_name": "Lena Marie"}),
        (
            "Dr. Lena Brandt,Brandt,Lena,,,,,",
            {"name": "Dr. Lena Brandt", "family_name": "Brandt", "given_name": "Lena"},
        ),
        ("Lena,Brandt,,,,,,", {"name": "Lena Brandt", "family_name": "Brandt", "given_name": "Lena"}),
        (",张,伟,,,,,", {"name": "张伟", "family_name": "张", "given_name": "伟"}),
        (",,张伟,,,,,", {"name": "张伟"}),
        (",张伟,,,,,,", {"name": "张伟"}),
        (",欧阳,,,,,,", {"name": "欧阳", "family_name": "欧阳"}),
        (",张,张伟,,,,,", {"name": "张伟", "family_name": "张", "given_name": "伟"}),
        ("偉,張,,,,,,", {"name": "張偉", "family_name": "張", "given_name": "偉"}),
        (",,Cher,,,,,", {"name": "Cher", "given_name": "Cher"}),
        (",,,,Lenny,,,", {"name": "Lenny", "nickname": "Lenny"}),
        (",,,,,,a@b.example,", {"name": "a@b.example", "emails": (("a@b.example", None),)}),
        (",,,,,,,13800138000", {"name": "13800138000", "phones": (("13800138000", None),)}),
        (",,,,,Acme,a@b.example,", {"name": "a@b.example", "company": "Acme", "emails": (("a@b.example", None),)}),
        (",,,,,Acme,,138", {"name": "Acme", "kind": "company", "phones": (("138", None),)}),
        (",,,,Lenny,Acme,,", {"name": "Lenny", "nickname": "Lenny", "company": "Acme"}),
    ],
)
def test_a_name_is_found(read_rows: ReadRows, row: str, values: dict[str, object]) -> None:
    [found] = read_rows(f"{HEADER}{row}\n")
    assert (found.values, found.problems) == (values, ())


def test_a_row_that_names_nobody_is_a_problem(read_rows: ReadRows) -> None:
    [row] = read_rows("Name,Email,Notes\n,,somebody\n")
    assert [tuple(problem) for problem in row.problems] == [("", "", "no name, company, e-mail or phone")]


def test_a_row_with_a_problem_is_not_said_to_have_no_name_too(read_rows: ReadRows) -> None:
    [row] = read_rows("Name,Email\n,nobody\n")
    assert [problem.column for problem in row.problems] == ["Email"]


def test_a_file_with_customers_and_no_people_makes_companies(read_rows: ReadRows) -> None:
    rows = read_rows("客户名称,邮箱\n云帆软件,info@yunfan.example\n,x@y.example\n")
    assert [(row.values["name"], row.values["kind"]) for row in rows] == [
        ("云帆软件", "company"),
        ("x@y.example", "company"),
    ]


def test_a_file_with_customers_and_people_makes_people_in_companies(read_rows: ReadRows) -> None:
    rows = read_rows("客户名称,联系人,手机\n云帆软件,刘洋,1\n绿野,,2\n")
    assert [row.values for row in rows] == [
        {"name": "刘洋", "company": "云帆软件", "phones": (("1", "mobile"),)},
        {"name": "绿野", "kind": "company", "phones": (("2", "mobile"),)},
    ]


@pytest.mark.parametrize(
    ("header", "row", "name", "kind"),
    [
        ("客户名称,联系人,邮箱", "云帆,,info@y.cn", "云帆", "company"),
        ("客戶名稱,聯絡人,電子信箱", "雲帆,,info@y.cn", "雲帆", "company"),
        ("公司,联系人,邮箱", "云帆,,info@y.cn", "云帆", "company"),
        ("Company,Contact Person,Email", "Acme,,info@acme.de", "Acme", "company"),
        ("公司,姓名,邮箱", "云帆,,wang@y.cn", "wang@y.cn", None),
        ("First Name,Last Name,Email,Associated Company", ",,bob@acme.de,Acme", "bob@acme.de", None),
        ("客户名称,联系人,邮箱,Kind", "云帆,,info@y.cn,person", "info@y.cn", "person"),
    ],
)
def test_whose_an_email_is_where_no_person_is_named(
    read_rows: ReadRows, header: str, row: str, name: str, kind: str | None
) -> None:
    [found] = read_rows(f"{header}\n{row}\n")
    assert (found.values["name"], found.values.get("kind")) == (name, kind)
    assert [address for address, _label in found.values["emails"]] == [row.split(",")[2]]  # type: ignore[attr-defined]


def test_a_column_can_say_what_a_row_is(read_rows: ReadRows) -> None:
    rows = read_rows("Kind,Name,Company\ncompany,Acme,Acme\n公司,Acme Asia,Acme\nperson,Anna,Acme\n组织,X,\n")
    assert [row.values.get("kind") for row in rows] == ["company", "company", "person", None]
    assert [row.values.get("company") for row in rows] == [None, "Acme", "Acme", None]
    assert rows[3].problems[0].column == "Kind"


def test_companies_are_companies_by_any_name(read_rows: ReadRows) -> None:
    for header in ("Name", "Account Name", "客户名称", "Organization - Name", "公司", "企業名稱"):
        [row] = read_rows(f"{header},Phone\nAcme,1\n", "companies")
        assert row.values == {"name": "Acme", "kind": "company", "phones": (("1", None),)}, header
