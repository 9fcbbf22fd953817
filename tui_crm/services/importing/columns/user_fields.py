"""Which headers mean which field of a user, in English and Chinese: lists of staff, and the users of other programs."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Final

from tui_crm.i18n import N_, _
from tui_crm.services.importing.columns.fields import Claim, Field, Kind, Problem, Reading, Step, Values, headers, words
from tui_crm.services.importing.columns.shapes import dated, instant, line, says_nothing
from tui_crm.services.importing.columns.vocabulary import Vocabulary, spelling, vocabulary, yes_or_no

ACTIVE: Final = "active"
"""The part of a column that says who is there, where the others say who is gone."""


@cache
def _gone() -> Vocabulary:
    return {
        **yes_or_no(),
        **vocabulary(
            {
                True: "retired | inactive | left | disabled | deactivated | suspended | 离职 | 已离职 | 停用 | 禁用 | 已停用",
                False: "active | enabled | current | 在职 | 正常 | 启用 | 试用 | 已启用",
            }
        ),
    }


def retired(claims: Sequence[Claim], reading: Reading) -> Iterator[Step]:
    """Set ``retired`` to whether somebody is gone, or to the instant since when."""
    for claim in claims:
        known = {**_gone(), **({word: not said for word, said in yes_or_no().items()} if claim.part == ACTIVE else {})}
        (since,) = dated("retired", instant)([claim], reading)
        yield _either(claim, known, since)


def _either(claim: Claim, known: Vocabulary, since: Step) -> Step:
    def step(cells: Sequence[str], values: Values, problems: list[Problem]) -> None:
        cell = cells[claim.index]
        if spelling(cell) in known:
            values["retired"] = known[spelling(cell)]
        elif cell and not says_nothing(cell):
            since(cells, values, problems)

    return step


def complete(_claims: Sequence[Claim]) -> Callable[[Values], str | None]:
    """Return what tells why a row is no user."""
    return lambda values: None if "login" in values else _("it has no login")


USERS: Final = Kind(
    "users",
    (
        Field("login", N_("what they log in as; it tells whether they are there"), line("login"), headers(
            "login | user name | username | user | login name | account | user login | alias | 登录名 | 用户名 | 账号 | 登录账号"
            " | 用户账号 | 成员 | 工号")),
        Field("name", N_("what they are called"), line("name"), headers(
            "name | full name | display name | real name | 姓名 | 名字 | 真实姓名 | 员工姓名 | 显示名称 | 昵称")),
        Field("email", N_("their e-mail, which tells what they sent"), line("email"), headers(
            "email | e-mail | email address | mail | work email | 邮箱 | 电子邮箱 | 邮件地址 | 企业邮箱")),
        Field("team", N_("the team they are in"), line("team"), headers(
            "team | group | department | 团队 | 部门 | 小组 | 所属部门 | 组别")),
        Field("retired", N_("are they gone: yes or no, or since when"), retired, headers(
            "retired | retired at | left | leaving date | deactivated | 离职 | 离职日期 | 离职时间 | 是否离职")
            + headers("active | is active | status | enabled | 状态 | 在职状态 | 账号状态 | 是否在职 | 是否启用 | 启用状态", part=ACTIVE),
            is_date=True),
    ),
    frozenset(words("user | 员工 | 用户")),
    frozenset({"login"}),
    complete,
    unclear=N_("{file}: no column has logins; the columns are {headers}"),
    thing="user",
    changing=words("name | email | team"),
    erasable=words("email"),
    own=frozenset({"owned"}),
)  # fmt: skip
"""Who works here, or did when things happened."""
