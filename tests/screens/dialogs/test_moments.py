"""What a form says of a moment that is typed: its date, what is not known of it, and what else could be typed."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import OpenCrm
from tui_crm import i18n
from tui_crm.clock import FixedClock
from tui_crm.errors import UsageError
from tui_crm.i18n import _
from tui_crm.screens.dialogs import moments
from tui_crm.services.crm import Crm


def test_working_days_are_those_of_the_team(li: Crm) -> None:
    li.calendar.take_off(date(2026, 11, 23), name="outing")
    assert moments.ahead("2 working days", li).date == date(2026, 11, 25)
    assert moments.check_ahead(li)("下个工作日 3pm") == "Tue 24 Nov 15:00 · in 3 d"
    assert moments.behind("1个工作日前", li).date() == date(2026, 11, 20)


def test_of_one_that_is_put_off_the_time_that_it_keeps_is_told(li: Crm) -> None:
    key = li.followups.add(moments.ahead("tomorrow 15:00", li), text="visit", minutes=45).ids[0]
    kept = li.followups.get(key)
    assert moments.told_ahead("下周三", li, kept) == "Wed 25 Nov 15:00 · in 4 d"
    assert moments.told_ahead("next wed 9am", li, kept) == "Wed 25 Nov 09:00 · in 4 d"
    assert moments.told_ahead("next wed", li) == "Wed 25 Nov · in 4 d"


def test_the_second_pass_of_an_hour_is_told_to_be_kept_as_the_first(open_crm: OpenCrm) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    crm = open_crm("li", clock=FixedClock(datetime(2026, 10, 24, 8, 30, tzinfo=UTC), berlin))
    told = moments.told_ahead("in 17 hours", crm)
    assert told == "Sun 25 Oct 02:30 · tomorrow · 02:30 comes twice then, and the first one is kept"
    assert moments.told_ahead("in 16 hours", crm) == "Sun 25 Oct 02:30 · tomorrow"


def test_what_is_not_known_of_the_holidays_is_told_beside_the_date(li: Crm) -> None:
    told = moments.check_ahead(li)("9000 working days")
    assert " are still to be published; its ordinary holidays are counted" in told
    assert moments.check_ahead(li)("1 jan 2050") == "Sat 1 Jan 2050 · in 8442 d"


def test_what_nobody_can_count_is_refused_in_a_sentence(li: Crm) -> None:
    li.settings.set("calendar_zone", "Asia/Shanghai")
    with pytest.raises(UsageError, match="“9点” may be in the morning or the evening"):
        moments.ahead("下个工作日9点", li)


@pytest.mark.parametrize(
    ("language", "begun"), [("en", ("to", "in", "ne", "ye", "an")), ("zh_CN", ("明", "3", "下", "昨"))]
)
def test_suggestions_are_moments_themselves(li: Crm, language: str, begun: tuple[str, ...]) -> None:
    i18n.set_language(language)
    offered = {text for letters in begun for text in moments.complete_ahead(letters, len(letters))}
    assert all(moments.ahead(text, li) for text in offered)
    assert {_("in 3 working days"), _("next working day"), _("tomorrow")} <= offered
    before = {text for letters in begun for text in moments.complete_behind(letters, len(letters))}
    assert all(moments.behind(text, li) for text in before)
    assert _("yesterday") in before


def test_the_examples_of_a_mistake_can_be_typed(li: Crm) -> None:
    i18n.set_language("zh_CN")
    with pytest.raises(UsageError) as caught:
        moments.ahead("whenever", li)
    examples = caught.value.hint.split("：", 1)[1].split("、")
    assert len(examples) == 5
    assert all(moments.ahead(text, li) for text in examples)
