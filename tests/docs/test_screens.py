"""The pictures in the documents are those of the program."""

import re
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT
from tests.docs.picture import text_of
from tests.docs.screens import FOLDER, LANGUAGES, SCENES, business, drawn, file_of

READMES = {"en": "README.md", "zh_CN": "README.zh.md"}


def stored(name: str, language: str) -> str:
    return file_of(name, language).read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "language"), [("contacts", "en"), ("today", "zh_CN")])
async def test_they_are_current(name: str, language: str, tmp_path: Path) -> None:
    svg = await drawn(name, language, business(tmp_path / "demo", language))
    assert text_of(svg) == text_of(stored(name, language)), "make screens"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_readme_shows_them_in_its_language(language: str) -> None:
    shown = re.findall(r"docs/screens/([\w.]+)", (CHECKOUT / READMES[language]).read_text(encoding="utf-8"))
    assert shown
    assert set(shown) <= {file_of(name, language).name for name in SCENES}


def test_there_is_one_of_every_scene_and_no_other() -> None:
    wanted = {file_of(name, language) for name in SCENES for language in LANGUAGES}
    assert set(FOLDER.iterdir()) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(SCENES))
def test_they_are_whole_and_carry_nothing_along(name: str, language: str) -> None:
    svg = stored(name, language)
    assert svg.endswith("</svg>\n")
    assert not re.search(r"https?://(?!www\.w3\.org)|\bid=|@font-face|<script", svg)
    assert len(text_of(svg)) > 10
