"""The columns that the program adds for people are known again, and only they."""

import pytest

from tui_crm import i18n
from tui_crm.services.importing.columns.own_columns import REASON, is_own_id, is_reason


def test_reasons_are_known_in_every_language() -> None:
    for language in i18n.LANGUAGES:
        i18n.set_language(language)
        assert is_reason(i18n._(REASON))
        assert is_reason(f" {i18n._(REASON).upper()} ")
    assert not is_reason("lost reason")


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
