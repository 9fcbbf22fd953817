"""The cadence of a segment holds for whom its filter finds, whatever is written, and changes with writes only."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW, OpenCrm
from tests.services.test_cadences import add, call, kept
from tests.workload import Office, take_back
from tui_crm.clock import FixedClock
from tui_crm.db import sql, summaries
from tui_crm.errors import BadInput, CrmError, NotFound, UsageError
from tui_crm.models.cards import Done
from tui_crm.models.codes import FieldType
from tui_crm.models.when import When
from tui_crm.services import segments
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions


def days(crm: Crm, name: str) -> int | None:
    with crm.database.read() as connection:
        assert summaries.stale(connection) == []
    return kept(crm, crm.contacts.meant(name))[0]


def test_the_shortest_holds_and_its_own_before_all(li: Crm) -> None:
    ann = add(li, "Ann", tags=["vip"], level="A")
    add(li, "Bob", tags=["vip"])
    li.segments.add("VIPs", "tag:vip")
    li.segments.add("Top", "segment:vips level:A")
    li.cadences.set("tag:vip", 30)
    assert li.cadences.set("segment:VIPs", 20).what == "Stay in touch with segment:VIPs every 20 days"
    li.cadences.set("segment:top", 7)
    assert (days(li, "Ann"), days(li, "Bob")) == (7, 20)
    assert [(each.subject, each.days, each.contacts) for each in li.cadences.all()] == [
        ("tag:vip", 30, 2), ("segment:Top", 7, 1), ("segment:VIPs", 20, 2),
    ]  # fmt: skip
    assert [each.cadence for each in li.segments.all()] == [7, 20]
    li.contacts.edit(ann, {"cadence": 90})
    assert days(li, "Ann") == 90
    li.contacts.edit(ann, {"cadence": "", "do_not_contact": True})
    assert days(li, "Ann") is None
    li.contacts.edit(ann, {"do_not_contact": False})
    call(li, ann, 3)
    assert kept(li, ann) == (7, "2026-11-25")
    li.cadences.remove("segment:Top")
    assert days(li, "Ann") == 20
    li.segments.remove("Top")
    li.segments.edit("vips", "level:A")
    assert (days(li, "Ann"), days(li, "Bob")) == (20, 30)
    li.segments.remove("vips")
    assert days(li, "Ann") == 30
    li.history.undo()
    assert days(li, "Ann") == 20
    li.segments.add("Top", "level:A")
    with pytest.raises(NotFound, match="there is no cadence for segment:top"):
        li.cadences.remove("segment:top")


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("company:zenith", lambda crm, acme, _ann: crm.contacts.edit(acme, {"name": "Zenith"})),
        ("company:zth", lambda crm, acme, _ann: crm.contacts.edit(acme, {"nickname": "ZTH"})),
        ("zenith", lambda crm, acme, _ann: crm.contacts.edit(acme, {"name": "Zenith"})),
        ("level:A", lambda crm, acme, _ann: crm.contacts.edit(acme, {"level": "A"})),
        ("stage:active", lambda crm, acme, _ann: crm.contacts.edit(acme, {"stage": "active"})),
        ("owner:li", lambda crm, acme, _ann: crm.contacts.edit(acme, {"owner": "li"})),
        ("customer:yes", lambda crm, acme, _ann: crm.contacts.delete([acme])),
        ("-company:any", lambda crm, acme, _ann: crm.contacts.delete([acme])),
        ("tag:gold", lambda crm, *_ids: crm.tags.rename("vip", "gold")),
        ("gold", lambda crm, *_ids: crm.tags.rename("vip", "gold")),
        ("-tag:any", lambda crm, *_ids: crm.tags.delete("vip")),
        ("last_activity:any", lambda crm, _acme, ann: crm.activities.log("call", ann, without_next=False)),
        ("last_activity:2026-11", lambda crm, _acme, ann: crm.activities.log("call", ann, without_next=False)),
        ("next:any", lambda crm, _acme, ann: crm.followups.add(When(NOW.date(), None, "UTC"), contact_id=ann)),
        ("next:on-purpose", lambda crm, _acme, ann: crm.activities.log("call", ann, without_next=True)),
        ("phone:+4930", lambda crm, *_ids: crm.settings.set("phone_region", "DE")),
        ("x.budget:<5 or -x.budget:any kind:person", lambda crm, *_ids: crm.custom_fields.add("budget", kind=FieldType.NUMBER)),
        ("-note:old", lambda crm, _acme, ann: crm.contacts.edit(ann, {"note": ""})),
        ("city:berlin", lambda crm, _acme, ann: crm.contacts.merge(ann, [add(crm, "Zoe", city="Berlin")])),
        ("created:2026-11-20", lambda crm, *_ids: crm.settings.set("calendar_zone", "Pacific/Pago_Pago")),
    ],
)  # fmt: skip
def test_whatever_moves_a_contact_into_it_is_seen(li: Crm, text: str, change: Callable[[Crm, int, int], Done]) -> None:
    """Undo moves it out again; the file is as if everything had just been computed."""
    ann = add(li, "Ann", company="Acme", tags=["vip"], phones=["(030) 123456"], note="old")
    acme = li.contacts.meant("Acme")
    other = "x.budget" in text
    if other:  # what is asked for is there when the segment is made, and comes back later
        li.custom_fields.add("budget", kind=FieldType.NUMBER)
    li.segments.add("Few", text)
    li.cadences.set("segment:few", 20)
    if other:
        li.custom_fields.delete("budget")
    assert days(li, "Ann") is None
    done = change(li, acme, ann)
    assert days(li, "Ann") == 20
    li.history.undo(done.operation_id)
    assert days(li, "Ann") is None


def test_what_changes_by_itself_or_with_who_asks_is_refused(li: Crm) -> None:
    for text in (
        "last_activity:>30d", "birthday:this-month", "created:today", "owner:me", "cadence:30", "touch_by:2026-12-01",
        "next:overdue", "-next:<7d", "created:2026-01-01..today", "next:tomorrow", "level:A or (-created:今天)",
    ):  # fmt: skip
        li.segments.add("Moving", text)
        with pytest.raises(BadInput, match="changes by itself, or with who asks") as refused:
            li.cadences.set("segment:moving", 14)
        assert refused.value.field == "subject"
        li.segments.remove("moving")
    li.segments.add("Inner", "tag:vip")
    li.segments.add("Outer", "-segment:inner created:2026 next:none last_activity:..2026-10-31 birthday:any")
    li.cadences.set("segment:outer", 14)
    for name in ("inner", "outer"):
        with pytest.raises(UsageError, match="“owner:me” in segment “Outer” changes by itself"):
            li.segments.edit(name, "owner:me")
    li.cadences.remove("segment:outer")
    li.segments.edit("inner", "owner:me")


def test_dates_are_those_of_the_team_wherever_one_writes(li: Crm, open_crm: OpenCrm) -> None:
    late = NOW.replace(hour=23)
    far = open_crm("li", clock=FixedClock(late, ZoneInfo("Asia/Shanghai")))
    li.settings.set("calendar_zone", "UTC")
    add(far, "Ann")
    li.segments.add("Then", f"created:{late.date().isoformat()}")
    far.cadences.set("segment:then", 14)
    assert days(li, "Ann") == days(far, "Ann") == 14
    li.settings.set("calendar_zone", "Asia/Shanghai")
    assert days(far, "Ann") is None


def test_one_that_cannot_be_asked_any_more_holds_for_nobody(li: Crm) -> None:
    add(li, "Ann")
    li.custom_fields.add("size")
    li.segments.add("Sized", "-x.size:any")
    li.cadences.set("segment:sized", 14)
    assert days(li, "Ann") == 14
    li.custom_fields.delete("size")
    assert days(li, "Ann") is None
    assert [each.contacts for each in li.cadences.all()] == [0]
    with li.database.maintain() as connection:
        sql.run(connection, "UPDATE segment SET filter = 'segment:Sized'")
    add(li, "Bob")
    assert days(li, "Bob") is None
    assert li.cadences.remove("segment:sized").operation_id is not None, "it is in nobody's way"


@pytest.mark.parametrize("driver", ["standard"], indirect=True)
def test_no_more_of_them_than_the_database_can_compare(li: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "_no_harm", lambda _writing: nullcontext())  # which reads all of them each time
    add(li, "Ann", tags=["vip"])
    with li.database.write(li.actor, "Filled") as writing:
        made = writing.create_many("segment", [{"name": f"s{number}", "filter": "tag:vip"} for number in range(100)])
        writing.create_many("cadence", [{"segment_id": key, "days": 20} for key in made])
    assert days(li, "Ann") == 20
    li.segments.add("one more", "tag:vip")
    refused: tuple[Callable[[], Done], ...] = (
        lambda: li.cadences.set("segment:one more", 20),
        lambda: li.segments.edit("one more", cadence="20"),
        lambda: li.segments.add("two more", "tag:vip", cadence="20"),
    )
    for call_for in refused:
        with pytest.raises(BadInput, match="at most 100 segments can have a cadence"):
            call_for()
    assert li.cadences.set("segment:s7", 10).operation_id is not None
    assert days(li, "Ann") == 10


def test_a_field_of_another_kind_is_no_reason_to_fail(li: Crm) -> None:
    add(li, "Ann")
    li.custom_fields.add("size")
    li.segments.add("Large", "-x.size:large")
    li.cadences.set("segment:large", 14)
    li.custom_fields.delete("size")
    li.custom_fields.add("size", kind=FieldType.NUMBER)
    assert days(li, "Ann") is None
    assert "“large” is no number" in li.segments.get("large").problem


def test_a_filter_that_an_undo_brings_back_holds_for_nobody_and_is_told(li: Crm) -> None:
    add(li, "Ann")
    li.segments.add("Mine", "owner:me or ann")
    edited = li.segments.edit("mine", "ann")
    li.cadences.set("segment:mine", 14)
    assert days(li, "Ann") == 14
    li.history.undo(edited.operation_id)
    assert days(li, "Ann") is None
    assert "“owner:me” in segment “Mine” changes by itself" in li.segments.get("mine").problem


@pytest.mark.parametrize("driver", ["standard"], indirect=True)
def test_a_filter_may_be_as_deep_as_in_a_list(li: Crm) -> None:
    """The parser of SQLite 3.40 has room for a hundred things at a time, and a statement that writes has its own."""
    text = "tag:vip"
    for _deep in range(8):
        text = f"-(level:A {text})"
    li.segments.add("Deep", text, cadence="20")
    add(li, "Ann", level="A")
    assert days(li, "Ann") is None
    add(li, "Bob", tags=["vip"])
    assert days(li, "Bob") == 20
    text = "tag:vip"
    for _deep in range(8):
        text = f"tag:vip (level:A or {text})"
    assert li.segments.add("Deeper", text).operation_id is not None
    assert li.segments.get("Deeper").problem == "too many parentheses stand in each other"
    with pytest.raises(UsageError, match="too many parentheses stand in each other"):
        li.cadences.set("segment:deeper", 10)
    add(li, "Cem", tags=["vip"])
    assert days(li, "Cem") == 20


def test_what_an_import_brings_is_kept_too(li: Crm, tmp_path: Path) -> None:
    add(li, "Cem", company="Old")
    li.segments.add("Some", "tag:vip or company:acme or next:any or bob")
    li.cadences.set("segment:some", 14)
    li.cadences.set("level:A", 7)
    file = tmp_path / "more.csv"
    file.write_text(
        "name,company,tags,level,next_follow_up\nAnn,Acme,,,\nBob,,,,\nDan,Old,,,2026-12-01\nEve,,,A,\nFay,,vip,A,\nGil,,,,\n",
        encoding="utf-8",
    )
    done = li.importing.run("contacts", file, ImportOptions())
    names = ("Acme", "Ann", "Bob", "Cem", "Dan", "Old", "Eve", "Fay", "Gil")
    found = {name: days(li, name) for name in names}
    assert found == {
        "Acme": None, "Ann": 14, "Bob": 14, "Cem": None, "Dan": 14, "Old": 14, "Eve": 7, "Fay": 7, "Gil": None,
    }  # fmt: skip
    li.history.undo(done.operation_id)
    assert days(li, "Old") is None


FILTERS = (
    "tag:vip",
    "company:acme or -phone:8613",
    "level:A owner:li",
    "bob -tag:any or ann",
    "stage:active,dormant customer:yes",
    "segment:s0 or segment:s1 next:any",
    "x.budget:any or last_activity:2026-11-01..2026-11-30",
    "in:any -next:on-purpose city:none kind:person",
)


def bring(office: Office) -> object:
    """Import a few people."""
    file = office.crm.database.path.with_name("more.csv")
    rows = [f"{office.one(('Ann Lee', 'Bob', 'New'))},{office.one(('Acme Ltd', ''))},{office.one(('vip', ''))}"]
    file.write_text("\n".join(("name,company,tags", *rows, *rows)), encoding="utf-8")
    return office.crm.importing.run("contacts", file, ImportOptions())


def live(crm: Crm, seed: int, steps: int) -> None:
    office = Office(crm, Random(seed))
    office.open()
    crm.custom_fields.add("budget")
    for place, text in enumerate(FILTERS):
        crm.segments.add(f"s{place}", text)
        crm.cadences.set(f"segment:s{place}", 10 + place)
    for _step in range(steps):
        try:
            chance = office.random.random()
            if chance < 0.2:
                take_back(office)
            elif chance < 0.25:
                bring(office)
            elif chance < 0.3:
                crm.segments.edit(office.segment(), office.one(FILTERS))
            else:
                office.act()
        except CrmError:
            continue
        with crm.database.read() as connection:
            assert summaries.stale(connection) == [], (seed, _step, crm.history.list()[0].what)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_stale_after_anything(open_crm: OpenCrm, seed: int) -> None:
    live(open_crm(), seed, 40)


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(300))
def test_nothing_is_stale_after_anything_for_long(open_crm: OpenCrm, seed: int) -> None:
    live(open_crm(), 1000 + seed, 200)


def test_what_is_stale_is_mended(li: Crm) -> None:
    ann = add(li, "Ann", tags=["vip"])
    li.segments.add("VIPs", "tag:vip")
    li.cadences.set("segment:vips", 14)
    with li.database.maintain() as connection:
        sql.run(connection, "UPDATE contact_summary SET cadence = 3")
        assert summaries.stale(connection) == [ann]
        summaries.mend(connection, [ann])
        assert summaries.stale(connection) == []
        summaries.rebuild(connection)
    assert kept(li, ann) == (14, (NOW + timedelta(days=14)).date().isoformat())
    assert days(li, "Ann") == 14
