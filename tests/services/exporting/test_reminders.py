"""Reminders go out as a calendar that others read, under ids that stay, and as tables."""

import csv
import io
import json
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from tests.conftest import NOW, OpenCrm
from tests.payloads import PAYLOADS
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.db import sql, team
from tui_crm.db.database import Database
from tui_crm.errors import UsageError
from tui_crm.models.when import parse_when
from tui_crm.services.crm import Crm
from tui_crm.services.exporting.report import ExportFormat, ExportOptions
from tui_crm.services.exporting.shape import Only

ICS = ExportOptions(ExportFormat.ICS)
SHANGHAI = "Asia/Shanghai"


def when(text: str, zone: str = SHANGHAI) -> Any:
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - beside its use

    return parse_when(text, now=NOW, zone=ZoneInfo(zone))


def feed(crm: Crm, options: ExportOptions = ICS, *, done: bool = False) -> str:
    stream = io.StringIO(newline="")
    crm.exporting.run("reminders", "", stream, options, only=Only(done=done))
    return stream.getvalue()


def read(text: str, kind: str = "VEVENT") -> dict[str, Any]:
    """Return what another program reads, by the number of the reminder; nothing in it is against the rules."""
    calendar = Calendar.from_ical(text)
    assert [error for component in calendar.walk() for error in component.errors] == []
    assert {component.name for component in calendar.walk()} <= {"VCALENDAR", kind, "VALARM"}
    found = {str(component["UID"]).partition("@")[0]: component for component in calendar.walk(kind)}
    assert len(found) == len(calendar.walk(kind))
    return found


@pytest.fixture
def busy(li: Crm) -> Crm:
    zhang = li.contacts.add({"name": "张伟"}).ids[0]
    li.followups.add(when("2026-11-25 15:00"), contact_id=zhang, text="寄样品\n带上目录", minutes=30, place="Hall 3, B")
    li.followups.add(when("2026-12-24"), contact_id=zhang, priority="urgent")
    li.followups.add(when("2026-11-26 09:30"), text="tidy up")
    return li


def test_a_time_is_an_instant_and_a_date_a_date(busy: Crm) -> None:
    events = read(feed(busy))
    timed, dated, short = events["r1"], events["r2"], events["r3"]
    assert timed["DTSTART"].dt == datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
    assert timed["DTEND"].dt - timed["DTSTART"].dt == timedelta(minutes=30)
    assert (str(timed["SUMMARY"]), str(timed["DESCRIPTION"])) == ("张伟 · 寄样品", "寄样品\n带上目录")
    assert (str(timed["LOCATION"]), str(timed["TRANSP"])) == ("Hall 3, B", "OPAQUE")
    assert (dated["DTSTART"].dt, "DTEND" in dated, str(dated["SUMMARY"])) == (date(2026, 12, 24), False, "张伟")
    assert (int(dated["PRIORITY"]), int(short["PRIORITY"]), str(short["SUMMARY"])) == (1, 5, "tidy up")
    assert {str(event["STATUS"]) for event in events.values()} == {"CONFIRMED"}


def test_it_rings_before_a_time_and_on_the_morning_of_a_day(busy: Crm) -> None:
    def rings(**said: Any) -> list[timedelta]:
        events = read(feed(busy, ExportOptions(ExportFormat.ICS, **said)))
        return [alarm["TRIGGER"].dt for event in events.values() for alarm in event.walk("VALARM")]

    assert rings() == [timedelta(minutes=-10), timedelta(minutes=-10), timedelta(hours=9)]
    assert rings(alarm=0)[:2] == [timedelta(), timedelta()]
    assert rings(alarm=None) == []


def test_tasks_are_due_and_done(busy: Crm) -> None:
    busy.followups.done(2)
    options = ExportOptions(ExportFormat.ICS, tasks=True)
    tasks = read(feed(busy, options, done=True), "VTODO")
    assert tasks["r1"]["DUE"].dt - tasks["r1"]["DTSTART"].dt == timedelta(minutes=30)
    assert (str(tasks["r1"]["STATUS"]), str(tasks["r2"]["STATUS"])) == ("NEEDS-ACTION", "COMPLETED")
    assert (tasks["r2"]["DUE"].dt, tasks["r2"]["COMPLETED"].dt) == (date(2026, 12, 24), NOW)
    assert [len(tasks[name].walk("VALARM")) for name in ("r1", "r2")] == [1, 0]
    assert tasks["r1"].walk("VALARM")[0]["TRIGGER"].params["RELATED"] == "END"
    assert str(read(feed(busy, done=True))["r2"]["SUMMARY"]) == "✓ 张伟"


def test_the_same_reminders_are_the_same_bytes_on_another_day(busy: Crm, open_crm: OpenCrm) -> None:
    later = open_crm("wang", clock=FixedClock(NOW + timedelta(days=3)))
    assert feed(later) == feed(busy) == feed(busy)


