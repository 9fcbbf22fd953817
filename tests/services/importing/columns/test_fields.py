"""Headers are declared shortly."""

from tui_crm.services.importing.columns.fields import Synonym, headers, labelled, words


def test_words_are_declared_with_bars_between() -> None:
    assert words("first name | 名 |  given") == ("first name", "名", "given")


def test_headers_carry_their_part_and_label() -> None:
    assert headers("fax | 传真", label="fax") == (Synonym("fax", "", "fax"), Synonym("传真", "", "fax"))
    assert headers("phone type", part="label") == (Synonym("phone type", "label", ""),)


def test_a_label_stands_before_or_behind_the_word() -> None:
    assert labelled("email | mail", {"work": "work | 工作"}) == tuple(
        Synonym(header, "", "work")
        for header in (
            "work email", "email work", "work mail", "mail work", "工作 email", "email 工作", "工作 mail", "mail 工作",
        )
    )  # fmt: skip
