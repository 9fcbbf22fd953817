"""Numbers keep all digits that they have, and serial numbers are what their format shows."""

from datetime import date, datetime, time, timedelta

import pytest

from tui_crm.services.importing.files.sheets.values import Shown, number_text, serial_text, shown_by, value_text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("13800138000", "13800138000"),
        ("1.3800138E10", "13800138000"),
        ("13800138000.0", "13800138000"),
        ("5.0", "5"),
        ("-0.5", "-0.5"),
        ("0.10000000000000001", "0.1"),
        ("1234.5600000000002", "1234.56"),
        ("1E-3", "0.001"),
        ("1.5E-7", "0.00000015"),
        ("110101199003077513", "110101199003077513"),
        ("1.10101199003077E+17", "1.10101199003077E+17"),  # digits that were lost are not made up
    ],
)
def test_a_number_is_written_with_the_digits_it_has(raw: str, text: str) -> None:
    assert number_text(raw) == text


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("General", (Shown.NUMBER, 0)),
        ("0.00E+00", (Shown.NUMBER, 0)),
        ('#,##0.00 "days"', (Shown.NUMBER, 0)),
        ("[Red]0;[Blue]-0", (Shown.NUMBER, 0)),
        ("000000", (Shown.NUMBER, 6)),
        ("yyyy-mm-dd", (Shown.DAY, 0)),
        ('yyyy"年"m"月"d"日"', (Shown.DAY, 0)),
        ("[$-804]mmm\\-yy;@", (Shown.DAY, 0)),
        ("d/m/yyyy h:mm AM/PM", (Shown.MOMENT, 0)),
        ("hh:mm:ss", (Shown.TIME, 0)),
        ("[h]:mm", (Shown.SPAN, 0)),
    ],
)
def test_a_format_tells_what_a_number_stands_for(code: str, shown: tuple[Shown, int]) -> None:
    assert shown_by(code) == shown


@pytest.mark.parametrize(
    ("raw", "shown", "text"),
    [
        ("45363", Shown.DAY, "2024-03-12"),
        ("45363.38472222", Shown.DAY, "2024-03-12"),
        ("45363.38472222", Shown.MOMENT, "2024-03-12 09:14"),
        ("45363.9999999", Shown.MOMENT, "2024-03-13 00:00"),
        ("0.38472222", Shown.TIME, "09:14"),
        ("45363.38472222", Shown.TIME, "2024-03-12 09:14"),
        ("0.5", Shown.MOMENT, "12:00"),
        ("1.104175", Shown.SPAN, "26:30:01"),
        ("1", Shown.DAY, "1900-01-01"),
        ("59", Shown.DAY, "1900-02-28"),
        ("61", Shown.DAY, "1900-03-01"),
        ("0", Shown.DAY, ""),
        ("-3", Shown.DAY, "-3"),
        ("2958465.99", Shown.MOMENT, "2958465.99"),
    ],
)
def test_a_serial_number_is_what_its_format_shows(raw: str, shown: Shown, text: str) -> None:
    assert serial_text(raw, shown) == text


def test_days_may_be_counted_from_1904() -> None:
    assert serial_text("43901", Shown.DAY, later_epoch=True) == "2024-03-12"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("1.38E+10", "1.38E+10"),
        (True, "TRUE"),
        (13800138000.0, "13800138000"),
        (datetime(2024, 3, 12), "2024-03-12"),  # noqa: DTZ001 - as calamine gives it
        (datetime(2024, 3, 12, 9, 14, 5), "2024-03-12 09:14:05"),  # noqa: DTZ001
        (date(2024, 3, 12), "2024-03-12"),
        (time(9, 14), "09:14"),
        (timedelta(hours=26), "26:00"),
    ],
)
def test_a_value_of_a_reader_becomes_text(value: object, text: str) -> None:
    assert value_text(value) == text
