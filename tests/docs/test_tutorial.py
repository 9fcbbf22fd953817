"""The tutorials hold word for word, in every language."""

import re
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.docs.pressing import do_keys
from tests.docs.walkthrough import TUTORIALS, Kind, commands, fits, parts, sandbox
from tui_crm import i18n

EACH = pytest.mark.parametrize("language", list(TUTORIALS))


def text(language: str) -> str:
    return (CHECKOUT / TUTORIALS[language]).read_text(encoding="utf-8")


@EACH
async def test_everything_in_it_can_be_done(language: str, tmp_path: Path) -> None:
    box = sandbox(tmp_path / "box", language)
    i18n.set_language(language)
    for part in parts(text(language)):
        match part.kind:
            case Kind.FILE:
                box.write(part)
            case Kind.COMMANDS:
                for command in commands(part.text):
                    printed = box.run(command.line)
                    assert command.printed is not None, "python -m tests.docs.walkthrough --write"
                    assert fits(printed, command.printed), "\n".join([command.line, *printed])
            case Kind.KEYS:
                await do_keys(part, box)


def test_the_tutorials_tell_the_same() -> None:
    told = {language: [part.kind for part in parts(text(language))] for language in TUTORIALS}
    assert told["en"] == told["zh_CN"]
    headings = [len(re.findall("^## ", text(language), re.MULTILINE)) for language in TUTORIALS]
    assert len(set(headings)) == 1


@EACH
def test_its_links_lead_somewhere(language: str) -> None:
    for place in re.findall(r"\]\(((?!http)[^)#]+)\)", text(language)):
        assert ((CHECKOUT / TUTORIALS[language]).parent / place).exists(), place
