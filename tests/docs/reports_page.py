"""The page of all reports, made from their declarations in every language.

``python -m tests.docs.reports_page --write`` writes it.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Final

from tests.conftest import CHECKOUT
from tui_crm import i18n
from tui_crm.i18n import _
from tui_crm.models.report import Look, Measure, ReportOf, TableOf
from tui_crm.services.reports.registry import REPORTS

PAGES: Final[Mapping[str, str]] = {"en": "docs/reports.md", "zh_CN": "docs/reports.zh.md"}
"""The pages, by their language."""

_TITLES = {"en": "Reports", "zh_CN": "报表"}
_INTRODUCTIONS = {
    "en": """\
Made from the reports themselves by `python -m tests.docs.reports_page --write`. Screen `7` draws them, `crm report NAME`
prints them; both take the same four things:

- **Period** (`--period`): `this-month`, `last-week`, `2026-q3`, `2026-11`, two of these with `..` between
  (`2026-10..2026-11`), or an age that ends today: `30d` are thirty days of which today is the last, `12m` begins on the
  day after this day twelve months ago. Days begin where the team says (`crm config set calendar_zone Europe/Berlin`),
  or where you are if it says nothing; times of the records behind a number are those of your own wall, as everywhere on the
  screens. A period that is not over yet counts what is there by now.
- **Filter**: the language of the list of contacts (`stage:active city:上海 -tag:vip`). What counts are the contacts it
  finds, with their activities, reminders, tickets and answers. Without a filter contacts in the trash count nowhere, and a
  reminder that is about no contact counts; `in:any` lets the trash in.
- **Owner** (`--owner me`): the author of an activity, whose reminder it is, whose customer it is, whose ticket it is.
- **Compare** (`--compare`): `previous` (whole months with as many whole months before them, else as many days before),
  `last-year` (the same days a year before), or a period. It shows what each number was before, and the change; of
  percentages the change is in points.

Every number opens the records behind it: `enter` on the screen; `--behind KEY` prints their ids. The keys are in the
column `key` of `--format csv`: `total.count`, `person.kept.u3`, `when.14.mon`. Of a median or a percentage the records are
those it is taken over, each once: a ticket that was answered three times is one, though three answers count.

    crm report activity --period last-month --compare previous
    crm report followups owner:me --format html > followups.html
    crm export contacts "customer:yes stage:dormant owner:me"
    crm report followups --behind total.overdue

Putting off counts as the log knows it: every time a reminder was moved to a later day, or on the same day to a later time,
by an operation that was not undone. What was due when a reminder was completed stays: a due day that changes afterwards
changes nothing of it. A reminder that repeats is one for each of its turns. What is undone or in the trash was never there.

Times on tickets are working time by the team's calendar (`crm calendar`), in minutes in CSV and JSON. Owner, kind, priority,
product and cause are those of the ticket now. A ticket that was merged into another counts nowhere; what was said on it
counts with the other one. `90 %` is the ninth decile by nearest rank: of n values in rising order the ⌈0.9 n⌉-th, so that it
is always one of them. Percentages and the NPS are rounded to a tenth, times to a tenth of a minute, means to a hundredth.
""",
    "zh_CN": """\
由 `python -m tests.docs.reports_page --write` 从报表本身生成。界面 `7` 画出报表，`crm report 名称` 打印报表；两者都接受同样的四项：

- **时段**（`--period`）：`this-month`、`上周`、`2026-q3`、`2026-11`，中间写 `..` 的两个时段（`2026-10..2026-11`），或者到今天为止的时长：
  `30d` 是包括今天在内的三十天，`12m` 从十二个月前的次日开始。每天从团队时区的零点算起
  （`crm config set calendar_zone Asia/Shanghai`）；团队没有设置时，用您自己的时区。
  数字背后的记录的时间，与各个界面一样，按您自己的时区显示。还没过完的时段只算到现在。
