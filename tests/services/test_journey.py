"""The journey of a customer: nothing lost or doubled, future above now, the stages, and what one asks of it."""

import json
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW, OpenCrm
from tui_crm.clock import FixedClock
from tui_crm.db.cancelling import Cancelled
from tui_crm.errors import NotFound, UsageError
from tui_crm.models.codes import ActivityKind, FieldType, Kind, Stage
from tui_crm.models.journey import Asked, JourneyEntry
from tui_crm.models.when import When
from tui_crm.services import journey
from tui_crm.services.crm import Crm

SHANGHAI = ZoneInfo("Asia/Shanghai")


def add(crm: Crm, name: str = "Ann", **said: object) -> int:
    return crm.contacts.add({"name": name, **said}).ids[0]


def call(crm: Crm, contact_id: int, days: float, **said: Any) -> int:
    return crm.activities.log(ActivityKind.CALL, contact_id, at=NOW - timedelta(days=days), **said).ids[0]


def told(crm: Crm, contact_id: int, asked: Asked = journey.EVERYTHING) -> list[JourneyEntry]:
    outline = crm.journey.asked_for(contact_id, asked)
    return crm.journey.entries(contact_id, outline.keys)


def due(days: int, at: str = "") -> When:
    return When(NOW.date() + timedelta(days=days), time.fromisoformat(at) if at else None, "UTC")


def test_the_future_is_above_now_and_the_nearest_is_next_to_it(li: Crm) -> None:
    key = add(li, birthday="1990-12-01")
    for days, at in ((30, ""), (2, "16:00"), (2, ""), (2, "09:30"), (-3, "")):
        li.followups.add(due(days, at), contact_id=key, text=f"{days} {at}".strip())
    call(li, key, 1, text="hello")
    outline = li.journey.outline(key)
    assert [(entry.kind, entry.note) for entry in told(li, key)] == [
        ("reminder", "30"),
        ("birthday", "1990-12-01"),
        ("reminder", "2"),
        ("reminder", "2 16:00"),
        ("reminder", "2 09:30"),
        ("reminder", "-3"),
        ("change", "Added Ann"),
        ("call", "hello"),
    ]
    assert outline.ahead == 6
    assert [entry.overdue for entry in told(li, key)[:6]] == [False] * 5 + [True]


def test_what_is_done_is_past(li: Crm) -> None:
    key = add(li)
    number = li.followups.add(due(2), contact_id=key, text="send it").ids[0]
    assert li.journey.outline(key).ahead == 1
    li.followups.done(number)
    (entry,) = told(li, key, Asked(kinds=["reminder"]))
    assert (entry.done, entry.at, entry.note, li.journey.outline(key).ahead) == (True, NOW, "send it", 0)


def test_a_company_gathers_its_people_and_says_whose_entries_are(li: Crm) -> None:
    ann, bob = add(li, company="Acme", birthday="--12-24"), add(li, "Bob", company="Acme", birthday="--06-24")
    firm = li.contacts.meant("Acme")
    met = call(li, ann, 3, others=[bob])
    li.followups.add(due(1), contact_id=bob)
    li.contacts.edit(bob, {"note": "tall"})
    entries = told(li, firm)
    assert [(entry.kind, entry.contact) for entry in entries if entry.kind in {"call", "reminder", "birthday"}] == [
        ("birthday", "Ann"),
        ("reminder", "Bob"),
        ("call", "Ann"),
    ]
    (change,) = [entry for entry in entries if entry.changes]
    assert (change.note, change.changes[0].name, change.changes[0].fields[0].new) == (
        "Edited Bob (note)",
        "Bob",
        "tall",
    )
    assert [entry.id for entry in told(li, bob) if entry.kind == "call"] == [met]
    assert not [entry for entry in told(li, ann) if entry.kind == "reminder"]
    assert next(entry for entry in entries if entry.kind == "call").people == ("Bob",)


