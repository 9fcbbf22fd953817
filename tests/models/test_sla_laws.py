"""The clocks of any ticket: what a walk over its minutes counts, and laws that hold for all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from tests.models.random_tickets import MINUTE, Case, Walk, clocks_change
from tui_crm.models.sla import Moved
from tui_crm.models.ticket import Clock


def as_a_walk_counts(case: Case) -> None:
    """Hold every run against the walk over each minute; the case's moments are whole minutes."""
    found = case.runs()
    walked = Walk(case).done()
    assert [(run.clock, run.started_at, run.ended_at) for run in found] == [
        (w.clock, w.start, w.end) for w in walked
    ], case
    for run, expected in zip(found, walked, strict=True):
        assert run.spent_by(case.last, case.calendar) == expected.minutes * MINUTE, (case, run)
        assert run.paused == (run.ended_at is None and run.since is None)
        if run.ended_at is None and not run.paused and expected.due:
            assert run.due_at == expected.due
        elif run.due_at:
            assert run.due_at > case.last
        if run.ended_at and run.target is not None:
            assert run.met == (expected.minutes <= run.target)


def what_is_spent_and_left_is_the_promise(case: Case) -> None:
    for run in case.runs():
        if run.due_at and run.since and run.target is not None and run.due_at >= run.since:
            assert run.spent + case.calendar.worked(run.since, run.due_at) == run.target * MINUTE


def the_order_of_telling_changes_nothing(case: Case) -> None:
    moves = sorted(case.facts.moves, key=lambda move: move.at, reverse=True)
    again = [move for at in dict.fromkeys(move.at for move in moves) for move in case.facts.moves if move.at == at]
    words = sorted(case.facts.messages, key=lambda word: word.at)
    assert replace(case, facts=replace(case.facts, moves=again, messages=words)).runs() == case.runs()


def pausing_makes_nothing_due_earlier(case: Case) -> None:
    state = next((move.to_state for move in sorted(case.facts.moves, key=lambda move: move.at)[::-1]), "new")
    if state in {"resolved", "closed"}:
        return
    start = case.last + 17 * MINUTE
    paused = case.with_moves(Moved(start, "waiting"), Moved(start + timedelta(days=1.5), state))
    for before, after in zip(case.runs(), paused.runs(), strict=True):
        if before.due_at and after.due_at:
            assert after.due_at >= before.due_at
            if before.due_at <= start:
                assert after.due_at == before.due_at
        assert bool(before.due_at) == bool(after.due_at)


def splitting_a_stretch_changes_nothing(case: Case) -> None:
    ordered = sorted(case.facts.moves, key=lambda move: move.at)
    for at in (case.facts.opened_at + (case.last - case.facts.opened_at) * part / 7 for part in range(1, 7)):
        state = next((move.to_state for move in reversed(ordered) if move.at <= at), "new")
        other = "open" if state == "waiting" else "waiting"
        assert case.with_moves(Moved(at, other), Moved(at, state)).runs() == case.runs()
        assert case.with_moves(Moved(at, state)).runs() == case.runs()


def what_was_over_stays_as_it_was(case: Case) -> None:
    middle = case.facts.opened_at + (case.last - case.facts.opened_at) / 2
    facts = replace(
        case.facts,
        moves=[move for move in case.facts.moves if move.at <= middle],
        messages=[word for word in case.facts.messages if word.at <= middle],
    )
    early = [run for run in replace(case, facts=facts).runs() if run.ended_at and run.clock is not Clock.RESOLUTION]
    assert early == [
        run for run in case.runs() if run.ended_at and run.ended_at <= middle and run.clock is not Clock.RESOLUTION
    ]


def no_clock_runs_longer_than_the_resolution(case: Case) -> None:
    first, *nexts, resolution = case.runs()
    longest = resolution.spent_by(case.last, case.calendar)
    assert first.spent_by(case.last, case.calendar) <= longest
    assert sum((run.spent_by(case.last, case.calendar) for run in nexts), timedelta()) <= longest
    assert sum(run.ended_at is None for run in nexts) <= 1


LAWS: list[Callable[[Case], None]] = [
    what_is_spent_and_left_is_the_promise,
    the_order_of_telling_changes_nothing,
    pausing_makes_nothing_due_earlier,
    splitting_a_stretch_changes_nothing,
    what_was_over_stays_as_it_was,
    no_clock_runs_longer_than_the_resolution,
]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_laws_hold_for_any_ticket(law: Callable[[Case], None]) -> None:
    chance = Random(5)
    for _case in range(40):
        law(Case.by(chance, days=chance.choice((1, 6, 40)), step=timedelta(seconds=chance.choice((1, 60, 3600)))))


def test_clocks_are_what_a_walk_over_the_minutes_counts() -> None:
    chance, walked = Random(6), 0
    for _case in range(60):
        case = Case.by(chance, days=chance.choice((1, 2, 4)))
        if not clocks_change(case):
            as_a_walk_counts(case)
            walked += 1
    assert walked > 40


@pytest.mark.torture
def test_ten_thousand_tickets_obey_the_laws_and_the_walk() -> None:
    chance = Random()
    for _case in range(10_000):
        case = Case.by(chance, days=chance.choice((1, 6, 40)), step=timedelta(seconds=chance.choice((1, 60, 3600))))
        for law in LAWS:
            law(case)
        case = Case.by(chance, days=3)
        if not clocks_change(case):
            as_a_walk_counts(case)
