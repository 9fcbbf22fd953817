"""In which order names stand, by which key they are found, and how a Chinese name is spelled."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.models.folding import words
from tui_crm.models.hanzi import has_chinese
from tui_crm.models.names import full_name, name_key, spellings
from tui_crm.models.text import clean_line

any_name = st.text(st.characters() | st.sampled_from("张偉單长沙行銀 zhangÉ-(ガ한")).map(clean_line)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Anna Schmidt", "anna schmidt"),
        ("  (Zoë) Ørsted ", "zoe orsted"),
        ("张伟", "zhang 张 wei 伟"),
        ("張偉", "zhang 张 wei 伟"),
        ("单田芳", "shan 单 tian 田 fang 芳"),
        ("ABC贸易(上海)", "abc mao 贸 yi 易 shang 上 hai 海"),
        ("Åsa 单", "asa dan 单"),
        ("ガ한𠮷", "ガ 한 𠮷"),
        ("!?", "!?"),
        ("🎉", "🎉"),
        ("", ""),
    ],
)
def test_a_name_sorts_by_its_folded_words_and_syllables(name: str, key: str) -> None:
    assert name_key(name, person=True) == key


def test_only_a_person_has_a_surname() -> None:
    assert name_key("曾", person=True) == "zeng 曾"
    assert name_key("曾", person=False) == "ceng 曾"


def test_names_stand_in_the_order_of_a_dictionary() -> None:
    ordered = [
        "3M",
        "安娜",
        "“Anna” Schmidt",
        "陈晨",
        "李安",
        "李明",
        "连战",
        "Otto",
        "曾国藩",
        "翟天临",
        "Zhang Wei",
        "张三",
        "張四",
        "张一",
        "章二",
        "Zoë",
        "Анна",
        "サクラ",
    ]
    shuffled = random.Random(1).sample(ordered, len(ordered))
    assert sorted(shuffled, key=lambda name: name_key(name, person=True)) == ordered


@given(any_name, st.booleans())
def test_every_name_has_a_key_that_ignores_leading_signs(name: str, person: bool) -> None:  # noqa: FBT001
    key = name_key(name, person=person)
    assert bool(key) == bool(name)
    if words(name):
        assert name_key(f"({name}", person=False) == name_key(name, person=False)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("张伟", ("zhangwei", "zw")),
        ("单田芳", ("shantianfang", "stf")),
        ("長孫無忌", ("zhangsunwuji", "zswj")),
        ("重庆银行", ("chongqingyinhang", "cqyh")),
        ("ABC贸易-3", ("abcmaoyi3", "abcmy3")),
        ("Zoë 张 ガ", ("zoezhang", "zoez")),
        ("Anna", ()),
        ("Zoë ガ한", ()),
        ("", ()),
    ],
)
def test_a_chinese_name_is_spelled_together_and_by_its_initials(name: str, expected: tuple[str, ...]) -> None:
    assert spellings(name, person=True) == expected


@given(any_name, st.booleans())
def test_a_spelling_is_one_word(name: str, person: bool) -> None:  # noqa: FBT001
    found = spellings(name, person=person)
    assert bool(found) == has_chinese(name)
    assert all(words(spelling) == [spelling] for spelling in found)


@pytest.mark.parametrize(
    ("family", "given", "whole"),
    [
        ("张", "伟", "张伟"),
        ("欧阳", " 修 ", "欧阳修"),
        ("山田", "太郎", "山田太郎"),
        ("김", "철수", "김철수"),
        ("Schmidt", "Anna Maria", "Anna Maria Schmidt"),
        ("O'Brien", "Zoë", "Zoë O'Brien"),
        ("王", "David", "David 王"),
        ("", "张伟", "张伟"),
        ("张伟", "", "张伟"),
        ("张", "张伟", "张伟"),
        ("張", "张伟", "张伟"),
        ("张伟", "伟", "张伟"),
        ("张伟", "张伟", "张伟"),
        ("丁", "丁", "丁丁"),
        ("Schmidt", "Anna Schmidt", "Anna Schmidt"),
        ("Anna  Schmidt", "ANNA", "Anna Schmidt"),
        ("Li", "Lina", "Lina Li"),
        ("🙂", "Anna", "Anna 🙂"),
        ("", "", ""),
    ],
)
def test_a_name_is_put_together_from_two_fields(family: str, given: str, whole: str) -> None:
    assert full_name(family, given) == whole
