"""However much there is, what waits is found by an index: the work is counted, in steps of SQLite's virtual machine."""

from collections.abc import Callable

import pytest
from sqlalchemy import Connection

from tests.conftest import NOW, Filled, OpenCrm
from tui_crm.clock import FixedClock
from tui_crm.db import agenda, card_texts, mentions, sql, tallying
from tui_crm.db.sqlite.connection import driver_connection
from tui_crm.models.agenda import DUE, Horizon, Section, Tally
from tui_crm.services.crm import Crm

PILE = 4_000
LI, WANG = 1, 2
HORIZON = Horizon.of(FixedClock(NOW))
MIDNIGHT = "2026-11-21T00:00:00Z"
NIGHT = "2026-11-22T00:00:00Z"
LONG_AGO = "2026-10-01T00:00:00Z"


@pytest.fixture
def pile(filled: Filled, open_crm: OpenCrm) -> Crm:
    """Return a CRM in which everything is wang's: contacts without a next step, and reminders that are all late."""
    filled("agenda", fill)
    return open_crm("li")


def fill(crm: Crm) -> None:
    """Write what ``pile`` is of."""
    for login in ("li", "wang"):
        crm.users.add(login)
    contact: dict[str, object] = {"kind": "person", "stage": "lead", "stage_pinned": 0, "do_not_contact": 0}
    contact |= {"owner_id": WANG, "birthday": "1990-06-06", "created_at": MIDNIGHT}
    reminder = {"owner_id": WANG, "due_on": "2026-11-01", "priority": "normal", "created_at": MIDNIGHT}
    with crm.database.write(crm.actor, "Filled") as writing:
        writing.create_many("contact", [{**contact, "name": str(number)} for number in range(PILE)])
        writing.create_many("reminder", [reminder] * PILE)


def steps(crm: Crm, call: Callable[[Connection], object]) -> int:
    """Return how many steps ``call`` takes, to the next hundred."""
    taken = 0

    def count() -> int:
        nonlocal taken
        taken += 100
        return 0

    with crm.database.read() as connection:
        raw = driver_connection(connection)
        raw.set_progress_handler(count, 100)
        try:
            call(connection)
        finally:
            raw.set_progress_handler(None, 0)
    return taken


@pytest.mark.parametrize("section", DUE)
def test_my_reminders_are_found_without_a_look_at_those_of_others(pile: Crm, section: Section) -> None:
    span = HORIZON.span(section)
    assert steps(pile, lambda connection: agenda.due_ids(connection, span, LI, 100)) < 1_000
    assert steps(pile, lambda connection: agenda.due_count(connection, span, LI)) < 1_000


@pytest.mark.parametrize("owner", [WANG, None])
def test_a_page_of_a_pile_costs_a_page(pile: Crm, owner: int | None) -> None:
    span = HORIZON.span(Section.OVERDUE)
    assert steps(pile, lambda connection: agenda.due_ids(connection, span, owner, 10)) < 1_500
    assert steps(pile, lambda connection: agenda.silent_ids(connection, None, 10)) < 1_500


def test_those_without_a_next_step_on_purpose_are_not_looked_at(pile: Crm) -> None:
    with pile.database.write(pile.actor, "Left") as writing:
        writing.update_many("contact", {key: {"no_next_since": MIDNIGHT} for key in range(1, PILE)})
    assert steps(pile, lambda connection: agenda.silent_ids(connection, None, 10)) < 1_500
    assert steps(pile, lambda connection: agenda.silent_count(connection, None)) < 1_500


def test_my_customers_are_found_without_a_look_at_those_of_others(pile: Crm) -> None:
    assert steps(pile, lambda connection: agenda.silent_ids(connection, LI, 100)) < 1_000
    assert steps(pile, lambda connection: agenda.silent_count(connection, LI)) < 1_000


def test_nobody_is_looked_at_where_no_cadence_is_used(pile: Crm) -> None:
    assert steps(pile, lambda connection: agenda.out_of_touch_ids(connection, NIGHT, WANG, 100)) < 500
    assert steps(pile, lambda connection: agenda.out_of_touch_count(connection, NIGHT, None)) < 500


