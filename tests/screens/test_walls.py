"""A reader elsewhere: a reminder with a time stands on their wall everywhere, one without stays on its day."""

from datetime import date, timedelta
from io import StringIO
from zoneinfo import ZoneInfo

from tests.conftest import NOW, OpenCrm
from tests.services.example_people import TOMORROW
from tui_crm.clock import FixedClock
from tui_crm.models.journey import Asked
from tui_crm.models.when import When
from tui_crm.screens import report_records
from tui_crm.screens.due_times import on_the_wall
from tui_crm.screens.journey_rows import row_of
from tui_crm.screens.times import Moment, due_day

TODAY = date(2026, 11, 21)
TIMED, WHOLE_DAY = 1, 2


def test_every_place_shows_a_reminder_on_the_readers_wall(open_crm: OpenCrm) -> None:
    clock = FixedClock(NOW, ZoneInfo("America/New_York"))
    li, reader = open_crm("li", clock=FixedClock(NOW, ZoneInfo("Asia/Shanghai"))), open_crm("li", clock=clock)
    ann = li.contacts.add({"name": "Ann"}).ids[0]
    li.followups.add(TOMORROW, contact_id=ann, text="nine in Shanghai")
    li.followups.add(When(TOMORROW.date, None, "Asia/Shanghai"), contact_id=ann, text="that day")
    moment = Moment.of(clock)

    outline = reader.journey.outline(ann)
    whole_day, timed, *_past = reader.journey.entries(ann, outline.keys)
    assert [date.fromordinal(day) for day in outline.days[:2]] == [TOMORROW.date, TODAY]
    assert (whole_day.due_on, whole_day.due_time, timed.due_on, timed.due_time) == (TOMORROW.date, "", TODAY, "20:00")
    row = row_of(timed, outline.head, moment, clock)
    assert (row.day.text, row.time.text, dict(row.more)["due"].text) == ("21 Nov", "20:00", "Sat 21 Nov 20:00")
    page = StringIO()
    reader.journey.share(ann, page, Asked())
    assert "Sat 2026-11-21 20:00" in page.getvalue().replace("</time>", "")

    cells = report_records.rows_of(reader, "reminder", [TIMED, WHOLE_DAY])
    assert [cells[key][0].text for key in (TIMED, WHOLE_DAY)] == ["21 Nov 20:00", "22 Nov"]
    assert on_the_wall(reader.followups.get(TIMED), clock.zone) == (TODAY, "20:00")
    step = reader.contacts.card(ann).row.next
    assert step is not None
    assert due_day(step, moment) == "Sat 21 Nov 20:00"
    lines = {line.id: line for agenda_page in reader.today.pages() for line in agenda_page.lines if line.is_reminder}
    assert [(lines[key].day, lines[key].time) for key in (TIMED, WHOLE_DAY)] == [
        (TODAY, "20:00"),
        (TOMORROW.date, None),
    ]

    assert [entry.id for entry in reader.followups.find(until=TODAY)] == [TIMED]
    assert [entry.id for entry in reader.followups.find(since=TOMORROW.date)] == [WHOLE_DAY]
    assert [entry.id for entry in li.followups.find(since=TOMORROW.date)] == [TIMED, WHOLE_DAY]
    assert li.followups.due() == []
    for far in (date.min, date.min + timedelta(days=3), date.max - timedelta(days=3), date.max):
        found = [*reader.followups.find(since=far), *reader.followups.find(until=far)]
        assert sorted(entry.id for entry in found) == [TIMED, WHOLE_DAY]
