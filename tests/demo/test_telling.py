"""The tales as customers."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tui_crm.clock import Clock, FixedClock
from tui_crm.demo.cast import Cast
from tui_crm.demo.tale import Birthday, Tale
from tui_crm.demo.tales_west import WESTERN_TALES
from tui_crm.demo.tales_zh import CHINESE_TALES
from tui_crm.demo.telling import birthday_of, casts_of_tales
from tui_crm.models.birthday import parse_birthday
from tui_crm.models.codes import Kind, Stage
from tui_crm.services.contact_input import checked

CLOCKS = [
    FixedClock(datetime(2026, 11, 22, 1, 0, tzinfo=UTC), ZoneInfo("Asia/Shanghai")),
    FixedClock(datetime(2027, 3, 1, 0, 5, tzinfo=UTC), ZoneInfo("UTC")),
    FixedClock(datetime(2028, 2, 29, 12, 0, tzinfo=UTC), ZoneInfo("America/New_York")),
]
EACH = pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.zone.key)
ENDS = {
    "price": Stage.ACTIVE,
    "slipping": Stage.DORMANT,
    "buyer": Stage.ACTIVE,
    "friend-zh": Stage.NEW,
    "payment": Stage.ACTIVE,
    "designer": Stage.ACTIVE,
    "fair": Stage.NEW,
    "complaint": Stage.ACTIVE,
    "champion": Stage.ACTIVE,
    "friend": Stage.NEW,
    "tender": Stage.LEAD,
    "returned": Stage.ACTIVE,
    "patience": Stage.LEAD,
    "framework": Stage.ACTIVE,
}


def _tales(clock: Clock) -> dict[str, Cast]:
    return {cast.key: cast for cast in casts_of_tales(clock, "kim")}


@EACH
def test_every_story_ends_where_its_steps_lead(clock: Clock) -> None:
    tales = _tales(clock)
    assert {key: cast.stage for key, cast in tales.items()} == ENDS
    for key, cast in tales.items():
        steps = cast.story.steps
        way = [Stage.LEAD, *(step.now for step in steps)]
        assert [step.was for step in steps] == way[:-1], key
        assert way[-1] is cast.stage, key
        assert [step.at for step in steps] == sorted(step.at for step in steps)
        assert cast.head.said["stage"] == cast.stage


@EACH
def test_what_happened_is_in_order_past_and_within_a_year(clock: Clock) -> None:
    for cast in _tales(clock).values():
        moments = [touch.at for touch in cast.story.touches]
        assert moments == sorted(moments)
        assert len(set(moments)) == len(moments)
        assert clock.now() - timedelta(days=370) < cast.story.began == moments[0]
        assert moments[-1] <= clock.now()


@EACH
def test_cards_can_be_stored(clock: Clock) -> None:
    for cast in _tales(clock).values():
        for member in (cast.head, *cast.staff):
            assert checked(member.said, complete=True)["name"] == member.said["name"]
        assert (cast.head.said.get("kind") == Kind.COMPANY) == bool(cast.staff)


@pytest.mark.parametrize("told", [*CHINESE_TALES, *WESTERN_TALES], ids=lambda tale: tale.key)
def test_nothing_is_said_twice_and_nobody_is_missing(told: Tale) -> None:
    texts = [entry.text for entry in told.entries if entry.text]
    assert len(set(texts)) == len(texts)
    assert all(entry.person < len(told.people) for entry in told.entries)
    assert all(each.person < len(told.people) for each in told.nexts)
    assert [entry.ago for entry in told.entries] == sorted((entry.ago for entry in told.entries), reverse=True)


def test_the_visitor_and_colleagues_are_mentioned() -> None:
    said = [str(touch.said["text"]) for cast in _tales(CLOCKS[0]).values() for touch in cast.story.touches]
    mentioned = {name for text in said for name in re.findall(r"@(\w+)", text)}
    assert mentioned == {"kim", "li", "anna", "wang"}
    assert not any("{" in text for text in said)


def test_who_refers_a_friend_did_so_before_the_friend_came() -> None:
    tales = _tales(CLOCKS[0])
    champion = [
        touch
        for touch in tales["champion"].story.touches
        if "Daniel" in str(touch.said["text"]) + str(touch.said.get("subject"))
    ]
    assert champion[0].at < tales["friend"].story.began
    assert tales["friend"].head.said["source"] == tales["friend-zh"].head.said["source"] == "referral"


@pytest.mark.parametrize("lunar", [False, True])
def test_a_birthday_is_celebrated_on_the_day(lunar: bool) -> None:  # noqa: FBT001 - a parameter of the test
    today = date(2026, 11, 22)
    for ahead in range(-30, 400, 7):
        text = birthday_of(Birthday(ahead, 1979, lunar=lunar), today)
        day = today + timedelta(days=ahead)
        assert text.startswith("lunar:") == lunar
        assert parse_birthday(text).occurrences(day, day) == [day]


def test_a_birthday_on_leap_day_of_somebody_born_in_another_year() -> None:
    assert birthday_of(Birthday(0, 1979), date(2028, 2, 29)) == "1979-02-28"
