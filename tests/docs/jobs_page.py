"""The page of daily jobs: with which keys each is done, and how many these are, made from one table in every language.

``python -m tests.docs.jobs_page --write`` writes it. What is typed as words counts for nothing: only keys are counted.
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from tests.conftest import CHECKOUT
from tests.screens.stage import Stage
from tui_crm.screens.dialogs.reader import Reader
from tui_crm.screens.journey import JourneyScreen
from tui_crm.screens.today import TodayScreen
from tui_crm.services.crm import Crm

PAGES: Final[Mapping[str, str]] = {"en": "docs/jobs.md", "zh_CN": "docs/jobs.zh.md"}
"""The pages, by their language."""


@dataclass(frozen=True)
class Words:
    """What is typed as words, by language."""

    en: str
    zh: str

    def __getitem__(self, language: str) -> str:
        return self.en if language == "en" else self.zh


@dataclass(frozen=True)
class Job:
    """A job: what it is, on which screen one is (``place``) and with whom, the keys and words, and how it shows that it is done."""

    title: Words
    place: str
    steps: Sequence[str | Words]
    is_done: Callable[[Stage, Crm], bool]
    who: str = ""


PLACES: Final[Mapping[str, Words]] = {
    "contacts": Words("a list of contacts", "联系人列表"),
    "today": Words("Today", "今日"),
    "": Words("anywhere", "任何界面"),
}
"""Where a job begins; what can be done with a contact in a list can be done on its page and in its journey as well."""


def _newest(crm: Crm, name: str) -> tuple[str, str, str]:
    found = crm.activities.of_contact(crm.contacts.meant(name), 1)
    return (found[0].outcome, found[0].objection, found[0].text) if found else ("", "", "")


def _steps_of(crm: Crm, name: str) -> list[str]:
    return [step.due_on.isoformat() for step in crm.followups.find(contact_id=crm.contacts.meant(name))]


def _is_logged(crm: Crm) -> bool:
    return _newest(crm, "Anna Schmidt")[:2] == ("reached", "price") and _steps_of(crm, "Anna Schmidt") == ["2026-11-25"]


def _is_missed(crm: Crm) -> bool:
    return _newest(crm, "Björn Åkesson")[0] == "no answer" and "2026-11-22" in _steps_of(crm, "Björn Åkesson")


def _is_left(crm: Crm) -> bool:
    contact = crm.contacts.rows([crm.contacts.meant("Zoe Zimmer")])[0]
    return contact.no_next_since is not None and _newest(crm, "Zoe Zimmer") == ("reached", "", "")


def _is_put_off(crm: Crm) -> bool:
    return _steps_of(crm, "王芳") == [(crm.clock.today() + timedelta(days=3)).isoformat()]


def _is_at_the_story(stage: Stage) -> bool:
    here = stage.app.screen
    return isinstance(here, JourneyScreen) and "张伟" in "\n".join(stage.lines)


def _is_tagged(crm: Crm) -> bool:
    wanted = crm.contacts.parse("tag:fair")
    return len(crm.contacts.find(wanted)) == len(crm.contacts.find(crm.contacts.parse("owner:wang kind:person"))) > 1


JOBS: Final[Sequence[Job]] = (
    Job(
        Words("Log a call: reached, what was objected, a note, when to go on", "记一次电话：接通、异议、备注、下次跟进"),
        "contacts",
        ("c", "r", "p", Words("wants a better price", "想要更低的价格"), "Tab", Words("next wed 3pm", "下周三下午3点"), "Enter"),
        lambda _stage, crm: _is_logged(crm),
        "Anna",
    ),
    Job(
        Words("Log a call that nobody answered, and call again", "记一次未接通的电话，并安排再打"),
        "contacts",
        ("c", "n", "Tab", Words("tomorrow 9am", "明天上午9点"), "Enter"),
        lambda _stage, crm: _is_missed(crm),
        "Björn",
    ),
    Job(
        Words("Add a contact", "新增联系人"),
        "contacts",
        ("n", Words("Zoe Zimmer", "Zoe Zimmer"), "ctrl+s"),
        lambda stage, _crm: "Zoe Zimmer" in stage.names,
    ),
    Job(
        Words("Log a call after which nothing shall follow", "记一次电话，之后暂不跟进"),
        "contacts",
        ("c", "r", "ctrl+s", "Enter"),
        lambda _stage, crm: _is_left(crm),
        "Zoe",
    ),
    Job(
        Words("Set a follow-up", "安排跟进"),
        "contacts",
        ("f", Words("in 3 days", "3天后"), "Tab", Words("send the sample", "寄样品"), "ctrl+s"),
        lambda _stage, crm: _steps_of(crm, "Zoe Zimmer") == ["2026-11-24"],
        "Zoe",
    ),
    Job(
        Words("Find somebody by pinyin, and read their story", "用拼音找人，并查看其旅程"),
        "contacts",
        ("/", Words("zhangwei", "zhangwei"), "Enter", "Enter"),
        lambda stage, _crm: _is_at_the_story(stage),
    ),
    Job(
        Words("Tag everybody that a filter finds", "给筛选出的所有人加标签"),
        "contacts",
        ("/", Words("owner:wang kind:person", "owner:wang kind:person"), "Enter", "*", "t", Words("fair", "fair"), "Enter"),
        lambda _stage, crm: _is_tagged(crm),
    ),
    Job(
        Words("See what is overdue", "查看逾期事项"),
        "",
        ("1",),
        lambda stage, _crm: isinstance(stage.app.screen, TodayScreen) and "王芳" in "\n".join(stage.lines),
    ),
    Job(
        Words("Put a follow-up off", "推迟一个跟进"),
        "today",
        ("z", Words("in 3 days", "3天后"), "Enter"),
        lambda _stage, crm: _is_put_off(crm),
    ),
    Job(
        Words("Finish a follow-up", "完成一个跟进"),
        "today",
        ("space",),
        lambda _stage, crm: _steps_of(crm, "陈美玲") == [],
    ),
    Job(
        Words("Take back what one did last", "撤销刚才的操作"),
        "",
        ("u",),
        lambda _stage, crm: len(_steps_of(crm, "陈美玲")) == 1,
    ),
    Job(
        Words("See who did what, and what it changed", "查看谁做了什么、改了哪些内容"),
        "",
        ("U", "Enter"),
        lambda stage, _crm: isinstance(stage.app.screen, Reader) and "陈美玲" in "\n".join(stage.lines),
    ),
)  # fmt: skip
"""The jobs, in the order in which they can be done on the people of ``tests.screens.people``."""

_TITLES: Final = Words("Twelve daily jobs, and their keys", "每天的十二件事，各按几个键")
_INTRODUCTION: Final = Words(
    "How many keys each takes. Words that are typed (`like these`) are not counted: they are what one has to say."
    " `python -m tests.docs.jobs_page --write` makes this page; a test does every job with the keys that stand here.",
    "每件事按几个键。键入的文字（`像这样`）不算在内：那是要说的内容。本页由 `python -m tests.docs.jobs_page --write` 生成；"
    "测试会照着这里的按键把每件事做一遍。",
)
_COLUMNS: Final = (Words("Job", "事情"), Words("From", "从"), Words("Keys", "按键"), Words("Count", "键数"))


def page(language: str) -> str:
    """Return the page in a language."""
    return "\n".join(_lines(language)) + "\n"


def _lines(language: str) -> Iterator[str]:
    yield f"# {_TITLES[language]}"
    yield ""
    yield _INTRODUCTION[language]
    yield ""
    yield f"| {' | '.join(column[language] for column in _COLUMNS)} |"
    yield "| --- | --- | --- | --- |"
    for job in JOBS:
        keys = " ".join(f"<kbd>{step}</kbd>" if isinstance(step, str) else f"`{step[language]}`" for step in job.steps)
        count = sum(isinstance(step, str) for step in job.steps)
        yield f"| {job.title[language]} | {PLACES[job.place][language]} | {keys} | {count} |"


def main() -> None:
    """Write the pages."""
    for language, name in PAGES.items():
        (CHECKOUT / name).write_text(page(language), encoding="utf-8")


if __name__ == "__main__" and "--write" in sys.argv[1:]:
    main()