def test_a_company_of_one_person_need_not_say_whose_entries_are(li: Crm) -> None:
    ann = add(li, company="Acme")
    firm = li.contacts.meant("Acme")
    assert li.journey.outline(firm).head.people == {firm, ann}
    assert li.journey.outline(ann).head.people == {ann}
    add(li, "Bob", company="Acme")
    assert li.journey.outline(firm).head.people == {firm}


def test_what_several_cards_went_through_in_one_operation_is_one_entry(li: Crm) -> None:
    ann = add(li, company="Acme")
    bob = add(li, "Bob", company="Acme")
    firm = li.contacts.meant("Acme")
    li.contacts.edit_many([ann, bob], {"note": "n"})
    (entry,) = [entry for entry in told(li, firm) if entry.changes]
    assert [(card.name, card.fields[0].new) for card in entry.changes] == [("Ann", "n"), ("Bob", "n")]


def test_a_stage_is_told_once_and_an_undone_operation_not_at_all(li: Crm) -> None:
    key = add(li)
    li.contacts.set_stage([key], Stage.NEW, why="first order")
    li.contacts.edit(key, {"stage": "active", "note": "x"})
    edited = li.contacts.edit(key, {"note": "y"}).operation_id
    assert [entry.kind for entry in told(li, key)] == ["stage", "stage", "change", "change", "change"]
    li.history.undo(edited)
    assert [entry.kind for entry in told(li, key)] == ["stage", "stage", "change", "change"]
    li.history.redo()
    assert next(entry.operation_id for entry in told(li, key) if entry.kind == "change") == edited


def test_an_operation_on_a_field_of_each_sort_is_told_in_words(li: Crm) -> None:
    li.users.add("wang")
    li.custom_fields.add("budget", kind=FieldType.NUMBER, label="Budget")
    key = add(li, tags=["vip", "old"], emails=["a@x.cn", "b@x.cn"], level="A")
    said: dict[str, object] = {
        "owner": "wang", "tags": ["vip", "gold"], "emails": ["b@x.cn", "c@x.cn"], "level": "", "do_not_contact": True,
        "company": "Acme", "role": "CEO", "custom": {"budget": "5"}, "birthday": "lunar:1990-08-15", "gender": "female",
        "handles": [("wechat", "lm")], "city": "Rom",
    }  # fmt: skip
    li.contacts.edit(key, said)
    entry = next(entry for entry in told(li, key) if entry.changes)
    assert {field.title: (field.old, field.new) for field in entry.changes[0].fields} == {
        "tags": ("old", "gold"),
        "e-mail": ("a@x.cn", "c@x.cn"),
        "do not contact": ("", "yes"),
        "company": ("", "Acme · CEO"),
        "Budget": ("", "5"),
        "birthday": ("", "1990, lunar month 8, day 15"),
        "gender": ("", "female"),
        "accounts": ("", "WeChat lm"),
        "address": ("", "Rom"),
    }


def test_a_merge_is_told(li: Crm) -> None:
    keep, other = add(li), add(li, "Bob", note="tall")
    call(li, other, 5, text="with Bob")
    li.contacts.merge(keep, [other])
    assert told(li, keep)[0].note == "Merged Bob into Ann (note)"
    assert "with Bob" in [entry.note for entry in told(li, keep)]


def test_the_head_tells_the_way_and_the_rhythm(open_crm: OpenCrm) -> None:
    crm = open_crm(clock=FixedClock(NOW, SHANGHAI))
    person = add(crm, company="Acme", role="CEO")
    firm = crm.contacts.meant("Acme")
    crm.contacts.set_stage([firm], Stage.ACTIVE, pinned=True)
    for days in (3, 3.01, 13, 33, 90):
        call(crm, person, days)
    for contact_id, company in ((person, "Acme"), (firm, "")):
        head = crm.journey.outline(contact_id).head
        assert (head.company, head.pinned, head.usual_gap, head.silent) == (company, True, 20, 3)
        assert [step.stage for step in head.stages] == ["lead", "active"]
        assert [(silence.days) for silence in head.silences] == [57]


