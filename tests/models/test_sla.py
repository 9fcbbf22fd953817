"""The clocks of tickets: published cases, and every turn that a ticket can take."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.models.random_tickets import MINUTE
from tests.models.test_working_time import BERLIN, CHINA, SHANGHAI
from tui_crm.models.sla import Facts, Moved, Run, Said, Standing, Targets, runs, standing
from tui_crm.models.ticket import Clock
from tui_crm.models.working_time import WorkingCalendar
from tui_crm.working_hours import parse_week

NINE_TO_FIVE = WorkingCalendar.of(parse_week("mon-fri 9-17"), BERLIN)
EIGHT_TO_SIX = WorkingCalendar.of(parse_week("mon-fri 8-18"), BERLIN)
ALWAYS = WorkingCalendar.of(parse_week("mon-sun 0-24"), BERLIN)
OPENED = datetime(2013, 3, 21, 9, 30, tzinfo=UTC)
PROMISED = Targets(60, 180, 240)
FIRST, NEXT, RESOLUTION = Clock


def utc(clock: str, day: int = 21) -> datetime:
    hour, minute = clock.split(":")
    return datetime(2013, 3, day, int(hour), int(minute), tzinfo=UTC)


def told(facts: Facts, calendar: WorkingCalendar = NINE_TO_FIVE) -> list[str]:
    """Return each run in a line: clock, from, to, minutes, and what is to come of it, all in UTC."""
    return [_told(run) for run in runs(facts, calendar)]


def _told(run: Run) -> str:
    end = f"{run.ended_at:%H:%M}" if run.ended_at else "…"
    turn = {
        True: "met",
        False: "missed",
        None: "paused" if run.paused else f"due {run.due_at:%H:%M}" if run.due_at else "—",
    }
    return f"{run.clock} {run.started_at:%H:%M}–{end} {run.spent / MINUTE:g} {turn[run.met]}"


def of(*happened: str, targets: Targets = PROMISED) -> Facts:
    """Return a ticket of 21 March 2013: ``in`` and ``out`` are words, everything else states."""
    said = [entry.split() for entry in happened]
    words = {"in", "out"}
    return Facts(
        OPENED,
        [Moved(utc(clock), what) for clock, what in said if what not in words],
        [Said(utc(clock), what == "in") for clock, what in said if what in words],
        targets,
    )


@pytest.mark.parametrize(
    ("calendar", "targets", "dues"),
    [
        (NINE_TO_FIVE, Targets(60, 180, 240), ["10:30", "12:30", "13:30"]),
        (EIGHT_TO_SIX, Targets(60, 120, 180), ["10:30", "11:30", "12:30"]),
    ],
)
def test_the_published_cases(calendar: WorkingCalendar, targets: Targets, dues: list[str]) -> None:
    found = runs(Facts(OPENED, targets=targets), calendar)
    assert [run.clock for run in found] == list(Clock)
    assert [f"{run.due_at:%H:%M}" for run in found] == dues
    assert [run.target for run in found] == [targets.first, targets.next, targets.resolution]


@pytest.mark.parametrize(("answered", "spent", "spare"), [("10:00", 30, 30), ("14:00", 270, -210), ("10:30", 60, 0)])
def test_the_published_responses(answered: str, spent: int, spare: int) -> None:
    first, *_others = runs(of(f"{answered} out"), NINE_TO_FIVE)
    assert (first.spent, first.to_spare, first.met) == (spent * MINUTE, spare * MINUTE, spare >= 0)


@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        pytest.param(
            ("10:00 out", "10:00 open", "11:00 in", "11:20 in", "12:00 in", "12:30 out"),
            [
                "first 09:30–10:00 30 met",
                "next 09:30–10:00 30 met",
                "next 11:00–12:30 90 met",
                "resolution 09:30–… 0 due 13:30",
            ],
            id="of several unanswered words the oldest counts",
        ),
        pytest.param(
            ("10:00 waiting", "11:00 open", "11:00 in", "11:30 out"),
            ["first 09:30–11:30 60 met", "next 09:30–11:30 60 met", "resolution 09:30–… 30 due 14:30"],
            id="the clocks stand still while it waits, and go on with the customer's word",
        ),
        pytest.param(
            ("10:00 waiting", "11:00 out"),
            ["first 09:30–11:00 30 met", "next 09:30–11:00 30 met", "resolution 09:30–… 30 paused"],
            id="an answer while it waits",
        ),
        pytest.param(
            ("10:00 out", "10:30 waiting", "11:00 in"),
            [
                "first 09:30–10:00 30 met",
                "next 09:30–10:00 30 met",
                "next 11:00–… 0 paused",
                "resolution 09:30–… 60 paused",
            ],
            id="a word while it waits, with nobody who moved it",
        ),
        pytest.param(
            ("12:00 resolved",),
            ["first 09:30–12:00 150 missed", "next 09:30–12:00 150 met", "resolution 09:30–12:00 150 met"],
            id="over without a word",
        ),
        pytest.param(
            ("10:00 out", "10:30 resolved", "12:00 in", "12:00 open", "12:10 out", "12:30 closed"),
            [
                "first 09:30–10:00 30 met",
                "next 09:30–10:00 30 met",
                "next 12:00–12:10 10 met",
                "resolution 09:30–12:30 90 met",
            ],
            id="taken up again it goes on, without the time that it was over",
        ),
        pytest.param(
            ("10:00 out", "10:30 resolved", "11:00 closed"),
            ["first 09:30–10:00 30 met", "next 09:30–10:00 30 met", "resolution 09:30–10:30 60 met"],
            id="closed after it was resolved",
        ),
        pytest.param(
            ("10:00 out", "10:30 closed", "11:00 in"),
            ["first 09:30–10:00 30 met", "next 09:30–10:00 30 met", "resolution 09:30–10:30 60 met"],
            id="thanks for a ticket that stays closed ask for nothing",
        ),
        pytest.param(
            ("10:00 out", "10:30 closed", "11:00 in", "12:00 open"),
            [
                "first 09:30–10:00 30 met",
                "next 09:30–10:00 30 met",
                "next 12:00–… 0 due 15:00",
                "resolution 09:30–… 60 due 15:00",
            ],
            id="a word to a closed ticket is owed an answer once it is taken up",
        ),
        pytest.param(
            ("10:00 out", "10:30 closed", "11:00 in", "11:10 out", "12:00 open"),
            ["first 09:30–10:00 30 met", "next 09:30–10:00 30 met", "resolution 09:30–… 60 due 15:00"],
            id="one that was answered meanwhile is not",
        ),
        pytest.param(
            ("11:00 in", "12:00 out", "10:00 out"),
            [
                "first 09:30–10:00 30 met",
                "next 09:30–10:00 30 met",
                "next 11:00–12:00 60 met",
                "resolution 09:30–… 0 due 13:30",
            ],
            id="an answer that is told of later",
        ),
        pytest.param(
            ("11:00 open", "10:00 waiting"),
            ["first 09:30–… 30 due 11:30", "next 09:30–… 30 due 13:30", "resolution 09:30–… 30 due 14:30"],
            id="moves that were recorded out of their order",
        ),
        pytest.param(
            ("10:00 waiting", "10:00 open", "11:00 open", "11:00 resolved", "11:00 waiting"),
            ["first 09:30–… 90 paused", "next 09:30–… 90 paused", "resolution 09:30–… 90 paused"],
            id="of moves at one moment the last one holds",
        ),
        pytest.param(
            ("09:00 waiting", "09:00 out", "09:10 in"),
            [
                "first 09:30–09:30 0 met",
                "next 09:30–09:30 0 met",
                "next 09:30–… 0 paused",
                "resolution 09:30–… 0 paused",
            ],
            id="what is dated before the opening happened then",
        ),
        pytest.param(
            ("14:30 waiting", "15:00 open"),
            ["first 09:30–… 300 due 10:30", "next 09:30–… 300 due 12:30", "resolution 09:30–… 300 due 13:30"],
            id="what ran out before the pause ran out then",
        ),
        pytest.param(
            ("14:30 waiting",),
            ["first 09:30–… 300 paused", "next 09:30–… 300 paused", "resolution 09:30–… 300 paused"],
            id="what is paused is not due",
        ),
    ],
)
def test_every_turn_that_a_ticket_can_take(happened: tuple[str, ...], expected: list[str]) -> None:
    assert told(of(*happened)) == expected


def test_without_a_promise_the_time_is_counted_all_the_same() -> None:
    assert told(of("10:00 out", targets=Targets())) == [
        "first 09:30–10:00 30 —", "next 09:30–10:00 30 —", "resolution 09:30–… 0 —",
    ]  # fmt: skip
    resolution = runs(of("10:00 waiting", "11:00 open", targets=Targets()), NINE_TO_FIVE)[-1]
    assert (resolution.since, resolution.spent_by(utc("11:40"), NINE_TO_FIVE)) == (utc("11:00"), 70 * MINUTE)
    assert resolution.spent_by(utc("10:50"), NINE_TO_FIVE) == 30 * MINUTE


@pytest.mark.parametrize(
    ("opened", "pause", "target", "due"),
    [
        ("2026-11-20T17:30", "", 60, "2026-11-23T09:30"),  # over a night and a weekend
        ("2026-02-13T17:00", "", 60, "2026-02-13T18:00"),  # at the end of a day, not at the beginning of the next
        (
            "2026-02-13T17:00",
            "",
            600,
            "2026-02-24T10:00",
        ),  # a make-up Saturday, then Spring Festival: 15 to 23 February
        ("2026-02-13T17:00", "2026-02-14T12:00 2026-02-20T10:00", 600, "2026-02-24T16:00"),  # paused into the holidays
        ("2026-09-30T17:00", "2026-10-01T08:00 2026-10-07T20:00", 120, "2026-10-08T10:00"),  # a pause of holidays only
        ("2026-10-09T17:00", "2026-10-10T10:00 2026-10-10T16:00", 300, "2026-10-12T10:00"),  # in a make-up Saturday
        ("2026-11-18T23:10", "2026-11-19T02:00 2026-11-19T03:00", 1, "2026-11-19T09:01"),  # in the night
    ],
)
def test_nights_holidays_and_make_up_days(opened: str, pause: str, target: int, due: str) -> None:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)

    moves = [Moved(at(moment), state) for moment, state in zip(pause.split(), ("waiting", "open"), strict=False)]
    resolution = runs(Facts(at(opened), moves, (), Targets(resolution=target)), CHINA)[-1]
    assert resolution.due_at == at(due)
    assert resolution.spent_by(at(due), CHINA) == target * MINUTE


@pytest.mark.parametrize(
    ("opened", "pause", "due"),
    [
        ("2026-03-28T20:00", (), "2026-03-29T09:00"),  # the night of 23 hours
        ("2026-10-24T20:00", (), "2026-10-25T07:00"),  # the night of 25 hours
        ("2026-03-28T20:00", ("2026-03-29T01:00", "2026-03-29T04:00"), "2026-03-29T11:00"),  # 2 hours of pause
        ("2026-10-24T20:00", ("2026-10-25T01:00", "2026-10-25T04:00"), "2026-10-25T11:00"),  # 4 hours of pause
    ],
)
def test_hours_last_as_long_as_they_do_while_the_clocks_change(opened: str, pause: tuple[str, ...], due: str) -> None:
    def at(text: str) -> datetime:
        return datetime.fromisoformat(text).replace(tzinfo=BERLIN)

    moves = [Moved(at(moment), state) for moment, state in zip(pause, ("waiting", "open"), strict=False)]
    resolution = runs(Facts(at(opened), moves, (), Targets(resolution=720)), ALWAYS)[-1]
    assert resolution.due_at == at(due).astimezone(UTC)


def test_hours_of_the_day_stay_where_they_are_when_the_clocks_have_changed() -> None:
    friday = datetime(2026, 3, 27, 15, 30, tzinfo=UTC)  # half an hour before five in Berlin
    first, *_others = runs(Facts(friday, targets=Targets(first=60)), NINE_TO_FIVE)
    assert first.due_at == datetime(2026, 3, 30, 7, 30, tzinfo=UTC)


def test_a_promise_that_nobody_will_ever_work_on_runs_out_never() -> None:
    never = WorkingCalendar.of(((),) * 7, SHANGHAI)
    assert told(of(), never) == ["first 09:30–… 0 —", "next 09:30–… 0 —", "resolution 09:30–… 0 —"]


@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        ((), Standing(FIRST, utc("10:30"), False, None, None, None, OPENED, None, OPENED, 0)),
        (
            ("10:00 out",),
            Standing(RESOLUTION, utc("13:30"), False, utc("10:00"), None, None, OPENED, utc("10:00"), None, 1),
        ),
        (
            ("10:00 out", "10:10 in", "10:20 in"),
            Standing(NEXT, utc("13:10"), False, utc("10:00"), None, None, utc("10:20"), utc("10:00"), utc("10:10"), 3),
        ),
        (("10:00 waiting",), Standing(None, None, True, None, None, None, OPENED, None, OPENED, 0)),
        (
            (
                "10:00 out",
                "11:00 resolved",
                "11:30 closed",
                "11:40 open",
                "12:00 resolved",
                "12:10 closed",
                "12:20 closed",
            ),
            Standing(None, None, False, utc("10:00"), utc("12:00"), utc("12:10"), OPENED, utc("10:00"), None, 1),
        ),
        (("11:00 closed",), Standing(None, None, False, None, utc("11:00"), utc("11:00"), OPENED, None, None, 0)),
        (
            ("11:00 closed", "11:30 resolved"),
            Standing(None, None, False, None, utc("11:00"), None, OPENED, None, None, 0),
        ),
    ],
)
def test_what_there_is_to_know_at_a_glance(happened: tuple[str, ...], expected: Standing) -> None:
    facts = of(*happened)
    assert standing(facts, runs(facts, NINE_TO_FIVE)) == expected


def test_of_clocks_that_run_out_together_the_first_response_is_told() -> None:
    facts = Facts(OPENED, targets=Targets(60, 60, 60))
    assert standing(facts, runs(facts, NINE_TO_FIVE)).clock is FIRST


def test_a_ticket_may_live_for_years_and_hear_thousands_of_words() -> None:
    days = [datetime(2024, 1, 1, 3, tzinfo=UTC) + timedelta(days=day) for day in range(800)]
    words = [Said(day + turn * timedelta(minutes=7), turn % 2 == 0) for day in days for turn in range(4)]
    moves = [Moved(day, state) for day, state in zip(days, ("waiting", "open") * 400, strict=True)]
    *_first, resolution = found = runs(Facts(days[0], moves, words, PROMISED), CHINA)
    assert len(found) == 2 + 1600
    assert resolution.due_at is not None


@pytest.mark.parametrize(
    ("happened", "warned"),
    [
        ((), ["10:15", "11:45", "12:30"]),
        (("10:00 waiting", "11:00 open"), ["11:15", "12:45", "13:30"]),
        (("12:00 waiting", "12:30 open"), ["10:15", "11:45", "13:00"]),  # two of them before it waited
        (("10:00 waiting",), [None, None, None]),
        (("10:00 out",), [None, None, "12:30"]),
    ],
)
def test_three_quarters_of_a_promised_time_pass_while_it_runs(
    happened: tuple[str, ...], warned: list[str | None]
) -> None:
    found = runs(of(*happened), NINE_TO_FIVE)
    assert [run.warn_at and f"{run.warn_at:%H:%M}" for run in found] == warned
    assert all(run.warn_at < run.due_at for run in found if run.warn_at and run.due_at)
