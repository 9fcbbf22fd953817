"""The pages about the world outside the screens name commands and options that are there, alike in both languages."""

import re
from collections.abc import Iterator

import pytest
from typer.core import TyperGroup

from tests.conftest import CHECKOUT
from tui_crm.cli.tree import Root

PAGES = ("elsewhere", "mail", "everything")
EACH = pytest.mark.parametrize("page", [f"{page}{end}.md" for page in PAGES for end in ("", ".zh")])
CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
COMMAND = re.compile(r"\bcrm ([a-z][^|\n<>&`#)\\]*)")


def text(page: str) -> str:
    return (CHECKOUT / "docs" / page).read_text(encoding="utf-8")


def commands(page: str) -> Iterator[list[str]]:
    """Yield the words of each command that stands in the code of a page."""
    for block, inline in CODE.findall(text(page)):
        for words in COMMAND.findall(block or inline):
            yield re.sub(r"'[^']*'|\"[^\"]*\"", "QUOTED", words).split()


@EACH
def test_every_command_and_option_is_there(page: str) -> None:
    found = list(commands(page))
    assert len(found) > 5
    for first, *rest in found:
        command = Root.entries[first].load()
        if isinstance(command, TyperGroup):
            command = command.commands[rest.pop(0)]
        known = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in rest if word.startswith("-") and word != "-"} <= known, (first, rest)


@EACH
def test_its_links_lead_somewhere(page: str) -> None:
    for place in re.findall(r"\]\(((?!http)[^)#]+)\)", CODE.sub("", text(page))):
        assert (CHECKOUT / "docs" / place).exists(), place


@pytest.mark.parametrize("page", PAGES)
def test_both_languages_tell_the_same(page: str) -> None:
    english, chinese = (list(commands(f"{page}{end}.md")) for end in ("", ".zh"))
    assert [words[:2] for words in english] == [words[:2] for words in chinese]
    headings = [len(re.findall("^## ", text(f"{page}{end}.md"), re.MULTILINE)) for end in ("", ".zh")]
    assert headings[0] == headings[1]
