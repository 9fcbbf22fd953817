"""Which words are one word: case, width, accents and scripts without spaces."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui_crm.models.folding import VALUE_END, fold, is_single, label_key, words

any_text = st.text(st.characters(exclude_categories=[]) | st.sampled_from("ﾞﾟｶが\u3099İß\u0301\u200d\ue000ﬃ ①"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna SCHMIDT", "anna schmidt"),
        ("o'brien, a_b-c.d", "o brien a b c d"),
        (
            "Zoë Ørsted Łódź Straße Þór Æsir Đặng Œuvre İstanbul ısı",
            "zoe orsted lodz strasse thor aesir dang oeuvre istanbul isi",
        ),
        ("ﬃ Ⅳ m² ① ½", "ffi iv m2 1 1 2"),
        ("ＡＢＣ１２３", "abc123"),
        ("١٢٣ १२३", "123 123"),
        ("張偉 abc123张", "张 伟 abc123 张"),
        ("𠮷野家", "𠮷 野 家"),
        ("がギ ｶﾞﾊﾟ ー々", "が ギ ガ パ ー 々"),
        ("한국 한국", "한 국 한 국"),
        ("Ёлка Йод", "елка иод"),
        ("नमस्ते ภาษาไทย", "नमस्ते ภาษาไทย"),
        ("שָׁלוֹם مُحَمَّد", "שלום محمد"),
        ("co\u00adop 葛\U000e0100城 \u200bx", "coop 葛 城 x"),
        ("👍 ❤\ufe0f ™ \ue000\ue001 \ud800 \x00", "tm"),
    ],
)
def test_words_fold(text: str, expected: str) -> None:
    assert words(text) == expected.split()


@given(any_text)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert words(" ".join(words(text))) == words(text)


@given(any_text)
def test_words_hold_letters_digits_and_marks_only(text: str) -> None:
    for word in words(text):
        assert all(letter.isalnum() or unicodedata.category(letter) in {"Mn", "Mc"} for letter in word)
        assert not any("A" <= letter <= "Z" for letter in word)


@given(any_text)
def test_case_width_and_composition_do_not_matter(text: str) -> None:
    assert words(unicodedata.normalize("NFD", text)) == words(text)
    assert words(text.casefold()) == words(text)


@given(st.lists(any_text))
def test_many_values_fold_in_one_go(texts: list[str]) -> None:
    texts = [text.replace(VALUE_END, "") for text in texts]
    assert [part.split() for part in fold(VALUE_END.join(texts)).split(VALUE_END)] == [
        words(text) for text in texts or [""]
    ]


@pytest.mark.parametrize(
    ("word", "single"), [("张", True), ("が", True), ("한", True), ("𠮷", True), ("a", False), ("я", False)]
)
def test_a_character_of_a_script_without_spaces_is_a_word(word: str, single: bool) -> None:  # noqa: FBT001
    assert is_single(word) is single


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("C", "c"),
        ("C++", "c++"),
        ("Ｃ＋＋", "c++"),
        ("C#", "c#"),
        ("50%", "50%"),
        ("50+", "50+"),
        ("Key-Account", "key account"),
        ("key_account", "key account"),
        ("R & D", "r & d"),
        ("大客戶", "大 客 户"),
    ],
)
def test_signs_make_other_labels(text: str, key: str) -> None:
    assert label_key(text) == key


@given(any_text)
def test_the_key_of_a_label_is_its_own_key(text: str) -> None:
    assert label_key(label_key(text)) == label_key(text)
