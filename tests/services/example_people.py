"""What the examples of the write functions stand on: how they are entered, some days, and some people."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import TypeAlias

from tui_crm.models.codes import ActivityKind, FieldType, Stage
from tui_crm.models.when import When
from tui_crm.services.crm import Crm

Example: TypeAlias = Callable[[Crm], Callable[[], object]]
TOMORROW = When(date(2026, 11, 22), time(9, 0), "Asia/Shanghai")
YESTERDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NEXT_WEEK = When(date(2026, 11, 28), None, "UTC")


class Examples(dict[str, Example]):
    """Examples by the name of their function, ``service.method``."""

    def enter(self, name: str) -> Callable[[Example], Example]:
        """Enter the example of ``name``: it prepares what is needed and returns the call."""
        assert name not in self, name

        def enter(function: Example) -> Example:
            self[name] = function
            return function

        return enter


def ann(crm: Crm) -> int:
    """Add a person who works at a company, with something in every field and list; returns her id."""
    crm.custom_fields.add("budget", kind=FieldType.NUMBER)
    done = crm.contacts.add(
        {
            "name": "张伟",
            "nickname": "大伟",
            "gender": "male",
            "source": "fair",
            "channel": "wechat",
            "consent": "given",
            "birthday": "1990-02-28",
            "needs": "a quote",
            "note": "met in May",
            "emails": ["Zhang@Yunfan.cn", ("z@x.cn", "home")],
            "phones": ["138 0013 8000"],
            "handles": [("wechat", "zw88")],
            "addresses": [{"city": "上海", "street": "南京路 1 号"}],
            "company": "云帆",
            "role": "采购经理",
            "tags": ["vip", "partner"],
            "custom": {"budget": "1,200.50"},
            "stage": Stage.ACTIVE,
            "owner": "li",
            "level": "A",
        }
    )
    return done.ids[0]


def bob(crm: Crm) -> int:
    """Add a person on his own; returns his id."""
    return crm.contacts.add({"name": "Bob", "emails": ["bob@x.cn"], "note": "tall", "tags": ["vip"]}).ids[0]


def called(crm: Crm) -> int:
    """Log a call with a follow-up; returns the follow-up's id."""
    return crm.activities.log(ActivityKind.CALL, bob(crm), next_step=NEXT_WEEK, next_note="send it").ids[1]
