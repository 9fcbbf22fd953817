"""The page that shows how a kind is added: its example is one that works."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import CHECKOUT
from tui_crm.services.crm import Crm
from tui_crm.services.importing.kinds import registry
from tui_crm.services.importing.report import ImportOptions

_PAGES = ("importing-kinds.md", "importing-kinds.zh.md")


def blocks(page: str) -> list[str]:
    return re.findall(r"```python\n(.*?)```", (CHECKOUT / "docs" / page).read_text(encoding="utf-8"), re.DOTALL)


def test_the_example_is_a_kind_that_can_be_imported(li: Crm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, line = blocks(_PAGES[0])
    module = ModuleType("tui_crm.services.importing.kinds.problems")
    exec(compile(source, "problems.py", "exec"), module.__dict__)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    declared = eval(line, vars(registry))
    monkeypatch.setattr(registry, "DECLARED", (*registry.DECLARED, declared))
    file = tmp_path / "known.csv"
    file.write_text("Problem,描述\nPrinter jams,Since May\nNo sound,\n", encoding="utf-8")
    first = li.importing.run("problems", file, ImportOptions())
    assert (first.created, first.applied) == (2, True)
    assert li.problems.get("printer jams").text == "Since May"
    assert li.importing.run("problems", file, ImportOptions()).unchanged == 2
    file.write_text("Problem,Workaround\nNo sound,Restart\n,nothing\n", encoding="utf-8")
    again = li.importing.run("problems", file, ImportOptions(keep_good=True, rejects=tmp_path / "bad.csv"))
    assert (again.updated, [row.reason for row in again.reasons]) == (1, ["it has no name"])
    assert [field.name for field in li.importing.fields("problems")] == ["name", "text", "workaround"]
    assert again.number is not None
    li.importing.undo(again.number)
    assert li.problems.get("No sound").workaround == ""


def test_the_chinese_page_shows_the_same() -> None:
    assert blocks(_PAGES[1]) == blocks(_PAGES[0])