- **筛选**：与联系人列表相同的语言（`stage:active city:上海 -tag:vip`）。只统计它找到的联系人，以及他们的互动、跟进提醒、工单和评价。
  不写筛选时，回收站里的联系人不计入，没有联系人的提醒计入；写 `in:any` 则把回收站也算上。
- **负责人**（`--owner me`）：互动看记录人，提醒看是谁的，客户看负责人，工单看处理人。
- **对比**（`--compare`）：`previous` 即上期（整月与之前同样多的整月相比，否则与之前同样多的天相比），`last-year` 即去年同期，
  也可以写一个时段。每个数字会显示之前是多少、变化多少；百分比的变化以百分点计。

每个数字都能打开背后的记录：界面上按 `enter`；`--behind 键` 打印它们的编号。键在 `--format csv` 的 `key` 一列：`total.count`、
`person.kept.u3`、`when.14.mon`。中位数和百分比背后的记录，就是计算时所用的那些，每条一次：
一张工单答复了三次，算三次答复，但只列一张工单。

    crm report activity --period last-month --compare previous
    crm report followups owner:me --format html > followups.html
    crm export contacts "customer:yes stage:dormant owner:me"
    crm report followups --behind total.overdue

推迟以日志为准：提醒每次被改到更晚的一天，或者同一天更晚的时间，只要那次操作没有撤销，就算一次。完成时的到期日不再变：
之后再改到期日，不影响统计。重复的提醒，每一次各算一个。撤销了的和在回收站里的，都不计入。

工单的各项时间都是工作时间，按团队的工作日历（`crm calendar`）计算，CSV 和 JSON 里以分钟为单位。处理人、类型、优先级、产品和原因，都以工单现在的为准。
合并到别的工单里的工单不计入；在它上面说过的话，算在合并后的工单上。`90 %` 是第九十百分位数，取最近的名次：n 个数从小到大，
取第 ⌈0.9 n⌉ 个，因此总是其中的一个。百分比和 NPS 四舍五入到小数点后一位，时间到十分之一分钟，平均值到小数点后两位。
""",
}
_COLUMNS = {"en": ("Number", "Key", "What it is"), "zh_CN": ("数字", "键", "含义")}
_USUAL = {
    "en": "Period, if you name none: `{period}`. Owner: {owner}.",
    "zh_CN": "默认时段：`{period}`。负责人：{owner}。",
}


def page(language: str) -> str:
    """Return the page in a language, which is spoken from then on."""
    i18n.set_language(language)
    return "\n".join(_lines(language)) + "\n"


def _lines(language: str) -> Iterator[str]:
    yield f"# {_TITLES[language]}"
    yield ""
    yield _INTRODUCTIONS[language].rstrip()
    for report in REPORTS.values():
        yield from ("", f"## {_(report.title)}: `crm report {report.name}`", "")
        yield _(report.answers)
        yield _USUAL[language].format(period=report.period, owner=_(report.owner))
        yield ""
        yield "| {} | {} | {} |".format(*_COLUMNS[language])
        yield "| --- | --- | --- |"
        yield from _numbers(report)


def _numbers(report: ReportOf) -> Iterator[str]:
    said: set[str] = set()
    for table, measure in report.measures():
        meaning = "" if measure.name in said else _(measure.meaning)
        said.add(measure.name)
        yield f"| {_(table.title)}: {_(measure.title)} | `{_key(table, measure)}` | {meaning} |"


def _key(table: TableOf, measure: Measure) -> str:
    row = f".{table.rows.upper()}" if table.rows else ""
    return f"{table.name}.{table.across.upper() if table.look is Look.GRID else measure.name}{row}"


def main() -> None:
    """Write the pages."""
    for language, name in PAGES.items():
        (CHECKOUT / name).write_text(page(language), encoding="utf-8")


if __name__ == "__main__" and "--write" in sys.argv[1:]:
    main()
