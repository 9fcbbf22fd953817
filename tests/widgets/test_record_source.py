"""Where a record stands in a result."""

from array import array
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.widgets.stage import CountedIds
from tui_crm.errors import BadFile, CrmError
from tui_crm.widgets.cell import Cell
from tui_crm.widgets.record_source import NOTHING, ReadRows, position_of

UNIQUE = st.lists(st.integers(1, 2**32 - 1), unique=True, max_size=200)


def stored(ids: list[int], kind: str) -> Sequence[int]:
    return ids if kind == "list" else array(kind, ids)


@given(UNIQUE, st.integers(1, 2**32 - 1), st.integers(0, 300), st.sampled_from(["I", "q", "list"]))
def test_the_position_is_that_of_index(ids: list[int], wanted: int, near: int, kind: str) -> None:
    for record_id in (*ids[:5], *ids[-5:], wanted):
        assert position_of(stored(ids, kind), record_id, near) == (ids.index(record_id) if record_id in ids else None)


@pytest.mark.parametrize("kind", ["I", "q"])
@pytest.mark.parametrize("wanted", [1, 255, 256, 65_536, 0x0F0000, 131_072, 199_999, 200_000])
def test_far_away_it_is_found_too(kind: str, wanted: int) -> None:
    ids = array(kind, range(1, 200_001))
    assert position_of(ids, wanted, near=0 if wanted > 100_000 else 200_000) == (
        wanted - 1 if wanted <= 200_000 else None
    )


@pytest.mark.parametrize("kind", ["I", "q"])
def test_bytes_that_straddle_two_ids_are_no_hit(kind: str) -> None:
    shifted = 7 << 8  # its bytes, one on, are those of 7
    far = array(kind, [0] * 2_000 + [shifted] * 100 + [7])
    assert position_of(far, 7, near=0) == len(far) - 1
    assert position_of(far[:-1], 7, near=0) is None


def test_nearby_nothing_else_is_looked_at() -> None:
    ids = CountedIds(1_000_000)
    assert position_of(ids, 700_100, near=700_000) == 700_099
    assert ids.looked_at <= 1_024


def test_a_failure_is_told_and_leaves_the_lines_empty() -> None:
    damaged = BadFile("the file is damaged")

    def refuse(_ids: object) -> dict[int, tuple[Cell, ...]]:
        raise damaged

    failures: list[CrmError] = []
    assert ReadRows([1], refuse, failures.append).rows([1]) == {}
    assert failures == [damaged]


def test_what_is_not_whole_has_one_row_more_at_least() -> None:
    failures: list[CrmError] = []
    found = [ReadRows([1, 2], lambda _ids: {}, failures.append, complete=whole) for whole in (True, False)]
    assert [source.count for source in found] == [2, 3]


def test_the_source_of_a_list_without_one_is_empty() -> None:
    assert (NOTHING.count, len(NOTHING.ids), NOTHING.rows([])) == (0, 0, {})
