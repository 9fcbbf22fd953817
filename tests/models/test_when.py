"""Which moment a phrase of either language means, in any zone, and what is refused or never guessed."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.models.when_examples import AHEAD, AMBIGUOUS, BACK, ELSEWHEN, WORKING
from tui_crm.errors import UsageError
from tui_crm.models.public_holidays import special_days
from tui_crm.models.typed_text import plain
from tui_crm.models.when import Prefer, When, parse_instant, parse_iso_now, parse_when
from tui_crm.models.when.grammar import PATTERNS, next_phrase
from tui_crm.models.when.lexer import tokens, vocabulary
from tui_crm.models.when.reading import Reference
from tui_crm.models.when.words_en import WORDS as ENGLISH
from tui_crm.models.when.words_zh import WORDS as CHINESE
from tui_crm.models.working_time import Calendars, WorkingCalendar
from tui_crm.working_hours import ORDINARY_HOURS, parse_week

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=SHANGHAI)  # a Saturday


def written(when: When) -> str:
    return f"{when.date} {when.time or ''}".strip().removesuffix(":00")


INSTANTS = st.integers(946_684_800, 4_102_444_800).map(
    lambda seconds: datetime.fromtimestamp(seconds, UTC)
)  # 2000 to 2099
ZONES = st.sampled_from(sorted(available_timezones()))


def china() -> WorkingCalendar:
    return WorkingCalendar(
        parse_week(ORDINARY_HOURS), SHANGHAI, lambda year: special_days("CN", year), lambda *_days: ()
    )


def parse(text: str, prefer: Prefer = "future", calendar: Calendars | None = None) -> When:
    return parse_when(text, now=NOW, zone=SHANGHAI, prefer=prefer, calendar=calendar)


@pytest.mark.parametrize(("text", "moment"), AHEAD)
def test_a_text_looking_ahead(text: str, moment: str) -> None:
    assert written(parse(text)) == moment


@pytest.mark.parametrize(("text", "moment"), WORKING)
def test_a_text_that_counts_working_days(text: str, moment: str) -> None:
    assert written(parse(text, calendar=china)) == moment
    with pytest.raises(UsageError, match="needs the team’s working calendar"):
        parse(text)


@pytest.mark.parametrize(
    ("now", "zone", "text", "moment"), [(at, zone, *phrase) for at, zone, phrases in ELSEWHEN for phrase in phrases]
)
def test_a_text_at_the_edges_of_months_years_and_clocks(now: str, zone: str, text: str, moment: str) -> None:
    there = ZoneInfo(zone)
    at = datetime.fromisoformat(now).replace(tzinfo=there)
    assert written(parse_when(text, now=at, zone=there, calendar=china)) == moment


@pytest.mark.parametrize("text", AMBIGUOUS)
def test_what_may_mean_several_things_is_never_guessed(text: str) -> None:
    for prefer in ("future", "past"):
        with pytest.raises(UsageError) as caught:
            parse(text, prefer, china)
        assert 0 <= caught.value.at <= len(text)
        assert caught.value.text == text


def test_a_calendar_without_working_days_is_told_of() -> None:
    never = WorkingCalendar.of(((),) * 7, SHANGHAI)
    with pytest.raises(UsageError, match="no working time within ten years"):
        parse("3 working days", calendar=lambda: never)


@given(
    st.sampled_from(["2026-12-24", "24 dec 2026", "2026年12月24日", "20261224"]),
    ZONES,
    INSTANTS,
)
def test_a_date_without_a_time_is_the_same_in_every_zone(text: str, zone: str, now: datetime) -> None:
    when = parse_when(text, now=now, zone=ZoneInfo(zone))
    assert (when.date, when.time, when.instant()) == (date(2026, 12, 24), None, None)


@given(
    st.sampled_from([("tomorrow", 1), ("昨天", -1), ("in 3 days", 3), ("大后天", 3), ("+30d", 30), ("两周前", -14)]),
    ZONES,
    INSTANTS,
)
def test_days_are_counted_from_the_users_own_and_shifted_by_no_zone(
    phrase: tuple[str, int], zone: str, now: datetime
) -> None:
    there = ZoneInfo(zone)
    when = parse_when(phrase[0], now=now, zone=there)
    assert (when.date, when.time) == (now.astimezone(there).date() + timedelta(days=phrase[1]), None)


@pytest.mark.parametrize(("text", "moment"), BACK)
def test_a_text_looking_back(text: str, moment: str) -> None:
    assert written(parse(text, "past")) == moment


@pytest.mark.parametrize(
    "text", ["next wed", "本周五", "in 3 days", "3小时前", "明天 14:00", "tonight", "2027-01-01", "now"]
)
def test_what_leaves_nothing_open_means_the_same_both_ways(text: str) -> None:
    assert parse(text, "past") == parse(text, "future")


@pytest.mark.parametrize(
    ("text", "at", "reason"),
    [
        ("", 0, "no date or time"),
        ("on the", 0, "no date or time"),
        ("tomorrow foo", 9, "cannot read “foo”"),
        ("  ＴＯＭＯＲＲＯＷ\u3000魔法 9am", 11, "cannot read “魔法”"),
        ("in 3 m", 5, "“m” may be minutes or months"),
        ("3/4", 1, "“3/4” may begin with the day or with the month"),
        ("3/", 1, "cannot read “/”"),
        ("3m", 1, "“m” may be minutes or months"),
        ("下一个周三", 2, "“下一个周三” may be of this week or of the next"),
        ("+ 3d", 0, "cannot read “\\+”"),
        ("1234567 days", 0, "cannot read “1234567”"),
        ("next", 0, "cannot read “next”"),
        ("tomorrow next", 9, "cannot read “next”"),
        ("this week", 0, "cannot read “this”"),
        ("todayish", 0, "cannot read “todayish”"),
        ("tomorrow at 9", 12, "“9” needs minutes"),
        ("下周八", 2, "“八” needs minutes"),
        ("明天 am", 3, "“am” needs an hour"),
        ("in tomorrow", 0, "“in” needs a length"),
        ("周三前", 2, "“前” needs a length"),
        ("wed tomorrow", 0, "“wed” is not the weekday"),
        ("2pm 3pm", 4, "“3” does not go"),
        ("today tomorrow", 6, "“tomorrow” does not go"),
        ("wed thu", 4, "“thu” does not go"),
        ("tomorrow in 3 days", 12, "“3 days” does not go"),
        ("in 2 hours 9:00", 11, "“9:00” does not go"),
        ("9:00 in 2 hours", 8, "“2 hours” does not go"),
        ("in 3 days ago", 10, "“ago” does not go"),
        ("2026-12-24T10:00Z tomorrow", 18, "“tomorrow” does not go"),
        ("tomorrow 10:00Z", 9, "cannot read “10:00Z”"),
        ("feb 30", 0, "“feb 30” does not exist"),
        ("2027年2月29日", 0, "“2027年2月29日” does not exist"),
        ("2月30号", 0, "“2月30号” does not exist"),
        ("13月1日", 0, "“13月” does not exist"),
        ("the 32nd", 4, "“32nd” does not exist"),
        ("2026-13-01", 0, "“2026-13-01” does not exist"),
        ("20261301", 0, "“20261301” does not exist"),
        ("2026-W60-1", 0, "“2026-W60-1” does not exist"),
        ("today 25:00", 6, "“25:00” does not exist"),
        ("today 9:60", 6, "“9:60” does not exist"),
        ("2026-12-24T10:00+24:00", 11, "does not exist"),
        ("25点", 0, "“25点” does not exist"),
        ("8点60分", 0, "“8点60分” does not exist"),
        ("25pm", 0, "“25” does not exist"),
        ("13am", 2, "“am” does not exist"),
        ("早上3点", 0, "“早上” does not exist"),
        ("三四天后", 0, "“三四” does not exist"),
        ("1899-12-31", 0, "does not exist"),
        ("3000-01-01", 0, "does not exist"),
        ("in 999999 years", 0, "does not exist"),
        ("in 999999 weeks", 0, "does not exist"),
        ("0001-01-01T00:00+10:00", 0, "does not exist"),
        ("today " * 40, 200, "too long"),
    ],
)
def test_a_mistake_is_pointed_at(text: str, at: int, reason: str) -> None:
    with pytest.raises(UsageError, match=reason) as caught:
        parse(text)
    assert (caught.value.text, caught.value.at) == (text, at)


def test_a_mistake_comes_with_examples() -> None:
    with pytest.raises(UsageError) as caught:
        parse("whenever")
    examples = caught.value.hint.removeprefix("for example: ").split(", ")
    assert all(parse(text) for text in examples)


def test_a_moment_without_a_time_is_no_instant() -> None:
    assert parse("tomorrow") == When(date(2026, 11, 22), None, "Asia/Shanghai")
    assert parse("tomorrow").instant() is None
    assert parse("tomorrow 9am").instant() == datetime(2026, 11, 22, 1, tzinfo=UTC)


def test_today_is_the_users_today() -> None:
    late = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert parse_when("today", now=late, zone=SHANGHAI).date == date(2026, 11, 22)
    assert parse_when("today", now=late, zone=BERLIN).date == date(2026, 11, 22)
    assert parse_when("today", now=late, zone=ZoneInfo("America/New_York")).date == date(2026, 11, 21)


def test_a_time_the_clocks_skip_is_read_with_the_offset_before() -> None:
    skipped = parse_when("2026-03-29 02:30", now=NOW, zone=BERLIN)
    assert written(skipped) == "2026-03-29 02:30"
    assert skipped.instant() == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 03:30 on the wall


def test_a_time_that_comes_twice_is_the_first_unless_an_offset_says_the_second() -> None:
    first, second = (parse_when(text, now=NOW, zone=BERLIN) for text in ("2026-10-25 02:30", "2026-10-25T02:30+01:00"))
    assert first.instant() == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert second.instant() == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert written(first) == written(second) == "2026-10-25 02:30"


def test_hours_pass_as_they_do_while_the_clocks_change() -> None:
    before = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)  # 01:30 in Berlin, 02:30 comes twice
    assert parse_when("in 2 hours", now=before, zone=BERLIN).instant() == before + timedelta(hours=2)
    assert written(parse_when("in 2 hours", now=before, zone=BERLIN)) == "2026-10-25 02:30"


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("14:30", "2026-11-20T06:30"),
        ("2 hours ago", "2026-11-20T23:30"),
        ("yesterday", "2026-11-20T04:00"),
        ("today", "2026-11-21T01:30"),
        ("tomorrow", "2026-11-22T04:00"),
        ("3月5日", "2026-03-05T04:00"),
    ],
)
def test_what_happened_has_an_instant_and_a_bare_date_its_noon(text: str, instant: str) -> None:
    expected = datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert parse_instant(text, now=NOW, zone=SHANGHAI) == expected


def test_today_ahead_is_noon_too() -> None:
    noon = datetime(2026, 11, 21, 4, tzinfo=UTC)
    assert parse_instant("today", now=NOW, zone=SHANGHAI, prefer="future") == noon
    assert parse_instant("today", now=NOW + timedelta(hours=5), zone=SHANGHAI) == noon


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-21T09:30:00Z", "2026-11-21T09:30"),
        ("2026-11-21T09:30+08:00", "2026-11-21T01:30"),
        ("2026-11-21 09:30", "2026-11-21T01:30"),
        (" 2026-11-21 ", "2026-11-21T04:00"),
        ("20261121T093000Z", "2026-11-21T09:30"),
    ],
)
def test_now_is_given_in_iso(text: str, instant: str) -> None:
    parsed = parse_iso_now(text, SHANGHAI)
    assert parsed == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert parsed.tzinfo is UTC


@pytest.mark.parametrize("text", ["", "tomorrow", "2026-11", "2026-02-30", "0001-01-01T00:00+10:00", "9999-12-31"])
def test_now_in_words_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no instant in ISO 8601") as caught:
        parse_iso_now(text, SHANGHAI)
    assert (caught.value.text, caught.value.at) == (text, 0)


@given(st.dates(date(1900, 1, 2), date(2999, 12, 30)))
def test_every_iso_date_reads_back(day: date) -> None:
    year, week, weekday = day.isocalendar()
    for text in (f"{day}", f"{day:%Y%m%d}", f"{day:%Y/%m/%d}", f"{year}-W{week:02}-{weekday}"):
        assert parse(text) == When(day, None, "Asia/Shanghai")


@given(st.integers(0, int(datetime(2999, 12, 30, tzinfo=UTC).timestamp())), st.sampled_from([SHANGHAI, BERLIN]))
def test_every_iso_time_reads_back(seconds: int, zone: ZoneInfo) -> None:
    local = datetime.fromtimestamp(seconds, zone)
    for text in (local.isoformat(), local.isoformat(" "), f"{local.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"):
        assert parse_when(text, now=NOW, zone=zone).instant() == local.astimezone(UTC)
    naive = parse_when(f"{local:%Y-%m-%d %H:%M:%S}", now=NOW, zone=zone)
    assert (naive.date, naive.time) == (local.date(), local.time())


WORDS = st.sampled_from(sorted(vocabulary()))
NUMBERS = st.one_of(st.integers(0, 10_000).map(str), st.sampled_from(["9:30", "1.5", "十二", "2026-12-24", "+"]))
SENTENCES = st.lists(st.one_of(WORDS, NUMBERS), max_size=6).flatmap(
    lambda words: st.sampled_from(["", " "]).map(lambda gap: gap.join(words))
)


@given(st.one_of(st.text(), SENTENCES), st.sampled_from(["future", "past"]))
@example("२ days", "future")
@example("㏂ İ ß", "future")
def test_any_text_is_a_moment_or_a_usage_error(text: str, prefer: Prefer) -> None:
    try:
        when = parse(text, prefer)
    except UsageError as error:
        assert 0 <= error.at <= len(text)  # noqa: PT017 - either outcome is right
    else:
        assert 1900 <= when.date.year <= 2999
        instant = when.instant()
        assert (instant is None) == (when.time is None)
        assert instant is None or instant.tzinfo is UTC
        assert when.time is None or isinstance(when.time, time)


@given(WORDS)
def test_every_word_is_read_as_itself_in_any_case(word: str) -> None:
    meanings = [(token.kind, token.value) for token in tokens(plain(word.upper()).text)]
    assert meanings == [meaning for meaning in vocabulary()[word] if meaning[0] != "noise"]


def test_no_word_means_two_things() -> None:
    words = [
        word
        for language in (ENGLISH, CHINESE)
        for numbers in language.values()
        for synonyms in numbers.values()
        for word in synonyms.split(", ")
    ]
    assert sorted(words) == sorted(set(words))
    assert all(plain(word).text == word for word in words)


def test_every_pattern_of_the_grammar_has_an_example() -> None:
    phrases = []
    for text, _moment in AHEAD + WORKING:
        rest = tokens(plain(text).text)
        while rest:
            taken, _reading = next_phrase(rest, Reference(NOW.date(), "future", china))
            phrases.append([token.kind for token in rest[:taken]])
            rest = rest[taken:]
    unused = [
        sequence
        for sequence, _meaning in PATTERNS
        if not any(
            len(phrase) == len(sequence)
            and all(kind in atom.kinds for kind, atom in zip(phrase, sequence, strict=True))
            for phrase in phrases
        )
    ]
    assert unused == []
