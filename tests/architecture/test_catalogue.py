"""Everything a user sees is said in Chinese too."""

import ast
import re

import pytest

from tests import catalogue
from tui_crm.i18n import LANGUAGES

OTHERS = [language for language in LANGUAGES if language != "en"]
SAME = {"tui-crm", "id", "CSV", "JSON", "ID"}
CODE = sorted((catalogue.ROOT / "tui_crm").rglob("*.py"))
PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}")


def test_no_message_stands_in_an_f_string_where_it_is_not_collected() -> None:
    f_strings = [
        (path, node)
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.JoinedStr)
    ]
    hidden = [
        f"{path.relative_to(catalogue.ROOT)}:{call.lineno}"
        for path, f_string in f_strings
        for call in ast.walk(f_string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in catalogue.KEYWORDS
        if any(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    assert hidden == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    assert catalogue.missing(language) == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogue_holds_nothing_else(language: str) -> None:
    said = {(message.context or "", str(message.id)) for message in catalogue.said()}
    kept = {(message.context or "", str(message.id)) for message in catalogue.stored(language)}
    assert kept - said == set()


@pytest.mark.parametrize("language", OTHERS)
def test_the_program_reads_what_the_catalogue_says(language: str) -> None:
    assert catalogue.path_of(language, ".mo").read_bytes() == catalogue.compiled(catalogue.stored(language))


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_the_same_places(language: str) -> None:
    wrong = []
    for message in catalogue.stored(language):
        originals = message.id if isinstance(message.id, (tuple, list)) else [message.id]
        wanted = {name for original in originals for name in PLACEHOLDER.findall(original)}
        strings = message.string if isinstance(message.string, (tuple, list)) else [message.string or ""]
        wrong += [message.id for text in strings if message.id and set(PLACEHOLDER.findall(text)) != wanted]
    assert wrong == []


def test_chinese_is_not_english() -> None:
    same = [
        message.id
        for message in catalogue.stored("zh_CN")
        if message.id and message.string == message.id and re.search("[A-Za-z]{2}", str(message.id))
    ]
    assert set(map(str, same)) <= SAME
