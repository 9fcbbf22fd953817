"""Everything a user sees is said in Chinese too."""

import re

import pytest

from tests import catalogue
from tui_crm.i18n import LANGUAGES

OTHERS = [language for language in LANGUAGES if language != "en"]
SAME = {"tui-crm", "id", "CSV", "JSON", "ID"}
PLACEHOLDER = re.compile(r"\{(\w*)[^}]*\}")


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
