"""Words in cells mean our own words, in both languages and scripts."""

from collections.abc import Callable

import pytest

from tui_crm.models.codes import Consent, Gender, Kind, Stage
from tui_crm.services.importing.columns import vocabulary
from tui_crm.services.importing.columns.vocabulary import Vocabulary, spelling


@pytest.mark.parametrize(
    ("words", "said", "meant"),
    [
        (vocabulary.yes_or_no, "YES", True),
        (vocabulary.yes_or_no, "√", True),
        (vocabulary.yes_or_no, "否", False),
        (vocabulary.consents, "已退订", "withdrawn"),
        (vocabulary.consents, "Opted-In", "given"),
        (vocabulary.opt_outs, "是", "withdrawn"),
        (vocabulary.opt_outs, "FALSE", None),
        (vocabulary.genders, "女", "female"),
        (vocabulary.genders, "Unspecified", None),
        (vocabulary.stages, "潛在客戶", "lead"),
        (vocabulary.stages, "Marketing Qualified Lead", "lead"),
        (vocabulary.kinds, "企业", "company"),
        (vocabulary.labels, "Work Fax", "fax"),
        (vocabulary.labels, "SMTP", ""),
        (vocabulary.honorifics, "女士", ""),
    ],
)
def test_a_word_means_one_of_ours(words: Callable[[], Vocabulary], said: str, meant: object) -> None:
    assert words()[spelling(said)] is meant or words()[spelling(said)] == meant


@pytest.mark.parametrize(
    ("words", "ours"),
    [
        (vocabulary.consents, Consent),
        (vocabulary.genders, Gender),
        (vocabulary.stages, Stage),
        (vocabulary.kinds, Kind),
    ],
)
def test_each_of_our_own_words_means_itself(words: Callable[[], Vocabulary], ours: type[Stage]) -> None:
    assert {word: words()[word] for word in map(str, ours)} == {word: word for word in map(str, ours)}