@pytest.fixture
def late(pile: Crm, monkeypatch: pytest.MonkeyPatch) -> Crm:
    """Return the pile with a cadence, which has run out, and no reminders; a few are far fewer than there are."""
    with pile.database.write(pile.actor, "Kept") as writing:
        writing.update_many("contact", {key: {"cadence": 7, "created_at": LONG_AGO} for key in range(1, PILE)})
        writing.remove("reminder", range(1, PILE + 1))
    monkeypatch.setattr(agenda, "_HANDFUL", 100)
    return pile


def test_a_page_of_those_to_be_in_touch_with_costs_a_page(late: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    assert steps(late, lambda connection: agenda.out_of_touch_ids(connection, NIGHT, None, 10)) < 1_000
    monkeypatch.setattr(agenda, "_FEW", 100)
    assert steps(late, lambda connection: agenda.out_of_touch_ids(connection, NIGHT, WANG, 10)) < 3_000
    with late.database.read() as connection:
        assert agenda.out_of_touch_count(connection, NIGHT, WANG) == Tally(1_000, more=True)


def test_those_of_others_are_not_looked_at_where_many_are_late(late: Crm) -> None:
    assert steps(late, lambda connection: agenda.out_of_touch_ids(connection, NIGHT, LI, 100)) < 1_500
    assert steps(late, lambda connection: agenda.out_of_touch_count(connection, NIGHT, LI)) < 1_500


def test_those_out_of_touch_are_ruled_out_one_by_one(late: Crm) -> None:
    assert steps(late, lambda connection: agenda.silent_ids(connection, None, 10, NIGHT)) < 10 * PILE
    with late.database.read() as connection:
        assert agenda.silent_ids(connection, None, 10, NIGHT) == [PILE]


def test_a_page_of_an_owner_of_many_costs_a_page(pile: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agenda, "_FEW", 100)
    assert steps(pile, lambda connection: agenda.silent_ids(connection, WANG, 10)) < 3_000


def test_counting_stops(pile: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallying, "MOST", 10)
    span = HORIZON.span(Section.OVERDUE)
    for owner in (WANG, None):
        assert steps(pile, lambda connection, whose=owner: agenda.due_count(connection, span, whose)) < 1_500  # type: ignore[misc]
    assert steps(pile, lambda connection: agenda.silent_count(connection, None)) < 1_500


def test_birthdays_on_other_days_are_not_looked_at(pile: Crm) -> None:
    assert steps(pile, lambda connection: agenda.birthdays(connection, NOW.date(), MIDNIGHT, WANG)) < 1_500


def test_older_activities_are_not_looked_at(pile: Crm) -> None:
    made = {"kind": "call", "contact_id": 1, "customer_id": 1, "at": "2026-10-01T00:00:00Z", "text": "@li"}
    with pile.database.write(pile.actor, "Filled") as writing:
        writing.create_many("activity", [{**made, "created_at": MIDNIGHT}] * PILE)
        writing.remove("reminder", range(1, PILE + 1))
    assert steps(pile, lambda connection: mentions.written_since(connection, MIDNIGHT)) < 1_000


def test_older_changes_and_cards_that_name_nobody_are_not_looked_at(pile: Crm) -> None:
    def changes(connection: Connection) -> object:
        return card_texts.changes_since(connection, MIDNIGHT, ())

    assert steps(pile, changes) < 500  # a machine's, or of too many at once
    for key in range(1, 31):
        pile.contacts.edit(key, {"note": "nobody"})
    assert steps(pile, changes) < 30 * 100
    with pile.database.write(pile.actor, "Aged") as writing:
        sql.run(writing.connection, "UPDATE operation SET at = :at", at=LONG_AGO)
    assert steps(pile, changes) < 30 * 25


def test_an_answer_is_looked_for_among_what_the_customer_has(pile: Crm) -> None:
    asked = mentions.Written("activity", 1, 1, 1, MIDNIGHT, MIDNIGHT, LI, None, "@wang")
    assert steps(pile, lambda connection: mentions.is_answered(connection, asked, WANG)) < 1_000
