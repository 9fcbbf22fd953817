"""Every number of the reports on tickets and answers is what the raw records say, and opens exactly the records behind it."""

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW
from tests.services.reports.oracle import Business
from tests.services.reports.ticket_oracle import MEASURES, Desk
from tests.services.tickets.help_desk import HelpDesk
from tui_crm import i18n
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.models.report import Asked, Report, Unit
from tui_crm.models.span import Period
from tui_crm.services.crm import Crm
from tui_crm.services.reports.labels import Labels
from tui_crm.services.reports.texts import difference_text, value_text

TEAM = "America/St_Johns"  # half an hour beside the others, and with summer time

ASKED = (
    Asked(period="12m", compare="this-year"),
    Asked(period="this-month", compare="previous", owner="me"),
    Asked(period="2026-10-15..2026-11-20", filter="tag:vip or level:a", compare="2026-10"),
    Asked(period="90d", filter="in:any", owner="zhao"),
)


@pytest.fixture(scope="module")
def desk(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crm]:
    file = tmp_path_factory.mktemp("desk") / "crm.db"
    file.write_bytes(template.read_bytes())
    with Crm.open(file, login="li", source=Source.CLI, clock=FixedClock(NOW, ZoneInfo("Europe/Berlin"))) as crm:
        HelpDesk(crm, seed=3).open(90)
        crm.settings.set("calendar_zone", TEAM)
        crm.settings.set("calendar_hours", "mon-fri 9-12:30,14-18")
        crm.contacts.delete([crm.contacts.meant("Bo")])
        yield crm


def check(crm: Crm, asked: Asked, zone: str = TEAM) -> int:
    """Compare every number of every report; returns how many say something."""
    oracle = Desk(Business.read(crm.database, ZoneInfo(zone), NOW), crm.calendar.current())
    chosen = set(crm.contacts.find(crm.contacts.parse(asked.filter)).ids) if asked.filter else None
    logins = {user["login"]: key for key, user in oracle.business.things["user"].items()}
    owner = logins[{"me": "li"}.get(asked.owner, asked.owner)] if asked.owner else None
    telling = 0
    for name in MEASURES:
        report = crm.reports.ask(name, asked)
        told = oracle.told(name, report.period, chosen, owner)
        numbers = {number.key: number for *_place, number in report.numbers()}
        assert len(numbers) == len(list(report.numbers())), "every key is one number's"
        assert {key for key, (_value, ids) in told.items() if ids} <= numbers.keys(), "none is left out"
        for key, number in numbers.items():
            value, ids = told.get(key, (0 if number.value == 0 else None, frozenset()))
            assert number.value == value, (asked, key)
            assert set(crm.reports.records(report, number).ids) == ids, (asked, key)
            assert number.unit is not Unit.COUNT or number.value == number.records
            telling += bool(number.value)
        if report.before is not None:
            compare(report, oracle, report.before, chosen, owner)
    return telling


def compare(report: Report, oracle: Desk, before: Period, chosen: set[int] | None, owner: int | None) -> None:
    """Compare what every number was before; what speaks of now was nothing."""
    told = oracle.told(report.name, before, chosen, owner)
    only_now = {name for name, _events, now, *_rest in MEASURES[report.name] if now}
    for table, _row, column, number in report.numbers():
        if column.key in only_now:
            assert number.before is None
        elif table.name != "month":
            value = told[number.key][0] if number.key in told else 0 if number.before == 0 else None
            assert number.before == value, number.key


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_the_numbers_of_a_help_desk(desk: Crm, asked: Asked) -> None:
    assert check(desk, asked) > 60


def test_months_stand_side_by_side_though_nothing_happened_in_one(desk: Crm) -> None:
    report = desk.reports.ask("satisfaction", Asked(period="2026-08..2026-10"))
    months = next(table for table in report.tables if table.name == "month")
    assert [row.key for row in months.rows] == ["2026-08", "2026-09", "2026-10"]
    assert [number.value for number in months.rows[0].numbers] == [0, None, 0, None]


def test_times_and_balances_are_said_as_people_say_them(desk: Crm) -> None:
    report = desk.reports.ask("sla", Asked(period="2026-11", compare="previous"))
    said = {number.key: (value_text(number), difference_text(number)) for *_place, number in report.numbers()}
    assert said["total.first_p90"][0].endswith((" h", " min"))
    assert said["total.first_p90"][1][0] in "+-0"
    scores = desk.reports.ask("satisfaction", Asked(period="12m"))
    nps, ces = scores.number("total.nps"), scores.number("total.ces")
    assert nps is not None
    assert ces is not None
    assert value_text(nps)[0] in "+-0"
    assert len(value_text(ces).partition(".")[2]) == 2


@pytest.mark.torture
@pytest.mark.parametrize("seed", range(40))
def test_the_numbers_of_many_help_desks(crm_file: Path, seed: int) -> None:
    with Crm.open(crm_file, login="li", source=Source.CLI, clock=FixedClock(NOW, ZoneInfo("Asia/Kathmandu"))) as crm:
        HelpDesk(crm, seed).open(60)
        crm.settings.set("calendar_zone", TEAM)
        crm.settings.set("calendar_hours", ("mon-fri 9-17", "mon-sun 0-24", "sat 20-24")[seed % 3])
        for asked in ASKED:
            check(crm, asked)


def test_channels_that_the_program_knows_have_a_name_in_ones_language() -> None:
    name = Labels({}).of("ticket_channel")
    assert (name("email"), name("fax"), name("")) == ("mail", "fax", "not said")
    i18n.set_language("zh_CN")
    assert name("email") == "邮件"
