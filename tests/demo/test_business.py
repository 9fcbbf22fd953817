"""The demo as a database."""

from collections import Counter
from datetime import UTC, datetime
from gettext import NullTranslations
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tui_crm import i18n
from tui_crm.actor import Source
from tui_crm.clock import FixedClock
from tui_crm.demo.business import demo_database
from tui_crm.errors import BadInput, NotFound
from tui_crm.models.codes import OUTCOMES, Stage
from tui_crm.services.crm import Crm

CLOCK = FixedClock(datetime(2026, 11, 21, 9, 30, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))


def _open(path: Path, login: str = "kim") -> Crm:
    return Crm.open(path, login=login, source=Source.CLI, clock=CLOCK, create=False)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_database(tmp_path_factory.mktemp("demo"), CLOCK, "kim")


def _content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with _open(path) as crm, crm.database.read() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return {
            name: [tuple(row) for row in connection.exec_driver_sql(f'SELECT * FROM "{name}"')] for (name,) in tables
        }


class _Quoting(NullTranslations):
    """A language that is English in quotes."""

    def gettext(self, message: str) -> str:
        return f"«{message}»"


def test_four_people_work_for_three_hundred_customers(demo: Path) -> None:
    with _open(demo) as crm:
        assert crm.users.logins() == ["anna", "kim", "li", "wang"]
        assert all(user.owned > 40 for user in crm.users.all())
        rows = crm.contacts.rows(range(1, 2000))
    customers = [row for row in rows if row.customer_id == row.id]
    assert len(customers) == 300
    assert {row.stage for row in customers} == set(Stage)
    assert {row.kind for row in customers} == {"person", "company"}


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


def test_undo_does_not_take_the_business_away(demo: Path) -> None:
    with _open(demo) as crm:
        operations = [(entry.by, entry.source) for entry in crm.history.list()]
        with pytest.raises(NotFound):
            crm.history.undo()
    assert [by for by, source in operations if source == Source.SYSTEM] == ["kim", "kim"]
    assert {by for by, source in operations if source == Source.SCREEN} == {"anna", "li", "wang"}


def test_the_same_for_the_same_clock(demo: Path, tmp_path: Path) -> None:
    assert _content(demo_database(tmp_path, CLOCK, "kim")) == _content(demo)


def test_the_business_speaks_the_language_in_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_translations", _Quoting())
    with _open(demo_database(tmp_path, CLOCK, "kim")) as crm:
        assert "«wholesale»" in {tag.name for tag in crm.tags.all()}
        texts = {entry.text for contact_id in range(1, 20) for entry in crm.activities.of_contact(contact_id)}
        assert len(texts) > 10
        assert all(text.startswith("«") for text in texts if text)
        assert {entry.outcome for entry in crm.activities.of_contact(1)} <= {"", *OUTCOMES}


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "demo.db").write_text("mine")
    with pytest.raises(BadInput):
        demo_database(tmp_path, CLOCK)
    assert (tmp_path / "demo.db").read_text() == "mine"
