"""What the functions that we add to SQLite say: words side by side, and labels that differ by more than case."""

from collections.abc import Iterator
from sqlite3 import OperationalError

import pytest
from sqlalchemy import Connection, create_engine

from tui_crm.db.sqlite.connection import driver_connection
from tui_crm.db.sqlite.functions import add_functions

LONG = "word " * 40 + "price"


@pytest.fixture
def connection() -> Iterator[Connection]:
    with create_engine("sqlite://").connect() as connection:
        add_functions(connection)
        yield connection


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
    connection: Connection, text: str | None, words: str, has: int, same: int
) -> None:
    query = "SELECT has_words(?, ?), same_words(?, ?)"
    assert connection.exec_driver_sql(query, (text, words, text, words)).one() == (has, same)


@pytest.mark.parametrize(("text", "label", "same"), [("VIP", "vip", 1), ("A+", "a", 0), ("Ä", "ä", 1), (None, "a", 0)])
def test_labels_differ_by_more_than_case(connection: Connection, text: str | None, label: str, same: int) -> None:
    assert connection.exec_driver_sql("SELECT same_label(?, ?)", (text, label)).one() == (same,)


def test_they_are_there_once_and_need_not_be_replaced(connection: Connection) -> None:
    raw = driver_connection(connection)
    raw.execute("CREATE TABLE t (n)")
    raw.execute("INSERT INTO t VALUES (1), (2)")
    reading = raw.execute("SELECT n FROM t")
    with pytest.raises(OperationalError):
        raw.create_function("has_words", 2, lambda *_words: 1, deterministic=True)
    add_functions(connection)
    assert reading.fetchone() == (1,)
