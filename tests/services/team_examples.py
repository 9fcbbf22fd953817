"""One example of each write function for what the whole team shares: users, words, rules, days and settings."""

from collections.abc import Callable
from datetime import date

from tests.services.example_people import Examples, ann, bob, called
from tui_crm.models.cards import Done
from tui_crm.models.codes import FieldType
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions

TEAM_EXAMPLES = Examples()
example = TEAM_EXAMPLES.enter

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


@example("import_profiles.save")
def _(crm: Crm) -> Callable[[], Done]:
    crm.import_profiles.save("Shop", "contacts", ImportOptions(overrides=("Shoe=note",)), ("Name", "Shoe"))
    return lambda: crm.import_profiles.save("shop", "contacts", ImportOptions(encoding="gb18030"), ("姓名",))


@example("import_profiles.delete")
def _(crm: Crm) -> Callable[[], Done]:
    crm.import_profiles.save("Shop", "tickets", ImportOptions(), ())
    return lambda: crm.import_profiles.delete("shop")


@example("cadences.set")
def _(crm: Crm) -> Callable[[], Done]:
    ann(crm)
    return lambda: crm.cadences.set("tag:vip", 30)


@example("cadences.remove")
def _(crm: Crm) -> Callable[[], Done]:
    crm.contacts.edit(ann(crm), {"level": "A"})
    crm.cadences.set("level:A", 14)
    return lambda: crm.cadences.remove("level:A")


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
