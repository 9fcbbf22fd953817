"""The READMEs hold word for word: every command in them runs, in order, in a new home, and every link leads somewhere."""

import re
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.docs.walkthrough import Kind, commands, parts, sandbox

READMES = {name: (CHECKOUT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")}
LEADS = """姓名,公司,手机,邮箱,城市,标签
张伟,上海云帆贸易,138 0013 8000,zhang@yunfan.cn,上海,vip
Anna Schmidt,Nordlicht GmbH,,anna@nordlicht.example,Hamburg,
"""
EACH = pytest.mark.parametrize("name", list(READMES))


@EACH
def test_every_command_runs(name: str, tmp_path: Path) -> None:
    box = sandbox(tmp_path / "box")
    (box.folder / "leads.csv").write_text(LEADS, encoding="utf-8")
    said = [command for part in parts(READMES[name]) if part.kind is Kind.COMMANDS for command in commands(part.text)]
    assert len(said) > 8
    printed = [line for command in said for line in box.run(command.line)]
    assert "张伟" in "\n".join(printed)


@EACH
def test_its_links_and_pictures_lead_somewhere(name: str) -> None:
    places = re.findall(r"\]\(((?!http)[^)#]+)\)|src=\"((?!http)[^\"]+)\"", READMES[name])
    assert len(places) > 3
    for place in map("".join, places):
        assert (CHECKOUT / place).exists(), place
