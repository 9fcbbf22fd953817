"""Dates are read as files write them, and the order of day and month is never guessed."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.errors import BadInput
from tui_crm.services.importing.choices import Order
from tui_crm.services.importing.columns.dates import DateReader, Moment, numeric_readings

DAY = date(2024, 3, 5)


def _reader(*cells: str, order: Order | None = None) -> DateReader:
    return DateReader(lambda: [("Due", cell) for cell in cells], order)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-05", "2024/3/5", "2024.3.5", "2024年3月5日", "２０２４年３月５日", "20240305", "5 Mar 2024", "5-Mar-24",
        "5. March 2024", "5th Mar. 2024", "Mar 5, 2024", "March 5th, 2024", "Tue, 5 Mar 2024",
        "Tuesday 2024-03-05", "2024-03-05 星期二", "2024年3月5日（周二）", "45356", "45356.0",
        " 2024-03-05 ", "5 March, 2024", "2024年 3月 5日",
    ],
)  # fmt: skip
def test_a_day_is_read(text: str) -> None:
    assert _reader().read(text) == Moment(DAY)


PLUS_8 = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("text", "clock", "offset"),
    [
        ("2024-03-05 09:14", time(9, 14), None),
        ("2024-03-05T09:14:30", time(9, 14, 30), None),
        ("2024-03-05T09:14:30.123Z", time(9, 14, 30), UTC),
        ("2024-03-05 09:14:30 +0800", time(9, 14, 30), PLUS_8),
        ("2024-03-05T09:14-05:30", time(9, 14), timezone(-timedelta(hours=5, minutes=30))),
        ("Tue, 5 Mar 2024 09:14:00 GMT", time(9, 14), UTC),
        ("2024/3/5 9:14 PM", time(21, 14), None),
        ("Mar 5, 2024 12:01 a.m.", time(0, 1), None),
        ("5 Mar 2024, 3pm", time(15), None),
        ("2024年3月5日 下午3点20分", time(15, 20), None),
        ("2024年3月5日下午3:20", time(15, 20), None),
        ("2024-03-05 上午12:05", time(0, 5), None),
        ("2024年3月5日 15时30分", time(15, 30), None),
        ("2024-03-05 12点", time(12), None),
        ("45356.5", time(12), None),
    ],
)
def test_a_time_is_read_with_its_day(text: str, clock: time, offset: timezone | None) -> None:
    assert _reader().read(text) == Moment(DAY, clock, offset)


@pytest.mark.parametrize("text", ["0/0/00", "0000-00-00", "", "  ", "0", "00.00.0000", "-"])
def test_no_date_is_none(text: str) -> None:
    assert _reader().read(text) is None


@pytest.mark.parametrize(
    "text",
    ["soon", "2024-13-01", "2024-02-30", "30 Foo 2024", "138", "138001", "13800138000", "31/31/2024", "2024-03-05 25:00",
     "2024-03-05 noonish", "1/2", "3/4/5/6"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the column's converter says it in words
        _reader("13/1/2024").read(text)


def test_excels_days_count_from_1900() -> None:
    assert _reader().read("25569") == Moment(date(1970, 1, 1))
    assert _reader().read("45356.9999999") == Moment(date(2024, 3, 6), time())


@pytest.mark.parametrize(
    ("others", "order"),
    [
        (["15/3/2024"], Order.DAY_FIRST),
        (["3/15/2024"], Order.MONTH_FIRST),
        (["", "soon", "2024-03-15", "1/2/2024", "3/15/2024 2:30 PM"], Order.MONTH_FIRST),
        (["1.2.2024", "Mon 15/3/24", "15/3/99"], Order.DAY_FIRST),
        (["99/3/15"], Order.YEAR_FIRST),
    ],
)
def test_the_other_dates_of_the_file_decide(others: list[str], order: Order) -> None:
    text = "3/4/24"
    assert _reader(text, *others).read(text) == Moment(numeric_readings(text)[order])


def test_the_order_is_decided_once() -> None:
    passes = []

    def cells() -> list[tuple[str, str]]:
        passes.append(1)
        return [("Due", "3/15/2024")]

    reader = DateReader(cells)
    assert reader.read("2024-03-05") == reader.read("3/5/2024") == Moment(DAY)
    assert reader.read("4/5/2024") == Moment(date(2024, 4, 5))
    assert passes == [1]


def test_without_a_clear_date_the_order_is_asked_for() -> None:
    with pytest.raises(BadInput, match="column “Due”: “3/4/2024” can be 2024-04-03 / 2024-03-04") as caught:
        _reader("5/5/2024", "3/4/2024", "1/2/2024").read("1/2/2024")
    assert "--date-order" in caught.value.hint


def test_two_digits_may_be_the_year_or_the_day() -> None:
    with pytest.raises(BadInput, match="“15/3/24” can be 2024-03-15 / 2015-03-24"):
        _reader("15/3/24").read("15/3/24")


def test_a_date_that_is_the_same_in_any_order_needs_no_decision() -> None:
    assert _reader("3/4/2024").read("5/5/2024") == Moment(date(2024, 5, 5))


def test_a_date_that_is_possible_in_one_order_needs_no_decision() -> None:
    assert _reader("3/4/2024").read("3/15/2024") == Moment(date(2024, 3, 15))


def test_with_points_the_day_comes_first_unless_another_date_says_no() -> None:
    assert _reader("3.4.2024").read("3.4.2024") == Moment(date(2024, 4, 3))
    assert _reader("3.4.2024", "3.15.2024").read("3.4.2024") == Moment(date(2024, 3, 4))


@pytest.mark.parametrize(("order", "day"), [("dmy", date(2024, 4, 3)), ("mdy", date(2024, 3, 4))])
def test_an_order_that_is_said_holds(order: str, day: date) -> None:
    assert _reader("15/3/2024", order=Order(order)).read("3/4/2024") == Moment(day)


def test_a_date_against_the_order_is_refused() -> None:
    with pytest.raises(ValueError, match="15/3/2024"):
        _reader(order=Order.MONTH_FIRST).read("15/3/2024")


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)), st.sampled_from(list(Order)), st.sampled_from("/-."))
def test_every_date_reads_back_in_its_order(day: date, order: Order, sign: str) -> None:
    numbers = {"d": f"{day.day}", "m": f"{day.month}", "y": f"{day.year}"}
    text = sign.join(numbers[letter] for letter in order)
    assert _reader(order=order).read(text) == Moment(day)


@given(st.datetimes(datetime.fromisoformat("1901-01-01"), datetime.fromisoformat("2099-12-31")))
def test_every_instant_in_iso_form_reads_back(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    assert _reader().read(moment.isoformat()) == Moment(moment.date(), moment.time())
    assert _reader().read(moment.strftime("%d %b %Y %H:%M:%S")) == Moment(moment.date(), moment.time())
