"""Each entry of the tables changes something, and pypinyin's own words agree but where they are wrong or silent."""

import pytest

from tui_crm.models.hanzi import pinyin, reading, simplified
from tui_crm.models.heteronyms import SURNAMES, WORDS

# Where pypinyin's words are wrong, by the Xiandai Hanyu Cidian or, for a place, by the people who live there.
WRONG = {"大夫", "薄膜", "总行", "穿着", "藏医", "还款"}


@pytest.mark.parametrize("readings", [*WORDS.items(), *SURNAMES.items()])
def test_an_entry_is_simplified_and_changes_a_reading(readings: tuple[str, dict[str, str]]) -> None:
    word, irregular = readings
    assert simplified(word) == word
    assert irregular
    for character, syllable in irregular.items():
        assert character in word
        assert reading(character)
        assert reading(character) != syllable or any(part in word for part in WORDS.keys() - {word})
        assert syllable.isascii()
        assert syllable.islower()


def test_words_that_pypinyin_knows_are_read_alike() -> None:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - it takes half a second to load
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415 - as above

    differing = {word for word in WORDS if word in phrases_dict and pinyin(word) != lazy_pinyin(word)}
    assert differing == WRONG


def test_a_surname_has_one_or_two_characters() -> None:
    assert {len(name) for name in SURNAMES} == {1, 2}
