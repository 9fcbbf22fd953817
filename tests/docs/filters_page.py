"""The page of all fields of filters, made from their declarations in every language.

``python -m tests.docs.filters_page --write`` writes it.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Final

from tests.conftest import CHECKOUT
from tui_crm import i18n
from tui_crm.db.contact_fields import CONTACT_FIELDS
from tui_crm.db.filter_fields import Field
from tui_crm.db.ticket_fields import TICKET_FIELDS
from tui_crm.i18n import _

PAGES: Final[Mapping[str, str]] = {"en": "docs/filters.md", "zh_CN": "docs/filters.zh.md"}
"""The pages, by their language."""

_FIELDS: Final[Mapping[str, Mapping[str, Field]]] = {"contacts": CONTACT_FIELDS, "tickets": TICKET_FIELDS}

_BEGINNINGS = {
    "en": """\
# Filters

Made from the fields themselves by `python -m tests.docs.filters_page --write`. Filter bars (`/`), `crm contact list`,
`crm ticket list`, exports, segments and surveys read one language.

- Words are searched: `wang printer` finds what has both. `"li ming"` in quotes stay together.
- A field and a colon ask for a value, commas for one of several: `stage:active,new`. `none` and `any` ask whether there is
  one: `owner:none`. A sign before it compares: `csat:<=2`, `opened:>30d` (longer ago), `due:<2h` (within), `=` is all of a
  text: `city:=York`. Two dots are from and to: `opened:2026-10..2026-11`.
- Side by side is *and*; `or`, `not` (or `-` before it) and parentheses work as they are read:
  `(kind:complaint or priority:urgent) -owner:me`.
- `sort:-priority,opened` orders, a minus the other way round; what has no value comes last.
- Values with white space stand in quotes: `tag:"big fish"`. Full-width signs do, and so do the Chinese names of fields and
  values: `状态：待受理，处理中`.
""",
    "zh_CN": """\
# 筛选

由 `python -m tests.docs.filters_page --write` 从字段本身生成。筛选栏（`/`）、`crm contact list`、`crm ticket list`、导出、客户分群和
调查，用的是同一种语言。

- 直接写词就是搜索：`王 打印机` 找到两个词都有的。引号里的词连在一起：`"li ming"`。
- 字段加冒号问一个值，逗号隔开是其中之一：`阶段：活跃，新客`。`无` 和 `有` 问有没有值：`处理人：无`。值前面的符号用来比较：
  `csat:<=2`，`opened:>30d`（更早以前），`due:<2h`（两小时之内），`=` 是整段文字：`city:=上海`。两个点是从到：
  `opened:2026-10..2026-11`。
- 并排写是“并且”；`or`、`not`（或者前面写 `-`）和括号照字面的意思：`(类型:投诉 or 优先级:紧急) -处理人:我`。
- `sort:-priority,opened` 排序，减号是反过来；没有值的排在最后。
- 带空格的值写在引号里：`tag:"big fish"`。全角标点、中文的字段名和值都可以用：`状态：待受理，处理中`。
""",
}
_TITLES = {
    ("en", "contacts"): "Contacts",
    ("zh_CN", "contacts"): "联系人",
    ("en", "tickets"): "Tickets",
    ("zh_CN", "tickets"): "工单",
}
_SAID = {
    ("en", "contacts"): """\
Contacts in the trash are left out unless a filter speaks of `in:`. Without a sort a search puts its best hits first, and the
rest stands by name. Custom fields are `x.NAME`.
""",
    ("zh_CN", "contacts"): """\
不写 `in:` 时，不含回收站里的联系人。不写排序时，搜索把最符合的排在前面，其余按姓名。自定义字段写作 `x.名称`。
""",
    ("en", "tickets"): """\
Tickets in the trash, and those that were merged into another, are left out unless a filter speaks of `in:`; closed ones unless
it speaks of `state:`, `in:`, `closed:`, `resolved:`, `id:`, `number:`, `csat:` or `confirmed:`. Without a sort complaints that
are not solved stand first, then what runs out next, then the oldest. Words are searched in the number, the subject, the text
and the messages, without what these quote.

`sla:` is one of these, the first that holds: `breached` (a promised time was or is not kept), `paused` (they wait for the
customer), `at-risk` (three quarters of a promised time have passed), `ok`; `none` is promised nothing. `owner:` is a person,
`me`, or `team:NAME`; `owner:none team:support` is what nobody of the team has taken. `csat:` is the last answer about it.
""",
    ("zh_CN", "tickets"): """\
不写 `in:` 时，不含回收站里的和已合并的工单；不写 `state:`、`in:`、`closed:`、`resolved:`、`id:`、`number:`、`csat:`、`confirmed:` 时，
不含已关闭的。不写排序时，未解决的投诉在最前，然后是最先到期的，再是最早的。直接写词搜索单号、主题、正文和来往的话，不含其中引用的。

`sla:` 取以下第一个成立的：`breached`（有承诺的时限没有按时）、`paused`（在等客户）、`at-risk`（承诺的时间已用去四分之三）、`ok`；
`none` 是没有承诺。`owner:` 是一个人、`me` 或 `team:名称`；`owner:none team:support` 是团队里还没有人接手的。`csat:` 是最近一次评价。
""",
}
_COLUMNS = {
    "en": ("Field", "What", "Other names", "For example", "Sorts"),
    "zh_CN": ("字段", "含义", "别名", "例子", "可排序"),
}


def page(language: str) -> str:
    """Return the page in a language, which is spoken from then on."""
    i18n.set_language(language)
    return "\n".join(_lines(language)) + "\n"


def _lines(language: str) -> Iterator[str]:
    yield _BEGINNINGS[language].rstrip()
    for name, fields in _FIELDS.items():
        yield from ("", f"## {_TITLES[language, name]}", "", _SAID[language, name].rstrip(), "")
        yield "| {} | {} | {} | {} | {} |".format(*_COLUMNS[language])
        yield "| --- | --- | --- | --- | --- |"
        for field in fields.values():
            others = " ".join(f"`{alias}`" for alias in field.aliases)
            sorts = "✓" if field.sortable else ""
            label = field.label if field.label == field.name else _(field.label)  # services have names, no words
            yield f"| `{field.name}` | {label} | {others} | `{field.example}` | {sorts} |"


def main() -> None:
    """Write the pages."""
    for language, name in PAGES.items():
        (CHECKOUT / name).write_text(page(language), encoding="utf-8")


if __name__ == "__main__" and "--write" in sys.argv[1:]:
    main()
