"""The filter bar speaks the language of the services once they are there."""

import pytest

from tui_crm.errors import Busy
from tui_crm.screens.filter_words import FilterWords
from tui_crm.services.crm import Crm
from tui_crm.widgets.cell import Role

BUSY = Busy("the file is busy")


@pytest.fixture
def words(li: Crm) -> FilterWords:
    made = FilterWords()
    made.open(li.contacts)
    return made


def test_before_the_services_are_there_nothing_is_known() -> None:
    assert list(FilterWords().coloured("stage:active")) == []
    assert FilterWords().completions("sta", 3) == ()
    assert FilterWords().tags("v") == []


def test_fields_and_operators_are_coloured(words: FilterWords) -> None:
    text = "stage:active -city:上海 or last_activity:>30d 张"
    coloured = [(text[start:end], role) for start, end, role in words.coloured(text)]
    assert coloured == [
        ("stage:", Role.PRIMARY),
        ("-", Role.ACCENT),
        ("city:", Role.PRIMARY),
        ("or", Role.ACCENT),
        ("last_activity:", Role.PRIMARY),
        (">", Role.ACCENT),
    ]


def test_fields_and_values_are_completed(words: FilterWords) -> None:
    assert "stage:" in words.completions("sta", 3)
    assert "stage:active" in words.completions("stage:a", 7)


@pytest.mark.parametrize(
    ("text", "at", "unfinished"),
    [
        ("stage:a", 6, True),
        ("stage:", 0, True),
        ("city:上海 stage:a", 14, True),
        ("stage:a city:上海", 6, False),
        ("stage:zz", 6, False),
        ("stagge:active", 0, False),
        ("stage:a ", 6, False),
    ],
)
def test_a_last_word_that_can_be_completed_is_unfinished(
    words: FilterWords, text: str, at: int, *, unfinished: bool
) -> None:
    assert words.is_unfinished(text, at) is unfinished


def test_tags_are_completed_without_their_field(words: FilterWords, li: Crm) -> None:
    li.contacts.add({"name": "Anna", "tags": ["vip", "key account"]})
    assert words.tags("vi") == ["vip"]
    assert words.tags("ke") == ["key account"]
    assert words.tags("zz") == []


def test_what_cannot_be_read_now_completes_nothing(
    words: FilterWords, li: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise BUSY

    monkeypatch.setattr(li.contacts, "completions", refuse)
    assert words.completions("sta", 3) == ()