def test_nobody_is_not_found_and_a_kind_must_be_one(li: Crm) -> None:
    with pytest.raises(NotFound, match="there is no contact c9"):
        li.journey.outline(9)
    with pytest.raises(UsageError, match="there is no kind “cal” of entries"):
        li.journey.timeline(add(li), Asked(kinds=["cal"]))


def test_a_journey_begins_when_the_card_says_that_it_was_made(li: Crm) -> None:
    key = add(li)
    with li.database.write(li.actor, "older") as writing:
        writing.update("contact", key, {"created_at": "2026-01-02T03:04:05Z"})
    call(li, key, 30)
    assert [(entry.kind, entry.note) for entry in told(li, key)] == [
        ("change", "older"),
        ("call", ""),
        ("change", "Added Ann"),
    ]
    assert told(li, key)[-1].at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def test_what_is_narrowed_down_names_no_silences(li: Crm) -> None:
    key = add(li)
    call(li, key, 5, text="a")
    call(li, key, 95)
    outline = li.journey.outline(key)
    assert [silence.days for _position, silence in outline.silences()] == [90]
    assert [silence.days for _position, silence in outline.past().silences()] == [90]
    assert outline.of_kinds(["call"]).silences() == ()
    assert li.journey.found(outline, "a").silences() == ()


def test_who_is_in_the_trash_still_has_a_past(li: Crm) -> None:
    key = add(li)
    li.contacts.delete([key])
    assert li.journey.outline(key).head.deleted
    assert [entry.note for entry in told(li, key)] == ["Deleted Ann", "Added Ann"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", 4),
        ("LIKES walnut", 1),
        ("walnüt", 1),
        ("alnut", 0),
        ("上海", 1),
        ("reached", 2),
        ("lm", 1),
        ("price likes", 0),
        ("zhang", 4),
        ("… !", 4),
    ],
)
def test_a_search_folds_as_elsewhere(li: Crm, text: str, found: int) -> None:
    firm = li.contacts.add({"name": "Acme", "kind": Kind.COMPANY}).ids[0]
    person = add(li, "张伟", company="Acme")
    call(li, person, 1, text="likes the walnut line", outcome="reached")
    call(li, person, 2, text="asks for a price", outcome="reached")
    call(li, person, 3, text="去上海了", subject="LM-88")
    call(li, person, 4)
    outline = li.journey.asked_for(firm, Asked(kinds=["call"], search=text))
    assert len(outline) == found


def test_a_search_gives_up_when_nobody_wants_it(li: Crm) -> None:
    key = add(li)
    with pytest.raises(Cancelled):
        li.journey.found(li.journey.outline(key), "x", cancelled=lambda: True)


def test_days_and_months_choose(li: Crm) -> None:
    key = add(li)
    for days in (0, 1, 30, 31, 400):
        call(li, key, days)
    first, last = NOW.date() - timedelta(days=31), NOW.date() - timedelta(days=1)
    outline = li.journey.asked_for(key, Asked(kinds=["call"], first=first, last=last))
    assert [NOW.date().toordinal() - day for day in outline.days] == [1, 30, 31]
    whole = li.journey.asked_for(key, Asked(kinds=["call"]))
    assert [(month.first.isoformat(), month.position) for month in whole.months()] == [
        ("2026-11-01", 0),
        ("2026-10-01", 2),
        ("2025-10-01", 4),
    ]


def test_a_page_to_share_is_noted_in_the_history(li: Crm, tmp_path: Path) -> None:
    key = add(li)
    report = li.journey.share(key, tmp_path / "ann.html")
    (entry, *_older) = li.history.list()
    assert (entry.id, entry.what) == (report.operation_id, "Exported the journey of Ann")
    assert report.rows == 1
    with pytest.raises(UsageError):
        li.journey.share(key, li.database.path)
    with li.database.read() as connection:
        arguments = connection.exec_driver_sql("SELECT arguments FROM operation ORDER BY id DESC").fetchone()
    assert arguments is not None
    assert json.loads(arguments[0]) == {"name": "Ann", "contact": key, "file": "ann.html"}
