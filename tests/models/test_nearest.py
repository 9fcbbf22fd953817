"""Which of the known words somebody meant."""

import pytest

from tui_crm.models.nearest import nearest


@pytest.mark.parametrize(
    ("wrong", "hint"),
    [("ctiy", "did you mean “city”?"), ("CITI", "did you mean “city”?"), ("vpi", "did you mean “VIP”?"), ("zzz", "")],
)
def test_the_nearest_word_is_named_as_it_is_written(wrong: str, hint: str) -> None:
    assert nearest(wrong, ["stage", "city", "VIP"]) == hint


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("city", []) == ""
