"""The house rules that a reader relies on: files and functions that fit on a screen or two, nothing left unfinished."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(
    path.relative_to(ROOT) for folder in ("tui_crm", "benchmarks") for path in (ROOT / folder).rglob("*.py")
)
TESTS = sorted(path.relative_to(ROOT) for path in (ROOT / "tests").rglob("*.py"))
"""How long their functions are is for ruff, which counts statements: an answer of sixty lines may be expected."""
UNFINISHED = re.compile(r'\b(TODO|FIXME|(?<!")XXX|HACK|for now)\b|NotImplementedError|except Exception:\s*pass')
"""In quotes XXX is a code of ISO 4217: no currency."""
DOCSTRING = re.compile(r'"""\S')
BOUNDARIES = {Path("tui_crm/cli/failures.py"), Path("tui_crm/app.py"), Path("tui_crm/screens/writing.py")}
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "handler", "data", "info", "misc", "common"}


Function = ast.FunctionDef | ast.AsyncFunctionDef


@pytest.fixture(scope="module")
def trees() -> Mapping[Path, ast.Module]:
    """Return every module of ours as Python reads it."""
    return {path: ast.parse((ROOT / path).read_text(encoding="utf-8")) for path in MODULES}


def test_every_file_fits() -> None:
    texts = {path: (ROOT / path).read_text(encoding="utf-8") for path in (*MODULES, *TESTS)}
    assert [path for path, text in texts.items() if text.count("\n") > 400] == []
    unfinished = {path for path, text in texts.items() if UNFINISHED.search(text)}
    assert unfinished == {Path(__file__).relative_to(ROOT)}, "which names the words"
    assert [path for path in texts if path.stem in FORBIDDEN_NAMES] == []
    assert [path for path, text in texts.items() if not DOCSTRING.match(text)] == [], "which question do they answer?"


def test_every_function_fits(trees: Mapping[Path, ast.Module]) -> None:
    functions = [(path, node) for path, tree in trees.items() for node in ast.walk(tree) if isinstance(node, Function)]
    assert [(path, node.name) for path, node in functions if (node.end_lineno or 0) - node.lineno >= 50] == []


def test_only_the_boundaries_catch_everything(trees: Mapping[Path, ast.Module]) -> None:
    found = {
        path
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if path.parts[0] == "tui_crm"
        and isinstance(node, ast.ExceptHandler)
        and isinstance(node.type, ast.Name)
        and node.type.id == "Exception"
    }
    assert found <= BOUNDARIES


def test_styles_use_theme_variables_only() -> None:
    literal = re.compile(r":[^;{]*#[0-9a-fA-F]{3,8}\b")
    sheets = [*(ROOT / "tui_crm").rglob("*.tcss")]
    assert [sheet for sheet in sheets if literal.search(sheet.read_text(encoding="utf-8"))] == []
