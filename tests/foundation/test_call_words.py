"""The team's words for calls: each has a key, no two the same, and what is wrong is said."""

import pytest

from tui_crm import i18n
from tui_crm.call_words import (
    OBJECTION_LABELS,
    OUTCOME_LABELS,
    USUAL,
    CallWord,
    checked,
    is_missed,
    parsed,
    read_aloud,
    to_type,
    word_called,
)


def test_the_usual_words_all_have_a_label_and_a_key() -> None:
    assert [word.code for word in parsed("outcomes", USUAL["outcomes"])] == list(OUTCOME_LABELS)
    assert [word.code for word in parsed("objections", USUAL["objections"])] == list(OBJECTION_LABELS)
    assert {setting: checked(setting, text) for setting, text in USUAL.items()} == USUAL


def test_a_word_without_a_key_gets_one_that_is_free() -> None:
    assert checked("outcomes", "reached; No  Answer，interested、约见, not now") == (
        "r=reached,n=no answer,i=interested,1=约见,o=not now"
    )
    assert checked("objections", "a=price, aaa, a a") == "a=price,1=aaa,2=a a"
    assert checked("objections", "Ｐ＝贵, ２=慢") == "p=贵,2=慢"


def test_usual_words_are_kept_as_codes_in_whatever_language_they_are_said() -> None:
    i18n.set_language("zh_CN")
    kept = checked("outcomes", "已接通，未接通，x=约见")
    assert kept == "r=reached,n=no answer,x=约见"
    assert read_aloud("outcomes", kept) == "r 已接通 · n 未接通 · x 约见"
    assert to_type("outcomes", kept) == "r=已接通, n=未接通, x=约见"
    assert checked("outcomes", to_type("outcomes", kept)) == kept
    i18n.set_language("en")
    assert read_aloud("outcomes", kept) == "r reached · n no answer · x 约见"
    assert checked("objections", "价格") == "1=价格"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" , ", "say at least one word"),
        (",".join("abcdefghijklm"), "no more than 12 words"),
        ("r=reached,r=rang off", "key r would pick several: reached, rang off"),
        ("R=reached,r=rang off", "key r would pick several"),
        ("reached,Reached", "“reached” is there twice"),
        ("Own,own", "is there twice"),
        ("?=what", "“?” is no key"),
        ("ab=what", "“ab” is no key"),
        ("=what", "before “=what” a key is missing"),
        ("r=", "after “r=” one word is missing"),
        ("r=a=b", "after “r=” one word is missing"),
        ("a\u202eb", "has something in it that cannot be seen"),
        ("x" * 25, "is too long to be seen"),
        ("很" * 13, "is too long to be seen"),
    ],
)
def test_what_does_not_do_is_said(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told.replace("?", r"\?")):
        parsed("outcomes", text)


def test_what_cannot_be_understood_is_shown_as_it_is() -> None:
    assert (read_aloud("outcomes", "?=x"), to_type("outcomes", "?=x")) == ("?=x", "?=x")


def test_a_word_is_meant_by_its_code_its_label_or_its_key() -> None:
    words = (CallWord("n", "no answer"), CallWord("r", "n"))
    i18n.set_language("zh_CN")
    assert [word_called(words, said) for said in ("No Answer", "未接通", " N ", "r", "x")] == [
        words[0], words[0], words[1], words[1], None,
    ]  # fmt: skip


def test_nobody_objects_who_was_not_reached() -> None:
    assert [is_missed(outcome) for outcome in ("no answer", "call back", "reached", "约见", "")] == [
        True, True, False, False, False,
    ]  # fmt: skip
