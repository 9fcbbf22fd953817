"""The demo as a database."""

import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from gettext import NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.store import difference, dump, wrong
from tui_crm import i18n
from tui_crm.actor import Actor, Source
from tui_crm.call_words import OBJECTIONS, OUTCOMES
from tui_crm.clock import FixedClock
from tui_crm.demo.business import demo_database
from tui_crm.demo.people import TAGS
from tui_crm.demo.phrases import CAMPAIGNS
from tui_crm.errors import BadInput, NotFound
from tui_crm.models.birthday import Calendar, parse_birthday
from tui_crm.models.codes import ActivityKind, Direction, FieldType, Priority, Stage
from tui_crm.services.crm import Crm
from tui_crm.services.everything.bringing import bring_in

CLOCK = FixedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))


def _open(path: Path, login: str = "kim") -> Crm:
    return Crm.open(path, login=login, source=Source.CLI, clock=CLOCK, create=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_database(tmp_path_factory.mktemp("demo"), CLOCK, "kim")


def _content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of a file, but for what tells it from every other file."""
    with _open(path) as crm, crm.database.read() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')]
            for (name,) in tables
            if name != "origin"
        }


class _Quoting(NullTranslations):
    """A language that is English in quotes."""

    def gettext(self, message: str) -> str:
        return f"«{message}»"


def test_four_people_work_for_some_three_hundred_customers(demo: Path) -> None:
    with _open(demo) as crm:
        assert {user.login: user.team for user in crm.users.all()} == {
            "anna": "Service",
            "kim": "Sales",
            "li": "Sales",
            "wang": "Sales",
        }
        assert all(user.owned > 40 for user in crm.users.all())
        rows = crm.contacts.rows(range(1, 2000))
    customers = [row for row in rows if row.customer_id == row.id]
    assert 310 <= len(customers) <= 320
    assert {row.stage for row in customers} == set(Stage)
    assert {row.kind for row in customers} == {"person", "company"}


def test_it_goes_out_and_comes_in_again_as_it_was(demo: Path, tmp_path: Path) -> None:
    with _open(Path(shutil.copy(demo, tmp_path / "old.db"))) as crm:
        crm.everything.take_out(tmp_path / "out")
        before = dump(crm.database, versions=True)
    bring_in(tmp_path / "out", tmp_path / "new.db", Actor("kim", Source.CLI, CLOCK))
    with _open(tmp_path / "new.db") as crm:
        assert wrong(crm.database) == {}
        assert difference(before, dump(crm.database, versions=True)) == {}
        crm.everything.take_out(tmp_path / "again")
    files = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    assert {file.name: file.read_bytes() for file in (tmp_path / "again").iterdir()} == files


def test_a_colleague_of_the_same_name_is_left_out(tmp_path: Path) -> None:
    with _open(demo_database(tmp_path, CLOCK, "li"), "li") as crm:
        assert crm.users.logins() == ["anna", "li", "tom", "wang"]


def test_some_things_are_overdue_and_some_due_today(demo: Path) -> None:
    with _open(demo) as crm:
        mine = crm.followups.due(owner="kim")
        states = Counter((entry.due_on < CLOCK.today(), entry.overdue) for entry in crm.followups.due())
    assert mine
    assert states[True, True] >= 8
    assert states[False, False] + states[False, True] >= 8


def test_a_year_of_activities_stands_in_the_lists(demo: Path) -> None:
    with _open(demo) as crm:
        rows = crm.contacts.rows(range(1, 301))
        assert all(row.last_at for row in rows)
        company = next(row for row in rows if row.kind == "company" and row.stage == Stage.ACTIVE)
        kinds = {entry.kind for entry in crm.journey.timeline(company.id)}
    assert {"call", "stage", "change"} <= kinds


def test_the_file_passes_its_check_up(demo: Path) -> None:
    with _open(demo) as crm:
        assert [finding for finding in crm.safety.check_up() if finding.state == "bad"] == []


def test_everything_that_can_be_kept_is_there(demo: Path) -> None:
    with _open(demo) as crm, crm.database.read() as connection:

        def values(column: str, table: str) -> set[object]:
            found = connection.exec_driver_sql(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL")
            return {row[0] for row in found}

        assert values("kind", "activity") == set(ActivityKind)
        assert values("direction", "activity") == set(Direction)
        assert values("outcome", "activity") == set(OUTCOMES)
        assert values("feeling", "activity") == {-2, -1, 0, 1, 2}
        assert values("objection", "activity") == {*OBJECTIONS} - {"trust"}
        assert values("campaign", "activity") == set(CAMPAIGNS)
        assert values("priority", "reminder") == set(Priority)
        assert values("type", "custom_field") == set(FieldType)
        assert values("place", "reminder")
        used = {field.name: field.used for field in crm.custom_fields.all()}
        assert min(used.values()) >= 3
        assert {tag.name for tag in crm.tags.all()} == {*TAGS, "year-end dinner"}


def test_a_story_says_nothing_twice(demo: Path) -> None:
    with _open(demo) as crm:
        for row in crm.contacts.rows(range(1, 315)):
            texts = [entry.text for entry in crm.activities.of_contact(row.id, 200) if entry.text]
            assert len(texts) == len(set(texts)), row.name


def test_the_steps_of_every_customer_lead_to_its_stage(demo: Path) -> None:
    with _open(demo) as crm, crm.database.read() as connection:
        steps = connection.exec_driver_sql(
            "SELECT contact_id, to_stage FROM stage_transition ORDER BY effective_at, id"
        )
        last = {row[0]: row[1] for row in steps}
        rows = crm.contacts.rows(list(last))
    assert {row.id: row.stage for row in rows} == last


def test_birthdays_of_this_week_are_lunar_too(demo: Path) -> None:
    today = CLOCK.today()
    with _open(demo) as crm:
        cards = crm.contacts.cards(range(1, 700))
    birthdays = [parse_birthday(card.birthday) for card in cards if card.birthday]
    near = [each for each in birthdays if each.occurrences(today, today + timedelta(days=7))]
    assert {each.calendar for each in near} == set(Calendar)
    assert any(each.occurrences(today, today) for each in near)


def test_the_visitor_is_mentioned(demo: Path) -> None:
    with _open(demo) as crm, crm.database.read() as connection:
        found = connection.exec_driver_sql("SELECT count(*) FROM activity WHERE text LIKE '%@kim%'").scalar()
    assert found is not None
    assert found >= 3


def test_reminders_come_back(demo: Path) -> None:
    with _open(demo) as crm:
        found = {entry.owner: entry.repeat for entry in crm.followups.find() if entry.repeat}
    assert found == {"anna": "FREQ=WEEKLY;INTERVAL=2", "kim": "FREQ=WEEKLY;INTERVAL=2", "li": "FREQ=MONTHLY;BYDAY=-1FR"}


def test_undo_does_not_take_the_business_away(demo: Path) -> None:
    with _open(demo) as crm:
        operations = [(entry.by, entry.source) for entry in crm.history.list()]
        with pytest.raises(NotFound):
            crm.history.undo()
    assert [by for by, source in operations if source == Source.SYSTEM] == ["kim", "kim"]
    assert {by for by, source in operations if source == Source.SCREEN} == {"anna", "li", "wang"}


def test_colleagues_merged_undid_and_redid_in_order(demo: Path) -> None:
    with _open(demo) as crm:
        operations = crm.history.list()
        [merged] = [entry for entry in operations if entry.what.startswith("Merged Anna")]
        [again] = crm.contacts.rows([crm.contacts.meant("anna@nordlicht.example")])
        left = crm.contacts.rows([crm.contacts.meant("138 8076 5519")])
    assert merged.by == "anna"
    assert [row.company for row in left] == [""]
    assert again.name == "Anna Schmidt"
    assert {"undone", "undo", "redo"} <= {entry.state for entry in operations}
    assert [entry.at for entry in operations] == sorted((entry.at for entry in operations), reverse=True)


def test_the_same_for_the_same_clock(demo: Path, tmp_path: Path) -> None:
    assert _content(demo_database(tmp_path, CLOCK, "kim")) == _content(demo)


def test_the_team_calls_things_in_the_language_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_translations", _Quoting())
    with _open(demo_database(tmp_path, CLOCK, "kim")) as crm:
        assert {"«wholesale»", "«year-end dinner»"} <= {tag.name for tag in crm.tags.all()}
        assert {entry.outcome for entry in crm.activities.of_contact(1)} <= {"", *OUTCOMES}
        campaigns = {entry.campaign for entry in crm.activities.of_contact(1)} - {""}
    assert campaigns == {"«autumn fair»"}


def test_the_team_has_days_of_its_own_ahead(demo: Path) -> None:
    with _open(demo) as crm:
        days = [(own.day.weekday(), own.kind, own.name, own.hours) for own in crm.calendar.own_days()]
        assert [(crm.clock.today() - own.day).days < -7 for own in crm.calendar.own_days()] == [True, True]
    assert days == [(5, "work", "stocktaking", "09:00-12:00"), (4, "off", "team outing", "")]


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "demo.db").write_text("mine")
    with pytest.raises(BadInput):
        demo_database(tmp_path, CLOCK)
    assert (tmp_path / "demo.db").read_text() == "mine"


def test_somebody_has_no_next_step_on_purpose(demo: Path) -> None:
    with _open(demo) as crm:
        found = crm.contacts.rows(crm.contacts.find(crm.contacts.parse("next:on-purpose kind:any")))
        (customer,) = {row.customer_id for row in found}
        assert crm.activities.of_contact(customer, 1)[0].objection == "need"
