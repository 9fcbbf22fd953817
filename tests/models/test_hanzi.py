"""How Chinese characters are read and simplified, and where that table comes from."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.models import hanzi
from tui_crm.models.hanzi import has_chinese, pinyin, reading, simplified


def test_the_committed_table_is_what_the_script_makes() -> None:
    from tests.models.hanzi_table import TABLE, table  # noqa: PLC0415 - pypinyin takes half a second to load

    assert TABLE.read_text(encoding="utf-8") == table()
    assert Path(hanzi.__file__).parent == TABLE.parent


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("张伟", "zhang wei"),
        ("張偉", "zhang wei"),
        ("女吕绿", "nv lv lv"),
        ("〇㐀龥", "ling qiu yu"),
        ("重庆银行", "chong qing yin hang"),
        ("重慶銀行", "chong qing yin hang"),
        ("长沙 长春 長江", "chang sha chang chun chang jiang"),
        ("董事长 校长", "dong shi zhang xiao zhang"),
        ("厦门 大厦", "xia men da sha"),
        ("音乐 快乐 乐器", "yin yue kuai le yue qi"),
        ("会计 会议", "kuai ji hui yi"),
        ("三一重工", "san yi zhong gong"),
        ("成都 都江堰", "cheng du du jiang yan"),
        ("旅行社 五金行 银行行长", "lv xing she wu jin hang yin hang hang zhang"),
        ("西洋参 参加", "xi yang shen can jia"),
        ("美的集团", "mei di ji tuan"),
        ("便宜 便宜坊", "pian yi bian yi fang"),
        ("曾单", "ceng dan"),
        ("Anna 张 3", "zhang"),
        ("ガ한𠮷", ""),
        ("", ""),
    ],
)
def test_words_are_read_as_they_are_spoken(text: str, syllables: str) -> None:
    assert pinyin(text) == syllables.split()


@pytest.mark.parametrize(
    ("name", "syllables"),
    [
        ("单田芳", "shan tian fang"),
        ("單田芳", "shan tian fang"),
        ("曾国藩", "zeng guo fan"),
        ("仇英", "qiu ying"),
        ("解缙", "xie jin"),
        ("任正非", "ren zheng fei"),
        ("查良镛", "zha liang yong"),
        ("朴树", "piao shu"),
        ("区志豪", "ou zhi hao"),
        ("尉迟恭", "yu chi gong"),
        ("尉健行", "wei jian xing"),
        ("万俟卨", "mo qi xie"),
        ("单于", "chan yu"),
        ("长孙无忌", "zhang sun wu ji"),
        ("乐正克", "yue zheng ke"),
        ("翟天临", "zhai tian lin"),
        ("王单曾", "wang dan ceng"),
    ],
)
def test_the_beginning_of_a_persons_name_is_read_as_a_surname(name: str, syllables: str) -> None:
    assert pinyin(name, surname=True) == syllables.split()


def test_traditional_characters_become_simplified_one_by_one() -> None:
    assert simplified("張偉 臺灣 髮發 後 麼 著 乾 ABC ガ") == "张伟 台湾 发发 后 么 着 干 ABC ガ"


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF) | st.characters()))
def test_simplifying_keeps_the_length_and_is_done_once(text: str) -> None:
    assert len(simplified(text)) == len(text)
    assert simplified(simplified(text)) == simplified(text)


@given(st.text(st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF) | st.characters()), st.booleans())
def test_every_character_with_a_reading_gives_one_syllable(text: str, surname: bool) -> None:  # noqa: FBT001
    syllables = pinyin(text, surname=surname)
    assert len(syllables) == sum(reading(character) != "" for character in text)
    assert all(syllable.isascii() and syllable.islower() for syllable in syllables)
    assert has_chinese(text) == bool(syllables)


def test_the_program_needs_no_development_package() -> None:
    code = "import sys; from tui_crm.models import hanzi; hanzi.pinyin('重庆'); print(*sys.modules)"
    modules = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    assert "tui_crm.models.hanzi" in modules
    assert not {"pypinyin", "opencc"} & set(modules)
