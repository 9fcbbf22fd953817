"""How somebody is addressed, and how a day is said, in the language of the message."""

from datetime import date

import pytest

from tui_crm.models.message_words import day, language_of, parts_of, salutation


@pytest.mark.parametrize(
    ("name", "family", "gender", "english", "chinese"),
    [
        ("张伟", "", "male", "张先生", "张先生"),
        ("王小芳", "", "female", "王女士", "王女士"),
        ("欧阳娜娜", "", "female", "欧阳女士", "欧阳女士"),
        ("歐陽修", "", "male", "歐陽先生", "歐陽先生"),
        ("单于", "", "male", "单先生", "单先生"),
        ("田中太郎", "", "male", "田中太郎", "田中太郎"),
        ("田中太郎", "田中", "male", "田中先生", "田中先生"),
        ("张伟", "", "", "张伟", "张伟"),
        ("张伟", "", "other", "张伟", "张伟"),
        ("张伟", "Zhang", "male", "Mr Zhang", "Zhang先生"),
        ("Anna Schmidt", "Schmidt", "female", "Ms Schmidt", "Schmidt女士"),
        ("Anna Schmidt", "", "female", "Anna Schmidt", "Anna Schmidt"),
        ("Anna Schmidt", "Schmidt", "", "Anna Schmidt", "Anna Schmidt"),
        ("김철수", "", "male", "김철수", "김철수"),
        ("Acme", "", "", "Acme", "Acme"),
    ],
)
def test_nobody_is_addressed_by_a_guess(name: str, family: str, gender: str, english: str, chinese: str) -> None:
    assert salutation(name, family, gender, "en") == english
    assert salutation(name, family, gender, "zh_CN") == chinese


@pytest.mark.parametrize(
    ("name", "given", "family", "parts"),
    [
        ("张伟", "", "", ("伟", "张")),
        ("欧阳娜娜", "", "", ("娜娜", "欧阳")),
        ("张伟", "", "张", ("伟", "张")),
        ("张伟", "David", "", ("David", "")),
        ("Anna Schmidt", "", "", ("", "")),
        ("Anna Schmidt", "Anna", "Schmidt", ("Anna", "Schmidt")),
        ("张", "", "", ("", "")),
    ],
)
def test_the_parts_of_a_name(name: str, given: str, family: str, parts: tuple[str, str]) -> None:
    assert parts_of(name, given, family) == parts


def test_days_are_said_as_letters_say_them() -> None:
    moment = date(2026, 2, 5)
    assert (day(moment, "en"), day(moment, "zh_CN")) == ("5 February 2026", "2026年2月5日")
    assert (day(moment, "en", year=False), day(moment, "zh_CN", year=False)) == ("5 February", "2月5日")


def test_the_language_of_a_name() -> None:
    assert [language_of(name) for name in ("张伟", "Anna", "David 张", "")] == ["zh_CN", "en", "zh_CN", "en"]
