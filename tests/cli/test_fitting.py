"""Which columns a terminal has room for."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.cli.columns import Column
from tui_crm.cli.fitting import GAP, fitted
from tui_crm.cli.kinds import Id, Instant, Text

COLUMNS: tuple[Column[Any], ...] = (
    Column("id", "id", Id("contact")),
    Column("name", "name"),
    Column("city", "city", spare=2),
    Column("phone", "phone", Text(least=14)),
    Column("last", "last", Instant(), spare=1),
)
WIDTHS = (3, 30, 20, 14, 16)


def keys(room: int) -> dict[str, int]:
    return {COLUMNS[place].key: width for place, width in fitted(COLUMNS, WIDTHS, room).items()}


@pytest.mark.parametrize(
    ("room", "kept"),
    [
        (91, {"id": 3, "name": 30, "city": 20, "phone": 14, "last": 16}),
        (90, {"id": 3, "name": 29, "city": 20, "phone": 14, "last": 16}),
        (80, {"id": 3, "name": 20, "city": 19, "phone": 14, "last": 16}),
        (61, {"id": 3, "name": 10, "city": 10, "phone": 14, "last": 16}),
        (60, {"id": 3, "name": 21, "phone": 14, "last": 16}),
        (48, {"id": 3, "name": 27, "phone": 14}),
        (31, {"id": 3, "name": 10, "phone": 14}),
        (20, {"id": 3, "name": 7, "phone": 6}),
    ],
)
def test_cells_are_cut_where_they_are_widest_and_what_can_be_spared_goes(room: int, kept: dict[str, int]) -> None:
    assert keys(room) == kept


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 3)), min_size=1, max_size=12), st.integers(1, 200))
def test_the_columns_keep_their_order_and_fit_if_four_cells_each_do(found: list[tuple[int, int]], room: int) -> None:
    columns: list[Column[Any]] = [Column(str(n), "", spare=spare) for n, (_width, spare) in enumerate(found)]
    places = fitted(columns, [width for width, _spare in found], room)
    assert list(places) == sorted(places)
    assert {place for place, (_width, spare) in enumerate(found) if spare == 0} <= set(places)
    assert all(width <= found[place][0] for place, width in places.items())
    taken = sum(places.values()) + len(GAP) * (len(places) - 1)
    unsparable = sum(min(width, 4) + len(GAP) for width, spare in found if spare == 0)
    assert taken <= max(room, unsparable, 4)
