"""The working calendar on the settings screen: days of the team's own, and the hours of the week."""

from datetime import date
from pathlib import Path

from tests.conftest import OpenCrm
from tests.screens.dialogs.test_things import keeping
from tests.screens.test_settings import desk
from tui_crm.screens.dialogs.calendar_form import DayForm, DayList, OwnDayForm, WeekForm


async def test_days_are_added_changed_removed_and_brought_back(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("li")
    crm.calendar.take_off(date(2026, 10, 9), name="outing")
    async with keeping(people, DayList) as stage:
        await stage.until(lambda: stage.shown == ["Fri 9 Oct"])
        await stage.press("n")
        form = await stage.form()
        assert isinstance(form, DayForm)
        await stage.press("ctrl+s")
        await stage.until_shown("which day?")
        await stage.type("1 jan")
        await stage.until_shown("Fri 1 Jan 2027 · holiday · New Year's Day")
        form.form.fill({"day": "26 dec", "until": "25 dec", "kind": "work", "hours": "9-12"})
        await stage.press("ctrl+s")
        await stage.until_shown("2026-12-25 comes before 2026-12-26")
        assert form.form.here == "until"
        form.form.fill({"until": "27 dec", "name": "stocktaking"})
        await stage.save()
        await stage.until(lambda: stage.shown == ["Sat 26 Dec", "Sun 27 Dec", "Fri 9 Oct"])
        await stage.press("home", "e")
        form = await stage.form()
        assert isinstance(form, OwnDayForm)
        crm.calendar.change(2, name="fair")
        form.form.fill({"hours": "9-18"})
        await stage.save()
        assert [(own.hours, own.name) for own in crm.calendar.own_days()][1:] == [
            ("09:00-18:00", "fair"),
            ("09:00-12:00", "stocktaking"),
        ]
        await stage.press("delete")
        await stage.until_shown("Make Sat 26 Dec an ordinary day again?")
        await stage.press("y")
        await stage.until(lambda: len(stage.shown) == 2)
        await stage.press("u")
        await stage.until(lambda: len(stage.shown) == 3)


async def test_the_hours_of_the_week_are_asked_day_by_day(people: Path, open_crm: OpenCrm) -> None:
    crm = open_crm("wang")
    async with desk(people, 120, 40) as stage:
        await stage.go_to("calendar_hours")
        await stage.press("enter")
        await stage.until(lambda: isinstance(stage.app.screen, WeekForm) and stage.app.focused)
        form = stage.app.screen
        assert isinstance(form, WeekForm)
        await stage.until_shown("Mon   09:00-12:00 13:00-18:00", " 8 h")
        form.form.fill(dict.fromkeys(form.form.values, ""))
        await stage.press("ctrl+s")
        await stage.until_shown("on one day at least there must be hours")
        form.form.fill({"mon": "18-9"})
        await stage.press("ctrl+s")
        await stage.until_shown("ends before it begins")
        form.form.fill({"mon": "9-12 13-17:30", "sat": "10-14"})
        await stage.until_shown("09:00-12:00 13:00-17:30 · 7.5 h")
        await stage.press("ctrl+s")
        await stage.until_told("Working hours: Mon 09:00-12:00 13:00-17:30 · Sat 10:00-14:00")
        assert crm.settings.get("calendar_hours") == "mon 09:00-12:00 13:00-17:30; sat 10:00-14:00"
