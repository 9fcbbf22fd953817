"""The working week and what is not known of the holidays, in the words of the screens."""

from datetime import UTC, datetime

from tests.conftest import OpenCrm
from tui_crm import i18n
from tui_crm.clock import FixedClock
from tui_crm.screens.calendar_words import unknown_holidays, week_in_words


def test_the_hours_of_a_week_are_said_in_the_language_of_the_user() -> None:
    week = "mon-thu 09:00-12:00 13:00-18:00; fri 09:00-12:00"
    assert week_in_words(week) == "Mon–Thu 09:00-12:00 13:00-18:00 · Fri 09:00-12:00"
    i18n.set_language("zh_CN")
    assert week_in_words(week) == "周一至周四 09:00-12:00 13:00-18:00 · 周五 09:00-12:00"
    assert week_in_words("whenever we like") == "whenever we like"


def test_what_is_not_known_of_this_year_and_the_next_is_told(open_crm: OpenCrm) -> None:
    crm = open_crm("li", clock=FixedClock(datetime(2090, 2, 28, tzinfo=UTC)))
    assert unknown_holidays(crm).startswith("the days off and make-up days of CN for 2090–2091 are still ")
    crm.settings.set("calendar_country", "DE")
    assert unknown_holidays(crm) == ""
    with crm.database.write(crm.actor, "x") as writing:
        writing.update("setting", 1, {"value": "Atlantis"})
    assert unknown_holidays(crm).startswith("“Atlantis” does not do for setting calendar_country")
