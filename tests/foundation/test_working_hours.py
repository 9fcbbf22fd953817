"""The hours of a week: how they are read and written, what is refused, and which hours a day has."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.working_hours import ORDINARY_HOURS, Week, parse_spans, parse_week, written_spans, written_week


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (ORDINARY_HOURS, ORDINARY_HOURS),
        ("mon-fri 9-18", "mon-fri 09:00-18:00"),
        ("Monday-Friday 9-17, Sat off", "mon-fri 09:00-17:00"),
        ("mon, tue, thurs 9-12; fri 0-24", "mon-tue 09:00-12:00; thu 09:00-12:00; fri 00:00-24:00"),
        ("sat-mon 9-12", "mon 09:00-12:00; sat-sun 09:00-12:00"),
        ("mon 22-24; tue 0-6", "mon 22:00-24:00; tue 00:00-06:00"),
        ("mon 13-18 9-12 12-13", "mon 09:00-18:00"),
        ("周一至周五 9:00-18:00", "mon-fri 09:00-18:00"),
        (
            "周一到周五９：００－１２：００、13-18；星期六 9-12；周日 休息",
            "mon-fri 09:00-12:00 13:00-18:00; sat 09:00-12:00",
        ),
        ("mon – fri 9 – 17", "mon-fri 09:00-17:00"),
    ],
)
def test_a_week_is_read(text: str, written: str) -> None:
    assert written_week(parse_week(text)) == written


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "hours look like this"),
        ("mon-fri", "hours look like this"),
        ("9-12", "needs a weekday"),
        ("off", "needs a weekday"),
        ("mon- 9-12", "needs a weekday"),
        ("mon off", "on one day at least"),
        ("mon 12-9", "ends before it begins"),
        ("mon 9-9", "ends before it begins"),
        ("mon 9-25", "not on the clock"),
        ("mon 9:60-10", "not on the clock"),
        ("mon 9-10 9:30-11", "“9:30-11” overlaps"),
        ("foo 9-10", "cannot read “foo”"),
        ("-", "cannot read “-”"),
        ("mon--fri 9-12", "cannot read “-”"),
        ("mon 9", "cannot read “9”"),
        ("mon-fri 9-12; tue 8-9", "tue is there twice"),
        ("mon mon 8-9", "mon is there twice"),
    ],
)
def test_what_is_no_week_is_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_week(text)


def test_the_hours_of_a_day() -> None:
    assert parse_spans("9-12, 13:30-18") == ((540, 720), (810, 1080))
    assert parse_spans("off") == parse_spans("") == parse_spans("休息") == ()
    assert written_spans(()) == "off"
    with pytest.raises(ValueError, match="cannot read “mon”"):
        parse_spans("mon 9-12")


MOMENTS = st.lists(st.integers(0, 1440), min_size=0, max_size=6, unique=True).map(sorted)
SPANS = MOMENTS.map(lambda at: tuple(zip(at[::2], at[1::2], strict=False)))
WEEKS = st.tuples(*[SPANS] * 7).filter(any)


@given(WEEKS)
def test_every_week_is_read_as_it_was_written(week: Week) -> None:
    assert parse_week(written_week(week)) == week
    assert all(parse_spans(written_spans(spans)) == spans for spans in week)