def test_a_change_raises_the_sequence(busy: Crm, open_crm: OpenCrm) -> None:
    before = read(feed(busy))
    later = open_crm("wang", clock=FixedClock(NOW + timedelta(hours=1)))
    later.followups.snooze(1, when("2026-11-27"))
    after = read(feed(busy))
    assert [int(events["r1"]["SEQUENCE"]) for events in (before, after)] == [0, 1]
    assert [events["r1"]["DTSTAMP"].dt for events in (before, after)] == [NOW, NOW + timedelta(hours=1)]
    assert before["r1"]["UID"] == after["r1"]["UID"]
    assert (before["r2"], before["r3"]) == (after["r2"], after["r3"])
    later.history.undo()
    assert int(read(feed(busy))["r1"]["SEQUENCE"]) == 2


def test_a_contact_s_new_name_makes_it_newer(busy: Crm, open_crm: OpenCrm) -> None:
    later = open_crm("wang", clock=FixedClock(NOW + timedelta(hours=1)))
    later.contacts.edit(1, {"note": "nothing of it shows"})
    assert read(feed(busy))["r1"]["LAST-MODIFIED"].dt == NOW
    later.contacts.edit(1, {"name": "张巍"})
    renamed = read(feed(busy))["r1"]
    assert (str(renamed["SUMMARY"]), renamed["LAST-MODIFIED"].dt) == ("张巍 · 寄样品", NOW + timedelta(hours=1))
    assert read(feed(busy))["r3"]["LAST-MODIFIED"].dt == NOW


def test_ids_are_the_file_s_and_go_with_its_copies(busy: Crm, tmp_path: Path) -> None:
    with busy.database.read() as connection:
        origin = team.file_id(connection)
    assert set(read(feed(busy))) == {"r1", "r2", "r3"}
    assert f"UID:r1@{origin}\r\n" in feed(busy)
    shutil.copy(busy.safety.back_up(), tmp_path / "copy.db")
    Database(tmp_path / "new.db").close()
    ids = []
    for name in ("copy.db", "new.db"):
        with Database(tmp_path / name) as other, other.read() as connection:
            ids.append(team.file_id(connection))
    assert len(origin) == 32
    assert ids[0] == origin != ids[1]


def test_hostile_text_is_read_as_it_is(li: Crm) -> None:
    for payload in PAYLOADS:
        li.followups.add(when("tomorrow"), text=f"x\n{payload} y", place=f"p {payload}")
    events = read(feed(li))
    for number, entry in enumerate(li.followups.find(), start=1):
        event = events[f"r{number}"]
        assert str(event["LOCATION"]).split() == entry.place.replace("\x85", " ").split()
        assert str(event["DESCRIPTION"]).split() == entry.text.replace("\x85", " ").split()


def test_what_was_removed_meanwhile_is_not_in_it(busy: Crm) -> None:
    ids = [entry.id for entry in busy.followups.find()]
    busy.history.undo()
    stream = io.StringIO(newline="")
    assert busy.exporting.run("reminders", "", stream, ICS, ids=ids).rows == 2
    assert set(read(stream.getvalue())) == {"r1", "r2"}


def test_a_wall_time_without_a_zone_is_that_time_everywhere(busy: Crm) -> None:
    with busy.database.maintain() as connection:
        sql.run(connection, "UPDATE reminder SET zone = NULL, due_at = NULL WHERE id = 1")
    assert read(feed(busy))["r1"]["DTSTART"].dt == datetime(2026, 11, 25, 15, 0)  # noqa: DTZ001 - that is the point


def test_tables_and_objects_say_the_same(busy: Crm) -> None:
    busy.followups.edit(3, text="=1+1")
    objects = json.loads(feed(busy, ExportOptions(ExportFormat.JSON)))
    lines = feed(busy, ExportOptions(ExportFormat.JSONL)).splitlines()
    rows = list(csv.DictReader(io.StringIO(feed(busy, ExportOptions()), newline="")))
    assert [json.loads(line) for line in lines] == objects
    assert [each["id"] for each in objects] == [row["id"] for row in rows] == ["r1", "r3", "r2"]
    assert (rows[0]["due_on"], rows[0]["due_time"], rows[0]["zone"]) == ("2026-11-25", "15:00", SHANGHAI)
    assert (rows[1]["text"], objects[1]["text"], rows[2]["due_time"]) == ("'=1+1", "=1+1", "")
    assert "\n=1+1" not in feed(busy)


def test_the_history_tells_of_a_feed_once_a_day(busy: Crm, open_crm: OpenCrm, tmp_path: Path) -> None:
    def told() -> list[str]:
        return [entry.what for entry in busy.history.list(limit=20) if entry.what.startswith("Exported")]

    for hours in (0, 1, 23, 25):
        clock = FixedClock(NOW + timedelta(hours=hours))
        open_crm("li", clock=clock).exporting.run("reminders", "", tmp_path / "f.ics", ICS, ids=[])
    assert told() == ["Exported reminders as a calendar"] * 2
    open_crm("wang", source=Source.CLI).exporting.run("reminders", "", tmp_path / "f.ics", ICS, ids=[])
    busy.exporting.run("reminders", "", tmp_path / "f.csv", ids=[])
    assert told()[0] == "Exported 0 reminders to f.csv"
    assert len(told()) == 4


def test_what_cannot_be_is_refused(busy: Crm) -> None:
    with pytest.raises(UsageError):
        feed(busy, ExportOptions(ExportFormat.ICS, bom=True))
    with pytest.raises(UsageError):
        busy.exporting.run("reminders", "", busy.database.path, ICS)
