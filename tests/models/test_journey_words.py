"""How a journey is told in words."""

from dataclasses import replace

import pytest

from tests.models.test_journey import HEAD
from tui_crm.models.journey_words import rhythm_of, silence_line


@pytest.mark.parametrize(
    ("silent", "usual_gap", "told"),
    [
        (None, None, ""),
        (0, None, "spoken with today"),
        (1, None, "silent 1 day"),
        (94, 21, "silent 94 days · usual gap 21 days"),
    ],
)
def test_a_rhythm_says_what_is_known(silent: int | None, usual_gap: int | None, told: str) -> None:
    assert rhythm_of(replace(HEAD, silent=silent, usual_gap=usual_gap)) == told


def test_a_silence_says_how_long_it_was() -> None:
    assert silence_line(44) == "— 44 days of silence —"
