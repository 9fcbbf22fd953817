"""Keys, stages at a moment, and parts of an outline."""

from array import array
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tui_crm.models.journey import Head, Outline, Silence, Sort, StageStep, key_of, parts_of, stage_at

STEPS = (StageStep("lead", None), StageStep("new", 100), StageStep("active", 200))
HEAD = Head(
    contact_id=1, name="Ann", kind="person", company="", role="", stages=STEPS, pinned=False, deleted=False,
    usual_gap=None, silent=None, silences=(Silence(40, None), Silence(30, 150)), people=frozenset({1}),
)  # fmt: skip


def outline(times: list[int], ahead: int = 0) -> Outline:
    count = len(times)
    days = [date(2026, 3, 1).toordinal() - number for number in range(count)]
    kinds = array("B", [number % 3 for number in range(count)])
    return Outline(HEAD, array("q", range(count)), kinds, array("q", times), array("l", days), ahead)


@given(st.sampled_from(Sort), st.integers(0, 2**40))
def test_a_key_tells_what_it_is_of(sort: Sort, number: int) -> None:
    assert parts_of(key_of(sort, number)) == (sort, number)


def test_of_one_moment_what_was_said_is_newer_than_what_it_changed() -> None:
    assert key_of(Sort.CHANGE, 10**9) < key_of(Sort.STAGE, 0) < key_of(Sort.ACTIVITY, 0) < key_of(Sort.REMINDER, 0)


def test_a_stage_holds_from_its_beginning_on() -> None:
    assert [stage_at(STEPS, moment) for moment in (-5, 0, 99, 100, 199, 200, 10**12)] == [
        *("lead", "lead", "lead", "new", "new", "active", "active"),
    ]
    assert stage_at(STEPS[1:], 0) == "new"
    assert stage_at((), 0) == ""


def test_what_is_ahead_has_no_stage() -> None:
    assert [outline([0, 250, 150, 50], ahead=1).stage(position) for position in range(4)] == [
        "",
        "active",
        "new",
        "lead",
    ]


def test_silences_stand_below_what_ended_them_and_only_in_the_whole() -> None:
    whole = outline([0, 250, 150, 150, 50], ahead=1)
    assert [(position, silence.days) for position, silence in whole.silences()] == [(1, 40), (4, 30)]
    assert whole.past().silences()[0][0] == 0
    assert whole.of_kinds(["call"]).silences() == ()
    assert whole.of_kinds([]) is whole
    assert whole.of_days(None, None) is whole


def test_parts_keep_the_order_and_what_is_ahead() -> None:
    whole = outline([0, 0, 300, 200, 100, 50], ahead=2)
    part = whole.chosen([False, True, True, False, False, True])
    assert (list(part.keys), list(part.times), part.ahead) == ([1, 2, 5], [0, 300, 50], 1)
    assert [list(whole.of_kinds([kind]).keys) for kind in ("call", "meeting", "visit")] == [[0, 3], [1, 4], [2, 5]]


def test_months_begin_where_their_first_entry_is() -> None:
    found = outline([300, 200, 100]).months()
    assert [(month.first, month.position) for month in found] == [(date(2026, 3, 1), 0), (date(2026, 2, 1), 1)]
    assert outline([]).months() == ()
