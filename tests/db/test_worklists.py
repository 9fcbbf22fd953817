"""However many reminders there are, a page and a month cost a page and a month: counted in steps of SQLite's machine."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import NOW, Filled, OpenCrm
from tests.db.test_agenda import steps
from tui_crm.db import tallying, worklists
from tui_crm.db.reminders import Wanted
from tui_crm.models.agenda import Tally
from tui_crm.models.worklist import State
from tui_crm.services.crm import Crm

PILE = 4_000
LI, WANG = 1, 2
DAYS = worklists.Days(NOW.date(), NOW.date() + timedelta(days=41), ZoneInfo("UTC"))


@pytest.fixture
def pile(filled: Filled, open_crm: OpenCrm) -> Crm:
    """Return a CRM with two reminders of wang's a day over many years, one of them done."""
    filled("worklists", fill)
    return open_crm("li")


def fill(crm: Crm) -> None:
    """Write what ``pile`` is of."""
    for login in ("li", "wang"):
        crm.users.add(login)
    made: list[dict[str, object]] = []
    for number in range(PILE):
        day = (date(2020, 1, 1) + timedelta(days=number // 2)).isoformat()
        done = f"{day}T08:00:00Z" if number % 2 else None
        made.append({"owner_id": WANG, "due_on": day, "priority": "normal", "created_at": day, "done_at": done})
    with crm.database.write(crm.actor, "Filled") as writing:
        writing.create_many("reminder", made)


@pytest.mark.parametrize("state", [State.OPEN, State.DONE])
@pytest.mark.parametrize("owner", [LI, WANG, None])
def test_a_page_and_a_month_cost_what_they_show(pile: Crm, state: State, owner: int | None) -> None:
    wanted = Wanted(owner_id=owner, state=state)
    assert steps(pile, lambda connection: worklists.by_day(connection, wanted, DAYS)) < 4_000
    if not (state is State.DONE and owner == LI):  # who has done nothing is looked for among all that was done
        assert steps(pile, lambda connection: worklists.ids(connection, wanted, 10)) < 1_500


def test_nobodys_are_found_without_a_look_at_those_of_others(pile: Crm) -> None:
    wanted = Wanted(unowned=True)
    assert steps(pile, lambda connection: worklists.ids(connection, wanted)) < 1_000
    assert steps(pile, lambda connection: worklists.by_day(connection, wanted, DAYS)) < 1_000


def test_counting_stops(pile: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallying, "MOST", 10)
    with pile.database.read() as connection:
        assert worklists.count(connection, Wanted(owner_id=WANG)) == Tally(10, more=True)
        assert worklists.count(connection, Wanted(owner_id=LI)) == Tally(0)
    assert steps(pile, lambda connection: worklists.count(connection, Wanted(owner_id=WANG))) < 1_000
