"""Columns share a width: fractions grow, low priorities fold away, nothing overlaps."""

from hypothesis import given
from hypothesis import strategies as st

from tui_crm.widgets.columns import GAP, Column, placed

NAME = Column("name", "Name", 12, fraction=2, priority=9)
CITY = Column("city", "City", 6, fraction=1, priority=1)
VALUE = Column("value", "Value", 8, align="right", priority=5)


def widths(columns: tuple[Column, ...], width: int) -> dict[str, int]:
    return {place.column.key: place.width for place in placed(columns, width)}


def test_fractions_share_what_is_left() -> None:
    assert widths((NAME, CITY, VALUE), 12 + 6 + 8 + 2 * GAP + 9) == {"name": 18, "city": 9, "value": 8}


def test_no_cell_is_lost_when_it_does_not_divide() -> None:
    assert widths((NAME, CITY, VALUE), 12 + 6 + 8 + 2 * GAP + 10) == {"name": 18, "city": 10, "value": 8}


def test_without_fractions_the_rest_stays_empty() -> None:
    assert widths((VALUE,), 40) == {"value": 8}


def test_low_priorities_fold_away() -> None:
    assert widths((NAME, CITY, VALUE), 27) == {"name": 18, "value": 8}
    assert widths((NAME, CITY, VALUE), 20) == {"name": 20}


def test_of_equals_the_rightmost_folds_first() -> None:
    same = tuple(Column(key, key, 5) for key in "abc")
    assert widths(same, 11) == {"a": 5, "b": 5}


def test_the_last_column_is_cut_to_the_width() -> None:
    assert widths((NAME, VALUE), 5) == {"name": 5}
    assert widths((NAME, VALUE), 0) == {"name": 0}


def test_a_column_keeps_the_index_of_its_cell() -> None:
    assert [place.index for place in placed((NAME, CITY, VALUE), 27)] == [0, 2]


def test_no_columns_take_no_room() -> None:
    assert placed((), 80) == ()


COLUMN = st.builds(
    Column,
    key=st.just("k"),
    title=st.just("t"),
    width=st.integers(1, 30),
    fraction=st.integers(0, 4),
    priority=st.integers(0, 3),
)


@given(st.lists(COLUMN, min_size=1, max_size=9), st.integers(0, 250))
def test_columns_never_take_more_than_there_is(columns: list[Column], width: int) -> None:
    places = placed(columns, width)
    taken = sum(place.width for place in places) + GAP * (len(places) - 1)
    assert taken <= width
    assert len(places) == 1 or all(place.width >= place.column.width for place in places)
    if any(place.column.fraction for place in places) and len(places) > 1:
        assert taken == width
