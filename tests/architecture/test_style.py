"""The house rules that a reader relies on: files and functions that fit on a screen or two, nothing left unfinished."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path.relative_to(ROOT) for folder in ("tui_crm", "benchmarks") for path in (ROOT / folder).rglob("*.py")
)
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|for now)\b|NotImplementedError|except Exception:\s*pass")
BOUNDARIES = {Path("tui_crm/cli/failures.py"), Path("tui_crm/app.py"), Path("tui_crm/screens/writing.py")}
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "handler", "data", "info", "misc", "common"}


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_file_fits(path: Path) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    assert not UNFINISHED.search(text)
    assert path.stem not in FORBIDDEN_NAMES
    assert ast.get_docstring(ast.parse(text)), "a file's docstring says which question it answers"


@pytest.mark.parametrize("path", MODULES, ids=str)
def test_a_function_fits(path: Path) -> None:
    long = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in _functions(path)}
    assert {name: lines for name, lines in long.items() if lines > 50} == {}


def test_only_the_boundaries_catch_everything() -> None:
    found = set()
    for path in MODULES:
        if path.parts[0] != "tui_crm":
            continue
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler) and isinstance(node.type, ast.Name) and node.type.id == "Exception":
                found.add(path)
    assert found <= BOUNDARIES


def test_styles_use_theme_variables_only() -> None:
    literal = re.compile(r":[^;{]*#[0-9a-fA-F]{3,8}\b")
    sheets = [*(ROOT / "tui_crm").rglob("*.tcss")]
    assert [sheet for sheet in sheets if literal.search(sheet.read_text(encoding="utf-8"))] == []
