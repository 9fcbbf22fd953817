"""The pages about importing hold word for word: their commands print what is said, and their links lead somewhere."""

import re
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.docs.walkthrough import Kind, commands, fits, parts, sandbox

PAGES = {"docs/import.md": "en", "docs/import.zh.md": "zh_CN"}


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_print_what_is_said(page: str, tmp_path: Path) -> None:
    text = (CHECKOUT / page).read_text(encoding="utf-8")
    for place in re.findall(r"\]\(((?!http)[^)#]+)\)", text):
        assert (CHECKOUT / "docs" / place).exists(), place
    box = sandbox(tmp_path / "box", PAGES[page])
    box.run("crm contact list")  # which makes the database, and says so
    for part in parts(text):
        if part.kind is Kind.FILE:
            box.write(part)
        for command in commands(part.text) if part.kind is Kind.COMMANDS else ():
            printed = box.run(command.line)
            assert fits(printed, command.printed or ()), "\n".join([command.line, *printed])
