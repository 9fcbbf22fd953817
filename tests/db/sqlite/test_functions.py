import sqlite3
from collections.abc import Iterator

import pytest

from tui_crm.db.sqlite.functions import add_functions

LONG = "word " * 40 + "price"


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:")
    add_functions(connection)
    yield connection
    connection.close()


@pytest.mark.parametrize(
    ("text", "words", "has", "same"),
    [
        ("New York", "new york", 1, 1),
        ("New York", "york", 1, 0),
        ("New York", "yo", 1, 0),
        ("New York", "ork", 0, 0),
        ("New York", "york new", 0, 0),
        ("上海市", "上 海", 1, 0),
        ("上海市", "海", 1, 0),
        ("São Paulo", "sao paulo", 1, 1),
        ("", "a", 0, 0),
        (None, "a", 0, 0),
        (LONG, "price", 1, 0),
        (12, "12", 1, 1),
    ],
)
def test_words_are_looked_for_side_by_side(
    connection: sqlite3.Connection, text: str | None, words: str, has: int, same: int
) -> None:
    found = connection.execute("SELECT has_words(?, ?), same_words(?, ?)", (text, words, text, words)).fetchone()
    assert found == (has, same)


@pytest.mark.parametrize(("text", "label", "same"), [("VIP", "vip", 1), ("A+", "a", 0), ("Ä", "ä", 1), (None, "a", 0)])
def test_labels_differ_by_more_than_case(
    connection: sqlite3.Connection, text: str | None, label: str, same: int
) -> None:
    assert connection.execute("SELECT same_label(?, ?)", (text, label)).fetchone() == (same,)
