"""The columns that the program adds for people are known again, and only they."""

import pytest

from tui_crm import i18n
from tui_crm.services.importing.columns.own_columns import TOLD, is_own_id, place_told


def test_what_is_told_of_rejected_rows_is_known_in_every_language() -> None:
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        told = [i18n._(name) for name in TOLD]
        assert place_told(["name", *told]) == 1
        assert place_told([f" {name.upper()} " for name in told]) == 0
        assert place_told(["line", "reason", *told, "note"]) == 2
        assert place_told(told[1:]) is None
    assert place_told(["line", "column", "note", "value", "reason"]) is None


@pytest.mark.parametrize(
    ("header", "samples", "is_own"),
    [
        ("id", ("c1", "c42"), True),
        ("ID", (), True),
        ("id", ("c1", "003-77"), False),
        ("id", ("r1",), False),
        ("customer id", ("c1",), False),
    ],
)
def test_ids_are_ours_by_their_shape(header: str, samples: tuple[str, ...], *, is_own: bool) -> None:
    assert is_own_id("contact", header, samples) is is_own
