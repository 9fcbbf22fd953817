"""Which language speaks: the flag, the variable, the settings file, the locale, in this order."""

from pathlib import Path

import pytest

from tui_crm import paths
from tui_crm.cli.language import chosen


@pytest.fixture
def settings_file(home: Path) -> Path:
    file = paths.config_file()
    assert file.is_relative_to(home)
    file.parent.mkdir(parents=True)
    return file


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        (["--lang", "zh_CN", "config"], "zh_CN"),
        (["--lang=zh_CN"], "zh_CN"),
        (["--lang=zh-Hans", "config"], "zh_CN"),
        (["--db", "x.db", "--lang", "zh_CN"], "zh_CN"),
        (["--db=x.db", "--help", "--lang", "zh_CN"], "zh_CN"),
        (["--lang", "zh_CN", "--lang", "en"], "en"),
        (["--db", "--lang", "zh_CN"], "en"),
        (["config", "--lang", "zh_CN"], "en"),
        (["--lang"], "en"),
        (["--lang", "klingon"], "en"),
    ],
)
def test_the_flag_before_the_noun(arguments: list[str], language: str) -> None:
    assert chosen(arguments, {}) == language


def test_the_variable_then_the_file_then_the_locale(settings_file: Path) -> None:
    settings_file.write_text('language = "zh_CN"', encoding="utf-8")
    assert chosen(["--lang", "en"], {"CRM_LANG": "zh_CN"}) == "en"
    assert chosen([], {"CRM_LANG": "en"}) == "en"
    assert chosen([], {"LANG": "en_GB.UTF-8"}) == "zh_CN"
    settings_file.unlink()
    assert chosen([], {"LANG": "zh_CN.UTF-8"}) == "zh_CN"
    assert chosen([], {"LANG": "de_DE.UTF-8"}) == "en"


def test_a_settings_file_that_cannot_be_read_is_not_refused_here(settings_file: Path) -> None:
    settings_file.write_text("language = ", encoding="utf-8")
    assert chosen(["--help"], {"LANG": "zh_CN.UTF-8"}) == "zh_CN"
