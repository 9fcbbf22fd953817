"""Marks: a set that takes a whole result slice by slice."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from tui_crm.widgets.marks import Marks


def test_toggling_twice_changes_nothing() -> None:
    marks = Marks()
    marks.toggle(7)
    assert marks.ids == {7}
    marks.toggle(7)
    assert marks.ids == set()


def test_a_whole_result_counts_as_marked_before_it_is_taken_in() -> None:
    marks, whole = Marks(), array("I", range(1, 100_001))
    marks.begin(whole)
    assert marks.ids == set()
    assert marks.has(100_000, whole)
    assert not marks.has(100_000, array("I", [100_000]))
    steps = 0
    while marks.take():
        steps += 1
    assert steps == 7
    assert marks.ids == set(range(1, 100_001))
    assert marks.has(100_000, array("I", [100_000]))
    assert marks.is_whole(whole)


def test_a_change_in_the_middle_holds_at_once_and_stays() -> None:
    marks, whole = Marks(), array("I", range(1, 50_001))
    marks.begin(whole)
    marks.take()
    marks.toggle(50_000)
    assert not marks.has(50_000, whole)
    assert marks.has(49_999, whole)
    assert not marks.is_whole(whole)
    while marks.take():
        pass
    assert marks.ids == set(range(1, 50_000))
    assert not marks.has(50_000, whole)
    assert not marks.is_whole(whole)


def test_clearing_ends_the_taking_in() -> None:
    marks = Marks()
    marks.begin(array("I", range(1, 50_001)))
    marks.take()
    marks.clear()
    assert not marks.take()
    assert marks.ids == set()


def test_what_was_handed_out_is_not_emptied_behind_ones_back() -> None:
    marks = Marks()
    marks.add([1, 2])
    kept = marks.ids
    marks.clear()
    assert kept == {1, 2}


@given(st.lists(st.integers(1, 50)), st.lists(st.integers(1, 50)), st.lists(st.integers(1, 50)))
def test_marks_are_a_set(added: list[int], whole: list[int], toggled: list[int]) -> None:
    marks, model = Marks(), set(added) | set(whole)
    marks.add(added)
    marks.begin(whole)
    for record_id in toggled:
        marks.toggle(record_id)
        model ^= {record_id}
    while marks.take():
        pass
    assert marks.ids == model
    assert all(marks.has(record_id, ()) == (record_id in model) for record_id in range(51))
