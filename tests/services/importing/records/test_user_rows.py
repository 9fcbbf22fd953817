"""Users come in once, each known by login, with their teams; who has left comes as such."""

from pathlib import Path

from tests.services.importing.conftest import WriteFile
from tui_crm.services.crm import Crm
from tui_crm.services.importing.choices import OnMatch
from tui_crm.services.importing.report import ImportOptions, ImportReport

STAFF = """\
账号,姓名,邮箱,部门,状态
wang,王芳,wang@x.cn,销售部,在职
old,老李,,销售部,离职
LI,Li Ming,li@x.cn,,在职
"""


def bring(crm: Crm, file: Path, **said: object) -> ImportReport:
    return crm.importing.run("users", file, ImportOptions(keep_good=True, rejects=Path("/dev/null"), **said))  # type: ignore[arg-type]


def counts(report: ImportReport) -> tuple[int, ...]:
    return report.created, report.updated, report.unchanged, report.skipped, report.rejected


def staff(crm: Crm) -> list[tuple[object, ...]]:
    return [(user.login, user.name, user.email, user.team, user.retired_at is not None) for user in crm.users.all()]


def test_a_list_of_staff_comes_in_once(li: Crm, write_file: WriteFile) -> None:
    li.contacts.add({"name": "Bo"})  # li has worked here
    file = write_file(STAFF)
    report = bring(li, file)
    assert (counts(report), dict(report.also_created)) == ((2, 1, 0, 0, 0), {"teams": 1})
    assert staff(li) == [
        ("li", "Li Ming", "li@x.cn", "", False),
        ("old", "老李", "", "销售部", True),
        ("wang", "王芳", "wang@x.cn", "销售部", False),
    ]
    assert counts(bring(li, file)) == (0, 0, 3, 0, 0)
    assert report.number is not None
    li.importing.undo(report.number)
    assert staff(li) == [("li", "", "", "", False)]


def test_a_login_that_is_there_gets_what_is_said_and_is_not_retired(li: Crm, write_file: WriteFile) -> None:
    li.users.add("kim", name="Kim", team_name="Sales")
    text = "login,name,team,active,left\nkim,Kim Lee,sales,,\nKIM,x,,,\nme,Me,,,\nzoe,,,no,\nyu,,,,2025-03-01\n,Nobody,,,\n"
    report = bring(li, write_file(text), on_match=OnMatch.FILL)
    assert counts(report) == (2, 0, 1, 0, 3)
    assert [row.reason for row in report.reasons] == [
        "line 2 is about the same user",
        "“me” cannot be a login: it means somebody else already",
        "it has no login",
    ]
    assert {user.login: user.retired_at and user.retired_at.isoformat()[:10] for user in li.users.all()} == {
        "kim": None, "li": None, "yu": "2025-03-01", "zoe": "2026-11-21",
    }  # fmt: skip
    assert counts(bring(li, write_file("login,name\nkim,Kim Lee\n"))) == (0, 1, 0, 0, 0)
    gone = bring(li, write_file("login,retired\nkim,yes\n"))
    assert [row.reason for row in gone.reasons] == ["kim works here: crm user retire hands over what they have"]
    assert counts(bring(li, write_file("login\nkim\n"), on_match=OnMatch.CREATE)) == (0, 0, 0, 0, 1)
