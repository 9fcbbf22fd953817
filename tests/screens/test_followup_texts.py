"""What the screens of reminders say in words where there is nothing: with the keys that a person has."""

from collections.abc import Iterator
from datetime import date

import pytest

from tui_crm.commands import use_keymap
from tui_crm.keymap import Keymap
from tui_crm.models.worklist import Whose, Worklist
from tui_crm.screens import followup_texts, today_texts
from tui_crm.screens.followup_view import Look
from tui_crm.widgets.cell import Cell

DAY = date(2026, 11, 21)


@pytest.fixture(autouse=True)
def usual_keys() -> Iterator[None]:
    yield
    use_keymap(Keymap())


def keys_of(lines: tuple[Cell, ...]) -> list[str]:
    """Return the lines that tell of a key."""
    return [line.text for line in lines if line.text.startswith("  ") and "crm" not in line.text]


def test_an_empty_list_names_the_keys_that_one_has() -> None:
    assert keys_of(today_texts.empty_lines(everybody=False)) == [
        "  F  sets a reminder of your own",
        "  f  sets one with a contact, on any list",
        "  w  shows what waits for everybody",
    ]
    use_keymap(Keymap({"today.remind": ("f6",), "followups.remind": ("f7",), "contact.follow_up": ()}))
    assert keys_of(today_texts.empty_lines(everybody=True)) == ["  f6  sets a reminder of your own"]
    assert keys_of(followup_texts.empty_lines(Look(DAY), DAY)) == [
        "  f7  sets a reminder of your own",
        "  w   shows those of everybody, then those that are nobody’s",
    ]
    nobodys = Look(DAY, worklist=Worklist(whose=Whose.NOBODY))
    assert keys_of(followup_texts.empty_lines(nobodys, DAY)) == ["  f7  sets a reminder of your own"]
