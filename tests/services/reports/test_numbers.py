"""Every number of every report is what the raw records say, and opens exactly the records behind it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW
from tests.services.reports.business import fill
from tests.services.reports.oracle import Business, Told
from tests.services.reports.test_ticket_numbers import check as check_tickets
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.demo.business import demo_database
from tui_crm.models.report import Asked, Report, Unit
from tui_crm.models.span import Period
from tui_crm.models.when import When
from tui_crm.services.crm import Crm

BERLIN = FixedClock(NOW, ZoneInfo("Europe/Berlin"))
REPORTS = ("activity", "followups", "customers")  # those on tickets are in test_ticket_numbers.py
TEAM = "America/St_Johns"  # half an hour beside the others, and with summer time

ASKED = (
    Asked(),
    Asked(period="18m", compare="previous"),
    Asked(period="this-month", compare="last-year", owner="me"),
    Asked(period="2026-03..2026-q3", filter="stage:active,new -tag:vip or city:上海", compare="2025"),
    Asked(period="90d", filter="in:any", owner="Anna"),
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crm]:
    file = demo_database(tmp_path_factory.mktemp("demo"), BERLIN, "li")
    with Crm.open(file, login="li", source=Source.CLI, clock=BERLIN) as crm:
        yield crm


@pytest.fixture(scope="module")
def random(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crm]:
    file = tmp_path_factory.mktemp("random") / "crm.db"
    file.write_bytes(template.read_bytes())
    with Crm.open(file, login="li", source=Source.CLI, clock=BERLIN) as crm:
        fill(crm, 8, 40)
        crm.settings.set("calendar_zone", TEAM)
        yield crm


def asked_of(crm: Crm, business: Business, asked: Asked, report: Report, period: Period) -> Told:
    chosen = set(crm.contacts.find(crm.contacts.parse(asked.filter)).ids) if asked.filter else None
    login = {"me": "li"}.get(asked.owner, asked.owner)
    owner = next((key for key, user in business.things["user"].items() if user["login"] == login), None)
    assert bool(asked.owner) == (owner is not None)
    return business.told(report.name, period, chosen, owner)


def check(crm: Crm, zone: str, asked: Asked) -> int:
    """Compare every number of every report; returns how many say something."""
    business = Business.read(crm.database, ZoneInfo(zone), NOW)
    telling = 0
    for name in REPORTS:
        report = crm.reports.ask(name, asked)
        told = asked_of(crm, business, asked, report, report.period)
        numbers = {number.key: number for *_place, number in report.numbers()}
        assert len(numbers) == len(list(report.numbers())), "every key is one number's"
        assert {key for key, ids in told.ids.items() if ids} <= numbers.keys(), "none is left out"
        for key, number in numbers.items():
            assert number.value == told.value(key), (asked, key)
            behind = crm.reports.records(report, number)
            assert set(behind.ids) == told.ids[key], (asked, key)
            assert len(behind.ids) == number.records
            assert number.unit is not Unit.COUNT or number.value == number.records
            if behind.filter:
                assert set(crm.contacts.find(crm.contacts.parse(behind.filter)).ids) == told.ids[key], behind.filter
            telling += bool(number.value)
        if report.before is not None:
            compare(report, asked_of(crm, business, asked, report, report.before))
    return telling


def compare(report: Report, told: Told) -> None:
    """Compare what every number was before."""
    for table, _row, _column, number in report.numbers():
        if table.name in {"customers", "silent"} and report.name == "followups":
            assert number.before is None, "only the present knows who has no next step"
        elif table.name != "month":
            assert number.before == told.value(number.key), number.key
        if number.before is not None and number.value is not None:
            assert number.difference == number.value - number.before


@pytest.mark.parametrize("asked", ASKED[:2], ids=str)
def test_the_numbers_of_the_demo(demo: Crm, asked: Asked) -> None:
    if asked.owner:
        asked = Asked(asked.period, asked.compare, asked.filter, "anna")
    assert check(demo, "Europe/Berlin", asked) > 60


def test_the_numbers_of_the_help_desk_of_the_demo(demo: Crm) -> None:
    assert check_tickets(demo, Asked("30d", filter="-city:上海"), "Europe/Berlin") > 100


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_the_numbers_of_a_random_business(random: Crm, asked: Asked) -> None:
    assert check(random, TEAM, asked) > 12


def test_a_number_of_contacts_has_a_filter_wherever_one_can_say_it(demo: Crm) -> None:
    for name in ("followups", "customers"):
        report = demo.reports.ask(name, Asked(filter="-city:上海", owner="anna"))
        for *_place, number in report.numbers():
            behind = demo.reports.records(report, number)
            assert bool(behind.filter) == (behind.thing == "contact" and bool(behind.ids)), number.key


def test_months_stand_beside_the_months_before(demo: Crm) -> None:
    report = demo.reports.ask("customers", Asked(period="2026-05..2026-10", compare="previous"))
    earlier = demo.reports.ask("customers", Asked(period="2025-11..2026-04"))
    months = next(table for table in report.tables if table.name == "month")
    before = next(table for table in earlier.tables if table.name == "month")
    assert [row.key for row in months.rows] == [f"2026-{month:02}" for month in range(5, 11)]
    assert [row.numbers[0].before for row in months.rows] == [row.numbers[0].value for row in before.rows]


def test_what_was_kept_stays_kept_when_its_due_day_is_moved_afterwards(li: Crm) -> None:
    """The service refuses that now: the log of an older version has it, and the undo of a putting off does it still."""
    today, week = NOW.date(), timedelta(days=7)
    for _name in range(2):
        li.followups.add(When(today, None, "UTC"))
    put_off = li.followups.snooze(2, When(today + week, None, "UTC")).operation_id
    li.followups.done(1, 2)

    def kept(period: str) -> tuple[int, ...]:
        assert check(li, "UTC", Asked(period=period)) > 0
        report = li.reports.ask("followups", Asked(period=period))
        number = report.number("total.kept")
        assert number is not None
        return li.reports.records(report, number).ids

    with li.database.write(li.actor, "moved by an older version") as writing:
        writing.update("reminder", 1, {"due_on": (today - week).isoformat()})
    assert put_off is not None
    li.history.undo(put_off)
    assert [entry.due_on for entry in li.followups.rows([1, 2])] == [today - week, today]
    assert (kept("2026-11-21"), kept("2026-11-28")) == ((1,), (2,))
    li.history.undo(writing.operation_id)
    assert li.followups.get(1).due_on == today
    assert (kept("2026-11-21"), kept("2026-11-28")) == ((1,), (2,))
    li.followups.reopen(1, 2)
    number = li.reports.ask("followups", Asked(period="2026-11-21")).number("total.ahead")
    assert number is not None
    assert number.value == 2


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(40))
def test_the_numbers_of_many_businesses(crm_file: Path, seed: int) -> None:
    zone = ("UTC", "Asia/Shanghai", "America/New_York", "Asia/Kathmandu")[seed % 4]
    now = datetime(2026, 1 + seed % 12, 1 + seed % 28, seed % 24, 30, tzinfo=UTC)
    with Crm.open(crm_file, login="li", source=Source.CLI, clock=FixedClock(now, ZoneInfo(zone))) as crm:
        fill(crm, seed, 40)
        for asked in ASKED:
            check_at(crm, zone, asked, now)


def check_at(crm: Crm, zone: str, asked: Asked, now: datetime) -> None:
    business = Business.read(crm.database, ZoneInfo(zone), now)
    for name in REPORTS:
        report = crm.reports.ask(name, asked)
        told = asked_of(crm, business, asked, report, report.period)
        for *_place, number in report.numbers():
            assert number.value == told.value(number.key), (asked, number.key)
            assert set(crm.reports.records(report, number).ids) == told.ids[number.key], (asked, number.key)
