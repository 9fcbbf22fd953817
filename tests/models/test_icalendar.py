"""Lines of iCalendar: what another program reads from them is what was written, whatever the text."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from tests.payloads import PAYLOADS
from tui_crm.models import icalendar

TEXTS = st.text(st.one_of(st.sampled_from("\\;,:\n\r\t\"'張é😀\u2028\x85"), st.characters(exclude_categories=["Cs"])))


def read_back(text: str) -> str:
    lines = ("BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR")
    begin, begin_event, end_event, end = (icalendar.line(*line.split(":")) for line in lines)
    written = begin + begin_event + icalendar.line("SUMMARY", icalendar.text(text)) + end_event + end
    assert_folded(written)
    (event,) = Calendar.from_ical(written.encode()).walk("VEVENT")
    return str(event["SUMMARY"])


def assert_folded(written: str) -> None:
    assert written.endswith("\r\n")
    for line in written.encode().removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= icalendar.LINE_OCTETS
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()  # no character is parted


def expected(text: str) -> str:
    broken = re.sub("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    return re.sub("[\x00-\x08\x0b-\x1f\x7f]", "", broken)


@given(TEXTS)
@settings(max_examples=150)
def test_any_text_is_read_back(text: str) -> None:
    assert read_back(text) == expected(text)


@pytest.mark.torture
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=2_000) | TEXTS)
@settings(max_examples=20_000)
def test_any_text_is_read_back_at_length(text: str) -> None:
    assert read_back(text) == expected(text)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_is_read_back(payload: str) -> None:
    assert read_back(payload * 3) == expected(payload * 3)


def test_a_line_is_folded_at_75_octets() -> None:
    assert icalendar.line("A", "x" * 73) == "A:" + "x" * 73 + "\r\n"
    assert icalendar.line("A", "x" * 74) == "A:" + "x" * 73 + "\r\n x\r\n"
    assert icalendar.line("A", "x" * 72 + "张") == "A:" + "x" * 72 + "\r\n 张\r\n"
    assert icalendar.line("A", "x" * (73 + 74) + "y") == "A:" + "x" * 73 + "\r\n " + "x" * 74 + "\r\n y\r\n"


def test_moments() -> None:
    shanghai = datetime(2026, 11, 25, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert icalendar.day(date(2026, 1, 2)) == "20260102"
    assert icalendar.instant(shanghai) == icalendar.instant(shanghai.astimezone(UTC)) == "20261125T070000Z"
    assert icalendar.wall_time(shanghai) == "20261125T150000"
