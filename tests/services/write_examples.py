"""One example of each write function of the services, found by its name: what it needs, and the call.

``tests/services/test_undo.py`` finds the functions by introspection and demands an example of each.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TypeAlias

from tui_crm.models.cards import Done
from tui_crm.models.codes import ActivityKind, FieldType, Stage
from tui_crm.models.when import When
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions

Example: TypeAlias = Callable[[Crm], Callable[[], object]]

EXAMPLES: dict[str, Example] = {}
TOMORROW = When(date(2026, 11, 22), time(9, 0), "Asia/Shanghai")
YESTERDAY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
NEXT_WEEK = When(date(2026, 11, 28), None, "UTC")


def example(name: str) -> Callable[[Example], Example]:
    """Enter the example of ``service.method``: it prepares what is needed and returns the call."""

    def enter(function: Example) -> Example:
        EXAMPLES[name] = function
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


CHRISTMAS = date(2026, 12, 25), date(2026, 12, 26)


@example("calendar.take_off")
def _(crm: Crm) -> Callable[[], Done]:
    crm.calendar.work_on(CHRISTMAS[1], name="stocktaking", hours="9-12")
    return lambda: crm.calendar.take_off(*CHRISTMAS, name="between the years")


@example("calendar.work_on")
def _(crm: Crm) -> Callable[[], Done]:
    crm.calendar.take_off(CHRISTMAS[0])
    return lambda: crm.calendar.work_on(*CHRISTMAS, name="stocktaking", hours="9-12")


@example("calendar.change")
def _(crm: Crm) -> Callable[[], Done]:
    own_id = crm.calendar.work_on(CHRISTMAS[1], name="stocktaking", hours="9-12").ids[0]
    return lambda: crm.calendar.change(own_id, kind="off", name="no stocktaking")


@example("calendar.as_usual")
def _(crm: Crm) -> Callable[[], Done]:
    crm.calendar.work_on(CHRISTMAS[1], name="stocktaking", hours="9-12")
    return lambda: crm.calendar.as_usual(*CHRISTMAS)


@example("contacts.add")
def _(crm: Crm) -> Callable[[], Done]:
    return lambda: crm.contacts.add(
        {"name": "李明", "company": "Acme", "tags": ["new"], "stage": "new", "city": "Berlin"}
    )


@example("contacts.edit")
def _(crm: Crm) -> Callable[[], Done]:
    key = ann(crm)
    said = {"name": "Zoë", "company": "Acme", "emails": ["n@x.cn"], "tags": ["gold"], "custom": {"budget": ""}}
    return lambda: crm.contacts.edit(
        key, {**said, "stage": "dormant", "owner": "", "note": "", "birthday": "", "cadence": 7}
    )


@example("contacts.edit_many")
def _(crm: Crm) -> Callable[[], Done]:
    keys = [ann(crm), bob(crm)]
    return lambda: crm.contacts.edit_many(keys, {"level": "B", "stage": "churned", "kind": "company", "city": "Rom"})


@example("contacts.delete")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    keys = [crm.contacts.meant("云帆"), bob(crm)]
    return lambda: crm.contacts.delete(keys)


@example("contacts.restore")
def _(crm: Crm) -> Callable[[], Done]:
    key = ann(crm)
    crm.contacts.delete([key])
    return lambda: crm.contacts.restore([key])


@example("segments.add")
def _(crm: Crm) -> Callable[[], Done]:
    bob(crm)
    return lambda: crm.segments.add("VIPs", "tag:vip or 城市:上海")


@example("segments.edit")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    bob(crm)
    crm.segments.add("VIPs", "tag:vip")
    crm.cadences.set("segment:vips", 20)
    return lambda: crm.segments.edit("vips", "kind:company or bob")


@example("segments.rename")
def _(crm: Crm) -> Callable[[], Done]:
    crm.segments.add("VIPs", "tag:vip")
    crm.segments.add("Other", "-segment:vips,vips bob")
    return lambda: crm.segments.rename("VIPs", "重要 客户")


@example("segments.remove")
def _(crm: Crm) -> Callable[[], Done]:
    bob(crm)
    crm.segments.add("VIPs", "kind:person")
    crm.cadences.set("segment:vips", 20)
    return lambda: crm.segments.remove("VIPs")


@example("cadences.set")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    return lambda: crm.cadences.set("tag:vip", 30)


@example("cadences.remove")
def _(crm: Crm) -> Callable[[], Done]:
    crm.contacts.edit(ann(crm), {"level": "A"})
    crm.cadences.set("level:A", 14)
    return lambda: crm.cadences.remove("level:A")


@example("contacts.tag")
def _(crm: Crm) -> Callable[[], Done]:
    keys = [ann(crm), bob(crm)]
    return lambda: crm.contacts.tag(keys, add=["new", "Gold"], remove=["vip"])


@example("contacts.set_stage")
def _(crm: Crm) -> Callable[[], Done]:
    keys = [ann(crm), bob(crm)]
    return lambda: crm.contacts.set_stage(keys, Stage.CHURNED, why="they said so", pinned=True)


def twins(crm: Crm) -> tuple[int, int]:
    """Add two contacts that are one, with everything that may name the second; returns their ids."""
    keep, other = bob(crm), ann(crm)
    third = crm.contacts.add({"name": "Third", "company": "云帆"}).ids[0]
    crm.activities.log(ActivityKind.CALL, other, next_step=TOMORROW, others=[third])
    crm.activities.log(ActivityKind.MEETING, third, others=[keep, other])
    return keep, other


@example("contacts.merge")
def _(crm: Crm) -> Callable[[], Done]:
    keep, other = twins(crm)
    return lambda: crm.contacts.merge(keep, [other])


@example("contacts.unmerge")
def _(crm: Crm) -> Callable[[], Done]:
    keep, other = twins(crm)
    crm.contacts.merge(keep, [other])
    return lambda: crm.contacts.unmerge(keep)


@example("activities.log")
def _(crm: Crm) -> Callable[[], Done]:
    key, other = ann(crm), bob(crm)
    return lambda: crm.activities.log(
        ActivityKind.VISIT,
        key,
        others=[other],
        next_step=TOMORROW,
        next_note="call",
        outcome="reached",
        minutes=7,
        feeling=2,
        direction="out",
        text="说好了",
    )


@example("activities.delete")
def _(crm: Crm) -> Callable[[], Done]:
    met = crm.activities.log(ActivityKind.MEETING, ann(crm), others=[bob(crm)], text="it rained").ids[0]
    return lambda: crm.activities.delete(met)


@example("activities.edit")
def _(crm: Crm) -> Callable[[], Done]:
    key = crm.activities.log(ActivityKind.CALL, bob(crm), at=YESTERDAY, outcome="no answer", minutes=3).ids[0]
    earlier = YESTERDAY - timedelta(days=1)
    return lambda: crm.activities.edit(key, at=earlier, kind="visit", outcome="", minutes=5, feeling=-1, text="right")


@example("followups.add")
def _(crm: Crm) -> Callable[[], Done]:
    key = ann(crm)
    return lambda: crm.followups.add(
        TOMORROW, contact_id=key, text="call", priority="high", place="there", minutes=30, repeat="每周一"
    )


@example("followups.add_many")
def _(crm: Crm) -> Callable[[], Done]:
    keys = [ann(crm), bob(crm)]
    return lambda: crm.followups.add_many(TOMORROW, keys, text="invite", priority="low", repeat="every day")


@example("followups.edit")
def _(crm: Crm) -> Callable[[], Done]:
    key = called(crm)
    return lambda: crm.followups.edit(
        key, due=TOMORROW, owner="li", text="", priority="low", place="here", repeat="每月15日"
    )


@example("followups.done")
def _(crm: Crm) -> Callable[[], Done]:
    key, other = called(crm), crm.followups.add(TOMORROW, repeat="every day").ids[0]
    return lambda: crm.followups.done(key, other)


@example("followups.reopen")
def _(crm: Crm) -> Callable[[], Done]:
    key, other = called(crm), crm.followups.add(TOMORROW, repeat="完成后3天").ids[0]
    crm.followups.done(key, other)
    return lambda: crm.followups.reopen(key, other)


@example("followups.snooze")
def _(crm: Crm) -> Callable[[], Done]:
    key = called(crm)
    return lambda: crm.followups.snooze(key, TOMORROW)


@example("followups.snooze_many")
def _(crm: Crm) -> Callable[[], Done]:
    key, other = called(crm), crm.followups.add(TOMORROW).ids[0]
    return lambda: crm.followups.snooze_many([key, other], NEXT_WEEK)


@example("followups.edit_many")
def _(crm: Crm) -> Callable[[], Done]:
    key, other = called(crm), crm.followups.add(TOMORROW).ids[0]
    return lambda: crm.followups.edit_many([key, other], owner="li", priority="high", repeat="every year")


@example("followups.delete")
def _(crm: Crm) -> Callable[[], Done]:
    key = called(crm)
    return lambda: crm.followups.delete(key)


@example("users.add")
def _(crm: Crm) -> Callable[[], Done]:
    return lambda: crm.users.add("wang", name="王芳", email="w@x.cn", team_name="North")


@example("users.edit")
def _(crm: Crm) -> Callable[[], Done]:
    crm.users.add("wang", team_name="North")
    return lambda: crm.users.edit("wang", login="fang", name="Wang Fang", email="", team_name="South")


@example("users.retire")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    called(crm)
    crm.users.add("wang")
    return lambda: crm.users.retire("li", to="wang")


@example("tags.add")
def _(crm: Crm) -> Callable[[], Done]:
    return lambda: crm.tags.add("重要")


@example("tags.rename")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    return lambda: crm.tags.rename("vip", "VIP+")


@example("tags.delete")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    return lambda: crm.tags.delete("vip")


@example("templates.add")
def _(crm: Crm) -> Callable[[], Done]:
    return lambda: crm.templates.add("生日", occasion="greeting", text="$name，生日快乐！", language="zh_CN")


@example("templates.add_starters")
def _(crm: Crm) -> Callable[[], Done]:
    crm.templates.add("Birthday", occasion="thanks", text="ours")
    return lambda: crm.templates.add_starters("en")


@example("templates.edit")
def _(crm: Crm) -> Callable[[], Done]:
    crm.templates.add("Hello", occasion="greeting", text="Hello $name", subject="Hi", channel="email")
    return lambda: crm.templates.edit("hello", name="Thanks", occasion="thanks", subject="", channel="message")


@example("templates.delete")
def _(crm: Crm) -> Callable[[], Done]:
    crm.templates.add_starters("en")
    return lambda: crm.templates.delete("Birthday")


@example("messages.log")
def _(crm: Crm) -> Callable[[], Done]:
    crm.templates.add("Hello", occasion="greeting", text="Hello $name")
    message = crm.messages.fill(ann(crm), "hello")
    return lambda: crm.messages.log(message, next_step=TOMORROW, next_note="call")


@example("custom_fields.add")
def _(crm: Crm) -> Callable[[], Done]:
    return lambda: crm.custom_fields.add("size", kind=FieldType.CHOICE, choices="S,M,L", label="尺码")


@example("custom_fields.rename")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    return lambda: crm.custom_fields.rename("budget", "预算")


@example("custom_fields.delete")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    return lambda: crm.custom_fields.delete("budget")


@example("settings.set")
def _(crm: Crm) -> Callable[[], Done]:
    crm.contacts.add({"name": "Local", "phones": ["(030) 123456"]})
    crm.settings.set("phone_region", "CN")
    return lambda: crm.settings.set("phone_region", "DE")


@example("history.undo")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    return crm.history.undo


@example("history.redo")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    crm.history.undo()
    return crm.history.redo


CSV = "姓名,公司,手机,邮箱,标签\n张伟,云帆,13800138000,z@x.cn,new\n李明,Acme,,li@ming.cn,\n"


def csv_file(crm: Crm) -> Path:
    """Write a file to import beside the database."""
    path = crm.database.path.with_name("people.csv")
    path.write_text(CSV, encoding="utf-8")
    return path


@example("importing.run")
def _(crm: Crm) -> Callable[[], object]:
    ann(crm)
    path = csv_file(crm)
    return lambda: crm.importing.run("contacts", path, ImportOptions())


@example("importing.undo")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    report = crm.importing.run("contacts", csv_file(crm), ImportOptions())
    assert report.number is not None
    number = report.number
    return lambda: crm.importing.undo(number)


MAIL = b"From: Zhang@yunfan.cn\nTo: li@us.cn\nMessage-ID: <%d@x>\nReferences: %b\nSubject: prices\n\nhow much?\n"


@example("mail.log")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    crm.mail.log(MAIL % (2, b"<1@x>"))  # its conversation grows backwards
    return lambda: crm.mail.log(MAIL % (1, b"<0@x>"), next_step=TOMORROW)


@example("mail.run")
def _(crm: Crm) -> Callable[[], object]:
    ann(crm)
    path = crm.database.path.with_name("box")
    mark = b"From x Fri Nov 20 10:00:00 2026\n"
    path.write_bytes(b"".join(mark + MAIL % (number, b"<0@x>") + b"\n" for number in range(3)))
    return lambda: crm.mail.run(path, ImportOptions())
