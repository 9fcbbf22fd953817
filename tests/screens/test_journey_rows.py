"""How an entry looks on its line and unfolded: words, colours, and what is left out."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW
from tests.models.test_journey import HEAD
from tui_crm import i18n
from tui_crm.clock import FixedClock
from tui_crm.models.changes import FieldChange, RecordChange
from tui_crm.models.journey import JourneyEntry
from tui_crm.screens.journey_rows import row_of
from tui_crm.screens.times import Moment, day_and_month
from tui_crm.widgets.cell import Role
from tui_crm.widgets.timeline_lines import TimelineRow

CLOCK = FixedClock(NOW, ZoneInfo("Asia/Shanghai"))
CALL = JourneyEntry(
    7, "call", NOW, "li", 1, "Ann", "reached", "x", 3, minutes=6, feeling=2, text="asks\nfor more", objection="price"
)
PROMISE = JourneyEntry(
    8, "reminder", NOW, "li", 1, "Ann", text="send it", id=4, due_on=date(2026, 11, 25), due_time="10:00"
)


def row(entry: JourneyEntry) -> TimelineRow:
    return row_of(entry, HEAD, Moment.of(CLOCK), CLOCK)


def said(entry: JourneyEntry) -> list[str]:
    return [cell.text for cell in row(entry).text]


def test_a_call_says_how_it_went() -> None:
    shown = row(CALL)
    assert said(CALL) == ["reached, 6 min", "· asks\nfor more"]
    assert (shown.day.text, shown.time.text, shown.kind.text, shown.by.text) == ("21 Nov", "17:30", "call", "li")
    assert (shown.feeling.text, shown.feeling.role) == ("+2", Role.SUCCESS)
    assert dict(shown.more)["by"].text == "li · a3"
    assert shown.more[0][1].text == "asks\nfor more"


@pytest.mark.parametrize(
    ("feeling", "text", "role"), [(-2, "−2", Role.ERROR), (0, "0", Role.MUTED), (None, "", Role.PLAIN)]
)
def test_a_feeling_has_its_sign(feeling: int | None, text: str, role: Role) -> None:
    cell = row(replace(CALL, feeling=feeling)).feeling
    assert (cell.text, cell.role) == (text, role)


def test_somebody_elses_entry_says_whose_it_is() -> None:
    assert said(replace(CALL, contact_id=2, contact="Bob"))[0] == "Bob ·"


@pytest.mark.parametrize(
    ("entry", "role"),
    [
        (PROMISE, Role.PLAIN),
        (replace(PROMISE, due_on=NOW.date()), Role.ACCENT),
        (replace(PROMISE, due_on=date(2026, 11, 1), overdue=True), Role.ERROR),
        (replace(PROMISE, done=True), Role.MUTED),
    ],
)
def test_what_is_due_is_coloured_by_how_near_it_is(entry: JourneyEntry, role: Role) -> None:
    assert row(entry).day.role == role


def test_a_reminder_is_dated_by_its_due_day_and_then_by_when_it_was_done() -> None:
    assert (row(PROMISE).day.text, row(PROMISE).time.text) == ("25 Nov", "10:00")
    done = replace(PROMISE, done=True)
    assert (row(done).day.text, row(done).time.text, said(done)) == ("21 Nov", "17:30", ["done", "· send it"])
    assert said(replace(PROMISE, priority="urgent", place="Rom")) == ["urgent", "send it", "· Rom"]


def test_changes_are_folded_old_to_new() -> None:
    fields = (FieldChange("level", "B", "A"), FieldChange("tags", "", "vip"), FieldChange("note", "old", ""))
    cards = (
        RecordChange("contact", 1, "Ann", "update", fields),
        RecordChange("contact", 2, "Bob", "update", fields[:1]),
    )
    entry = JourneyEntry(
        9, "change", NOW, "li", 1, note="x", operation_id=5, subject="Edited 2 contacts", changes=cards
    )
    assert said(entry) == ["level B → A · tags + vip · note − old · Bob: level B → A"]
    assert [cell.text for label, cell in row(entry).more if not label] == [
        *("level B → A", "tags + vip", "note − old", "Bob: level B → A", "Edited 2 contacts"),
    ]
    made = replace(entry, changes=(), subject="Added Ann")
    assert said(made) == ["Added Ann"]
    assert not [cell for label, cell in row(made).more if not label]


def test_a_stage_and_a_birthday_have_marks_of_their_own() -> None:
    stage = JourneyEntry(1, "stage", NOW, "li", 1, outcome="new", why="first order", operation_id=2)
    assert (row(stage).kind.mark, said(stage)) == ("◔", ["new", "first order"])
    born = JourneyEntry(2, "birthday", date(2026, 12, 1), contact_id=1, note="1990-12-01")
    assert (row(born).kind.mark, row(born).time.text, said(born)) == ("◐", "", ["1990-12-01"])


def test_days_are_said_in_the_readers_language() -> None:
    i18n.set_language("zh_CN")
    assert (day_and_month(date(2026, 11, 8)), said(CALL)[0]) == ("11月8日", "已接通、6 分钟")
    assert isinstance(CALL.at, datetime)
