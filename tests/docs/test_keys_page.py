"""The page of all keys."""

import pytest

from tests.conftest import CHECKOUT
from tests.docs.keys_page import PAGES, page
from tui_crm.commands import COMMANDS, HEADINGS


@pytest.mark.parametrize("language", list(PAGES))
def test_it_is_current(language: str) -> None:
    stored = (CHECKOUT / PAGES[language]).read_text(encoding="utf-8")
    assert stored == page(language), "python -m tests.docs.keys_page --write"


def test_it_has_every_command_that_the_help_has() -> None:
    shown = page("en")
    for command in COMMANDS.values():
        assert (f"`{command.id}`" in shown) == (command.where in HEADINGS and bool(command.keys)), command.id
