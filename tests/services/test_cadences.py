"""Staying in touch every so many days: by contact, tag and level; by when, found, sorted, and kept by the program."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.conftest import NOW, OpenCrm
from tests.store import wrong
from tui_crm.clock import FixedClock
from tui_crm.errors import BadInput, NotFound
from tui_crm.models.codes import ActivityKind
from tui_crm.services.crm import Crm
from tui_crm.services.importing.report import ImportOptions


def add(crm: Crm, name: str, **said: object) -> int:
    return crm.contacts.add({"name": name, **said}).ids[0]


def call(crm: Crm, contact_id: int, days_ago: int) -> None:
    crm.activities.log(ActivityKind.CALL, contact_id, at=NOW - timedelta(days=days_ago))


def kept(crm: Crm, contact_id: int) -> tuple[int | None, str]:
    row = crm.contacts.card(contact_id).row
    return row.cadence, row.touch_by.isoformat()[:10] if row.touch_by else ""


def found(crm: Crm, text: str) -> list[str]:
    return [row.name for row in crm.contacts.rows(list(crm.contacts.find(crm.contacts.parse(text))))]


def test_it_counts_from_the_last_touch_or_from_when_the_contact_was_made(li: Crm) -> None:
    ann, bob = add(li, "Ann", cadence="30"), add(li, "Bob", cadence=7)
    assert (kept(li, ann), kept(li, bob)) == ((30, "2026-12-21"), (7, "2026-11-28"))
    call(li, ann, days_ago=40)
    assert kept(li, ann) == (30, "2026-11-11")
    call(li, ann, days_ago=1)
    assert kept(li, ann) == (30, "2026-12-20")
    li.contacts.edit(ann, {"cadence": ""})
    assert kept(li, ann) == (None, "")
    li.history.undo()
    assert kept(li, ann) == (30, "2026-12-20")
    assert wrong(li.database) == {}


def test_tags_and_levels_set_it_and_the_shortest_holds(li: Crm) -> None:
    ann = add(li, "Ann", tags=["vip", "fair"], level="A")
    assert kept(li, ann) == (None, "")
    li.cadences.set("tag:VIP", 30)
    assert kept(li, ann) == (30, "2026-12-21")
    li.cadences.set("level:a", 14)
    li.cadences.set("tag:fair", 60)
    assert kept(li, ann)[0] == 14
    li.contacts.edit(ann, {"level": "B"})
    assert kept(li, ann)[0] == 30
    li.contacts.tag([ann], remove=["vip"])
    assert kept(li, ann)[0] == 60
    li.contacts.edit(ann, {"cadence": 90})
    assert kept(li, ann)[0] == 90
    li.contacts.edit(ann, {"cadence": "", "do_not_contact": True})
    assert kept(li, ann) == (None, "")
    li.contacts.edit(ann, {"do_not_contact": False})
    li.tags.delete("fair")
    assert kept(li, ann) == (None, "")
    li.history.undo()
    assert kept(li, ann)[0] == 60
    li.cadences.remove("tag:fair")
    assert kept(li, ann) == (None, "")
    assert wrong(li.database) == {}


def test_a_level_is_the_customers(li: Crm) -> None:
    ann = add(li, "Ann", company="Acme")
    acme = li.contacts.meant("Acme")
    li.contacts.edit(acme, {"level": "A"})
    li.cadences.set("level:A", 14)
    assert (kept(li, acme)[0], kept(li, ann)[0]) == (14, None)
    call(li, ann, days_ago=3)
    assert kept(li, acme) == (14, "2026-12-02")  # a touch of its people is one of the company
    li.contacts.edit(ann, {"company": "", "level": "A"}, move_past=False)
    assert kept(li, ann)[0] == 14
    assert wrong(li.database) == {}


def test_what_is_set_is_listed_and_changed(li: Crm) -> None:
    add(li, "Ann", tags=["vip"], level="A")
    assert li.cadences.set("tag:vip", 30).what == "Stay in touch with tag:vip every 30 days"
    assert li.cadences.set("tag:vip", 30).operation_id is None
    li.cadences.set("level:A", 14)
    li.cadences.set("tag:vip", 20)
    assert [(entry.subject, entry.days, entry.contacts) for entry in li.cadences.all()] == [
        ("level:A", 14, 1), ("tag:vip", 20, 1),
    ]  # fmt: skip
    assert li.cadences.remove("level:A").what == "Stay in touch with level:A no more"
    li.history.undo()
    assert len(li.cadences.all()) == 2


def test_what_will_not_do_is_told(li: Crm) -> None:
    for days in (0, 3651):
        with pytest.raises(BadInput, match="from 1 to 3650 days"):
            li.cadences.set("level:A", days)
    for subject in ("vip", "tag:", "stage:lead"):
        with pytest.raises(BadInput, match="is no tag, level or segment"):
            li.cadences.set(subject, 30)
    with pytest.raises(NotFound, match="there is no segment “x”"):
        li.cadences.set("segment:x", 30)
    with pytest.raises(NotFound, match="there is no tag “vip”"):
        li.cadences.set("tag:vip", 30)
    with pytest.raises(BadInput, match="there is no level “Z”"):
        li.cadences.set("level:Z", 30)
    with pytest.raises(NotFound, match="there is no cadence for level:A"):
        li.cadences.remove("level:A")
    for cadence in ("0", "x", 4000):
        with pytest.raises(BadInput) as raised:
            add(li, "Ann", cadence=cadence)
        assert raised.value.field == "cadence"
    assert [entry.what for entry in li.history.list()] == ["New user li"]


def test_who_is_overdue_is_found_and_sorted(li: Crm, open_crm: OpenCrm) -> None:
    for name, days, ago in (("Ann", 30, 40), ("Bob", 30, 30), ("Cem", 7, 2), ("Dan", 30, 31)):
        call(li, add(li, name, cadence=days), ago)
    add(li, "Eve")
    assert found(li, "cadence:overdue sort:touch_by") == found(li, "touch_by:<today sort:touch_by") == ["Ann", "Dan"]
    assert found(li, "cadence:<=7") == found(li, "touch_by:+5d") == ["Cem"]
    assert found(li, "touch_by:today") == ["Bob"]
    assert found(li, "cadence:none") == ["Eve"]
    assert found(li, "cadence:any sort:-touch_by") == ["Cem", "Bob", "Dan", "Ann"]
    shanghai = open_crm("li", clock=FixedClock(datetime(2026, 11, 21, 23, 0, tzinfo=UTC)))
    assert found(shanghai, "cadence:overdue sort:name") == ["Ann", "Dan"]


def test_what_an_import_brings_is_kept_too(li: Crm, tmp_path: Path) -> None:
    add(li, "Ann", tags=["vip"])
    li.cadences.set("tag:vip", 30)
    file = tmp_path / "more.csv"
    file.write_text("name,tags,cadence\nBob,vip,\nCem,,7\nDan,vip,90\n", encoding="utf-8")
    li.importing.run("contacts", file, ImportOptions())
    assert [kept(li, li.contacts.meant(name))[0] for name in ("Bob", "Cem", "Dan")] == [30, 7, 90]
    assert wrong(li.database) == {}
